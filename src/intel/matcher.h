// SPDX-License-Identifier: Apache-2.0
// Everything published, held against one message: which indicators it meets, and where. Looking up is by the
// keys of match_keys, so that a message that meets nothing costs a few table look-ups; what a key finds is
// compared in full. Constant after construction: many threads may use it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "intel/knowledge.h"
#include "intel/observed.h"
#include "intel/stix_match.h"

namespace redshank::intel {

/// A set of 64-bit hashes: open addressing, at most half full.
class KeySet {
  public:
    void build(const std::vector<uint64_t>& keys);
    bool holds(uint64_t key) const;
    size_t size() const { return size_; }

  private:
    std::vector<uint64_t> slots_;
    uint64_t mask_ = 0;
    size_t size_ = 0;
    bool has_zero_ = false;
};

/// A message meets an indicator.
struct Hit {
    uint32_t indicator = 0;  // into Matcher::indicators
    uint32_t leaf = 0;       // of its pattern; else 0
    Role role = Role::url;   // where it was first met
    uint32_t index = 0;
    std::string value;  // what was there
};

/// Why an indicator says little; "" where nothing speaks against it.
struct Against {
    std::string words;
    bool is_hub = false;  // so many use it that meeting it says nothing
};

class Matcher {
  public:
    /// What the rest of the program knows of a domain: "is a free-mail provider"; "" nothing.
    using WhyShared = std::function<std::string(std::string_view domain)>;

    Matcher(std::vector<Knowledge> all, const Limits& limits);

    const std::vector<Indicator>& indicators() const { return indicators_; }
    bool empty() const { return indicators_.empty(); }
    /// Whether a message with these keys may meet anything.
    bool may_meet(std::string_view keys) const;
    /// Sorted by indicator and leaf; one a pair.
    std::vector<Hit> match(const facts::Message& message) const;

    /// The pattern of an indicator that joins several observations, or null: its hits are no matches before
    /// PatternMatcher::combine.
    const PatternMatcher* joins(uint32_t indicator) const;

    /// What speaks against each of these indicators, in their order.
    std::vector<Against> against(const std::vector<uint32_t>& indicators, const WhyShared& why_shared) const;

    struct Unmatched {
        uint64_t count = 0;
        std::string example;  // the first pattern or value
    };
    /// Indicators that no mail can meet, by why; at most 20 reasons are told apart.
    const std::map<std::string, Unmatched>& unmatched() const { return unmatched_; }
    uint64_t unmatched_count() const { return unmatched_count_; }

  private:
    void add(Indicator&& indicator, const Limits& limits);
    void add_simple(uint32_t number);
    bool add_pattern(uint32_t number, const Limits& limits);
    void leave_out(const Indicator& indicator, const std::string& why);

    std::vector<Indicator> indicators_;
    std::vector<Warninglist> warninglists_;
    std::vector<PatternMatcher> patterns_;
    std::vector<int32_t> pattern_of_;                    // of each indicator; -1 none
    std::vector<std::pair<uint64_t, uint32_t>> by_key_;  // sorted
    std::vector<uint32_t> looked_at_always_;             // patterns without keys
    KeySet keys_;
    std::map<std::string, Unmatched> unmatched_;
    uint64_t unmatched_count_ = 0;
};

/// The finding of a hit. `against` of its indicator.
facts::Finding finding_of(const facts::Message& message, const Indicator& indicator, const Hit& hit,
                          const Against& against);
/// For the campaign of the message.
facts::IntelMatch campaign_match(const Indicator& indicator, const Against& against);

/// Rows for `findings --list-rules`, sorted by name.
std::span<const facts::Rule> rules();

}  // namespace redshank::intel
