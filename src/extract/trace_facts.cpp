// SPDX-License-Identifier: Apache-2.0
#include "extract/trace_facts.h"

#include <algorithm>
#include <array>
#include <limits>

#include "auth/authentication_results.h"
#include "auth/dkim_signature.h"
#include "auth/ip_literal.h"
#include "auth/received.h"
#include "auth/trust.h"
#include "base/ascii.h"
#include "extract/anomaly_place.h"
#include "mime/fields.h"

namespace redshank::extract {

namespace {

// A hop and the index of its field among all fields.
struct Hops {
    std::vector<auth::Received> received;
    std::vector<size_t> fields;
};

uint64_t body_offset(const HeaderReading& reading, const mime::HeaderField& field) {
    return static_cast<uint64_t>(field.body.data() - reading.message.raw.data());
}

Hops read_hops(const HeaderReading& reading) {
    Hops hops;
    const auto& fields = reading.message.header.fields;
    for (size_t i = 0; i < fields.size(); ++i) {
        if (!iequals(fields[i].name, "Received")) continue;
        if (hops.received.size() == reading.limits.max_received) {
            reading.anomalies.add(AnomalyKind::header_limit, fields[i].offset, "Received");
            break;
        }
        const AnomalyPlace place(reading.anomalies, body_offset(reading, fields[i]));
        hops.received.push_back(auth::parse_received(fields[i].body, reading.anomalies));
        hops.fields.push_back(i);
    }
    return hops;
}

size_t trusted_hops(const Hops& hops, const org::Organisation& org) {
    std::vector<std::string> own = org.authserv_ids;
    own.insert(own.end(), org.domains.begin(), org.domains.end());
    return auth::trusted_hops(hops.received, own);
}

facts::ReceivedHop to_fact(const auth::Received& hop, bool trusted) {
    return {clean(hop.from), clean(hop.from_rdns),   hop.ip,   clean(hop.by),
            clean(hop.with), clean(hop.for_address), hop.time, trusted};
}

void add_results(const HeaderReading& reading, const mime::HeaderField& field, auth::FieldPlace place,
                 facts::Message& facts) {
    if (facts.auth.size() >= reading.limits.max_received) return;
    const AnomalyPlace shift(reading.anomalies, body_offset(reading, field));
    const auth::AuthenticationResults parsed =
        auth::parse_authentication_results(field.body, reading.limits, reading.anomalies);
    place.authserv_id = parsed.authserv_id;
    const bool trusted = auth::is_trusted_result(place, reading.org.authserv_ids);
    // That all is well is no finding.
    const auto is_pass = [](const auth::MethodResult& result) { return result.result == "pass"; };
    if (trusted && !std::all_of(parsed.results.begin(), parsed.results.end(), is_pass))
        keep_field(reading, field, facts);
    for (const auth::MethodResult& result : parsed.results) {
        facts.auth.push_back({clean(result.method), clean(result.result), clean(result.domain()),
                              clean(parsed.authserv_id), trusted});
    }
}

// What servers put on top at delivery: the address as sent to (original), or where it ended up.
const bool* delivery_field(std::string_view name) {
    struct Row {
        std::string_view name;
        bool original;
    };
    static constexpr std::array<Row, 5> rows = {{{"X-Original-To", true},   // Postfix
                                                 {"Delivered-To", false},   // qmail, Postfix, Gmail
                                                 {"Envelope-To", false},    // Exim
                                                 {"X-Envelope-To", false},  // Sendmail with procmail, Zimbra
                                                 {"X-Delivered-To", false}}};  // Cyrus
    for (const Row& row : rows) {
        if (iequals(row.name, name)) return &row.original;
    }
    return nullptr;
}

void add_delivered(const HeaderReading& reading, const mime::HeaderField& field, bool original,
                   std::vector<Delivered>& delivered) {
    const std::string_view body = trim(field.body);
    // ezmlm marks its own lists so, against loops.
    if (istarts_with(body, "mailing list ") || istarts_with(body, "moderator for ")) return;
    AnomalyList ignored;
    for (const mime::Mailbox& mailbox : mime::parse_address_list(body, reading.limits, ignored)) {
        if (!mailbox.address.empty() && delivered.size() < reading.limits.max_received) {
            delivered.push_back({mailbox.address, original});
        }
    }
}

// The client that handed the mail over at the border; the web mailer's own word where there is no hop.
std::string origin_ip(const HeaderReading& reading, const facts::Message& facts, size_t trusted) {
    for (size_t i = trusted; i-- > 0;) {
        if (!facts.received_hops[i].ip.empty()) return facts.received_hops[i].ip;
    }
    const mime::HeaderField* field = reading.message.header.find("X-Originating-IP");
    return field == nullptr ? std::string() : auth::ip_literal(field->body);
}

}  // namespace

std::vector<Delivered> read_trace(const HeaderReading& reading, facts::Message& facts) {
    const Hops hops = read_hops(reading);
    const size_t trusted = trusted_hops(hops, reading.org);
    for (size_t i = 0; i < hops.received.size(); ++i) {
        facts.received_hops.push_back(to_fact(hops.received[i], i < trusted));
        if (facts.received == 0) facts.received = hops.received[i].time;
    }
    facts.origin_ip = origin_ip(reading, facts, trusted);

    const auto& fields = reading.message.header.fields;
    const size_t border = trusted == 0 ? fields.size() : hops.fields[trusted - 1];
    auth::FieldPlace place;
    if (const std::optional<size_t> named = auth::first_named_hop(hops.received)) {
        place.named_received = hops.fields[*named];
        place.named_by = hops.received[*named].by;
    }
    std::vector<Delivered> delivered;
    for (size_t i = 0; i < fields.size(); ++i) {
        place.field = i;
        const std::string_view name = fields[i].name;
        if (iequals(name, "Authentication-Results")) {
            add_results(reading, fields[i], place, facts);
        } else if (iequals(name, "DKIM-Signature") && facts.dkim.size() < reading.limits.max_received) {
            const auth::DkimSignature signature = auth::parse_dkim_signature(fields[i].body);
            facts.dkim.push_back(
                {clean(signature.domain), clean(signature.selector), clean(signature.algorithm)});
        } else if (iequals(name, "ARC-Seal")) {
            ++facts.arc_sets;
        } else if (const bool* original = i < border ? delivery_field(name) : nullptr) {
            add_delivered(reading, fields[i], *original, delivered);
        }
    }
    for (const Delivered& one : delivered) facts.delivered_to.push_back(one.address);
    return delivered;
}

}  // namespace redshank::extract
