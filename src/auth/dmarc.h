// SPDX-License-Identifier: Apache-2.0
// DMARC (RFC 7489): whether the domain that a reader sees in From stands behind the mail, by an SPF or DKIM
// pass of a domain that belongs to it. Organizational domains by the Public Suffix List.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/dkim.h"
#include "auth/dns.h"
#include "auth/spf.h"
#include "auth/verdict.h"
#include "base/limits.h"

namespace redshank::auth {

struct DmarcOutcome {
    /// none (no record), pass, fail, permerror (no single From domain), temperror, or not_verifiable: nothing
    /// aligned passed, but an aligned signature cannot be checked any more, or nobody knows the client.
    Verdict verdict = Verdict::none;
    std::string reason;
    std::string domain;         // From's
    std::string record_domain;  // where the record was found; "" for none
    std::string policy;  // "none", "quarantine", "reject": what the owner asks for this domain (p= or sp=)
    bool spf_aligned = false;  // with a pass
    bool dkim_aligned = false;
};

/// `from_domains`: of all addresses in From, lower-case A-labels. An `spf` that is not_verifiable leaves a
/// failure undecided.
DmarcOutcome check_dmarc(std::span<const std::string> from_domains, const SpfOutcome& spf,
                         std::span<const DkimOutcome> dkim, const Dns& dns, const Limits& limits);

}  // namespace redshank::auth
