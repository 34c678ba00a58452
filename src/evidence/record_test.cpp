// SPDX-License-Identifier: Apache-2.0
#include "evidence/record.h"

#include <gtest/gtest.h>

namespace redshank::evidence {
namespace {

facts::Message sample() {
    facts::Message m;
    m.id = "M0123456789abcdef";
    m.content_id = std::string(64, 'a');
    m.places = {
        {"a\xff.mbox", 5, 10, "", "s", "r@parliament.example", facts::ReaderBasis::sole_to, true, false}};
    m.date = -5;
    m.subject =
        "Gr\xC3\xBC\xC3\x9F"
        "e \"x\"\n";
    m.from = {{"A", "a@b.example"}, {"", "c@d.example"}};
    m.urls.resize(1);
    m.urls[0] = {facts::UrlKind::css_url,
                 facts::Trigger::open,
                 3,
                 0,
                 600,
                 "https://h.example/x",
                 "https://t.example/",
                 "https://s.example/",
                 "h.example",
                 "h.example",
                 "t.example",
                 "t",
                 "1.2",
                 77,
                 ""};
    m.text.minhash[0] = 0xFFFFFFFF;
    m.text.minhash[31] = 7;
    m.text.masked_hash = 0xFFFFFFFFFFFFFFFFull;
    m.dmarc_reports = {{"2", "Receiver", "ours.example", 1, 2, 9, 3, {"192.0.2.1 3 from ours.example"}}};
    m.forwarded = {{{"Ada", "a@s.example"}, "Ben", "Budget", "Monday"}};
    m.anomalies = {{AnomalyKind::bare_cr, 9, "d"}};
    m.one_click_unsubscribe = true;
    m.header_fields = {{"from", 17, "From: J\xF6rg\r\n <joerg@s.example>"}};
    m.parts.resize(2);
    m.parts[1].members = {"x", "y"};
    m.document_traits = {{facts::TraitKind::shortcut, "cmd", "2!/a.lnk", 4, "\xff"}};
    return m;
}

TEST(Record, RoundTripsEveryKindOfField) {
    const facts::Message m = sample();
    const std::string text = write_message(m);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    const auto back = read_message(text);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(write_message(*back), text);
    EXPECT_EQ(back->places, m.places);
    EXPECT_EQ(back->subject, m.subject);
    ASSERT_EQ(back->dmarc_reports.size(), 1u);
    EXPECT_EQ(back->dmarc_reports[0].failures, m.dmarc_reports[0].failures);
    ASSERT_EQ(back->forwarded.size(), 1u);
    EXPECT_EQ(back->forwarded[0].from, m.forwarded[0].from);
    EXPECT_EQ(back->date, -5);
    EXPECT_EQ(back->urls[0].width, 0);
    EXPECT_EQ(back->urls[0].height, 600);
    EXPECT_EQ(back->text.minhash, m.text.minhash);
    EXPECT_EQ(back->text.masked_hash, m.text.masked_hash);
    ASSERT_EQ(back->document_traits.size(), 1u);
    EXPECT_EQ(back->document_traits[0].kind, facts::TraitKind::shortcut);
    EXPECT_EQ(back->document_traits[0].bytes, "\xff");
    ASSERT_EQ(back->header_fields.size(), 1u);
    EXPECT_EQ(back->header_fields[0].name, "from");
    EXPECT_EQ(back->header_fields[0].offset, 17u);
    EXPECT_EQ(back->header_fields[0].bytes, m.header_fields[0].bytes);
    EXPECT_EQ(back->parts[1].members, m.parts[1].members);
    EXPECT_EQ(back->anomalies[0].kind, AnomalyKind::bare_cr);
}

TEST(Record, FieldsInAnyOrderAndUnknownOnes) {
    const auto back = read_message(
        R"({"zebra":[1],"subject":"s","id":"M1","date":3,"from":[{"address":"a@b.example","name":"N"}]})");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->id, "M1");
    EXPECT_EQ(back->subject, "s");
    EXPECT_EQ(back->from[0].name, "N");
}

TEST(Record, SaysWhatIsWrong) {
    EXPECT_FALSE(read_message("[]"));
    EXPECT_FALSE(read_message("{\"id\":"));
    const auto wrong = read_message(R"({"date":"yesterday"})");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("date"), std::string::npos);
    EXPECT_FALSE(read_message(R"({"urls":[{"kind":"no-such-kind"}]})"));
    EXPECT_FALSE(read_message(R"({"arc_sets":-1})"));
}

TEST(Record, CutAtEveryLengthNeverSucceedsWrongly) {
    const std::string text = write_message(sample());
    for (size_t length = 0; length < text.size(); ++length)
        EXPECT_FALSE(read_message(text.substr(0, length)));
}

TEST(Record, FindingAndCampaign) {
    facts::Finding f;
    f.rule = "tracking/hidden-image";
    f.severity = facts::Severity::high;
    f.evidence = {{"1.2", 5, "\xff\x00x"}};
    f.facts = {{"host", "h.example"}, {"url", "https://h.example/\"x"}};
    const auto finding = read_finding(write_finding(f));
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->evidence[0].bytes, f.evidence[0].bytes);
    EXPECT_EQ(finding->facts, f.facts);

    facts::Campaign c;
    c.campaign_class = facts::CampaignClass::covert;
    c.proofs.resize(1);
    c.proofs[0].log10_p_hundredths = -152713;
    c.reasons = {{"several identities", 3100, "several-identities"}};
    const auto campaign = read_campaign(write_campaign(c));
    ASSERT_TRUE(campaign);
    EXPECT_EQ(campaign->proofs[0].log10_p_hundredths, -152713);
    EXPECT_EQ(campaign->campaign_class, facts::CampaignClass::covert);
}

}  // namespace
}  // namespace redshank::evidence
