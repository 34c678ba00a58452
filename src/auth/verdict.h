// SPDX-License-Identifier: Apache-2.0
// What a check of a message's sender can say: one set of words for SPF, DKIM, ARC and DMARC (RFC 8601 2.7),
// and one of our own. Archives outlive keys: where the key or record that decides is gone, nothing was proved
// and nothing disproved, and that is never a "fail".
#pragma once

#include <cstdint>
#include <string_view>

namespace redshank::auth {

enum class Verdict : uint8_t {
    none,            // nothing to check: no signature, no record
    pass,            //
    fail,            // the domain's owner disowns it, or signed bytes have changed
    softfail,        // SPF only
    neutral,         // SPF only: the owner says nothing
    policy,          // the signature holds, but by RFC 8301 or its own x= it must not count
    permerror,       // the record or signature itself is wrong
    temperror,       // DNS did not answer
    not_verifiable,  // what would decide is not there any more; a live filter reads it as permerror
};

/// "pass", "not-verifiable"; stable.
std::string_view verdict_name(Verdict verdict);

}  // namespace redshank::auth
