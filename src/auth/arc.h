// SPDX-License-Identifier: Apache-2.0
// Verifies an Authenticated Received Chain (RFC 8617): what forwarders and lists say to have seen when the
// mail came to them, sealed one over the other. A chain that holds proves who said it, not that it is true.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "auth/canonical.h"
#include "auth/dns.h"
#include "auth/verdict.h"
#include "base/limits.h"

namespace redshank::auth {

struct ArcSet {
    uint32_t instance = 0;
    std::string domain;    // d= of the seal, lower-case
    std::string selector;  // s= of the seal
    std::string results;   // body of the ARC-Authentication-Results, unfolded, without its i=
    bool operator==(const ArcSet&) const = default;
};

struct ArcOutcome {
    Verdict verdict = Verdict::none;  // none, pass, fail, temperror, not_verifiable
    std::string reason;
    std::vector<ArcSet> sets;  // oldest first; as far as they are well-formed
};

/// RFC 8617 5.2. At most 50 sets (4.2.1), each field below limits.max_parameters tags.
ArcOutcome verify_arc(const SignedMessage& message, const Dns& dns, const Limits& limits);

}  // namespace redshank::auth
