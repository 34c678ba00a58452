// SPDX-License-Identifier: Apache-2.0
// Every rule by rows, what holds for all findings, and the table itself.
#include "detect/detect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.h"
#include "detect/rule_rows.h"
#include "text/idna.h"
#include "url/url.h"

namespace redshank::detect {

using facts::Severity;

facts::Message plain_message() {
    facts::Message message;
    message.id = "M0123456789abcdef";
    message.content_id = "0123456789abcdef";
    message.subject = "Your question of last week";
    message.from = {{"Jo Berg", "jo.berg@outlet.example"}};
    message.to = {{"Amelia Okafor", "amelia.okafor@parliament.example"}};
    message.reader = "amelia.okafor@parliament.example";
    message.reader_basis = facts::ReaderBasis::sole_to;
    message.return_path = "jo.berg@outlet.example";
    message.dkim = {{"outlet.example", "s1", "rsa-sha256"}};
    message.text.opening = "Dear Ms Okafor, thank you for your time.";
    return message;
}

org::Organisation parliament() {
    auto parsed = org::parse_organisation(R"(
[organisation]
name = "Parliament of Exampleland"
domains = ["parliament.example"]
authserv_ids = ["mx.parliament.example"]
link_gateways = ["gateway.protection.example"]
freemail_domains = ["freemail.example"]
own_mailers = ["newsletter-service.example"]
simulations = ["phish-training.example"]
[[person]]
name = "Amelia Okafor"
addresses = ["amelia.okafor@parliament.example", "amelia.private@freemail.example"]
[[person]]
name = "Björn Łukasz Müller"
addresses = ["bjorn.muller@parliament.example"]
[[person]]
name = "Ольга Петренко"
addresses = ["olga.petrenko@parliament.example"]
)");
    return parsed ? *parsed : org::Organisation{};
}

facts::UrlUse& add_url(facts::Message& message, facts::UrlKind kind, facts::Trigger trigger,
                       std::string_view url, uint16_t hidden) {
    facts::UrlUse& use = message.urls.emplace_back();
    use.kind = kind;
    use.trigger = trigger;
    use.hidden = hidden;
    use.url = url;
    const Limits limits;
    AnomalyList anomalies;
    if (const auto parsed = url::parse(url, nullptr, limits, anomalies)) {
        use.host = parsed->host();
        use.site = text::registrable_domain(use.host);
        if (const auto unwrapped = url::unwrap(*parsed, parliament().link_gateways, limits)) {
            use.target = unwrapped->target.href;
            use.target_host = unwrapped->target.host();
        }
    }
    use.part = "1.2";
    use.part_offset = static_cast<uint32_t>(100 * message.urls.size());
    return use;
}

facts::UrlUse& add_image(facts::Message& message, std::string_view url, uint16_t hidden) {
    return add_url(message, facts::UrlKind::img_src, facts::Trigger::open, url, hidden);
}

facts::UrlUse& add_link(facts::Message& message, std::string_view url, std::string_view text) {
    facts::UrlUse& use = add_url(message, facts::UrlKind::anchor, facts::Trigger::click, url);
    use.text = text;
    return use;
}

facts::Part& add_attachment(facts::Message& message, std::string_view filename, std::string_view found_type) {
    facts::Part& part = message.parts.emplace_back();
    part.number = "2";
    part.media_type = "application/octet-stream";
    part.disposition = "attachment";
    part.filename = filename;
    part.found_type = found_type;
    return part;
}

std::vector<RuleRow> all_rows() {
    std::vector<RuleRow> rows;
    for (const auto& family :
         {anomaly_rows(), attachment_rows(), auth_rows(), identity_rows(), link_rows(), tracking_rows()}) {
        rows.insert(rows.end(), family.begin(), family.end());
    }
    return rows;
}

std::vector<facts::Finding> findings_of(const facts::Message& message) {
    static const org::Organisation org = parliament();
    static const Detector detector(org);
    return detector.run(message, Limits{});
}

std::vector<facts::Finding> findings_of(const RuleRow& row) {
    facts::Message message = plain_message();
    row.make(message);
    return findings_of(message);
}

const facts::Finding* find(const std::vector<facts::Finding>& findings, std::string_view rule) {
    const auto found =
        std::find_if(findings.begin(), findings.end(), [&](const auto& f) { return f.rule == rule; });
    return found == findings.end() ? nullptr : &*found;
}

std::string_view fact(const facts::Finding& finding, std::string_view key) {
    for (const auto& [name, value] : finding.facts) {
        if (name == key) return value;
    }
    return {};
}

namespace {

TEST(Detect, TheTestOrganisationIsRead) {
    ASSERT_EQ(parliament().people.size(), 3u);
}

TEST(Detect, APlainMessageHasNoFindings) {
    for (const facts::Finding& finding : findings_of(plain_message())) ADD_FAILURE() << finding.rule;
}

TEST(Detect, EveryRowOfEveryRule) {
    for (const RuleRow& row : all_rows()) {
        const auto findings = findings_of(row);
        const facts::Finding* found = find(findings, row.rule);
        if (!row.expected) {
            EXPECT_EQ(found, nullptr) << row.rule << " on: " << row.what;
        } else if (found == nullptr) {
            ADD_FAILURE() << row.rule << " not on: " << row.what;
        } else {
            EXPECT_EQ(facts::severity_name(found->severity), facts::severity_name(*row.expected))
                << row.rule << " on: " << row.what;
        }
    }
}

TEST(Detect, EveryRuleHasARowForAndARowAgainst) {
    std::map<std::string_view, std::pair<int, int>> rows;
    for (const RuleRow& row : all_rows()) ++(row.expected ? rows[row.rule].first : rows[row.rule].second);
    for (const facts::Rule& rule : rules()) {
        EXPECT_GT(rows[rule.name].first, 0) << rule.name << " has no row that it should find";
        EXPECT_GT(rows[rule.name].second, 0) << rule.name << " has no row that it should leave alone";
    }
    EXPECT_EQ(rows.size(), rules().size()) << "a row names a rule that is not in the table";
}

TEST(Detect, TheTableIsSortedAndSaysWhatEachRuleShows) {
    const std::set<std::string_view> families = {"anomaly",  "attachment", "auth",
                                                 "identity", "link",       "tracking"};
    EXPECT_TRUE(std::is_sorted(rules().begin(), rules().end(),
                               [](const facts::Rule& a, const facts::Rule& b) { return a.name < b.name; }));
    for (const facts::Rule& rule : rules()) {
        EXPECT_TRUE(families.contains(rule.name.substr(0, rule.name.find('/')))) << rule.name;
        EXPECT_FALSE(rule.shows.empty()) << rule.name;
        EXPECT_TRUE(rule.attack.empty() || rule.attack.starts_with("T1")) << rule.name;
    }
}

// A finding says what would happen and what was seen, never who is behind it or what they want.
TEST(Detect, NoTitleSaysMoreThanWasSeen) {
    const std::vector<std::string_view> claims = {"attack",   "malicious", "hacker", "spy",        "spies",
                                                  "criminal", "threat",    "apt",    "phish",      "fraud",
                                                  "scam",     "hostile",   "actor",  "is not real"};
    for (const RuleRow& row : all_rows()) {
        for (const facts::Finding& finding : findings_of(row)) {
            const std::string title = " " + ascii_lower(finding.title) + " ";
            for (const std::string_view claim : claims) {
                EXPECT_EQ(title.find(" " + std::string(claim)), std::string::npos)
                    << finding.rule << ": " << finding.title;
            }
            EXPECT_EQ(title.find("http"), std::string::npos) << "a live link in a title: " << finding.title;
        }
    }
}

TEST(Detect, TheSentencesOfTheDesignStandAsTheyAre) {
    facts::Message message = plain_message();
    message.from = {{"Amelia Okafor", "okafor.a@elsewhere.test"}};
    add_image(message, "https://img.elsewhere.test/a.png");
    const auto findings = findings_of(message);
    const facts::Finding* name = find(findings, "identity/protected-name");
    ASSERT_NE(name, nullptr);
    EXPECT_EQ(name->title,
              "Same name as a protected person, address unknown to us; a namesake or an unlisted private "
              "address explains "
              "this too");
    const facts::Finding* remote = find(findings, "tracking/remote-content");
    ASSERT_NE(remote, nullptr);
    EXPECT_TRUE(remote->title.ends_with("would tell its sender, if opened with remote pictures on"))
        << remote->title;
}

TEST(Detect, EveryFindingIsWhole) {
    for (const RuleRow& row : all_rows()) {
        std::set<std::string> ids;
        for (const facts::Finding& finding : findings_of(row)) {
            EXPECT_EQ(finding.message, "M0123456789abcdef");
            EXPECT_EQ(finding.id, facts::finding_id(finding));
            EXPECT_TRUE(ids.insert(finding.id).second) << finding.rule << " twice on: " << row.what;
            EXPECT_FALSE(finding.title.empty());
            ASSERT_EQ(finding.evidence.size(), 1u);
            EXPECT_TRUE(std::is_sorted(finding.facts.begin(), finding.facts.end()));
        }
    }
}

TEST(Detect, EvidenceIsTheBytesAsTheyStand) {
    facts::Message message = plain_message();
    facts::UrlUse& use = add_image(message, "https://img.elsewhere.test/a.png?x=1&y=2");
    use.raw = "https://img.elsewhere.test/a.png?x=1&amp;y=2";
    const auto findings = findings_of(message);
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings[0].evidence[0].part, "1.2");
    EXPECT_EQ(findings[0].evidence[0].part_offset, 100u);
    EXPECT_EQ(findings[0].evidence[0].bytes, use.raw);
}

TEST(Detect, EvidenceInTheHeaderIsTheFieldThatHoldsTheAddress) {
    facts::Message message = plain_message();
    message.reply_to = {{"", "jo.berg@elsewhere.test"}};
    message.receipt_to = {"jo.berg@outlet.example"};
    message.auth = {{"dmarc", "fail", "outlet.example", "mx.parliament.example", true}};
    message.header_fields = {
        {"authentication-results", 10, "Authentication-Results: mx.parliament.example; spf=softfail"},
        {"authentication-results", 90, "Authentication-Results: mx.parliament.example; DMARC=fail"},
        {"reply-to", 200, "Reply-To: =?utf-8?q?nobody?="},
        {"reply-to", 300, "Reply-To: Jo.Berg@Elsewhere.test"},
        {"return-receipt-to", 400, "Return-Receipt-To: \"jo.berg\"@outlet.example"}};
    const auto findings = findings_of(message);
    const auto place = [&](std::string_view rule) {
        const facts::Finding* finding = find(findings, rule);
        if (finding == nullptr) return uint64_t{0};
        EXPECT_EQ(finding->evidence[0].part, "");
        return finding->evidence[0].part_offset;
    };
    EXPECT_EQ(place("auth/failed"), 90u);
    EXPECT_EQ(place("identity/reply-to-elsewhere"), 300u);
    EXPECT_EQ(place("tracking/read-receipt"), 400u);
    EXPECT_EQ(find(findings, "auth/failed")->evidence[0].bytes, message.header_fields[1].bytes);
}

TEST(Detect, AMessageAttachedToAnotherSaysSo) {
    facts::Message message = plain_message();
    message.inner_of = "fedcba9876543210";
    add_image(message, "https://img.elsewhere.test/a.png");
    const auto findings = findings_of(message);
    ASSERT_FALSE(findings.empty());
    for (const facts::Finding& finding : findings) {
        EXPECT_TRUE(finding.title.ends_with("(in a message attached to another)")) << finding.title;
    }
}

TEST(Detect, AFloodOfOneRuleHidesNoOther) {
    facts::Message message = plain_message();
    for (int i = 0; i < 3'000; ++i) {
        add_link(message, "http://192.0.2." + std::to_string(i % 256) + ":" + std::to_string(1000 + i) + "/",
                 "x");
        add_image(message, "https://h" + std::to_string(i) + ".elsewhere.test/a.png");
    }
    add_attachment(message, "a.pdf.exe", "exe");
    message.receipt_to = {"jo.berg@outlet.example"};
    const auto findings = findings_of(message);
    EXPECT_LE(findings.size(), Limits{}.max_findings);
    EXPECT_NE(find(findings, "tracking/read-receipt"), nullptr);
    EXPECT_NE(find(findings, "attachment/double-extension"), nullptr);
    Limits tight;
    tight.max_findings = 3;
    EXPECT_LE(detect(message, parliament(), tight).size(), 3u);
}

TEST(Detect, WithoutAnOrganisationNothingIsOurs) {
    const org::Organisation nobody = org::default_organisation();
    for (const RuleRow& row : all_rows()) {
        facts::Message message = plain_message();
        row.make(message);
        for (const facts::Finding& finding : detect(message, nobody, Limits{})) {
            EXPECT_NE(finding.rule, "identity/protected-name");
            EXPECT_NE(finding.rule, "identity/look-alike-domain");
            EXPECT_NE(finding.rule, "identity/our-name");
            EXPECT_NE(finding.rule, "link/look-alike-host");
            EXPECT_NE(finding.rule, "link/sign-in-look-alike");
        }
    }
}

TEST(Detect, AnEmptyMessageIsNoTrouble) {
    EXPECT_TRUE(findings_of(facts::Message{}).empty());
}

}  // namespace
}  // namespace redshank::detect
