// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "report/json_lists.h"
#include "report/table.h"
#include "report/text.h"
#include "report/words.h"

namespace redshank::report {
namespace {

using namespace facts;

TEST(Words, Figures) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(1234567), "1,234,567");
    EXPECT_EQ(count(1, "mail", "mails"), "1 mail");
    EXPECT_EQ(count(0, "mail", "mails"), "0 mails");
    EXPECT_EQ(bytes(999), "999 bytes");
    EXPECT_EQ(bytes(87'340'000), "87.3 MB");
    EXPECT_EQ(bytes(1'500'000'000), "1.5 GB");
    EXPECT_EQ(weight(3100), "+3.1");
    EXPECT_EQ(weight(-400), "-0.4");
    EXPECT_EQ(span_of_dates(0, 0), "no date");
    EXPECT_EQ(span_of_dates(0, 86400), "1970-01-01 to 1970-01-02");
}

TEST(Words, Probabilities) {
    EXPECT_EQ(probability(-152713), "below 1 in 10^12");
    EXPECT_EQ(probability(-1200), "below 1 in 10^12");
    EXPECT_EQ(probability(-48), "1 in 3.0");         // 10^0.48 = 3.02
    EXPECT_EQ(probability(-631), "1 in 2,000,000");  // 10^6.31 = 2,041,738, two digits kept
    EXPECT_EQ(probability(0), "1 in 1.0");
}

Campaign hostile_campaign() {
    Campaign c;
    c.id = "C0123456789abcdef";
    c.campaign_class = CampaignClass::covert;
    c.score = 93;
    c.title = "pictures \x1b]0;owned\x07 \xE2\x80\xAE differ";
    c.first_seen = 1611388800;
    c.last_seen = 1612263849;
    c.message_count = 3;
    c.reader_count = 2;
    c.senders = {{"=cmd|' /C calc'!A0", "a@news.example", 3}};
    c.hosts = {"img.example"};
    c.subjects = {"\x1b[2J"};
    c.proofs.resize(1);
    c.proofs[0].kind = ProofKind::follows_reader;
    c.proofs[0].slot = "path[2]";
    c.proofs[0].host = "img.example";
    c.proofs[0].url_shape = "https://img.example/{path[2]}";
    c.proofs[0].copies = 3;
    c.proofs[0].readers = 2;
    c.proofs[0].log10_p_hundredths = -250;
    c.reasons = {{"several identities", 3100, "several-identities"},
                 {"has List-Unsubscribe", -400, "unsubscribe"}};
    c.messages = {"M1", "M2", "M3"};
    c.message_ids = {"<1@a.example>", "", "<3@a.example>"};
    return c;
}

Summary summary() {
    Summary s;
    s.case_folder = "redshank-case";
    s.sources = {"in\x1b[31m.mbox"};
    s.messages_met = s.messages_added = s.messages = 3;
    s.files_with_mail = 1;
    s.first_date = 1600000000;
    s.last_date = 1612263849;
    s.unread = {{"a\x1b[1m.zip", 7, "it is cut"}};
    s.campaigns = {{hostile_campaign(), true, 3, {}}};
    return s;
}

// What a terminal would obey, or an eye would be deceived by.
bool is_harmless(std::string_view text) {
    return text.find('\x1b') == std::string_view::npos && text.find('\x07') == std::string_view::npos &&
           text.find("\xE2\x80\xAE") == std::string_view::npos;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Words, AProofSaysWhatMustBeOpened) {
    facts::Proof proof;
    proof.host = "t.example";
    EXPECT_TRUE(proof_sentence(proof).starts_with("Opening tells"));
    proof.trigger = facts::Trigger::click;
    proof.url_kind = facts::UrlKind::anchor;
    EXPECT_TRUE(proof_sentence(proof).starts_with("A click tells"));
    proof.url_kind = facts::UrlKind::document_image;
    EXPECT_TRUE(proof_sentence(proof).starts_with("Opening the attachment tells"));
}

TEST(Text, NothingFromMailReachesTheTerminal) {
    const Paint plain;
    EXPECT_TRUE(is_harmless(summary_text(summary(), plain)));
    Message m;
    m.id = "M1";
    m.subject = "\x1b[2J";
    m.from = {{"\xE2\x80\xAE", "a@b.example"}};
    m.places = {{"p\x1b", 0, 1, "", "", "", ReaderBasis::none, false, false}};
    m.urls.resize(1);
    m.urls[0].url = "https://img.example/\x1b";
    m.parts.resize(1);
    m.parts[0].filename = "\x1b../x";
    m.anomalies = {{AnomalyKind::nul_byte, 0, "\x1b"}};
    Finding f;
    f.title = "t\x1b";
    f.evidence = {{"1", 0, "https://img.example/\x1b\xE2\x80\xAE"}};
    f.facts = {{"url", "https://img.example/x"}};
    EXPECT_TRUE(is_harmless(message_text(m, {f}, {}, plain)));
    const std::string finding = finding_text(f, m, {}, plain);
    EXPECT_TRUE(is_harmless(finding));
    EXPECT_FALSE(has(finding, "https://img.example")) << "a live link";
    EXPECT_TRUE(is_harmless(campaign_text({hostile_campaign(), false, 0, {}}, {m}, plain)));
}

TEST(Text, SummarySaysWhatMatters) {
    const std::string text = summary_text(summary(), Paint{});
    for (const char* part :
         {"1 campaign to look at", "  93  covert", "C0123456789abcdef", "2021-01-23 to 2021-02-02",
          "3 mails to 2 people", "img[.]example", "several identities (+3.1)", "has List-Unsubscribe (-0.4)",
          "by chance 1 in 320", "at byte 7: it is cut", "What this result does not cover",
          "no organisation file", "redshank show C0123456789abcdef"}) {
        EXPECT_TRUE(has(text, part)) << part << "\n" << text;
    }
    Summary empty = summary();
    empty.campaigns.clear();
    EXPECT_TRUE(has(summary_text(empty, Paint{}), "No campaign to look at was found."));
    EXPECT_TRUE(has(summary_text(empty, Paint{}), "What this result does not cover"));
}

TEST(Text, CopiesOfOneUrlStandUnderEachOther) {
    std::vector<Message> members(3);
    for (size_t i = 0; i < members.size(); ++i) {
        members[i].reader = i == 2 ? "" : "reader" + std::to_string(i) + "@parliament.example";
        members[i].urls.resize(2);
        members[i].urls[0].url = "https://img.example/";
        members[i].urls[0].host = "img.example";  // a link, not what loads
        members[i].urls[1] = members[i].urls[0];
        members[i].urls[1].trigger = Trigger::open;
        members[i].urls[1].url = "https://img.example/token" + std::to_string(i);
    }
    const std::string text = campaign_text({hostile_campaign(), false, 0, {}}, members, Paint{});
    EXPECT_TRUE(has(text, "reader0@parliament.example        hxxps://img[.]example/token0\n")) << text;
    EXPECT_TRUE(has(text, "reader1@parliament.example        hxxps://img[.]example/token1\n"));
    EXPECT_FALSE(has(text, "token2")) << "an unknown reader proves nothing";
}

TEST(Json, FieldsOfTheContract) {
    EXPECT_EQ(list_header("campaigns"), R"({"schema":"redshank/1","list":"campaigns"})");
    const std::string text = campaign_json({hostile_campaign(), true, 3, {}});
    for (const char* part :
         {R"("id":"C0123456789abcdef")", R"("class":"covert")", R"("score":93)",
          R"("first_seen":"2021-01-23T08:00:00Z")", R"("message_count":3)", R"("reader_count":2)",
          R"("kind":"follows-reader")", R"("trigger":"open")", R"("log10_p":-2.5)", R"("weight":3.1)",
          R"("weight":-0.4)", R"("message_ids":["<1@a.example>","","<3@a.example>"])"}) {
        EXPECT_TRUE(has(text, part)) << part;
    }
    EXPECT_TRUE(is_harmless(text)) << "controls are escaped in JSON too";
    Message m;
    m.places = {{"in.mbox", 10422, 8810, "", "", "", ReaderBasis::none, false, false}};
    Finding f;
    f.rule = "tracking/hidden-image";
    f.evidence = {{"1.2", 311, "\xff"}};
    f.facts = {{"token", "t1"}, {"url", "https://img.example/t1"}};
    const Rule rules[] = {{"tracking/hidden-image", Severity::medium, "", "", "T1598.003"}};
    const std::string finding = finding_json(f, m, rules);
    for (const char* part :
         {R"("attack":["T1598.003"])", R"("source":"in.mbox","offset":10422,"length":8810)",
          R"("part":"1.2","part_offset":311)", R"("bytes":{"base64":"/w=="})",
          R"("url":"hxxps://img[.]example/t1")", R"("token":"t1")"}) {
        EXPECT_TRUE(has(finding, part)) << part << "\n" << finding;
    }
}

TEST(Table, ColumnsAndCsv) {
    const Table table{{"a", "long"}, {{"1", "x"}, {"22", "y\x1b"}}};
    EXPECT_EQ(as_columns(table, 80), "a   long\n1   x\n22  y\\u{1B}\n");
    EXPECT_EQ(wrap_words("one two three", 9, 2), "one two\n  three");
    EXPECT_EQ(wrap_words("averyveryverylongword b", 5, 2), "averyveryverylongword\n  b");
    // RFC 4180, and nothing that a spreadsheet would run.
    EXPECT_EQ(csv_line({"a,b", "q\"", "=1+1", "-5", "-x", "@x", "plain"}),
              "\"a,b\",\"q\"\"\",'=1+1,-5,'-x,'@x,plain\r\n");
}

}  // namespace
}  // namespace redshank::report
