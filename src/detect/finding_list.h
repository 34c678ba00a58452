// SPDX-License-Identifier: Apache-2.0
// Where detectors put what they saw: fills in what every finding has in common (message, rule, id, whether
// the message was attached to another) and keeps each rule within its share of the limit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "facts/finding.h"
#include "facts/message.h"

namespace redshank::detect {

using Facts = std::vector<std::pair<std::string, std::string>>;

class FindingList {
  public:
    FindingList(const facts::Message& message, const Limits& limits, size_t rule_count);

    /// The rule that the next findings are of.
    void begin(const facts::Rule& rule);
    /// `facts` in any order; those with an empty value are left out.
    void add(facts::Severity severity, std::string_view title, facts::Evidence evidence, Facts facts);
    /// With the rule's usual severity.
    void add(std::string_view title, facts::Evidence evidence, Facts facts);

    std::vector<facts::Finding> take() { return std::move(findings_); }

  private:
    const facts::Message& message_;
    const facts::Rule* rule_ = nullptr;
    size_t max_ = 0;
    size_t max_a_rule_ = 0;
    size_t of_this_rule_ = 0;
    std::vector<facts::Finding> findings_;
};

}  // namespace redshank::detect
