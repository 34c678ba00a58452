// SPDX-License-Identifier: Apache-2.0
// Who, when, what, to whom: the plain facts of a campaign, and a title in careful words.
#pragma once

#include <span>
#include <vector>

#include "campaign/columns.h"
#include "campaign/evidence.h"
#include "campaign/profile.h"
#include "facts/campaign.h"

namespace redshank::campaign {

/// All but slots, proofs, links and verdict.
facts::Campaign summary_of(const Columns& columns, std::span<const std::vector<uint32_t>* const> templates,
                           const SlotEvidence& evidence, const Profile& profile);

}  // namespace redshank::campaign
