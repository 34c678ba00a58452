// SPDX-License-Identifier: Apache-2.0
// SPF (RFC 7208): whether the domain of an envelope sender lets this client send for it.
#pragma once

#include <string>

#include "auth/dns.h"
#include "auth/verdict.h"
#include "base/time.h"

namespace redshank::auth {

struct SpfQuery {
    std::string ip;         // of the SMTP client, canonical
    std::string mail_from;  // "local@domain"; "" for the null reverse-path, then HELO counts (2.4)
    std::string helo;
    std::string receiver = "unknown";  // macro r
    Seconds time = 0;                  // macro t
};

struct SpfOutcome {
    Verdict verdict = Verdict::none;
    std::string domain;       // whose record was asked
    std::string reason;       // the mechanism that decided, or what is wrong
    std::string explanation;  // for a fail: exp= in full (6.2); attacker's text. "" where there is none
};

/// check_host() (RFC 7208 4). Verdicts: none, pass, fail, softfail, neutral, permerror, temperror. At most
/// ten mechanisms that ask DNS, ten names each, two void answers (4.6.4).
SpfOutcome check_spf(const SpfQuery& query, const Dns& dns);

}  // namespace redshank::auth
