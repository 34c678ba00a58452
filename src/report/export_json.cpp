// SPDX-License-Identifier: Apache-2.0
// report --format json and timesketch: what was found, for programs, tokens hashed.
#include <set>

#include "base/json_writer.h"
#include "base/safe_text.h"
#include "report/handout.h"
#include "report/masked_urls.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

void time(JsonWriter& json, std::string_view key, Seconds seconds) {
    json.key(key);
    if (seconds == 0) {
        json.null();
    } else {
        json.value(rfc3339(seconds));
    }
}

void strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
    json.key(key).begin_array();
    for (const std::string& value : values) json.value(value);
    json.end_array();
}

std::vector<std::string> each_once(const std::vector<std::string>& values, const auto& change) {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (const std::string& value : values) {
        if (std::string changed = change(value); seen.insert(changed).second)
            out.push_back(std::move(changed));
    }
    return out;
}

void campaign(JsonWriter& json, const ListedCampaign& listed, const MaskedUrls& masked) {
    const Campaign& c = listed.campaign;
    json.begin_object().key("id").value(c.id).key("class").value(campaign_class_name(c.campaign_class));
    json.key("score").value(c.score);
    if (listed.mark) json.key("mark").value(mark_state_name(listed.mark->state));
    time(json, "first_seen", c.first_seen);
    time(json, "last_seen", c.last_seen);
    json.key("message_count").value(c.message_count).key("reader_count").value(c.reader_count);
    json.key("title").value(masked.text(c.title)).key("senders").begin_array();
    for (const CampaignSender& sender : c.senders) {
        json.begin_object().key("name").value(masked.text(sender.name));
        json.key("address").value(sender.address).key("messages").value(sender.messages).end_object();
    }
    json.end_array();
    strings(json, "hosts", each_once(c.hosts, [&](const auto& host) { return defang(masked.host(host)); }));
    strings(json, "subjects", each_once(c.subjects, [&](const auto& text) { return masked.text(text); }));
    json.key("proofs").begin_array();
    for (const Proof& proof : c.proofs) {
        json.begin_object().key("kind").value(proof_kind_name(proof.kind));
        json.key("trigger").value(trigger_name(proof.trigger)).key("slot").value(proof.slot);
        json.key("host").value(defang(masked.host(proof.host)));
        json.key("copies").value(proof.copies).key("readers").value(proof.readers);
        json.key("log10_p").decimal(proof.log10_p_hundredths, 2).end_object();
    }
    json.end_array().key("reasons").begin_array();
    for (const Reason& reason : c.reasons) {
        json.begin_object().key("name").value(reason.name).key("text").value(masked.text(reason.text));
        json.key("weight").decimal(reason.weight_thousandths, 3).end_object();
    }
    json.end_array().key("matches").begin_array();
    for (const IntelMatch& match : c.matches) {
        json.begin_object().key("indicator").value(defang(masked.text(match.indicator)));
        json.key("published_for").value(match.published_for).key("source").value(match.source);
        json.key("date").value(match.date).end_object();
    }
    json.end_array();
    strings(json, "messages", c.messages);
    json.end_object();
}

void message(JsonWriter& json, const HandoutMessage& one, const Handout& handout, const MaskedUrls& masked) {
    const Message& m = one.message;
    json.begin_object().key("id").value(m.id).key("message_id").value(m.message_id);
    json.key("campaign").value(handout.campaigns[one.campaign].campaign.id);
    json.key("sha256").value(m.sha256).key("content_id").value(m.content_id);
    time(json, "date", m.date);
    json.key("from").begin_object().key("name").value(masked.text(author(m).name));
    json.key("address").value(author(m).address).end_object();
    json.key("reader").value(masked.reader(m.reader));
    json.key("reader_basis").value(reader_basis_name(m.reader_basis));
    json.key("subject").value(masked.text(m.subject)).key("urls").begin_array();
    std::set<std::string> seen;
    for (const UrlUse& use : m.urls) {
        const std::string shown = defang(masked.url(use.url));
        if (!seen.insert(shown + trigger_name(use.trigger).data()).second) continue;
        json.begin_object().key("url").value(shown).key("trigger").value(trigger_name(use.trigger));
        json.key("kind").value(url_kind_name(use.kind)).key("hidden").value(use.hidden != 0).end_object();
    }
    json.end_array().key("findings").begin_array();
    for (const Finding& finding : one.findings) {
        json.begin_object().key("rule").value(finding.rule);
        json.key("severity").value(severity_name(finding.severity));
        json.key("title").value(masked.text(finding.title)).end_object();
    }
    json.end_array();
    if (handout.with_targets) {  // names of files are often names of people
        json.key("places").begin_array();
        for (const Place& place : m.places) {
            json.begin_object().key("source").value(place.source).key("offset").value(place.offset);
            json.key("length").value(place.length).end_object();
        }
        json.end_array();
    }
    json.end_object();
}

