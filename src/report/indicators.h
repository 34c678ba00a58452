// SPDX-License-Identifier: Apache-2.0
// What may be looked for or blocked elsewhere, and what must not be, with why. Blocklist, STIX indicators and
// MISP attributes for detection all come from here, so that no export blocks what another leaves out.
#pragma once

#include <string>
#include <vector>

#include "report/handout.h"
#include "report/masked_urls.h"

namespace redshank::report {

enum class IndicatorKind : unsigned char { domain, address, url };
constexpr std::string_view indicator_kind_name(IndicatorKind kind) {
    return kind == IndicatorKind::domain ? "domain" : kind == IndicatorKind::address ? "address" : "url";
}

struct Indicator {
    IndicatorKind kind = IndicatorKind::domain;
    std::string value;     // host name or IP address; address; for url a regular expression (PCRE and RE2)
    size_t campaign = 0;   // index into Handout::campaigns
    std::string left_out;  // why it must not be blocked; "" it may
};

/// By campaign, then kind, then value; each value once a campaign.
std::vector<Indicator> indicators(const Handout& handout, const MaskedUrls& masked);

}  // namespace redshank::report
