// SPDX-License-Identifier: Apache-2.0
// The lists of interfaces.md as JSON Lines: a header line, then one object a line. Also the single objects of
// `show` and `hunt`. Bytes that are no UTF-8 go as {"base64": …}; URLs in facts are defanged.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "facts/sender_check.h"
#include "facts/summary.h"

namespace redshank::report {

/// {"schema":"redshank/1","list":"campaigns"} without a line end.
std::string list_header(std::string_view list);

std::string campaign_json(const facts::ListedCampaign& listed);
/// `message` is the finding's.
std::string finding_json(const facts::Finding& finding, const facts::Message& message,
                         std::span<const facts::Rule> rules);
/// `campaigns` and `findings` are the ids that go with it.
std::string message_json(const facts::Message& message, const std::vector<std::string>& campaigns,
                         const std::vector<std::string>& findings);
std::string target_json(const facts::Target& target);
std::string rule_json(const facts::Rule& rule);
/// An array of {method, verdict, domain, reason, details{}}.
std::string sender_checks_json(const std::vector<facts::SenderCheck>& checks);
std::string summary_json(const facts::Summary& summary);

}  // namespace redshank::report
