// SPDX-License-Identifier: Apache-2.0
// IP addresses as trace fields write them.
#pragma once

#include <string>
#include <string_view>

namespace redshank::auth {

/// "192.0.2.1", "[192.0.2.1]", "IPv6:2001:db8::1" (RFC 5321 4.1.3), "fe80::1%4", in canonical form; "" for
/// anything else. An IPv4-mapped IPv6 address is the IPv4 address.
std::string ip_literal(std::string_view text);

/// Loopback, private, link-local and shared ranges: a client inside. `ip` is canonical.
bool is_internal_ip(std::string_view ip);

}  // namespace redshank::auth
