// SPDX-License-Identifier: Apache-2.0
// A DMARC aggregate report (RFC 7489 7.2 and appendix C): a receiver tells whose servers sent mail in a
// domain's name, and which of it the domain's own rules did not confirm. It is XML, sent as an attachment in
// gzip or zip.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/time.h"

namespace redshank::auth {

/// A row that neither DKIM nor SPF confirmed.
struct DmarcFailure {
    std::string ip;
    uint64_t messages = 0;
    std::string header_from;  // lower-case
    std::string disposition;  // "none", "quarantine", "reject"
};

struct DmarcReport {
    std::string reporter;  // org_name
    std::string domain;    // policy_published, lower-case
    Seconds begin = 0;
    Seconds end = 0;
    uint64_t messages = 0;
    uint64_t failed = 0;
    std::vector<DmarcFailure> failures;  // most messages first, then by ip; at most limits.max_dmarc_failures
};

/// Nothing for what is no such report. Damaged XML gives what came before; rows beyond limits.max_dmarc_rows
/// are left out.
std::optional<DmarcReport> read_dmarc_report(std::string_view xml, const Limits& limits);

}  // namespace redshank::auth
