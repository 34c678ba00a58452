// SPDX-License-Identifier: Apache-2.0
// URLs inside URLs: plain, percent-encoded (also twice), base64 or base64url, or simply appended to a path.
#pragma once

#include <optional>
#include <string_view>

#include "base/limits.h"
#include "url/url.h"

namespace redshank::url {

/// The http, https or ftp URL that `value` (percent-decoded once) is or encodes.
std::optional<Url> nested_url(std::string_view value, const Limits& limits);

/// Where a URL stands unencoded in a path, "/redirect/https://host.example/": the offset of its scheme, or
/// npos.
size_t find_nested_in_path(std::string_view path);

/// Both alphabets of RFC 4648, up to the first byte of neither; a space stands for the "+" that form decoding
/// took.
std::string decode_base64(std::string_view text);

}  // namespace redshank::url
