// SPDX-License-Identifier: Apache-2.0
#include "report/pages.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/json_writer.h"
#include "base/safe_text.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

constexpr size_t max_copies = 40;
constexpr size_t max_people = 500;
constexpr size_t max_senders = 200;
constexpr size_t max_edges = 400;
constexpr size_t max_urls = 200;
constexpr size_t max_unread = 500;
constexpr size_t max_text_columns = 2000;

void text(JsonWriter& json, std::string_view key, std::string_view value, size_t columns = max_text_columns) {
    json.key(key).value(safe_text(value, columns));
}

void texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
    json.key(key).begin_array();
    for (const std::string& value : values) json.value(safe_text(value, max_text_columns));
    json.end_array();
}

void hosts(JsonWriter& json, std::string_view key, const std::vector<std::string>& values, size_t most) {
    json.key(key).begin_array();
    for (size_t i = 0; i < values.size() && i < most; ++i) json.value(defang(values[i]));
    json.end_array();
}

void time(JsonWriter& json, std::string_view key, Seconds seconds) {
    json.key(key);
    if (seconds == 0) {
        json.null();
    } else {
        json.value(rfc3339(seconds));
    }
}

void mailbox(JsonWriter& json, const Mailbox& one) {
    json.begin_object();
    text(json, "name", one.name, 200);
    text(json, "address", one.address, 320);
    json.end_object();
}

void mailboxes(JsonWriter& json, std::string_view key, const std::vector<Mailbox>& list) {
    json.key(key).begin_array();
    for (size_t i = 0; i < list.size() && i < max_senders; ++i) mailbox(json, list[i]);
    json.end_array();
}

void listed_campaign(JsonWriter& json, const ListedCampaign& listed) {
    const Campaign& c = listed.campaign;
    json.begin_object().key("id").value(c.id).key("class").value(campaign_class_name(c.campaign_class));
    json.key("score").value(c.score).key("is_new").value(listed.is_new);
    json.key("new_messages").value(listed.new_messages);
    time(json, "first_seen", c.first_seen);
    time(json, "last_seen", c.last_seen);
    json.key("messages").value(c.message_count).key("readers").value(c.reader_count);
    text(json, "title", c.title, 240);
    json.key("mark").value(listed.mark ? mark_state_name(listed.mark->state) : "");
    text(json, "note", listed.mark ? std::string_view(listed.mark->note) : "");
    json.end_object();
}

void listed_message(JsonWriter& json, const Message& m) {
    json.begin_object().key("id").value(m.id);
    time(json, "date", m.date);
    text(json, "reader", m.reader, 320);
    text(json, "from", author(m).address, 320);
    text(json, "from_name", author(m).name, 120);
    text(json, "subject", m.subject, 200);
    json.end_object();
}

void campaigns(JsonWriter& json, std::string_view key, std::span<const ListedCampaign* const> list) {
    json.key(key).begin_array();
    for (const ListedCampaign* one : list) listed_campaign(json, *one);
    json.end_array();
}

void unread(JsonWriter& json, const std::vector<UnreadSource>& list) {
    json.key("unread_total").value(static_cast<uint64_t>(list.size())).key("unread").begin_array();
    for (size_t i = 0; i < list.size() && i < max_unread; ++i) {
        json.begin_object();
        text(json, "source", list[i].source);
        json.key("offset").value(list[i].offset);
        text(json, "what", list[i].what);
        json.end_object();
    }
    json.end_array();
}

