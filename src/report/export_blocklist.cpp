// SPDX-License-Identifier: Apache-2.0
// report --format blocklist: what a mail gateway, a DNS resolver or a proxy may refuse, a line each: kind, a
// tab, value. Values are live, for machines compare them as they are. What must not be blocked stands at the
// end with why, defanged, as comments.
#include <map>

#include "base/safe_text.h"
#include "report/handout.h"
#include "report/indicators.h"

namespace redshank::report {

std::string blocklist_export(const Handout& handout) {
    const MaskedUrls masked(handout);
    const auto all = indicators(handout, masked);
    std::string notes;
    for (const std::string& note : handout.notes) notes += "# " + safe_text(note) + "\n";
    std::string out = "# Redshank blocklist, " + tlp_label(handout) +
                      "\n# A line: kind, tab, value. domain: it and all below it; address: a sender; "
                      "url: a regular expression (PCRE, RE2).\n"
                      "# It stops what these campaigns used so far, and mail of the same senders. Read it "
                      "before you load it.\n" +
                      notes;
    for (size_t i = 0; i < handout.campaigns.size(); ++i) {
        const facts::Campaign& c = handout.campaigns[i].campaign;
        out += "\n# " + c.id + " " + std::string(facts::campaign_class_name(c.campaign_class)) + ", score " +
               std::to_string(c.score) + ": " + safe_text(masked.text(c.title)) + "\n";
        for (const Indicator& one : all) {
            if (one.campaign != i || !one.left_out.empty()) continue;
            out += std::string(indicator_kind_name(one.kind)) + "\t" + one.value + "\n";
        }
        for (const Indicator& one : all) {
            if (one.campaign != i || one.left_out.empty()) continue;
            const std::string shown =
                one.kind == IndicatorKind::domain ? defang(one.value) : safe_text(one.value);
            out += "# left out: " + std::string(indicator_kind_name(one.kind)) + " " + shown + " (" +
                   safe_text(one.left_out) + ")\n";
        }
    }
    return out;
}

}  // namespace redshank::report
