// SPDX-License-Identifier: Apache-2.0
// For tests only: one row a case of a rule, and messages made by hand to put into it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/finding.h"
#include "facts/message.h"
#include "org/organisation.h"

namespace redshank::detect {

struct RuleRow {
    std::string_view rule;
    std::string_view what;
    std::function<void(facts::Message&)> make;  // changes the plain message
    std::optional<facts::Severity> expected;    // of the first finding of this rule; nothing: no finding
};

/// An ordinary mail from an editor to a member of parliament, without any URL.
facts::Message plain_message();
/// "Parliament" with parliament.example, an own mailer, an exercise, a gateway and three protected people.
org::Organisation parliament();

/// Adds a URL as extraction would; host and site are worked out from it.
facts::UrlUse& add_url(facts::Message& message, facts::UrlKind kind, facts::Trigger trigger,
                       std::string_view url, uint16_t hidden = 0);
facts::UrlUse& add_image(facts::Message& message, std::string_view url, uint16_t hidden = 0);
facts::UrlUse& add_link(facts::Message& message, std::string_view url, std::string_view text = "read on");
facts::Part& add_attachment(facts::Message& message, std::string_view filename, std::string_view found_type);

std::vector<RuleRow> anomaly_rows();
std::vector<RuleRow> attachment_rows();
std::vector<RuleRow> auth_rows();
std::vector<RuleRow> identity_rows();
std::vector<RuleRow> link_rows();
std::vector<RuleRow> tracking_rows();
std::vector<RuleRow> all_rows();

std::vector<facts::Finding> findings_of(const facts::Message& message);
std::vector<facts::Finding> findings_of(const RuleRow& row);
/// The first finding of that rule, or null.
const facts::Finding* find(const std::vector<facts::Finding>& findings, std::string_view rule);
/// The value of a fact, or "".
std::string_view fact(const facts::Finding& finding, std::string_view key);

}  // namespace redshank::detect
