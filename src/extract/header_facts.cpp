// SPDX-License-Identifier: Apache-2.0
#include "extract/header_facts.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "extract/anomaly_place.h"
#include "extract/fingerprint.h"
#include "extract/trace_facts.h"
#include "mime/fields.h"

namespace redshank::extract {

namespace {

constexpr Seconds before_mail = 473385600;         // 1985-01-01: no mail of ours is older, some clocks are
constexpr Seconds longest_delay_back = 2 * 86400;  // a Date so far after the arrival is no clock skew

// Field bodies by name, with anomalies that count from the message's start.
class Fields {
  public:
    explicit Fields(const HeaderReading& reading) : reading_(reading) {}

    std::string text(std::string_view name) const {
        const mime::HeaderField* field = find(name);
        if (field == nullptr) return {};
        const AnomalyPlace place = at(*field);
        return mime::decode_unstructured(field->body, reading_.anomalies);
    }

    std::string lower_text(std::string_view name) const { return ascii_lower(text(name)); }

    /// Of all fields of that name: a second To is a To.
    std::vector<facts::Mailbox> mailboxes(std::string_view name) const {
        std::vector<facts::Mailbox> out;
        for (const mime::HeaderField& field : reading_.message.header.fields) {
            if (!iequals(field.name, name) || out.size() >= reading_.limits.max_addresses) continue;
            const AnomalyPlace place = at(field);
            for (mime::Mailbox& mailbox :
                 mime::parse_address_list(field.body, reading_.limits, reading_.anomalies)) {
                if (mailbox.name.empty() && mailbox.address.empty()) continue;
                out.push_back({std::move(mailbox.name), clean(mailbox.address)});
            }
        }
        return out;
    }

    facts::Mailbox mailbox(std::string_view name) const {
        std::vector<facts::Mailbox> all = mailboxes(name);
        return all.empty() ? facts::Mailbox() : std::move(all.front());
    }

    const mime::HeaderField* find(std::string_view name) const { return reading_.message.header.find(name); }

    AnomalyPlace at(const mime::HeaderField& field) const {
        return {reading_.anomalies, static_cast<uint64_t>(field.body.data() - reading_.message.raw.data())};
    }

