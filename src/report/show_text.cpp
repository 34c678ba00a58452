// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/safe_text.h"
#include "report/table.h"
#include "report/text.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

constexpr size_t max_detail_columns = 200;
constexpr size_t max_listed = 40;
constexpr size_t max_copies = 8;
constexpr size_t max_evidence_bytes = 300;

std::string when(Seconds time) {
    return time == 0 ? "no date" : rfc3339(time);
}

std::string mailbox_text(const Mailbox& mailbox) {
    std::string out = safe_text(mailbox.name, 60);
    if (!mailbox.address.empty())
        out += (out.empty() ? "" : " ") + ("<" + safe_text(mailbox.address, 120) + ">");
    return out.empty() ? "(nobody)" : out;
}

std::string mailboxes_text(const std::vector<Mailbox>& list) {
    std::string out;
    for (size_t i = 0; i < list.size() && i < 8; ++i) out += (i > 0 ? ", " : "") + mailbox_text(list[i]);
    if (list.size() > 8) out += " and " + std::to_string(list.size() - 8) + " more";
    return out;
}

class Page {
  public:
    explicit Page(const Paint& paint) : paint_(paint) {}

    void heading(std::string_view text) { out_ += "\n" + paint_.bold(text) + "\n"; }
    void field(std::string_view name, const std::string& value) {
        if (value.empty()) return;
        std::string padded(name);
        padded.resize(std::max<size_t>(padded.size() + 1, 14), ' ');
        out_ += "  " + paint_.dim(padded) + value + "\n";
    }
    void line(const std::string& text) { out_ += "  " + text + "\n"; }
    /// A sentence, over as many lines as it takes.
    void sentence(const std::string& text) { out_ += "  " + wrap_words(text, paint_.width, 2) + "\n"; }
    void raw(const std::string& text) { out_ += text; }
    std::string take() { return std::move(out_); }

  private:
    const Paint& paint_;
    std::string out_;
};

std::string severity_text(Severity severity, const Paint& paint) {
    const std::string name(severity_name(severity));
    if (severity >= Severity::high) return paint.red(name);
    return severity == Severity::medium ? paint.yellow(name) : paint.dim(name);
}

void add_place(Page& page, const Place& place) {
    page.line(safe_text(place.source) + ", byte " + std::to_string(place.offset) + ", " +
              count(place.length, "byte", "bytes") + (place.part.empty() ? "" : ", part " + place.part) +
              (place.reader.empty() ? "" : ", read by " + safe_text(place.reader)));
}

std::string mark_text(const Mark& mark) {
    return std::string(mark_state_name(mark.state)) + " on " + date_only(mark.time) +
           (mark.note.empty() ? "" : ": " + safe_text(mark.note, max_detail_columns));
}

// Whether the URL begins as the shape does, up to the shape's first varying place.
bool looks_like_shape(std::string_view url, std::string_view shape) {
    const std::string_view fixed = shape.substr(0, shape.find('{'));
    return url.substr(0, fixed.size()) == fixed;
}

std::string url_line(const UrlUse& use) {
    const bool in_attachment = loads_with_attachment(use.kind);
    std::string out = std::string(in_attachment ? "if opened" : trigger_name(use.trigger)) + "  " +
                      std::string(url_kind_name(use.kind)) + "  " + defang(use.url);
    if (use.hidden != 0) out += "  (hidden)";
    if (!use.target_host.empty()) out += "  -> " + defang(use.target_host);
    return out;
}

// The same URL as different readers got it, one under the other, so that the eye sees what differs.
void add_copies(Page& page, const Proof& proof, const std::vector<Message>& members, const Paint& paint) {
    Table copies{{"reader", "date", "the URL in this reader's copy"}, {}};
    std::vector<std::string> shown;
    for (const Message& m : members) {
        if (copies.rows.size() == max_copies) break;
        if (m.reader.empty() || std::find(shown.begin(), shown.end(), m.reader) != shown.end()) continue;
        const auto use = std::find_if(m.urls.begin(), m.urls.end(), [&](const UrlUse& one) {
            return one.trigger == proof.trigger && one.host == proof.host &&
                   looks_like_shape(one.url, proof.url_shape);
        });
        if (use == m.urls.end()) continue;
        shown.push_back(m.reader);
        copies.rows.push_back({m.reader, m.date == 0 ? "" : date_only(m.date), defang(use->url)});
    }
    if (copies.rows.size() < 2) return;
    page.heading("The copies, held against one another");
    page.raw(as_columns(copies, paint.width));
}

