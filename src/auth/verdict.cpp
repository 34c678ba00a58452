// SPDX-License-Identifier: Apache-2.0
#include "auth/verdict.h"

namespace redshank::auth {

std::string_view verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::none:
            return "none";
        case Verdict::pass:
            return "pass";
        case Verdict::fail:
            return "fail";
        case Verdict::softfail:
            return "softfail";
        case Verdict::neutral:
            return "neutral";
        case Verdict::policy:
            return "policy";
        case Verdict::permerror:
            return "permerror";
        case Verdict::temperror:
            return "temperror";
        case Verdict::not_verifiable:
            return "not-verifiable";
    }
    return "none";
}

}  // namespace redshank::auth
