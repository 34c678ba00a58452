// SPDX-License-Identifier: Apache-2.0
// Who, when, what, to whom: the plain facts of a campaign, and a title in careful words.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "campaign/columns.h"
#include "campaign/evidence.h"
#include "campaign/profile.h"
#include "facts/campaign.h"

namespace redshank::campaign {

/// All but slots, proofs, links, verdict and title.
facts::Campaign summary_of(const Columns& columns, std::span<const std::vector<uint32_t>* const> templates,
                           const SlotEvidence& evidence, const Profile& profile);

/// For a campaign whose class is known. An alarm's senders are counted, not named: the names may be stolen.
std::string title_of(const facts::Campaign& campaign, const Profile& profile);

}  // namespace redshank::campaign
