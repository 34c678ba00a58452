// SPDX-License-Identifier: Apache-2.0
// The verdict on a campaign: named reasons for and against with stated weights, the class that they give, a
// score, and what would decide it when they do not.
#pragma once

#include <string>
#include <vector>

#include "campaign/profile.h"
#include "facts/campaign.h"

namespace redshank::campaign {

struct Verdict {
    facts::CampaignClass campaign_class = facts::CampaignClass::none;
    int32_t score = 0;
    std::vector<facts::Reason> reasons;  // largest absolute weight first, then by name
    std::vector<facts::Turn> would_change;
    std::string question;
};

/// `every_turn`: would_change holds all reasons (Options::leave_one_out).
Verdict judge_campaign(const Profile& profile, bool every_turn = false);

/// 100 / (1 + e^-x), x in thousandths; integers throughout, so that every machine gives the same.
int32_t logistic_percent(int64_t thousandths);

}  // namespace redshank::campaign
