// SPDX-License-Identifier: Apache-2.0
// STIX patterns held against mail: each message is one observation, whose email-message, email-addr, url,
// domain-name, ipv4-addr, ipv6-addr and file objects are looked at. A comparison on anything else can never
// be true here; a pattern that needs one is kept and said, not matched.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "facts/message.h"
#include "intel/observed.h"
#include "intel/stix_pattern.h"

namespace redshank::intel {

/// A pattern with its regular expressions compiled (RE2: linear in the text, whatever the expression).
class PatternMatcher {
  public:
    PatternMatcher(std::shared_ptr<const Pattern> pattern, const Limits& limits);
    ~PatternMatcher();
    PatternMatcher(PatternMatcher&&) noexcept;

    /// Why no mail can match it, in words; "" where one can.
    const std::string& unmatched() const { return unmatched_; }
    /// Keys of which a message that matches any leaf has at least one; nothing where every message must be
    /// looked at.
    const std::optional<std::vector<uint64_t>>& keys() const { return keys_; }

    /// What in the message made a leaf true.
    struct Seen {
        uint32_t leaf = 0;
        Role role = Role::url;
        uint32_t index = 0;
        std::string value;
    };
    /// The leaves that are true for the message by itself.
    std::vector<Seen> look(const facts::Message& message) const;

    /// One leaf true in one message.
    struct Event {
        uint32_t leaf = 0;
        uint32_t message = 0;  // a number of the caller's
        Seconds time = 0;      // 0: undated
    };
    /// The messages that take part in a match of the whole pattern, ascending. Combinations are tried up to a
    /// bound (1,000 for each operator).
    std::vector<uint32_t> combine(const std::vector<Event>& events) const;

  private:
    struct Compiled;
    std::shared_ptr<const Pattern> pattern_;
    std::unique_ptr<Compiled> compiled_;
    std::string unmatched_;
    std::optional<std::vector<uint64_t>> keys_;
};

/// "a%.example" with % for any text and _ for any character (STIX 2.1, 9.6.1).
bool like(std::string_view text, std::string_view pattern);

/// The observable that a pattern of one comparison is about: "[domain-name:value = 'evil.example']"; nothing
/// for any other pattern.
std::optional<Observable> single_observable(const Pattern& pattern);

}  // namespace redshank::intel
