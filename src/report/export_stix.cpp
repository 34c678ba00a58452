// SPDX-License-Identifier: Apache-2.0
// report --format stix: a STIX 2.1 bundle (OASIS, 2021). Ids are version 5 UUIDs, so that the same case gives
// the same ids: observables in the standard's name space where it defines what contributes (2.9), all else in
// ours. An email-message does not take the standard's id, which is made of From, Subject and body and would
// be one for all copies of a campaign: it is made of the message's content_id. Dates of creation are those of
// the mail, for an export has no clock.
//
// Nothing here says who is behind a campaign: an intrusion-set is what a source published an indicator for,
// and the relationship to it names that source.
#include <map>
#include <set>

#include "base/hash.h"
#include "base/json_writer.h"
#include "base/safe_text.h"
#include "report/handout.h"
#include "report/indicators.h"
#include "report/keyed_hash.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

constexpr std::string_view standard_name_space = "00abedb4-aa42-466c-9c01-fed23315a9b7";  // STIX 2.1, 2.9
constexpr std::string_view our_name_space = "3d2a6f0e-51c7-5b8e-9d44-7b0c9e6a1f25";       // docs/exports.md

struct Tlp {
    std::string_view name, id, label, value;
};
constexpr Tlp tlps[] = {
    // STIX 2.1, 7.2.1.4; what TLP 2.0 calls clear is white there
    {"clear", "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "TLP:WHITE", "white"},
    {"green", "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "TLP:GREEN", "green"},
    {"amber", "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "TLP:AMBER", "amber"},
    {"red", "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "TLP:RED", "red"},
};

const Tlp& tlp_of(const Handout& handout) {
    for (const Tlp& one : tlps) {
        if (one.name == handout.tlp) return one;
    }
    return tlps[2];
}

std::string our_id(std::string_view type, std::string_view name) {
    return std::string(type) + "--" + uuid_v5(our_name_space, std::string(type) + ":" + std::string(name));
}

// Of an observable whose only contributing property is its value, as canonical JSON.
std::string value_id(std::string_view type, std::string_view value) {
    JsonWriter json;
    json.begin_object().key("value").value(value).end_object();
    return std::string(type) + "--" + uuid_v5(standard_name_space, json.text());
}

std::string stamp(Seconds seconds) {
    std::string out = rfc3339(seconds);
    return out.insert(out.size() - 1, ".000");
}

// RFC 6920: names bytes by their hash and leads nowhere.
std::string named_information(std::string_view sha256_hex_digits) {
    std::string code = base64(unhex(sha256_hex_digits));
    for (char& c : code) c = c == '+' ? '-' : c == '/' ? '_' : c;
    while (code.ends_with('=')) code.pop_back();
    return "ni:///sha-256;" + code;
}

// A URL of the standard is a URI (RFC 3986), which has no braces.
std::string as_uri(std::string_view url) {
    std::string out;
    for (const char c : url) {
        if (c == '{' || c == '}' || static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '<' ||
            c == '>' || c == '\\' || c == '^' || c == '`' || c == '|') {
            const char byte[] = {c};
            out += "%" + hex(std::string_view(byte, 1));
        } else {
            out += c;
        }
    }
    return out;
}

// STIX 2.1, 9.2: a string literal in quotes, with \ before quotes and itself.
std::string literal(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string stix_pattern(const Indicator& one) {
    switch (one.kind) {
        case IndicatorKind::address:
            return "[email-message:from_ref.value = " + literal(one.value) + "]";
        case IndicatorKind::url:
            return "[url:value MATCHES " + literal(one.value) + "]";
        case IndicatorKind::domain:
            break;
    }
    const bool is_ipv4 = one.value.find_first_not_of("0123456789.") == std::string::npos;
    return "[" + std::string(is_ipv4 ? "ipv4-addr" : "domain-name") + ":value = " + literal(one.value) + "]";
}

class Bundle {
  public:
    explicit Bundle(const Handout& handout)
        : handout_(handout), masked_(handout), indicators_(indicators(handout, masked_)) {
        producer_ = our_id("identity", "redshank");
        extension_ = our_id("extension-definition", "per-reader-token");
    }
    std::string text() {
        add_common();
        std::vector<std::vector<const HandoutMessage*>> mails(handout_.campaigns.size());
        for (const HandoutMessage& one : handout_.messages) mails[one.campaign].push_back(&one);
        for (size_t i = 0; i < mails.size(); ++i) add_campaign(i, mails[i]);
        JsonWriter json;
        std::string members;
        for (const auto& [id, object] : objects_) members += id + "\n";
        json.begin_object().key("type").value("bundle");
        json.key("id").value(our_id("bundle", members)).key("objects").begin_array();
        for (const auto& [id, object] : objects_) json.raw(object);
        json.end_array().end_object();
        return json.take() + "\n";
    }

  private:
    JsonWriter begin(std::string_view type, std::string_view id) const {
        JsonWriter json;
        json.begin_object().key("type").value(type).key("spec_version").value("2.1").key("id").value(id);
        json.key("object_marking_refs").begin_array().value(tlp_of(handout_).id).end_array();
        return json;
    }
    JsonWriter begin_made(std::string_view type, std::string_view id, Seconds first, Seconds last) const {
        JsonWriter json = begin(type, id);
        json.key("created").value(stamp(first)).key("modified").value(stamp(std::max(first, last)));
        json.key("created_by_ref").value(producer_);
        return json;
    }
    void put(const std::string& id, JsonWriter& json) {
        json.end_object();
        objects_.emplace(id, json.take());
    }

    void add_common() {
        const Tlp& tlp = tlp_of(handout_);
        JsonWriter marking;
        marking.begin_object().key("type").value("marking-definition").key("spec_version").value("2.1");
        marking.key("id").value(tlp.id).key("created").value("2017-01-20T00:00:00.000Z");
        marking.key("name").value(tlp.label).key("definition_type").value("tlp");
        marking.key("definition").begin_object().key("tlp").value(tlp.value).end_object();
        put(std::string(tlp.id), marking);

        JsonWriter identity = begin_made("identity", producer_, 0, 0);
        identity.key("name").value("Redshank").key("identity_class").value("system");
        if (const std::string words = notice(handout_); !words.empty())
            identity.key("description").value(words);
        put(producer_, identity);

        JsonWriter extension = begin_made("extension-definition", extension_, 0, 0);
        extension.key("name").value("per-reader token").key("version").value("1.0.0");
        extension.key("description")
            .value(
                "What in a mail tells its reader from others: the URL's shape and a keyed hash of the token. "
                "Hashes compare within one case only.");
        extension.key("schema").value(
            "docs/stix-per-reader-token.schema.json in the source of Redshank (JSON Schema 2020-12)");
        extension.key("extension_types").begin_array().value("property-extension").end_array();
        put(extension_, extension);
    }

    void add_campaign(size_t index, const std::vector<const HandoutMessage*>& mails) {
        const ListedCampaign& listed = handout_.campaigns[index];
        const Campaign& c = listed.campaign;
        const std::string id = our_id("campaign", c.id);
        JsonWriter json = begin_made("campaign", id, c.first_seen, c.last_seen);
        json.key("name").value("Mail campaign " + c.id);
        json.key("description")
            .value(masked_.text(c.title) + ". Class " + std::string(campaign_class_name(c.campaign_class)) +
                   ": " + std::string(class_meaning(c.campaign_class)) + ". Score " +
                   std::to_string(c.score) + " of 100. It says nothing about who is behind it.");
        if (c.first_seen != 0)
            json.key("first_seen").value(stamp(c.first_seen)).key("last_seen").value(stamp(c.last_seen));
        put(id, json);
        add_indicators(index, id, c);
        std::set<std::string> seen;
        for (const HandoutMessage* mail : mails) add_mail(*mail, c, seen);
        for (const std::string& host : c.hosts) seen.insert(add_host(masked_.host(host)));
        seen.erase("");
        if (!seen.empty()) add_sighting(id, c, seen, mails.size());
        add_words(id, listed);
        add_matches(id, c);
        if (handout_.with_targets) add_targets(id, c);
    }

    void add_relationship(const std::string& from, std::string_view type, const std::string& to,
                          const Campaign& c, std::string_view description = "") {
        const std::string id = our_id("relationship", from + " " + std::string(type) + " " + to);
        JsonWriter json = begin_made("relationship", id, c.first_seen, c.last_seen);
        json.key("relationship_type").value(type).key("source_ref").value(from).key("target_ref").value(to);
        if (!description.empty()) json.key("description").value(description);
        put(id, json);
    }

    void add_indicators(size_t index, const std::string& campaign, const Campaign& c) {
        for (const Indicator& one : indicators_) {
            if (one.campaign != index || !one.left_out.empty()) continue;
            const std::string pattern = stix_pattern(one);
            const std::string id = our_id("indicator", c.id + " " + pattern);
            JsonWriter json = begin_made("indicator", id, c.first_seen, c.last_seen);
            json.key("name").value(std::string(indicator_kind_name(one.kind)) + " of mail campaign " + c.id);
            json.key("indicator_types").begin_array().value("anomalous-activity").end_array();
            json.key("pattern").value(pattern).key("pattern_type").value("stix");
            json.key("pattern_version").value("2.1").key("valid_from").value(stamp(c.first_seen));
            put(id, json);
            add_relationship(id, "indicates", campaign, c);
        }
    }

    std::string add_value(std::string_view type, const std::string& value, bool is_defanged = false) {
        if (value.empty()) return "";
        const std::string id = value_id(type, value);
        JsonWriter json = begin(type, id);
        json.key("value").value(value);
        if (is_defanged) json.key("defanged").value(true);
        put(id, json);
        return id;
    }

    std::string add_host(const std::string& host) {
        const size_t masked_end = host.find_last_of("}*");
        const std::string plain = masked_end == std::string::npos ? host : host.substr(masked_end + 2);
        if (plain.starts_with('[')) return "";
        const bool is_ipv4 = plain.find_first_not_of("0123456789.") == std::string::npos;
        return add_value(is_ipv4 ? "ipv4-addr" : "domain-name", plain);
    }

    void add_mail(const HandoutMessage& mail, const Campaign& c, std::set<std::string>& seen) {
        const Message& m = mail.message;
        const std::string id = our_id("email-message", m.content_id);
        const std::string raw = our_id("artifact", m.content_id);
        JsonWriter artifact = begin("artifact", raw);
        artifact.key("mime_type").value("message/rfc822").key("url").value(named_information(m.sha256));
        artifact.key("hashes").begin_object().key("SHA-256").value(m.sha256).end_object();
        put(raw, artifact);

        JsonWriter json = begin("email-message", id);
        const bool is_multipart = !m.parts.empty() && m.parts.front().media_type.starts_with("multipart/");
        json.key("is_multipart").value(is_multipart).key("raw_email_ref").value(raw);
        if (m.date != 0) json.key("date").value(stamp(m.date));
        if (!m.message_id.empty()) json.key("message_id").value(m.message_id);
        if (!m.subject.empty()) json.key("subject").value(masked_.text(m.subject));
        if (const std::string from = add_value("email-addr", author(m).address); !from.empty()) {
            json.key("from_ref").value(from);
            seen.insert(from);
        }
        if (handout_.with_targets && !m.reader.empty())
            json.key("to_refs").begin_array().value(add_value("email-addr", m.reader)).end_array();
        add_tokens(json, m, c, seen);
        put(id, json);
        seen.insert(id);
        seen.insert(raw);
    }

    // The URLs that lead to a host of the campaign, and what in each of them tells readers apart.
    void add_tokens(JsonWriter& json, const Message& m, const Campaign& c, std::set<std::string>& seen) {
        const std::set<std::string> hosts(c.hosts.begin(), c.hosts.end());
        std::map<std::string, const UrlUse*> shapes;
        for (const UrlUse& use : m.urls) {
            if (hosts.count(use.host) > 0) shapes.emplace(use.url, &use);
        }
        if (shapes.empty()) return;
        for (const auto& [url, use] : shapes)
            seen.insert(add_value("url", as_uri(masked_.url(url)), !handout_.with_tokens));
        json.key("extensions").begin_object().key(extension_).begin_object();
        json.key("extension_type").value("property-extension");
        if (!m.reader.empty()) json.key("reader").value(masked_.reader(m.reader));
        json.key("tokens").begin_array();
        for (const auto& [url, use] : shapes) {
            json.begin_object().key("url_shape").value(masked_.form(url));
            json.key("trigger").value(trigger_name(use->trigger)).key("hashes").begin_array();
            for (const std::string& hash : masked_.hashes(url)) json.value(hash);
            json.end_array();
            if (handout_.with_tokens) json.key("url").value(url);
            json.end_object();
        }
        json.end_array().end_object().end_object();
    }

    void add_sighting(const std::string& campaign, const Campaign& c, const std::set<std::string>& seen,
                      size_t mails) {
        const std::string observed = our_id("observed-data", c.id);
        JsonWriter data = begin_made("observed-data", observed, c.first_seen, c.last_seen);
        data.key("first_observed").value(stamp(c.first_seen)).key("last_observed").value(stamp(c.last_seen));
        data.key("number_observed").value(static_cast<uint64_t>(std::max<size_t>(1, mails)));
        data.key("object_refs").begin_array();
        for (const std::string& id : seen) data.value(id);
        data.end_array();
        put(observed, data);

        const std::string id = our_id("sighting", c.id);
        JsonWriter json = begin_made("sighting", id, c.first_seen, c.last_seen);
        json.key("sighting_of_ref").value(campaign).key("count").value(static_cast<uint64_t>(mails));
        json.key("observed_data_refs").begin_array().value(observed).end_array();
        put(id, json);
    }

    void add_words(const std::string& campaign, const ListedCampaign& listed) {
        const Campaign& c = listed.campaign;
        std::string content = "Reasons for and against, with their weights:";
        for (const Reason& reason : c.reasons)
            content += "\n" + weight(reason.weight_thousandths) + " " + safe_text(masked_.text(reason.text));
        const std::string id = our_id("note", c.id);
        JsonWriter json = begin_made("note", id, c.first_seen, c.last_seen);
        json.key("abstract").value("Why this is listed").key("content").value(content);
        json.key("object_refs").begin_array().value(campaign).end_array();
        put(id, json);
        if (!listed.mark) return;
        const MarkState state = listed.mark->state;
        const std::string opinion = our_id("opinion", c.id);
        JsonWriter mark =
            begin_made("opinion", opinion, c.first_seen, std::max(c.last_seen, listed.mark->time));
        mark.key("opinion").value(state == MarkState::confirmed   ? "agree"
                                  : state == MarkState::dismissed ? "disagree"
                                                                  : "neutral");
        mark.key("explanation").value("An analyst marked it " + std::string(mark_state_name(state)) + ".");
        mark.key("object_refs").begin_array().value(campaign).end_array();
        put(opinion, mark);
    }

    void add_matches(const std::string& campaign, const Campaign& c) {
        for (const IntelMatch& match : c.matches) {
            if (match.published_for.empty()) continue;
            const std::string id = our_id("intrusion-set", match.source + " " + match.published_for);
            JsonWriter json = begin_made("intrusion-set", id, 0, 0);
            json.key("name").value(match.published_for);
            json.key("description").value("As " + match.source + " names it.");
            put(id, json);
            add_relationship(campaign, "related-to", id, c,
                             "Mail of the campaign matches an indicator that " + match.source + " published" +
                                 (match.date.empty() ? "" : " on " + match.date.substr(0, 10)) + " for " +
                                 match.published_for + ". This does not say that they are the same.");
        }
    }

    void add_targets(const std::string& campaign, const Campaign& c) {
        for (const Target& target : handout_.targets) {
            if (std::find(target.campaigns.begin(), target.campaigns.end(), c.id) == target.campaigns.end())
                continue;
            const std::string id = our_id("identity", target.address);
            JsonWriter json = begin_made("identity", id, 0, 0);
            json.key("name").value(target.name.empty() ? target.address : target.name);
            json.key("identity_class").value("individual");
            json.key("contact_information").value(target.address);
            put(id, json);
            add_relationship(campaign, "targets", id, c);
        }
    }

    const Handout& handout_;
    MaskedUrls masked_;
    std::vector<Indicator> indicators_;
    std::string producer_, extension_;
    std::map<std::string, std::string> objects_;  // by id: the order of the bundle
};

}  // namespace

std::string stix_export(const Handout& handout) {
    return Bundle(handout).text();
}

}  // namespace redshank::report