void add_auth(Page& page, const Message& m) {
    std::string trusted, other;
    for (const AuthResult& result : m.auth) {
        std::string& out = result.trusted ? trusted : other;
        out += (out.empty() ? "" : ", ") + safe_text(result.method + "=" + result.result) +
               (result.domain.empty() ? "" : " (" + safe_text(result.domain) + ")");
    }
    page.field("checked", trusted);
    page.field("claimed", other.empty() ? "" : other + "  (not by a server that is trusted here)");
    std::string signers;
    for (const DkimSignature& signature : m.dkim) {
        signers += (signers.empty() ? "" : ", ") + safe_text(signature.domain) + " (" +
                   safe_text(signature.selector) + ")";
    }
    page.field("signed by", signers.empty() ? "" : signers + "  (as stated; not verified here)");
}

void add_route(Page& page, const Message& m) {
    if (m.received_hops.empty()) return;
    page.heading("Way here, last hop first");
    for (const ReceivedHop& hop : m.received_hops) {
        page.line((hop.trusted ? "ours   " : "theirs ") + when(hop.time) + "  from " + safe_text(hop.from) +
                  (hop.ip.empty() ? "" : " [" + safe_text(hop.ip) + "]") + " by " + safe_text(hop.by));
    }
}

}  // namespace

std::string campaign_text(const ListedCampaign& listed, const std::vector<Message>& members,
                          const Paint& paint) {
    const Campaign& c = listed.campaign;
    Page page(paint);
    page.raw(paint.bold(safe_text(c.title)) + "\n");
    page.field("id", c.id);
    page.field("class", std::string(campaign_class_name(c.campaign_class)) + ": " +
                            std::string(class_meaning(c.campaign_class)));
    page.field("score", std::to_string(c.score) + " of 100: how much an analyst's next hour belongs here");
    page.field("seen", span_of_dates(c.first_seen, c.last_seen));
    page.field("mails", count(c.message_count, "mail", "mails") + " to " +
                            count(c.reader_count, "known reader", "known readers") +
                            (c.unknown_reader_count > 0
                                 ? ", " + grouped(c.unknown_reader_count) + " to unknown readers"
                                 : ""));
    page.field("decide", safe_text(c.question));
    if (listed.mark) page.field("marked", mark_text(*listed.mark));

    if (!c.proofs.empty()) page.heading("Proof");
    for (const Proof& proof : c.proofs) {
        page.sentence(proof_sentence(proof) + ".");
        page.line("    in " + defang(proof.url_shape));
        std::string tested, remaining;
        for (const std::string& one : proof.tested) tested += (tested.empty() ? "" : ", ") + one;
        for (const std::string& one : proof.remaining) remaining += (remaining.empty() ? "" : "; ") + one;
        if (!tested.empty()) page.line("    tested against: " + tested);
        if (!remaining.empty()) page.line("    what else explains it: " + safe_text(remaining));
    }
    if (!c.proofs.empty())
        page.line("This says that the sender could tell readers apart, not who he is or why.");

    if (!c.proofs.empty()) add_copies(page, c.proofs.front(), members, paint);

    if (!c.slots.empty()) page.heading("What differs between the copies");
    Table slots{{"slot", "varies", "copies", "readers", "values", "tells on", "in"}, {}};
    for (size_t i = 0; i < c.slots.size() && i < max_listed; ++i) {
        const Slot& slot = c.slots[i];
        slots.rows.push_back({slot.name, std::string(slot_class_name(slot.slot_class)),
                              std::to_string(slot.copies), std::to_string(slot.readers),
                              std::to_string(slot.values), std::string(trigger_name(slot.trigger)),
                              defang(slot.url_shape)});
    }
    if (!slots.rows.empty()) page.raw(as_columns(slots, paint.width));

    page.heading("Reasons");
    for (const Reason& reason : c.reasons)
        page.line(weight(reason.weight_thousandths) + "  " + safe_text(reason.text));

    if (!c.would_change.empty()) page.heading("What would change this verdict");
    for (const Turn& turn : c.would_change) {
        page.line("if it were not so that " + safe_text(turn.without) + ": " +
                  std::string(campaign_class_name(turn.campaign_class)) + ", " + std::to_string(turn.score) +
                  " of 100");
    }

    if (!c.matches.empty()) page.heading("What others published");
    for (const IntelMatch& match : c.matches) page.line(match_sentence(match));
    if (!c.matches.empty())
        page.line("A match says that somebody published what these mails hold, not who sent them.");

    if (!c.links.empty()) page.heading("Why these mails are one campaign");
    for (const Link& link : c.links) page.line(weight(link.weight_thousandths) + "  " + safe_text(link.text));

    page.heading("Senders");
    for (size_t i = 0; i < c.senders.size() && i < max_listed; ++i) {
        page.line(mailbox_text({c.senders[i].name, c.senders[i].address}) + "  " +
                  count(c.senders[i].messages, "mail", "mails"));
    }
    if (!c.hosts.empty()) page.heading("Hosts that would learn of the reader");
    for (const std::string& host : c.hosts) page.line(defang(host));

    page.heading("Mails");
    Table mails{{"id", "date", "reader", "from", "subject"}, {}};
    for (size_t i = 0; i < members.size() && i < max_listed; ++i) {
        const Message& m = members[i];
        mails.rows.push_back({m.id, m.date == 0 ? "" : date_only(m.date),
                              m.reader.empty() ? "(unknown)" : m.reader, author(m).address, m.subject});
    }
    page.raw(as_columns(mails, paint.width));
    if (c.message_count > mails.rows.size())
        page.line("and " + grouped(c.message_count - mails.rows.size()) + " more: redshank show " + c.id +
                  " --format json");
    return page.take();
}

