// SPDX-License-Identifier: Apache-2.0
#include "report/json_lists.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/safe_text.h"

namespace redshank::report {

namespace {

using namespace facts;

void strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
    json.key(key).begin_array();
    for (const std::string& value : values) json.value(std::string_view(value));
    json.end_array();
}

// Times that are not known are null, never 1970.
void time(JsonWriter& json, std::string_view key, Seconds seconds) {
    json.key(key);
    if (seconds == 0) {
        json.null();
    } else {
        json.value(rfc3339(seconds));
    }
}

void mailbox(JsonWriter& json, const Mailbox& mailbox) {
    json.begin_object().key("name").value(mailbox.name).key("address").value(mailbox.address).end_object();
}

void proof(JsonWriter& json, const Proof& proof) {
    json.begin_object();
    json.key("kind").value(proof_kind_name(proof.kind)).key("trigger").value(trigger_name(proof.trigger));
    json.key("url_kind").value(url_kind_name(proof.url_kind));
    json.key("slot").value(proof.slot).key("host").value(proof.host).key("url_shape").value(proof.url_shape);
    json.key("copies").value(proof.copies).key("readers").value(proof.readers);
    json.key("log10_p")
        .decimal(proof.log10_p_hundredths, 2)
        .key("variants_assumed")
        .value(proof.variants_assumed);
    if (!proof.encoding.empty()) json.key("encoding").value(proof.encoding);
    strings(json, "tested", proof.tested);
    strings(json, "remaining", proof.remaining);
    strings(json, "example", proof.example);
    json.end_object();
}

void slot(JsonWriter& json, const Slot& slot) {
    json.begin_object();
    json.key("host").value(slot.host).key("url_shape").value(slot.url_shape).key("slot").value(slot.name);
    json.key("trigger").value(trigger_name(slot.trigger)).key("kind").value(url_kind_name(slot.kind));
    json.key("class").value(slot_class_name(slot.slot_class));
    json.key("copies").value(slot.copies).key("readers").value(slot.readers).key("values").value(slot.values);
    json.end_object();
}

void place(JsonWriter& json, const Place& place) {
    json.begin_object().key("source").value(place.source).key("offset").value(place.offset);
    json.key("length").value(place.length);
    if (!place.part.empty()) json.key("part").value(place.part);
    json.end_object();
}

// A key whose value is a URL is shown so that nothing can open it.
bool holds_url(std::string_view key) {
    return key == "url" || key.ends_with("_url") || key == "target";
}

}  // namespace

std::string list_header(std::string_view list) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("list").value(list).end_object();
    return json.take();
}

std::string campaign_json(const ListedCampaign& listed) {
    const Campaign& c = listed.campaign;
    JsonWriter json;
    json.begin_object();
    json.key("id")
        .value(c.id)
        .key("class")
        .value(campaign_class_name(c.campaign_class))
        .key("score")
        .value(c.score);
    time(json, "first_seen", c.first_seen);
    time(json, "last_seen", c.last_seen);
    json.key("message_count").value(c.message_count).key("reader_count").value(c.reader_count);
    json.key("unknown_reader_count").value(c.unknown_reader_count).key("title").value(c.title);
    json.key("senders").begin_array();
    for (const CampaignSender& sender : c.senders) {
        json.begin_object().key("name").value(sender.name).key("address").value(sender.address);
        json.key("messages").value(sender.messages).end_object();
    }
    json.end_array();
    strings(json, "hosts", c.hosts);
    strings(json, "subjects", c.subjects);
    json.key("proofs").begin_array();
    for (const Proof& one : c.proofs) proof(json, one);
    json.end_array().key("slots").begin_array();
    for (const Slot& one : c.slots) slot(json, one);
    json.end_array().key("reasons").begin_array();
    for (const Reason& reason : c.reasons) {
        json.begin_object()
            .key("text")
            .value(reason.text)
            .key("weight")
            .decimal(reason.weight_thousandths, 3);
        json.key("name").value(reason.name).end_object();
    }
    json.end_array().key("links").begin_array();
    for (const Link& link : c.links) {
        json.begin_object()
            .key("text")
            .value(link.text)
            .key("weight")
            .decimal(link.weight_thousandths, 3)
            .end_object();
    }
    json.end_array().key("would_change").begin_array();
    for (const Turn& turn : c.would_change) {
        json.begin_object().key("without").value(turn.without);
        json.key("class").value(campaign_class_name(turn.campaign_class));
        json.key("score").value(int64_t{turn.score}).end_object();
    }
    json.end_array();
    if (!c.question.empty()) json.key("question").value(c.question);
    json.key("matches").begin_array();
    for (const IntelMatch& match : c.matches) {
        json.begin_object()
            .key("indicator")
            .value(match.indicator)
            .key("published_for")
            .value(match.published_for);
        json.key("source").value(match.source).key("date").value(match.date);
        json.key("age").value(match.age).key("against").value(match.against);
        json.key("messages").value(match.messages).end_object();
    }
    json.end_array();
    if (listed.mark) {
        json.key("mark").begin_object().key("state").value(mark_state_name(listed.mark->state));
        json.key("note").value(listed.mark->note);
        time(json, "time", listed.mark->time);
        json.end_object();
    }
    strings(json, "readers", c.readers);
    strings(json, "messages", c.messages);
    strings(json, "message_ids", c.message_ids);
    strings(json, "aliases", c.aliases);
    json.end_object();
    return json.take();
}

