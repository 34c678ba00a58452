// SPDX-License-Identifier: Apache-2.0
// Hosts that nobody may block because of a campaign: others use them as well.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/case.h"
#include "facts/campaign.h"

namespace redshank::engine {

/// Hosts and sender domains of the campaigns' messages → who else uses them, in words: a mail provider at
/// which anyone can open a mailbox, a service that sends or counts for others, people of ours, senders of
/// other mail in the case (mail of no campaign, or of one that is bulk or none).
/// One pass over the case's messages.
std::map<std::string, std::string> shared_hosts(const evidence::Case& c,
                                                const std::vector<facts::ListedCampaign>& campaigns);

}  // namespace redshank::engine
