// SPDX-License-Identifier: Apache-2.0
// What a person reads: the summary of a hunt, and one campaign, message, finding or target in full. Plain
// words, most important first; everything from mail goes through safe_text, every host and URL through
// defang.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "facts/sender_check.h"
#include "facts/summary.h"
#include "report/paint.h"

namespace redshank::report {

/// `command`: what the user types to run Redshank, for what to type next.
std::string summary_text(const facts::Summary& summary, const Paint& paint,
                         const std::string& command = "redshank");

/// `members` are the campaign's messages, for its list of deliveries; at most a page is shown.
std::string campaign_text(const facts::ListedCampaign& listed, const std::vector<facts::Message>& members,
                          const Paint& paint);

std::string message_text(const facts::Message& message, const std::vector<facts::Finding>& findings,
                         const std::vector<std::string>& campaigns, const Paint& paint);

/// What each check said, and what it rests on.
std::string sender_checks_text(const std::vector<facts::SenderCheck>& checks, const Paint& paint);

std::string finding_text(const facts::Finding& finding, const facts::Message& message,
                         std::span<const facts::Rule> rules, const Paint& paint);

std::string target_text(const facts::Target& target, const std::vector<facts::ListedCampaign>& campaigns,
                        const Paint& paint);

}  // namespace redshank::report