std::string finding_json(const Finding& finding, const Message& message, std::span<const Rule> rules) {
    JsonWriter json;
    json.begin_object();
    json.key("id")
        .value(finding.id)
        .key("message")
        .value(finding.message)
        .key("message_id")
        .value(message.message_id);
    json.key("sha256").value(message.sha256).key("rule").value(finding.rule);
    json.key("severity").value(severity_name(finding.severity)).key("title").value(finding.title);
    json.key("attack").begin_array();
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& one) { return one.name == finding.rule; });
    if (rule != rules.end() && !rule->attack.empty()) json.value(rule->attack);
    json.end_array().key("evidence").begin_array();
    const Place& where = message.places.front();
    for (const Evidence& evidence : finding.evidence) {
        json.begin_object().key("source").value(where.source).key("offset").value(where.offset);
        json.key("length").value(where.length);
        if (!where.part.empty()) json.key("message_part").value(where.part);
        json.key("part").value(evidence.part).key("part_offset").value(evidence.part_offset);
        json.key("bytes").value(evidence.bytes).end_object();
    }
    json.end_array().key("facts").begin_object();
    for (const auto& [key, value] : finding.facts)
        json.key(key).value(holds_url(key) ? defang(value) : value);
    json.end_object().end_object();
    return json.take();
}

std::string message_json(const Message& message, const std::vector<std::string>& campaigns,
                         const std::vector<std::string>& findings) {
    JsonWriter json;
    json.begin_object();
    json.key("id")
        .value(message.id)
        .key("message_id")
        .value(message.message_id)
        .key("sha256")
        .value(message.sha256);
    json.key("content_id").value(message.content_id);
    time(json, "date", message.date);
    json.key("from");
    mailbox(json, author(message));
    json.key("reader")
        .value(message.reader)
        .key("reader_basis")
        .value(reader_basis_name(message.reader_basis));
    json.key("recipients").begin_array();
    for (const auto* list : {&message.to, &message.cc, &message.bcc}) {
        for (const Mailbox& recipient : *list)
            json.value(recipient.address.empty() ? recipient.name : recipient.address);
    }
    json.end_array().key("subject").value(message.subject).key("places").begin_array();
    for (const Place& one : message.places) place(json, one);
    json.end_array().key("reconstructed").value(message.reconstructed);
    if (!message.inner_of.empty()) json.key("inner_of").value("M" + message.inner_of.substr(0, 16));
    strings(json, "campaigns", campaigns);
    strings(json, "findings", findings);
    json.end_object();
    return json.take();
}

