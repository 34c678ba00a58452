// SPDX-License-Identifier: Apache-2.0
// Verifies DKIM-Signature fields (RFC 6376, with RFC 8301 and RFC 8463). Each signature gets a verdict of its
// own and says what it covers; nothing is inferred from one about another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/canonical.h"
#include "auth/dns.h"
#include "auth/verdict.h"
#include "base/limits.h"
#include "base/time.h"

namespace redshank::auth {

struct DkimOutcome {
    Verdict verdict = Verdict::permerror;
    std::string reason;                      // why, in words; "" for a plain pass
    std::string domain;                      // d=, lower-case
    std::string selector;                    // s=
    std::string algorithm;                   // a=
    std::string identity;                    // i= as decoded, or "@" and d=
    std::vector<std::string> signed_fields;  // h=, lower-case
    int key_bits = 0;
    bool testing = false;         // the key says t=y
    uint64_t unsigned_bytes = 0;  // of the canonical body, behind l=: anybody could have added them
    /// Fields of which more stand in the header than were signed (RFC 6376 8.15): "from", "subject" …
    std::vector<std::string> unsigned_repeats;
};

/// Every DKIM-Signature field from the top, at most limits.max_signatures. `time` is when the message was
/// received (x= counts from there); 0 where unknown, then x= is not judged. Verdicts: pass, fail, policy (it
/// holds, but is too weak, was expired, or follows a draft), permerror, temperror, not_verifiable.
std::vector<DkimOutcome> verify_dkim(const SignedMessage& message, Seconds time, const Dns& dns,
                                     const Limits& limits);

}  // namespace redshank::auth