void copies(JsonWriter& json, const Proof& proof, const std::vector<Message>& members, const Tokens& tokens) {
    json.key("copies_shown").begin_array();
    for (const UrlCopy& copy : url_copies(proof, members, tokens, max_copies)) {
        json.begin_object().key("message").value(copy.message);
        text(json, "reader", copy.reader, 320);
        time(json, "date", copy.date);
        json.key("url").begin_array();
        for (const UrlPiece& piece : copy.pieces) {
            json.begin_array().value(static_cast<uint32_t>(piece.kind)).value(piece.text).end_array();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void proofs(JsonWriter& json, const CampaignPage& page, const Tokens& tokens) {
    json.key("proofs").begin_array();
    for (const Proof& proof : page.listed->campaign.proofs) {
        json.begin_object().key("kind").value(proof_kind_name(proof.kind));
        json.key("trigger").value(trigger_name(proof.trigger));
        json.key("in_attachment").value(loads_with_attachment(proof.url_kind));
        text(json, "slot", proof.slot);
        json.key("host").value(defang(proof.host)).key("copies").value(proof.copies);
        json.key("readers").value(proof.readers);
        json.key("sentence").value(proof_sentence(proof));
        json.key("chance").value(
            proof.kind == ProofKind::names_reader ? "" : probability(proof.log10_p_hundredths));
        json.key("variants_assumed").value(proof.variants_assumed);
        text(json, "encoding", proof.encoding);
        texts(json, "tested", proof.tested);
        texts(json, "remaining", proof.remaining);
        copies(json, proof, page.members, tokens);
        json.end_object();
    }
    json.end_array();
}

// Which sender's mail would load from, or link to, which of the campaign's sites.
void edges(JsonWriter& json, const CampaignPage& page) {
    const std::vector<std::string>& known = page.listed->campaign.hosts;
    std::map<std::pair<std::string, std::string>, uint32_t> mails;
    for (const Message& m : page.members) {
        std::vector<std::string_view> seen;
        for (const UrlUse& use : m.urls) {
            if (std::find(known.begin(), known.end(), use.host) == known.end()) continue;
            if (std::find(seen.begin(), seen.end(), use.site) != seen.end()) continue;
            seen.push_back(use.site);
            ++mails[{author(m).address, use.site}];
        }
    }
    json.key("edges").begin_array();
    size_t count = 0;
    for (const auto& [edge, number] : mails) {
        if (++count > max_edges) break;
        json.begin_array().value(safe_text(edge.first)).value(defang(edge.second)).value(number).end_array();
    }
    json.end_array();
}

void days(JsonWriter& json, std::span<const Seconds> dates) {
    std::map<std::string, uint32_t> by_day;
    for (const Seconds date : dates) ++by_day[date_only(date)];
    json.key("days").begin_array();
    for (const auto& [day, number] : by_day) json.begin_array().value(day).value(number).end_array();
    json.end_array();
}

void person(JsonWriter& json, const Target& target) {
    json.begin_object();
    text(json, "address", target.address, 320);
    text(json, "name", target.name, 120);
    json.key("protected").value(target.protected_person).key("messages").value(target.messages);
    text(json, "state", target.state);
    text(json, "shown_by", target.shown_by);
    json.end_object();
}

void verdict(JsonWriter& json, const Campaign& c) {
    json.key("reasons").begin_array();
    for (const Reason& reason : c.reasons) {
        json.begin_object();
        text(json, "text", reason.text);
        json.key("weight").decimal(reason.weight_thousandths, 3).end_object();
    }
    json.end_array().key("links").begin_array();
    for (const Link& link : c.links) {
        json.begin_object();
        text(json, "text", link.text);
        json.key("weight").decimal(link.weight_thousandths, 3).end_object();
    }
    json.end_array().key("would_change").begin_array();
    for (const Turn& turn : c.would_change) {
        json.begin_object();
        text(json, "without", turn.without);
        json.key("class").value(campaign_class_name(turn.campaign_class));
        json.key("score").value(turn.score).end_object();
    }
    json.end_array().key("matches").begin_array();
    for (const IntelMatch& match : c.matches) {
        json.begin_object();
        json.key("indicator").value(defang(match.indicator));
        text(json, "published_for", match.published_for);
        text(json, "source", match.source);
        text(json, "date", match.date);
        json.end_object();
    }
    json.end_array();
    text(json, "question", c.question);
}

std::string shown_url(const UrlUse& use, const Tokens& tokens) {
    return tokens.are_shown() ? defang(use.url) : url_without_tokens(use.url, tokens);
}

void urls(JsonWriter& json, const Message& m, const Tokens& tokens) {
    json.key("urls_total").value(static_cast<uint64_t>(m.urls.size())).key("urls").begin_array();
    for (size_t i = 0; i < m.urls.size() && i < max_urls; ++i) {
        const UrlUse& use = m.urls[i];
        json.begin_object().key("kind").value(url_kind_name(use.kind));
        json.key("trigger").value(loads_with_attachment(use.kind) ? "if opened" : trigger_name(use.trigger));
        json.key("hidden").value(use.hidden != 0).key("url").value(shown_url(use, tokens));
        json.key("target_host").value(defang(use.target_host));
        text(json, "part", use.part);
        json.end_object();
    }
    json.end_array();
}

void parts(JsonWriter& json, const Message& m) {
    json.key("parts").begin_array();
    for (const Part& part : m.parts) {
        json.begin_object();
        text(json, "number", part.number);
        text(json, "media_type", part.media_type);
        text(json, "disposition", part.disposition);
        text(json, "filename", part.filename, 200);
        text(json, "found_type", part.found_type);
        json.key("bytes").value(part.decoded_bytes).key("sha256").value(part.sha256).end_object();
    }
    json.end_array();
}

void sender(JsonWriter& json, const Message& m) {
    json.key("auth").begin_array();
    for (const AuthResult& result : m.auth) {
        json.begin_object();
        text(json, "method", result.method);
        text(json, "result", result.result);
        text(json, "domain", result.domain);
        json.key("trusted").value(result.trusted).end_object();
    }
    json.end_array().key("route").begin_array();
    for (const ReceivedHop& hop : m.received_hops) {
        json.begin_object().key("trusted").value(hop.trusted);
        time(json, "time", hop.time);
        text(json, "from", hop.from);
        text(json, "ip", hop.ip);
        text(json, "by", hop.by);
        json.end_object();
    }
    json.end_array();
    text(json, "origin_ip", m.origin_ip);
    text(json, "mailer", m.fingerprint.mailer);
}

void finding(JsonWriter& json, const Finding& one, std::span<const Rule> rules, const Tokens& tokens) {
    json.begin_object().key("id").value(one.id).key("rule").value(one.rule);
    json.key("severity").value(severity_name(one.severity));
    text(json, "title", one.title);
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.name == one.rule; });
    json.key("shows").value(rule == rules.end() ? "" : rule->shows);
    json.key("misses").value(rule == rules.end() ? "" : rule->misses);
    json.key("attack").value(rule == rules.end() ? "" : rule->attack);
    json.key("evidence").begin_array();
    for (const Evidence& evidence : one.evidence) {
        json.begin_object();
        text(json, "part", evidence.part);
        json.key("part_offset").value(evidence.part_offset);
        json.key("length").value(static_cast<uint64_t>(evidence.bytes.size()));
        if (tokens.are_shown()) text(json, "bytes", evidence.bytes);
        json.end_object();
    }
    json.end_array().key("facts").begin_object();
    if (tokens.are_shown()) {
        for (const auto& [name, value] : one.facts)
            text(json, name, name.find("url") == std::string::npos ? value : defang(value));
    }
    json.end_object().end_object();
}

void lines(JsonWriter& json, std::string_view key, std::string_view rest) {
    json.key(key).begin_array();
    while (!rest.empty()) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        json.value(safe_text(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    json.end_array();
}

// JSON inside a script element: nothing in it may end the element or begin a comment (HTML
// Standard 4.12.1.3).
std::string for_script_element(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            out += "\\u003c";
        } else {
            out += c;
        }
    }
    return out;
}

std::string source_hash(std::string_view text) {
    const Sha256 digest = sha256(text);
    return "'sha256-" + base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) + "'";
}

