// SPDX-License-Identifier: Apache-2.0
// The host parser of the URL Standard (3.5): domains, IPv4 in all the forms that browsers take, IPv6, opaque
// hosts.
#pragma once

#include <string>
#include <string_view>

namespace redshank::url {

struct HostKind {
    bool valid = false;
    bool is_ip = false;
    bool odd_ipv4 = false;  // "0x7f.1": no plain dotted quad
};

/// Appends the serialized host to `out`; where it is not valid, what was appended means nothing.
HostKind append_host(std::string& out, std::string_view text, bool is_special);

}  // namespace redshank::url
