// SPDX-License-Identifier: Apache-2.0
// What one check of a message's sender said when it was asked here: SPF, a DKIM signature, ARC, DMARC. Apart
// from Message: it depends on what DNS said, and a record of a message does not.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace redshank::facts {

struct SenderCheck {
    std::string method;   // "spf", "dkim", "arc", "dmarc"
    std::string verdict;  // of RFC 8601 ("pass", "fail", "permerror" …), or "not-verifiable"
    std::string domain;   // whose word this is; "" where none is named
    std::string reason;   // one sentence, or ""
    /// What else it says, by name, in a fixed order; values as the mail or DNS has them.
    std::vector<std::pair<std::string, std::string>> details;
};

}  // namespace redshank::facts
