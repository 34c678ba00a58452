// SPDX-License-Identifier: Apache-2.0
// All mail of a case held against everything that was published and imported. Works from the keys that the
// case keeps of each message, so that new knowledge meets old mail without the mail being read again; only
// records of messages that may meet something are opened.
#pragma once

#include <vector>

#include "base/limits.h"
#include "evidence/case.h"
#include "facts/campaign.h"
#include "facts/summary.h"
#include "org/organisation.h"

namespace redshank::engine {

/// Writes the case's intel findings anew and fills `matches` of the campaigns; what was there goes out. To be
/// called inside a transaction. Nothing of a campaign but its matches depends on it.
facts::IntelSummary match_intel(evidence::Case& c, const org::Organisation& org, const Limits& limits,
                                std::vector<facts::ListedCampaign>& campaigns);

/// The same for a case whose mail and campaigns stay as they are, with a transaction of its own: after `intel
/// add` and `intel remove`.
facts::IntelSummary rematch_intel(evidence::Case& c, const Limits& limits);

}  // namespace redshank::engine