std::string message_text(const Message& m, const std::vector<Finding>& findings,
                         const std::vector<std::string>& campaigns, const Paint& paint) {
    Page page(paint);
    page.raw(paint.bold(m.subject.empty() ? "(no subject)" : safe_text(m.subject)) + "\n");
    page.field("id", m.id);
    if (!m.inner_of.empty()) {
        page.field("attached to",
                   "M" + m.inner_of.substr(0, 16) + ": whoever attached it is a witness, not its sender");
    }
    page.field("from", mailboxes_text(m.from));
    if (!m.sender.address.empty()) page.field("sender", mailbox_text(m.sender));
    page.field("envelope", m.return_path.empty() ? "" : safe_text(m.return_path));
    page.field("answers to", mailboxes_text(m.reply_to));
    page.field("to", mailboxes_text(m.to));
    page.field("cc", mailboxes_text(m.cc));
    page.field("reader", m.reader.empty() ? "not known"
                                          : safe_text(m.reader) + " (by " +
                                                std::string(reader_basis_name(m.reader_basis)) + ")");
    page.field("date", when(m.date));
    page.field("message id", safe_text(m.message_id));
    page.field("came from", m.origin_ip.empty() ? "" : safe_text(m.origin_ip));
    add_auth(page, m);
    page.field("program", safe_text(m.fingerprint.mailer));
    for (const std::string& campaign : campaigns) page.field("campaign", campaign);

    page.heading(findings.empty() ? "No findings" : "Findings");
    for (const Finding& finding : findings) {
        page.line(severity_text(finding.severity, paint) + "  " + finding.rule + "  " +
                  safe_text(finding.title) + "  " + paint.dim(finding.id));
    }

    const auto loads = std::count_if(m.urls.begin(), m.urls.end(),
                                     [](const UrlUse& u) { return u.trigger == Trigger::open; });
    const auto attached = std::count_if(m.urls.begin(), m.urls.end(),
                                        [](const UrlUse& u) { return loads_with_attachment(u.kind); });
    page.heading(
        "What it would load (" + std::to_string(loads) + ")" +
        (attached == 0 ? "" : ", load if an attachment is opened (" + std::to_string(attached) + ")") +
        " and link to (" +
        std::to_string(m.urls.size() - static_cast<size_t>(loads) - static_cast<size_t>(attached)) + ")");
    for (size_t i = 0; i < m.urls.size() && i < max_listed; ++i) page.line(url_line(m.urls[i]));
    if (m.urls.size() > max_listed) page.line("and " + grouped(m.urls.size() - max_listed) + " more");

    if (!m.forwarded.empty()) page.heading("Forwarded in its text, as its writer quotes it");
    for (const facts::Forwarded& one : m.forwarded) {
        page.line(safe_text(one.from.name) +
                  (one.from.address.empty() ? "" : " <" + safe_text(one.from.address) + ">") + "  " +
                  safe_text(one.date, 40) + "  " + safe_text(one.subject, 80));
    }
    page.heading("Parts");
    for (const Part& part : m.parts) {
        page.line((part.number.empty() ? "(all)" : part.number) + "  " + safe_text(part.media_type) + "  " +
                  bytes(part.decoded_bytes) + (part.filename.empty() ? "" : "  " + safe_text(part.filename)) +
                  (part.found_type.empty() ? "" : "  found: " + part.found_type));
    }
    add_route(page, m);
    if (!m.anomalies.empty()) page.heading("Oddities that programs may read differently");
    for (const Anomaly& anomaly : m.anomalies) {
        page.line("byte " + std::to_string(anomaly.offset) + "  " + std::string(anomaly_name(anomaly.kind)) +
                  (anomaly.detail.empty() ? "" : "  " + safe_text(anomaly.detail)));
    }
    page.heading("Where its bytes are");
    for (const Place& place : m.places) add_place(page, place);
    page.field("sha256", m.sha256);
    if (m.reconstructed) page.line("Reconstructed: the store kept no original bytes.");
    return page.take();
}

