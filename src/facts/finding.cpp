// SPDX-License-Identifier: Apache-2.0
#include "facts/finding.h"

#include <array>

#include "base/hash.h"

namespace redshank::facts {

std::string_view severity_name(Severity severity) {
    constexpr std::array<std::string_view, 5> names = {"info", "low", "medium", "high", "critical"};
    return names[static_cast<size_t>(severity)];
}

std::string finding_id(const Finding& finding) {
    std::string key = finding.message;
    const auto add = [&](std::string_view text) {
        key += '\0';
        key += text;
    };
    add(finding.rule);
    for (const Evidence& evidence : finding.evidence) {
        add(evidence.part);
        add(std::to_string(evidence.part_offset));
        add(evidence.bytes);
    }
    for (const auto& [name, value] : finding.facts) {
        add(name);
        add(value);
    }
    return "F" + sha256_hex(key).substr(0, 16);
}

}  // namespace redshank::facts
