// SPDX-License-Identifier: Apache-2.0
#include "report/redact.h"

#include <gtest/gtest.h>

#include "report/handout_for_testing.h"
#include "report/json_lists.h"
#include "report/paint.h"
#include "report/text.h"

namespace redshank::report {
namespace {

using namespace testing_handout;

// Stands in every field that comes from mail or from an analyst.
const std::string secret = "Zyxword";

void plant(facts::Mailbox& one) {
    one.name = secret + " name";
    one.address = "zyxword" + one.address;
}

void plant(facts::Message& m) {
    m.message_id = "<" + secret + "@h.example>";
    m.in_reply_to = m.message_id;
    m.references = {m.message_id};
    m.subject = secret;
    m.to = {{secret, "zyxword.to@third.example"}};
    m.cc = m.bcc = m.reply_to = m.to;
    plant(m.from[0]);
    m.sender = m.from[0];
    m.return_path = "zyxword@evil.example";
    m.delivered_to = {"zyxword@ours.example"};
    m.list_id = m.precedence = m.auto_submitted = m.feedback_id = m.origin_ip = secret;
    m.list_unsubscribe = m.receipt_to = {secret};
    m.header_fields = {{secret, 0, secret}};
    m.received_hops = {{secret, secret, secret, secret, secret, secret, 1, true}};
    m.auth = {{"spf", "pass", "zyxword.example", secret, true}, {secret, secret, secret, secret, false}};
    m.dkim = {{secret, secret, secret}};
    m.fingerprint.mailer = m.fingerprint.boundary_form = m.fingerprint.message_id_form = secret;
    facts::Part part;
    part.media_type = "image/" + secret;
    part.charset = part.disposition = part.filename = part.content_id = secret;
    part.members = {secret};
    m.parts = {part};
    for (facts::UrlUse& use : m.urls) {
        use.text = use.raw = secret;
        use.part = "2!/" + secret + ".docx";
        use.url += (use.url.find('?') == std::string::npos ? "?" : "&") +
                   ("q=" + secret + "&" + secret + "=1#" + secret);
    }
    m.document_traits = {{facts::TraitKind::macro, secret, "2!/" + secret, 0, secret}};
    m.text.opening = secret;
    m.dmarc_reports = {{"1", secret, secret, 0, 0, 1, 1, {secret}}};
    m.forwarded = {{{secret, secret}, secret, secret, secret}};
    m.anomalies = {{AnomalyKind::missing_domain, 0, secret}};
    for (facts::Place& place : m.places) place.source = secret + ".mbox";
}

Handout planted() {
    Handout handout = four_copies();
    for (HandoutMessage& one : handout.messages) {
        plant(one.message);
        facts::Finding finding;
        finding.id = "F0011223344556677";
        finding.message = one.message.id;
        finding.rule = "tracking/hidden-image";
        finding.title = "says " + secret;
        finding.evidence = {{"1!/" + secret, 7, secret}};
        finding.facts = {{"token", secret}, {"url", one.message.urls[0].url}, {"what", secret}};
        one.findings = {finding};
    }
    facts::Campaign& c = handout.campaigns[0].campaign;
    handout.campaigns[0].mark = facts::Mark{facts::MarkState::confirmed, secret, 0};
    c.title = secret;
    c.subjects = {secret};
    c.readers.assign(std::begin(readers), std::end(readers));
    c.senders = {{secret, "zyxword@evil.example", 4}};
    c.message_ids = {secret};
    c.reasons = {{"in the name of Zyxword name, \"" + secret + "\", to zyxword@evil.example", 1000, "r"}};
    c.would_change = {{c.reasons[0].text, facts::CampaignClass::none, 0}};
    c.links = {{c.reasons[0].text, 1}};
    c.question = c.reasons[0].text;
    c.proofs[0].slot = "query[Zyxword]";
    c.proofs[0].host = "img.evil.example";
    c.proofs[0].url_shape =
        "https://img.evil.example/" + secret + "/{path[1]}.gif?q={query[Zyxword]}#" + secret;
    c.proofs[0].remaining = {c.reasons[0].text};
    c.hosts.push_back("zyxword-news.example");
    c.slots = {{c.proofs[0].host, c.proofs[0].url_shape, c.proofs[0].slot, facts::Trigger::open,
                facts::UrlKind::img_src, facts::SlotClass::per_reader, 4, 4, 4}};
    return handout;
}

const std::vector<facts::Mailbox> people = {{"Ada Holm", readers[0]}, {secret, "w@vanity.example"}};

std::vector<std::string> all_of(const Handout& handout) {
    std::vector<std::string> out = {json_export(handout), csv_export(handout),  timesketch_export(handout),
                                    stix_export(handout), misp_export(handout), blocklist_export(handout)};
    for (const auto& listed : handout.campaigns)
        out.push_back(campaign_json(listed) + campaign_text(listed, {}, Paint()));
    for (const HandoutMessage& one : handout.messages) {
        out.push_back(message_json(one.message, {}, {}) + finding_json(one.findings[0], one.message, {}) +
                      message_text(one.message, one.findings, {}, Paint()));
    }
    for (const facts::Target& one : handout.targets) out.push_back(target_json(one));
    return out;
}

TEST(Redact, NothingOfMailOrPeopleIsLeft) {
    const auto lower = [](std::string text) {
        for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return text;
    };
    std::vector<std::string> hidden = {secret, "Ada Holm", "Holm", "Nordahl", "ours.example", "vanity"};
    hidden.insert(hidden.end(), std::begin(tokens), std::end(tokens));
    for (const std::string& reader : readers) hidden.push_back(reader.substr(0, reader.find('@')));
    for (const std::string& text : all_of(redacted(planted(), people, {}))) {
        for (const std::string& one : hidden)
            EXPECT_EQ(lower(text).find(lower(one)), std::string::npos) << one << " in " << text;
    }
}

TEST(Redact, WhatCanBeLookedForElsewhereStays) {
    const Handout handout = redacted(planted(), people, {});
    EXPECT_NE(blocklist_export(handout).find("\ndomain\timg.evil.example\n"), std::string::npos);
    EXPECT_NE(handout.messages[0].message.from[0].address.find("@evil.example"), std::string::npos);
    EXPECT_EQ(handout.messages[0].message.sha256, four_copies().messages[0].message.sha256);
    EXPECT_NE(json_export(handout).find("Redacted: "), std::string::npos);
    EXPECT_EQ(blocklist_export(handout).find("\naddress\t"), std::string::npos) << "pseudonyms block nobody";
}

TEST(Redact, EqualStaysEqualAndDifferentDifferent) {
    const Handout handout = redacted(four_copies(), people, {});
    const auto url = [&](size_t i) { return handout.messages[i].message.urls[0].url; };
    EXPECT_NE(url(0), url(1));
    EXPECT_EQ(url(0).substr(0, url(0).rfind('/')), url(1).substr(0, url(1).rfind('/')));
    EXPECT_NE(handout.messages[0].message.reader, handout.messages[1].message.reader);
    EXPECT_TRUE(handout.messages[0].message.reader.starts_with("person-"));
    EXPECT_EQ(handout.messages[0].message.reader, handout.targets[0].address);
}

TEST(Redact, PseudonymsDoNotDependOnWhatElseIsExported) {
    Handout one = four_copies();
    one.messages.resize(1);
    const Handout small = redacted(one, people, {}), large = redacted(four_copies(), people, {});
    EXPECT_EQ(small.messages[0].message.urls[0].url, large.messages[0].message.urls[0].url);
    EXPECT_EQ(small.messages[0].message.reader, large.messages[0].message.reader);
    one.key = std::string(32, 'j');
    EXPECT_NE(redacted(one, people, {}).messages[0].message.reader, large.messages[0].message.reader);
}

}  // namespace
}  // namespace redshank::report
