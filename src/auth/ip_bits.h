// SPDX-License-Identifier: Apache-2.0
// An IP address as its bytes, and networks over them (RFC 4632, RFC 4291 2.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::auth {

/// 4 or 16 bytes in network order; nothing where the text is no address. Dotted quads and RFC 4291 2.2 only.
std::optional<std::vector<uint8_t>> ip_bits(std::string_view ip);

/// Whether both are of one family and agree in the first `prefix` bits.
bool same_network(const std::vector<uint8_t>& a, const std::vector<uint8_t>& b, size_t prefix);

}  // namespace redshank::auth
