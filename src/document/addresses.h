// SPDX-License-Identifier: Apache-2.0
// Web addresses that stand in the midst of other text: a script, a description, a command.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace redshank::document {

struct Stretch {
    size_t begin = 0;
    size_t end = 0;
};

/// Where "http://" or "https://" begins (in any case of letters), up to a blank, a control character, a
/// quotation mark, an angle bracket or one of `further_ends`; full stops and brackets at the end are left
/// out.
std::vector<Stretch> find_addresses(std::string_view text, std::string_view further_ends,
                                    size_t max_addresses);

}  // namespace redshank::document
