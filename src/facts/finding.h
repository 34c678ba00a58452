// SPDX-License-Identifier: Apache-2.0
// What one detector saw in one message, and the bytes that show it. A finding says what would happen and what
// was seen, never who is behind it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redshank::facts {

enum class Severity : uint8_t { info, low, medium, high, critical };
std::string_view severity_name(Severity severity);

/// Bytes of the decoded part that anyone can compare. The place of the message comes from the message itself.
/// Empty bytes: the whole part, told by the finding's fact "sha256"; or, in the message, the place alone.
struct Evidence {
    std::string part;          // MIME part number; "" for the message as it is, as for header fields
    uint64_t part_offset = 0;  // into the decoded part; for "" into the message
    std::string bytes;         // may be no UTF-8
};

struct Finding {
    std::string id;       // "F" and 16 hex digits of a hash over message, rule and evidence (finding_id)
    std::string message;  // id of the message, "M…"
    std::string rule;     // "tracking/hidden-image"
    Severity severity = Severity::info;
    std::string title;
    std::vector<Evidence> evidence;
    std::vector<std::pair<std::string, std::string>> facts;  // sorted by key; "url", "token", "host" …
};

/// The stable id: equal bytes, rule and place give an equal id on every machine.
std::string finding_id(const Finding& finding);

/// One row of the table of rules (`findings --list-rules`).
struct Rule {
    std::string_view name;  // "tracking/hidden-image"
    Severity severity;      // the usual one
    std::string_view shows;
    std::string_view misses;
    std::string_view attack;  // ATT&CK technique id, or ""
};

}  // namespace redshank::facts
