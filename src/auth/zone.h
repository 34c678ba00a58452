// SPDX-License-Identifier: Apache-2.0
// DNS out of a master file (RFC 1035 5), as `dig +noall +answer` prints it and zones are kept: the records
// that a check of old mail needs, gathered once by whoever may ask the network.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/dns.h"

namespace redshank::auth {

/// A line that could not be read; the rest of the file counts.
struct ZoneProblem {
    size_t line = 0;  // from 1
    std::string what;
};

class Zone : public Dns {
  public:
    /// A, AAAA, CNAME, MX, PTR and TXT records; other types are passed over. $ORIGIN and $TTL, "@", names
    /// left out, parentheses, comments, quotes and escapes. Never fails.
    static Zone parse(std::string_view text, std::vector<ZoneProblem>& problems);

    /// Follows CNAMEs within the file. A name that the file does not hold is no_name.
    DnsAnswer lookup(RecordType type, const std::string& name) const override;

    size_t size() const { return record_count_; }

  private:
    friend class ZoneReader;
    std::map<std::string, std::map<RecordType, std::vector<std::string>>> names_;
    std::map<std::string, std::string> aliases_;
    size_t record_count_ = 0;
};

}  // namespace redshank::auth
