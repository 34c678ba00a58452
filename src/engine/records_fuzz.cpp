// SPDX-License-Identifier: Apache-2.0
// What `group` reads from an outside engine and a case from its own pages: each line as a record of a
// message, a place, a finding, a campaign, a target. What is read is written and read back as the same, and
// the messages are judged and grouped.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>

#include "detect/detect.h"
#include "engine/grouping.h"
#include "evidence/record.h"

using namespace redshank;

namespace {

void read_others(std::string_view line) {
    if (const auto place = evidence::read_place(line)) {
        const auto back = evidence::read_place(evidence::write_place(*place));
        if (!back || !(*back == *place)) std::abort();
    }
    const auto again = [](const auto& value, const auto& read, const auto& write) {
        if (!value) return;
        const std::string written = write(*value);
        const auto back = read(written);
        if (!back || write(*back) != written) std::abort();
    };
    again(evidence::read_finding(line), evidence::read_finding, evidence::write_finding);
    again(evidence::read_campaign(line), evidence::read_campaign, evidence::write_campaign);
    again(evidence::read_target(line), evidence::read_target, evidence::write_target);
    again(evidence::read_message(line), evidence::read_message, evidence::write_message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const org::Organisation org = org::default_organisation();
    static const detect::Detector detector(org);
    std::string_view text(reinterpret_cast<const char*>(data), size);
    engine::Grouper grouper(org);
    std::set<std::string> met;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        read_others(line);
        auto message = evidence::read_message(line);
        if (!message || message->places.empty() || message->content_id.size() != 64) continue;
        if (!met.insert(message->content_id).second) continue;
        facts::settle_places(*message);
        grouper.add(*message, detector.run(*message, Limits{}));
    }
    for (const facts::Campaign& campaign : grouper.finish(1).campaigns) {
        if (campaign.message_count > met.size()) std::abort();
    }
    return 0;
}