constexpr std::string_view document_begin =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
constexpr std::string_view document_head =
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<title>Redshank</title>\n";
constexpr std::string_view document_body =
    "</head>\n<body>\n<div id=\"page\"></div>\n<noscript>These pages need the script that this file "
    "brings.</noscript>\n";

}  // namespace

std::string listed_message_json(const Message& message) {
    JsonWriter json;
    listed_message(json, message);
    return json.take();
}

std::string listed_campaign_json(const ListedCampaign& listed) {
    JsonWriter json;
    listed_campaign(json, listed);
    return json.take();
}

std::string listed_person_json(const Target& target) {
    JsonWriter json;
    person(json, target);
    return json.take();
}

std::string overview_json(const CaseFigures& figures, std::span<const ListedCampaign* const> bands,
                          std::span<const ListedCampaign* const> first, Window window) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1");
    text(json, "organisation", figures.organisation);
    json.key("messages").value(figures.messages).key("undated").value(figures.undated);
    time(json, "first_date", figures.first_date);
    time(json, "last_date", figures.last_date);
    json.key("people").value(figures.people).key("months").begin_array();
    for (const auto& [month, number] : figures.months)
        json.begin_array().value(month).value(number).end_array();
    json.end_array();
    campaigns(json, "bands", bands);
    campaigns(json, "campaigns", first);
    json.key("campaigns_total").value(static_cast<uint64_t>(window.total));
    texts(json, "not_covered", figures.not_covered);
    texts(json, "left_out", figures.left_out);
    unread(json, figures.unread);
    json.end_object();
    return json.take();
}

