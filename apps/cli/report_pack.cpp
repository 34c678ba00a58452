// SPDX-License-Identifier: Apache-2.0
#include "cli/report_pack.h"

#include <ctime>
#include <map>
#include <set>

#include "engine/evidence_pack.h"
#include "engine/inspect.h"
#include "report/json_lists.h"
#include "report/text.h"
#include "report/words.h"

namespace redshank::cli {

namespace {

constexpr std::string_view read_me =
    "This is an evidence pack, a BagIt bag (RFC 8493). Take care: opening its messages, or sending them to "
    "a\n"
    "scanner, may tell their senders that they were read. findings.jsonl holds live tokens too.\n\n"
    "To check it without Redshank: python3 verify_pack.py FOLDER  (docs/verify_pack.py of Redshank)\n"
    "  or by hand: sha256sum -c manifest-sha256.txt, and docs/evidence.md for ledger and findings.\n"
    "To repeat the hunt: the lines \"hunt\" in ledger.jsonl name the version, the sources, the options, the\n"
    "  organisation file (SHA-256) and the published knowledge (SHA-256 of each file) that it used.\n\n"
    "messages/       each message byte for byte; its name is its id in the lists\n"
    "campaigns.jsonl, messages.jsonl, findings.jsonl   what was found (docs/formats.md)\n"
    "report.txt      the same for people\n"
    "ledger.jsonl    every step of the case; the last one is this export\n";

constexpr std::string_view read_me_redacted =
    "This is an evidence pack without the evidence's bytes, a BagIt bag (RFC 8493), for who may know of the\n"
    "campaign and not of the people.\n\n"
    "To check that it is whole: python3 verify_pack.py FOLDER  (docs/verify_pack.py of Redshank)\n"
    "Whoever has the whole pack of the case can compare ids, hashes of messages and the ledger's lines.\n\n"
    "campaigns.jsonl, messages.jsonl, findings.jsonl   what was found (docs/formats.md)\n"
    "report.txt      the same for people\n"
    "ledger.jsonl    of every step its number, time, kind, and the hashes that chain it\n";

std::string read_me_of(const report::Handout& handout) {
    std::string out(handout.is_redacted ? read_me_redacted : read_me);
    out += "\n" + report::tlp_label(handout) + "\n";
    for (const std::string& note : handout.notes) out += note + "\n";
    return out;
}

engine::PackOptions contents(const evidence::Case& c, const report::Handout& handout) {
    engine::PackOptions pack;
    std::string campaigns = report::list_header("campaigns") + "\n", text;
    std::string messages = report::list_header("messages") + "\n",
                findings = report::list_header("findings") + "\n";
    std::map<std::string, std::vector<std::string>> members;  // message → its campaigns
    for (const facts::ListedCampaign& listed : handout.campaigns) {
        pack.campaigns.push_back(listed.campaign.id);
        campaigns += report::campaign_json(listed) + "\n";
        for (const std::string& id : listed.campaign.messages) members[id].push_back(listed.campaign.id);
        text += report::campaign_text(listed, {}, report::Paint()) + "\n";
    }
    std::set<std::string> written;  // a message can be in several campaigns
    for (const report::HandoutMessage& one : handout.messages) {
        if (!written.insert(one.message.content_id).second) continue;
        std::vector<std::string> ids;
        for (const facts::Finding& finding : one.findings) {
            ids.push_back(finding.id);
            findings += report::finding_json(finding, one.message, engine::rules()) + "\n";
        }
        messages += report::message_json(one.message, members[one.message.id], ids) + "\n";
    }
    for (const auto& [id, in] : members) {
        if (handout.is_redacted) break;
        for (const int64_t row : c.rows_by_id(id)) pack.messages.push_back(row);
    }
    pack.files = {{"README.txt", read_me_of(handout)},
                  {"campaigns.jsonl", campaigns},
                  {"messages.jsonl", messages},
                  {"findings.jsonl", findings},
                  {"report.txt", text}};
    pack.tlp = report::tlp_label(handout);
    pack.redacted = handout.is_redacted;
    return pack;
}

}  // namespace

int write_evidence_pack(const evidence::Case& c, const PackRequest& request) {
    engine::PackOptions pack = contents(c, request.handout);
    pack.case_folder = request.case_folder;
    pack.folder = request.folder;
    pack.sign_key = request.sign_key;
    pack.now = static_cast<Seconds>(std::time(nullptr));
    const auto packed = engine::write_pack(c, pack);
    if (!packed) return fail(packed.error().message);
    out(request.folder.string() + ": " + report::count(packed->messages, "message", "messages") + " of " +
        report::count(request.handout.campaigns.size(), "campaign", "campaigns") + "\n");
    if (!request.handout.is_redacted)
        say("redshank: take care: the pack holds the messages as they came; opening them may tell their "
            "senders");
    for (const std::string& id : packed->missing)
        say("redshank: " + id +
            " is not in the pack: its source is gone or has changed, and the case kept no bytes");
    return packed->missing.empty() ? done : some_unread;
}

}  // namespace redshank::cli
