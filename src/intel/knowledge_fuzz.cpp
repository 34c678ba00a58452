// SPDX-License-Identifier: Apache-2.0
// The first byte chooses the kind, or 0 lets the content tell it.
#include <cstdint>
#include <string_view>

#include "intel/matcher.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    using namespace redshank::intel;
    if (size == 0) return 0;
    Limits limits;
    limits.max_intel_entries = 10'000;
    std::vector<FileProblem> problems;
    const std::string text =
        as_text(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), problems);
    const int chosen = data[0] % (static_cast<int>(Kind::duckduckgo) + 1);
    const Kind kind = chosen == 0 ? tell_kind(text) : static_cast<Kind>(chosen);
    std::vector<Knowledge> all;
    all.push_back(read_knowledge(kind, text, {"fuzz", "", "", ""}, limits));
    if (all.front().problems.size() > limits.max_intel_problems) __builtin_trap();
    const Matcher matcher(std::move(all), limits);
    facts::Message message;
    message.subject = "x";
    message.from = {{"", "a@evil.example"}};
    for (const Hit& hit : matcher.match(message)) {
        if (hit.indicator >= matcher.indicators().size()) __builtin_trap();
    }
    return 0;
}
