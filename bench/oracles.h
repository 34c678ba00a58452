// SPDX-License-Identifier: Apache-2.0
// The same questions to other people's parsers: to check our answers before they are timed, and for a time to
// compare with.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace redshank::bench {

/// What a MIME parser found in a message, the insides of attached messages aside.
struct Parts {
    uint64_t leaves = 0;
    uint64_t decoded_bytes = 0;
    friend bool operator==(const Parts&, const Parts&) = default;
};

/// Before the first call of gmime_parts.
void start_gmime();
Parts gmime_parts(std::string_view message);

/// Where a and area elements lead to, as written: a set, because the standard clones an a that is not closed.
std::set<std::string> gumbo_links(std::string_view page);

}  // namespace redshank::bench