std::string sender_checks_text(const std::vector<facts::SenderCheck>& checks, const Paint& paint) {
    Page page(paint);
    page.heading("Who sent it, checked against the DNS records given");
    for (const facts::SenderCheck& check : checks) {
        const std::string verdict = check.verdict == "pass"   ? check.verdict
                                    : check.verdict == "fail" ? paint.red(check.verdict)
                                                              : paint.yellow(check.verdict);
        page.line(check.method + "  " + verdict +
                  (check.domain.empty() ? "" : "  " + safe_text(check.domain)) +
                  (check.reason.empty() ? "" : "  (" + safe_text(check.reason) + ")"));
        for (const auto& [name, value] : check.details)
            page.line("  " + paint.dim(name) + "  " + safe_text(value, max_detail_columns));
    }
    return page.take();
}

std::string finding_text(const Finding& finding, const Message& m, std::span<const Rule> rules,
                         const Paint& paint) {
    Page page(paint);
    page.raw(paint.bold(safe_text(finding.title)) + "\n");
    page.field("id", finding.id);
    page.field("rule", finding.rule);
    page.field("severity", std::string(severity_name(finding.severity)));
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& one) { return one.name == finding.rule; });
    if (rule != rules.end()) {
        page.field("shows", std::string(rule->shows));
        page.field("misses", std::string(rule->misses));
        page.field("technique", std::string(rule->attack));
    }
    page.field("message", m.id + "  " + safe_text(m.subject, 80));
    for (const auto& [key, value] : finding.facts) {
        // The text of a link may be a link too; a terminal opens it at a click.
        const bool is_link = key == "url" || key == "target" || value.find("://") != std::string::npos;
        page.field(key, is_link ? defang(value) : safe_text(value));
    }
    page.heading("Evidence");
    for (const Place& place : m.places) add_place(page, place);
    page.field("sha256", m.sha256);
    for (const Evidence& evidence : finding.evidence) {
        const std::string where =
            evidence.part.empty() ? "the message" : "part " + evidence.part + ", decoded";
        if (evidence.bytes.empty()) {
            // The whole part, told by the sha256 among the facts; or a place alone.
            page.line(evidence.part_offset == 0
                          ? "all of " + where
                          : where + ", at byte " + std::to_string(evidence.part_offset));
            continue;
        }
        page.line(where + ", at byte " + std::to_string(evidence.part_offset) + ", " +
                  count(evidence.bytes.size(), "byte", "bytes") + ":");
        page.line("    " + defang(evidence.bytes.substr(0, max_evidence_bytes)));
    }
    return page.take();
}

std::string target_text(const Target& target, const std::vector<ListedCampaign>& campaigns,
                        const Paint& paint) {
    Page page(paint);
    page.raw(paint.bold(safe_text(target.name.empty() ? target.address : target.name)) + "\n");
    page.field("address", safe_text(target.address));
    page.field("protected", target.protected_person ? "yes" : "no");
    page.field("state",
               target.state + (target.shown_by.empty() ? "" : " (shown by " + target.shown_by + ")"));
    page.field("seen", span_of_dates(target.first_seen, target.last_seen));
    page.line(
        "\"read\" and \"replied\" are the store's own flags; they never mean that pictures were loaded.");
    page.heading("Campaigns: " + count(target.messages, "mail", "mails"));
    for (const ListedCampaign& listed : campaigns) {
        const Campaign& c = listed.campaign;
        if (std::find(target.campaigns.begin(), target.campaigns.end(), c.id) == target.campaigns.end())
            continue;
        page.line(c.id + "  " + std::to_string(c.score) + "  " +
                  std::string(campaign_class_name(c.campaign_class)) + "  " + safe_text(c.title));
    }
    return page.take();
}

}  // namespace redshank::report
