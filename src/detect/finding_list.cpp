// SPDX-License-Identifier: Apache-2.0
#include "detect/finding_list.h"

#include <algorithm>

namespace redshank::detect {

FindingList::FindingList(const facts::Message& message, const Limits& limits, size_t rule_count)
    : message_(message),
      max_(limits.max_findings),
      max_a_rule_(std::max<size_t>(1, limits.max_findings / std::max<size_t>(1, rule_count))) {}

void FindingList::begin(const facts::Rule& rule) {
    rule_ = &rule;
    of_this_rule_ = 0;
}

void FindingList::add(facts::Severity severity, std::string_view title, facts::Evidence evidence,
                      Facts facts) {
    if (findings_.size() >= max_ || of_this_rule_ >= max_a_rule_) return;
    ++of_this_rule_;
    std::erase_if(facts, [](const auto& fact) { return fact.second.empty(); });
    std::sort(facts.begin(), facts.end());
    facts::Finding& finding = findings_.emplace_back();
    finding.message = message_.id;
    finding.rule = rule_->name;
    finding.severity = severity;
    finding.title = title;
    // A reported mail arrives inside the report: who reported it did not send it.
    if (!message_.inner_of.empty()) finding.title += " (in a message attached to another)";
    finding.evidence.push_back(std::move(evidence));
    finding.facts = std::move(facts);
    finding.id = facts::finding_id(finding);
}

void FindingList::add(std::string_view title, facts::Evidence evidence, Facts facts) {
    add(rule_->severity, title, std::move(evidence), std::move(facts));
}

}  // namespace redshank::detect
