// SPDX-License-Identifier: Apache-2.0
// report --format csv and purge: rows for a spreadsheet, and for who removes the mails.
#include <set>

#include "base/safe_text.h"
#include "report/handout.h"
#include "report/masked_urls.h"
#include "report/table.h"

namespace redshank::report {

namespace {

using namespace facts;

std::string joined(const std::set<std::string>& values) {
    std::string out;
    for (const std::string& value : values) out += (out.empty() ? "" : " ") + value;
    return out;
}

std::string what_to_mind(const Message& m, const Place& place) {
    std::string out;
    if (!place.part.empty()) out = "is attached to the mail at this place, which may be harmless; ";
    if (m.message_id.empty()) out += "has no Message-ID: find it by date, sender and place; ";
    if (place.reader.empty() && m.reader.empty()) out += "whose mailbox this is, the mail does not say; ";
    return out.empty() ? out : out.substr(0, out.size() - 2);
}

}  // namespace

std::string csv_export(const Handout& handout) {
    const MaskedUrls masked(handout);
    std::string out =
        csv_line({"tlp", "campaign", "class", "score", "date", "from_name", "from_address", "subject",
                  "reader", "loads", "links", "rules", "message_id", "sha256", "warning"});
    for (const HandoutMessage& one : handout.messages) {
        const Campaign& c = handout.campaigns[one.campaign].campaign;
        const Message& m = one.message;
        std::set<std::string> loads, links, rules;
        for (const UrlUse& use : m.urls)
            (use.trigger == Trigger::open ? loads : links).insert(defang(masked.url(use.url)));
        for (const Finding& finding : one.findings) rules.insert(finding.rule);
        out += csv_line({tlp_label(handout), c.id, std::string(campaign_class_name(c.campaign_class)),
                         std::to_string(c.score), m.date == 0 ? "" : rfc3339(m.date),
                         masked.text(author(m).name), author(m).address, masked.text(m.subject),
                         masked.reader(m.reader), joined(loads), joined(links), joined(rules), m.message_id,
                         m.sha256, notice(handout)});
    }
    return out;
}

std::string purge_export(const Handout& handout) {
    std::string out = csv_line({"tlp", "mailbox", "message_id", "date", "from_address", "source", "offset",
                                "length", "part", "sha256", "campaign", "note"});
    for (const HandoutMessage& one : handout.messages) {
        const Message& m = one.message;
        for (const Place& place : m.places) {
            out +=
                csv_line({tlp_label(handout), place.reader.empty() ? m.reader : place.reader, m.message_id,
                          m.date == 0 ? "" : rfc3339(m.date), author(m).address, place.source,
                          std::to_string(place.offset), std::to_string(place.length), place.part,
                          place.sha256, handout.campaigns[one.campaign].campaign.id, what_to_mind(m, place)});
        }
    }
    return out;
}

}  // namespace redshank::report
