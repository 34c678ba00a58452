// SPDX-License-Identifier: Apache-2.0
// Short names for what must not be told. A token is often an address or its MD5, and anyone can hash a list
// of addresses; so the hash takes a secret that stays in the case (HMAC, RFC 2104). Equal values have equal
// names in every export of one case, and other names in another case. Also UUIDs made of names (RFC 9562
// 5.5), for ids that stay the same over exports.
#pragma once

#include <string>
#include <string_view>

namespace redshank::report {

/// HMAC-SHA-256, 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);
/// The first 12 hex digits of it.
std::string short_name(std::string_view key, std::string_view text);
/// That in braces, as it stands in place of a token everywhere: "{5f1c20d9a3be}".
std::string hidden_token(std::string_view key, std::string_view token);

/// Version 5. `name_space` is a UUID in text form.
std::string uuid_v5(std::string_view name_space, std::string_view name);

}  // namespace redshank::report
