// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <memory>
#include <string_view>

#include "intel/stix_match.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    using namespace redshank::intel;
    Limits limits;
    limits.max_pattern_bytes = 64 << 10;
    auto pattern = parse_pattern({reinterpret_cast<const char*>(data), size}, limits);
    if (!pattern) return 0;
    const PatternMatcher matcher(std::make_shared<const Pattern>(std::move(*pattern)), limits);
    facts::Message message;
    message.date = 1;
    message.subject = "x";
    message.from = {{"", "a@evil.example"}};
    std::vector<PatternMatcher::Event> events;
    for (const auto& seen : matcher.look(message)) events.push_back({seen.leaf, 0, message.date});
    matcher.combine(events);
    return 0;
}