// Microseconds, as Timesketch wants them.
void event(JsonWriter& json, const Handout& handout, Seconds when, std::string_view what_time,
           std::string_view text) {
    std::string datetime = rfc3339(when);
    datetime.replace(datetime.size() - 1, 1, "+00:00");
    json.begin_object().key("message").value(text).key("datetime").value(datetime);
    json.key("timestamp").value(when * 1'000'000).key("timestamp_desc").value(what_time);
    json.key("data_type").value("redshank:mail").key("tlp").value(tlp_label(handout));
    if (handout.with_tokens) json.key("warning").value(token_warning(handout));
}

std::string joined_urls(const Message& m, const MaskedUrls& masked, Trigger trigger) {
    std::set<std::string> shown;
    for (const UrlUse& use : m.urls) {
        if (use.trigger == trigger) shown.insert(defang(masked.url(use.url)));
    }
    std::string out;
    for (const std::string& url : shown) out += (out.empty() ? "" : " ") + url;
    return out;
}

Seconds best_time(const Message& m) {
    return m.date != 0 ? m.date : m.received;
}

}  // namespace

std::string json_export(const Handout& handout) {
    const MaskedUrls masked(handout);
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("export").value("case");
    json.key("tlp").value(tlp_label(handout)).key("redshank").value(handout.version);
    if (handout.with_tokens) {
        json.key("warning").value(token_warning(handout));
    } else {
        json.key("tokens").value(
            "in braces: HMAC-SHA-256 under the case's own key, first 12 hex digits; equal values have equal "
            "hashes within this case");
    }
    if (!handout.notes.empty()) strings(json, "notes", handout.notes);
    json.key("campaigns").begin_array();
    for (const ListedCampaign& listed : handout.campaigns) campaign(json, listed, masked);
    json.end_array().key("messages").begin_array();
    for (const HandoutMessage& one : handout.messages) message(json, one, handout, masked);
    json.end_array();
    if (handout.with_targets) {
        json.key("targets").begin_array();
        for (const Target& target : handout.targets) {
            json.begin_object().key("address").value(target.address).key("name").value(target.name);
            json.key("state").value(target.state).key("messages").value(target.messages).end_object();
        }
        json.end_array();
    }
    json.end_object();
    return json.take() + "\n";
}

std::string timesketch_export(const Handout& handout) {
    const MaskedUrls masked(handout);
    std::vector<uint64_t> undated(handout.campaigns.size());
    std::string out;
    for (const HandoutMessage& one : handout.messages) {
        const Message& m = one.message;
        const Seconds when = best_time(m);
        if (when == 0) {
            ++undated[one.campaign];
            continue;
        }
        JsonWriter json;
        const Campaign& c = handout.campaigns[one.campaign].campaign;
        event(json, handout, when, m.date != 0 ? "Mail Sent (Date)" : "Mail Received",
              author(m).address + " to " +
                  (m.reader.empty() ? "a reader not known" : masked.reader(m.reader)) + ": " +
                  safe_text(masked.text(m.subject)));
        json.key("campaign").value(c.id).key("class").value(campaign_class_name(c.campaign_class));
        json.key("score").value(c.score).key("message_id").value(m.message_id);
        json.key("sender").value(author(m).address).key("reader").value(masked.reader(m.reader));
        json.key("loads").value(joined_urls(m, masked, Trigger::open));
        json.key("links").value(joined_urls(m, masked, Trigger::click));
        json.key("sha256").value(m.sha256).end_object();
        out += json.take() + "\n";
    }
    for (size_t i = 0; i < handout.campaigns.size(); ++i) {
        const Campaign& c = handout.campaigns[i].campaign;
        if (c.first_seen == 0) continue;
        std::string text = "Campaign " + c.id + " begins: " + safe_text(masked.text(c.title));
        if (undated[i] > 0)
            text += "; " + count(undated[i], "mail without a date is", "mails without a date are") +
                    " not in this timeline";
        for (const std::string& note : handout.notes) text += ". " + note;
        JsonWriter json;
        event(json, handout, c.first_seen, "Campaign Begins", text);
        json.key("campaign").value(c.id).key("class").value(campaign_class_name(c.campaign_class));
        json.key("score").value(c.score).end_object();
        out += json.take() + "\n";
    }
    return out;
}

}  // namespace redshank::report