  private:
    const HeaderReading& reading_;
};

std::vector<std::string> message_ids(const Fields& fields, std::string_view name, const Limits& limits) {
    std::vector<std::string> ids;
    const mime::HeaderField* field = fields.find(name);
    if (field == nullptr) return ids;
    for (const std::string& id : mime::parse_message_ids(field->body, limits)) ids.push_back(clean(id));
    return ids;
}

// The URIs of RFC 2369 2: "<…>, <…>".
std::vector<ListUri> list_uris(const mime::HeaderField* field, const Limits& limits) {
    std::vector<ListUri> uris;
    std::string_view body = field == nullptr ? std::string_view() : field->body;
    while (uris.size() < limits.max_addresses) {
        const size_t open = body.find('<');
        const size_t close = open == std::string_view::npos ? open : body.find('>', open);
        if (close == std::string_view::npos) break;
        const std::string_view raw = trim(body.substr(open + 1, close - open - 1));
        std::string uri = clean(raw);
        std::erase_if(uri, is_space);
        if (!uri.empty()) uris.push_back({std::move(uri), raw});
        body.remove_prefix(close + 1);
    }
    return uris;
}

void read_date(const HeaderReading& reading, const Fields& fields, facts::Message& facts) {
    std::optional<mime::DateTime> date;
    if (const mime::HeaderField* field = fields.find("Date")) {
        const AnomalyPlace place = fields.at(*field);
        date = mime::parse_date(field->body, reading.anomalies);
    }
    if (date) facts.fingerprint.date_zone = clean(date->zone);
    const bool absurd = !date || date->seconds < before_mail ||
                        (facts.received != 0 && date->seconds > facts.received + longest_delay_back);
    facts.date = absurd ? facts.received : date->seconds;
}

void read_people(const HeaderReading& reading, const Fields& fields, facts::Message& facts) {
    facts.from = fields.mailboxes("From");
    facts.sender = fields.mailbox("Sender");
    facts.reply_to = fields.mailboxes("Reply-To");
    facts.to = fields.mailboxes("To");
    facts.cc = fields.mailboxes("Cc");
    facts.bcc = fields.mailboxes("Bcc");
    constexpr std::array<std::string_view, 3> receipts = {"Disposition-Notification-To", "Return-Receipt-To",
                                                          "X-Confirm-Reading-To"};
    for (const std::string_view name : receipts) {
        for (const facts::Mailbox& mailbox : fields.mailboxes(name)) {
            if (!mailbox.address.empty()) facts.receipt_to.push_back(mailbox.address);
        }
    }
    if (facts.from.empty()) reading.anomalies.add(AnomalyKind::missing_from, 0);
    if (facts.from.size() > 1) reading.anomalies.add(AnomalyKind::several_from, fields.find("From")->offset);
}

void read_list(const HeaderReading& reading, const Fields& fields, HeaderFacts& header,
               facts::Message& facts) {
    facts.list_id = fields.text("List-Id");
    header.list_unsubscribe = list_uris(fields.find("List-Unsubscribe"), reading.limits);
    for (const ListUri& uri : header.list_unsubscribe) facts.list_unsubscribe.push_back(uri.uri);
    const std::vector<ListUri> post = list_uris(fields.find("List-Post"), reading.limits);
    constexpr std::string_view mailto = "mailto:";
    if (!post.empty() && istarts_with(post.front().uri, mailto)) {
        header.list_post.address = ascii_lower(std::string_view(post.front().uri).substr(mailto.size()));
    }
    facts.one_click_unsubscribe = iequals(fields.text("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    facts.precedence = fields.lower_text("Precedence");
    facts.auto_submitted = fields.lower_text("Auto-Submitted");
    facts.feedback_id = fields.text("Feedback-ID");
}

// Authentication-Results are kept where their trust is known (trace_facts).
void keep_fields(const HeaderReading& reading, facts::Message& facts) {
    constexpr std::array<std::string_view, 7> pointed_at = {"From",
                                                            "Sender",
                                                            "Reply-To",
                                                            "Return-Path",
                                                            "Disposition-Notification-To",
                                                            "Return-Receipt-To",
                                                            "X-Confirm-Reading-To"};
    for (const mime::HeaderField& field : reading.message.header.fields) {
        const auto is_named = [&](std::string_view name) { return iequals(field.name, name); };
        if (std::any_of(pointed_at.begin(), pointed_at.end(), is_named)) keep_field(reading, field, facts);
    }
}

}  // namespace

void keep_field(const HeaderReading& reading, const mime::HeaderField& field, facts::Message& facts) {
    constexpr ptrdiff_t max_of_a_name = 3;
    constexpr size_t max_bytes = 400;
    std::string name = ascii_lower(field.name);
    const auto is_same = [&](const facts::HeaderField& kept) { return kept.name == name; };
    if (std::count_if(facts.header_fields.begin(), facts.header_fields.end(), is_same) >= max_of_a_name)
        return;
    const auto end = static_cast<size_t>(field.body.data() + field.body.size() - reading.message.raw.data());
    const size_t length = std::min<size_t>(end - field.offset, max_bytes);
    facts.header_fields.push_back(
        {std::move(name), field.offset, std::string(reading.message.raw.substr(field.offset, length))});
}

std::string clean(std::string_view text) {
    return is_utf8(text) ? std::string(text) : replace_bad_utf8(text);
}

HeaderFacts read_header(const HeaderReading& reading, Seconds delivered, std::string_view envelope_from,
                        facts::Message& facts) {
    const Fields fields(reading);
    HeaderFacts header;
    header.delivered = read_trace(reading, facts);
    if (facts.received == 0) facts.received = delivered;
    read_date(reading, fields, facts);
    read_people(reading, fields, facts);
    keep_fields(reading, facts);
    read_list(reading, fields, header, facts);

    if (const mime::HeaderField* id = fields.find("Message-ID"))
        facts.message_id = clean(mime::parse_message_id(id->body));
    const std::vector<std::string> replied = message_ids(fields, "In-Reply-To", reading.limits);
    if (!replied.empty()) facts.in_reply_to = replied.front();
    facts.references = message_ids(fields, "References", reading.limits);
    facts.subject = fields.text("Subject");
    facts.return_path = fields.mailbox("Return-Path").address;
    if (fields.find("Return-Path") == nullptr) facts.return_path = clean(ascii_lower(envelope_from));

    facts.fingerprint.mailer = fields.text("X-Mailer");
    if (facts.fingerprint.mailer.empty()) facts.fingerprint.mailer = fields.text("User-Agent");
    facts.fingerprint.message_id_form = message_id_form(facts.message_id);
    facts.fingerprint.boundary_form =
        identifier_form(reading.message.entities.front().content_type.parameter("boundary"));
    facts.fingerprint.header_order = header_order(reading.message.header);
    return header;
}

}  // namespace redshank::extract
