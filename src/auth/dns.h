// SPDX-License-Identifier: Apache-2.0
// DNS as the checks see it: somebody else answers. An inspection reads a zone file (zone.h), tests have their
// own tables, a live filter would ask a resolver. This room opens no socket.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::auth {

enum class RecordType : uint8_t { a, aaaa, mx, ptr, txt };

struct DnsAnswer {
    enum class Status : uint8_t {
        found,      // the name exists; `records` may still be empty (NODATA)
        no_name,    // NXDOMAIN, RCODE 3
        temporary,  // a timeout or any other RCODE (RFC 7208 2.6.6)
    };
    Status status = Status::no_name;
    /// a, aaaa: addresses in canonical form; mx: hosts, most preferred first; ptr: names; txt: the strings of
    /// one record joined (RFC 7208 3.3, RFC 6376 3.6.2.2). Names lower-case without a dot at the end.
    std::vector<std::string> records;
};

class Dns {
  public:
    virtual ~Dns() = default;
    /// `name` in lower-case A-labels, without a dot at the end.
    virtual DnsAnswer lookup(RecordType type, const std::string& name) const = 0;
};

/// "1.2.0.192.in-addr.arpa", or under ip6.arpa, of an address in canonical form (RFC 1035 3.5, RFC 3596 2.5);
/// "" for anything else.
std::string reverse_name(const std::string& ip);

}  // namespace redshank::auth