std::string list_json(std::string_view name, Window window, const std::vector<std::string>& objects) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1");
    json.key("total").value(static_cast<uint64_t>(window.total));
    json.key("offset").value(static_cast<uint64_t>(window.offset)).key(name).begin_array();
    for (const std::string& object : objects) json.raw(object);
    json.end_array().end_object();
    return json.take();
}

std::string campaign_page_json(const CampaignPage& page, const Tokens& tokens) {
    const Campaign& c = page.listed->campaign;
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("campaign");
    listed_campaign(json, *page.listed);
    json.key("meaning").value(class_meaning(c.campaign_class));
    json.key("unknown_readers").value(c.unknown_reader_count);
    json.key("tokens").value(tokens.are_shown() ? "shown" : "hashed");
    texts(json, "aliases", c.aliases);
    texts(json, "subjects", c.subjects);
    json.key("hosts_total").value(static_cast<uint64_t>(c.hosts.size()));
    hosts(json, "hosts", c.hosts, 30);
    json.key("senders_total").value(static_cast<uint64_t>(c.senders.size())).key("senders").begin_array();
    for (size_t i = 0; i < c.senders.size() && i < max_senders; ++i) {
        json.begin_object();
        text(json, "name", c.senders[i].name, 120);
        text(json, "address", c.senders[i].address, 320);
        json.key("messages").value(c.senders[i].messages).end_object();
    }
    json.end_array();
    proofs(json, page, tokens);
    verdict(json, c);
    edges(json, page);
    days(json, page.dates);
    json.key("people_total").value(static_cast<uint64_t>(page.people.size())).key("people").begin_array();
    for (size_t i = 0; i < page.people.size() && i < max_people; ++i) person(json, *page.people[i]);
    json.end_array().key("members").begin_array();
    for (const Message& m : page.members) listed_message(json, m);
    json.end_array().end_object();
    return json.take();
}

std::string message_page_json(const MessagePage& page, std::span<const Rule> rules, const Tokens& tokens) {
    const Message& m = page.message;
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("message");
    listed_message(json, m);
    text(json, "message_id", m.message_id);
    mailboxes(json, "all_from", m.from);
    mailboxes(json, "reply_to", m.reply_to);
    mailboxes(json, "to", m.to);
    mailboxes(json, "cc", m.cc);
    json.key("sender");
    mailbox(json, m.sender);
    text(json, "return_path", m.return_path);
    json.key("reader_basis").value(reader_basis_name(m.reader_basis));
    json.key("reconstructed").value(m.reconstructed).key("sha256").value(m.sha256);
    texts(json, "campaigns", page.campaigns);
    sender(json, m);
    parts(json, m);
    urls(json, m, tokens);
    json.key("places").begin_array();
    for (const Place& place : m.places) {
        json.begin_object();
        text(json, "source", place.source);
        json.key("offset").value(place.offset).key("length").value(place.length);
        text(json, "part", place.part);
        json.end_object();
    }
    json.end_array().key("oddities").begin_array();
    for (const Anomaly& anomaly : m.anomalies) {
        json.begin_object().key("offset").value(anomaly.offset).key("name").value(anomaly_name(anomaly.kind));
        text(json, "detail", tokens.are_shown() ? std::string_view(anomaly.detail) : "");
        json.end_object();
    }
    json.end_array().key("findings").begin_array();
    for (const Finding& one : page.findings) finding(json, one, rules, tokens);
    json.end_array();
    json.key("fields").begin_array();
    for (size_t i = 0; i < page.fields.size() && tokens.are_shown(); ++i) {
        json.begin_array().value(safe_text(page.fields[i].name, 100));
        json.value(safe_text(page.fields[i].body, max_text_columns)).end_array();
    }
    json.end_array();
    text(json, "origin", tokens.are_shown() ? std::string_view(page.origin) : "");
    text(json, "why_no_bytes", page.why_no_bytes);
    json.end_object();
    return json.take();
}

