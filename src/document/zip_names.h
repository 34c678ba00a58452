// SPDX-License-Identifier: Apache-2.0
// The names inside an attached ZIP, without unpacking a byte of it (APPNOTE 4.3).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank::document {

struct ZipNames {
    std::vector<std::string> names;  // valid UTF-8, as stored; at most limits.max_listed_members
    bool encrypted = false;          // some member is
    bool cut = false;                // more than the limit, or the directory is damaged
};

/// "ooxml" or "odf" for what office programs write (ECMA-376-2; ODF 1.3 part 2), else "zip".
std::string_view package_type(const std::vector<std::string>& names);

/// By the central directory, and by the local headers where that is missing or damaged (a ZIP cut in
/// transit). Linear.
ZipNames zip_names(std::string_view bytes, const Limits& limits);

}  // namespace redshank::document