std::string target_json(const Target& target) {
    JsonWriter json;
    json.begin_object();
    json.key("address").value(target.address).key("name").value(target.name);
    json.key("protected").value(target.protected_person).key("messages").value(target.messages);
    strings(json, "campaigns", target.campaigns);
    json.key("state").value(target.state).key("shown_by").value(target.shown_by);
    time(json, "first_seen", target.first_seen);
    time(json, "last_seen", target.last_seen);
    json.end_object();
    return json.take();
}

std::string rule_json(const Rule& rule) {
    JsonWriter json;
    json.begin_object();
    json.key("rule").value(rule.name).key("severity").value(severity_name(rule.severity));
    json.key("shows").value(rule.shows).key("misses").value(rule.misses).key("attack").value(rule.attack);
    json.end_object();
    return json.take();
}

std::string sender_checks_json(const std::vector<facts::SenderCheck>& checks) {
    JsonWriter json;
    json.begin_array();
    for (const facts::SenderCheck& check : checks) {
        json.begin_object().key("method").value(check.method).key("verdict").value(check.verdict);
        json.key("domain")
            .value(check.domain)
            .key("reason")
            .value(check.reason)
            .key("details")
            .begin_object();
        for (const auto& [name, value] : check.details) json.key(name).value(value);
        json.end_object().end_object();
    }
    json.end_array();
    return json.take();
}

std::string intel_summary_json(const IntelSummary& intel) {
    JsonWriter json;
    json.begin_object().key("indicators").value(intel.indicators).key("unmatched").value(intel.unmatched);
    strings(json, "unmatched_examples", intel.unmatched_examples);
    json.key("indicators_met").value(intel.indicators_met).key("messages").value(intel.messages);
    json.key("campaigns").value(intel.campaigns).key("findings").value(intel.findings);
    json.key("findings_left_out").value(intel.findings_left_out).end_object();
    return json.take();
}

std::string summary_json(const Summary& s) {
    JsonWriter json;
    json.begin_object();
    json.key("schema")
        .value("redshank/1")
        .key("case")
        .value(s.case_folder)
        .key("organisation")
        .value(s.organisation);
    strings(json, "sources", s.sources);
    strings(json, "warnings", s.warnings);
    json.key("interrupted").value(s.interrupted);
    json.key("sandbox").begin_object().key("files").value(s.sandbox.files);
    json.key("calls").value(s.sandbox.calls).end_object();
    json.key("met").begin_object();
    json.key("files_with_mail")
        .value(s.files_with_mail)
        .key("files_without_mail")
        .value(s.files_without_mail);
    json.key("files_known").value(s.files_known).key("messages").value(s.messages_met);
    json.key("messages_added").value(s.messages_added).key("messages_known").value(s.messages_known);
    json.key("further_places").value(s.further_places).key("inner_added").value(s.inner_added);
    json.key("bytes").value(s.bytes_read).end_object();
    json.key("case_holds").begin_object();
    json.key("messages").value(s.messages).key("inner_messages").value(s.inner_messages);
    time(json, "first_date", s.first_date);
    time(json, "last_date", s.last_date);
    json.key("undated").value(s.undated).key("readers").value(s.readers);
    json.key("unknown_reader").value(s.unknown_reader).key("single_copies").value(s.single_copies);
    json.key("findings").value(s.findings).end_object();
    json.key("intel").raw(intel_summary_json(s.intel));
    strings(json, "files_without_mail", s.without_mail);
    strings(json, "protected_people_without_mail", s.mailboxes_without_mail);
    json.key("unread").begin_array();
    for (const UnreadSource& unread : s.unread) {
        json.begin_object().key("source").value(unread.source).key("offset").value(unread.offset);
        json.key("what").value(unread.what).end_object();
    }
    json.end_array();
    json.key("new_campaigns").value(s.new_campaigns).key("grown_campaigns").value(s.grown_campaigns);
    json.key("campaigns").begin_array();
    for (const ListedCampaign& listed : s.campaigns) json.raw(campaign_json(listed));
    json.end_array();
    json.key("milliseconds").value(s.milliseconds).end_object();
    return json.take();
}

}  // namespace redshank::report