std::string message_text_json(const MessageText& message) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("texts").begin_array();
    for (const MessageText::Text& one : message.texts) {
        json.begin_object();
        text(json, "part", one.part);
        text(json, "media_type", one.media_type);
        json.key("is_cut").value(one.is_cut);
        lines(json, "lines", one.text);
        json.end_object();
    }
    json.end_array().key("shown").begin_array();
    for (const MessageText::Shown& one : message.shown) {
        json.begin_object().key("finding").value(one.finding);
        text(json, "part", one.part);
        json.key("part_offset").value(one.part_offset);
        text(json, "before", one.before);
        text(json, "bytes", one.bytes);
        text(json, "after", one.after);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take();
}

std::string message_bytes_json(std::string_view first, uint64_t size) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("size").value(size);
    json.key("first").value(base64(first)).end_object();
    return json.take();
}

std::string message_pictures_json(std::span<const MessagePicture> pictures) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("pictures").begin_array();
    for (const MessagePicture& one : pictures) {
        json.begin_object();
        text(json, "part", one.part);
        json.key("document").value(one.document).key("left_out").value(one.left_out);
        json.key("links").value(one.links).key("is_cut").value(one.is_cut).end_object();
    }
    json.end_array().end_object();
    return json.take();
}

std::string person_json(const Target& target, std::span<const ListedCampaign* const> in,
                        std::span<const Message> messages) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("person");
    person(json, target);
    time(json, "first_seen", target.first_seen);
    time(json, "last_seen", target.last_seen);
    campaigns(json, "campaigns", in);
    json.key("members").begin_array();
    for (const Message& m : messages) listed_message(json, m);
    json.end_array().end_object();
    return json.take();
}

std::string search_json(const SearchResult& result) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1");
    campaigns(json, "campaigns", result.campaigns);
    json.key("people").begin_array();
    for (const Target* one : result.people) person(json, *one);
    json.end_array().key("messages").begin_array();
    for (const Message& m : result.messages) listed_message(json, m);
    json.end_array().key("searched").value(result.searched).key("total").value(result.total).end_object();
    return json.take();
}

std::string served_document(std::string_view style_nonce) {
    return std::string(document_begin) + std::string(document_head) +
           "<link rel=\"stylesheet\" href=\"/redshank.css\" nonce=\"" + std::string(style_nonce) + "\">\n" +
           std::string(document_body) + "<script src=\"/redshank.js\"></script>\n</body>\n</html>\n";
}

std::string offline_document(const Bundle& bundle,
                             std::span<const std::pair<std::string, std::string>> answers) {
    std::string out(document_begin);
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src " +
           source_hash(bundle.script) + "; style-src " + source_hash(bundle.style) +
           "; base-uri 'none'; form-action 'none'\">\n";
    out += document_head;
    out += "<style>" + std::string(bundle.style) + "</style>\n";
    out += document_body;
    for (const auto& [path, json] : answers) {
        out += "<script type=\"application/json\" data-path=\"" + path + "\">" + for_script_element(json) +
               "</script>\n";
    }
    out += "<script>" + std::string(bundle.script) + "</script>\n</body>\n</html>\n";
    return out;
}

}  // namespace redshank::report
