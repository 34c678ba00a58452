// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "detect/look_alike.h"
#include "detect/org_index.h"
#include "detect/rule_rows.h"
#include "detect/services.h"
#include "detect/words.h"

namespace redshank::detect {

using facts::Message;
using facts::Severity;

namespace {

auto from(std::string_view name, std::string_view address) {
    return [name = std::string(name), address = std::string(address)](Message& m) {
        m.from = {{name, address}};
        m.return_path = address;
        m.dkim = {{std::string(facts::domain_of(address)), "s", "rsa-sha256"}};
    };
}

auto from_with_reply(std::string_view name, std::string_view address, std::string_view reply_to) {
    return [change = from(name, address), reply = std::string(reply_to)](Message& m) {
        change(m);
        m.reply_to = {{"", reply}};
    };
}

std::string mass_mail_domain() {
    for (const Service& service : services()) {
        if (service.kind == ServiceKind::mass_mail) return std::string(service.domain);
    }
    return {};
}

}  // namespace

std::vector<RuleRow> identity_rows() {
    constexpr auto none = std::nullopt;
    return {
        {"identity/protected-name", "the same words", from("Amelia Okafor", "x@elsewhere.test"),
         Severity::low},
        {"identity/protected-name", "comma order and a title",
         from("OKAFOR, Dr. Amelia MP", "x@elsewhere.test"), Severity::low},
        {"identity/protected-name", "an initial", from("A. Okafor", "x@elsewhere.test"), Severity::low},
        {"identity/protected-name", "another name between", from("Amelia Grace Okafor", "x@elsewhere.test"),
         Severity::low},
        {"identity/protected-name", "no diacritics", from("Bjorn Lukasz Muller", "x@elsewhere.test"),
         Severity::low},
        {"identity/protected-name", "another script",
         from("Olha Petrenko / Olga Petrenko", "x@elsewhere.test"), Severity::low},
        {"identity/protected-name", "letters that look alike", from("Аmelia Оkafоr", "x@elsewhere.test"),
         Severity::low},
        {"identity/protected-name", "free-mail with answers elsewhere",
         from_with_reply("Amelia Okafor", "amelia1@freemail.example", "other@elsewhere.test"),
         Severity::medium},
        {"identity/protected-name", "a look-alike domain", from("Amelia Okafor", "x@parliament-mail.test"),
         Severity::medium},
        {"identity/protected-name", "her private address",
         from("Amelia Okafor", "amelia.private@freemail.example"), none},
        {"identity/protected-name", "her own address",
         from("Amelia Okafor", "amelia.okafor@parliament.example"), none},
        {"identity/protected-name", "our own mailer",
         from("Amelia Okafor", "news@newsletter-service.example"), none},
        {"identity/protected-name", "another person", from("Amelia Stone", "x@elsewhere.test"), none},
        {"identity/protected-name", "the given name and an initial", from("Amelia O.", "x@elsewhere.test"),
         none},
        {"identity/protected-name", "a sentence",
         from("Why Amelia and Mr Okafor and we two and all the others met here", "x@elsewhere.test"), none},

        {"identity/look-alike-address", "her local-part elsewhere",
         from("", "amelia.okafor@freemail.example"), Severity::low},
        {"identity/look-alike-address", "letters that look alike", from("", "amelia.0kafor@freemail.example"),
         Severity::low},
        {"identity/look-alike-address", "at a look-alike domain", from("", "amelia.okafor@parliment.example"),
         Severity::medium},
        {"identity/look-alike-address", "her own address", from("", "amelia.okafor@parliament.example"),
         none},
        {"identity/look-alike-address", "another", from("", "jo.berg@freemail.example"), none},

        {"identity/look-alike-domain", "From", from("", "x@parliarnent.example"), Severity::high},
        {"identity/look-alike-domain", "Reply-To",
         from_with_reply("", "x@elsewhere.test", "x@parliament-support.test"), Severity::high},
        {"identity/look-alike-domain", "the envelope",
         [](Message& m) { m.return_path = "x@parlaiment.test"; }, Severity::high},
        {"identity/look-alike-domain", "another ending", from("", "x@parliament.test"), Severity::low},
        {"identity/look-alike-domain", "ours", from("", "x@mail.parliament.example"), none},
        {"identity/look-alike-domain", "another", from("", "x@elsewhere.test"), none},

        {"identity/our-name", "anywhere", from("Parliament of Exampleland", "x@elsewhere.test"),
         Severity::low},
        {"identity/our-name", "free-mail", from("IT of the Parliament of Exampleland", "x@freemail.example"),
         Severity::medium},
        {"identity/our-name", "our own mailer",
         from("Parliament of Exampleland", "x@newsletter-service.example"), none},
        {"identity/our-name", "ours", from("Parliament of Exampleland", "x@parliament.example"), none},
        {"identity/our-name", "one word of it", from("Parliament watchers", "x@elsewhere.test"), none},

        {"identity/claims-office", "an editor at a free-mail address",
         from("Jo Berg, Editor", "jo@freemail.example"), Severity::medium},
        {"identity/claims-office", "in German", from("Botschaft in Exampleland", "b@freemail.example"),
         Severity::medium},
        {"identity/claims-office", "in Russian", from("Редакция", "r@freemail.example"), Severity::medium},
        {"identity/claims-office", "in the text only",
         [](Message& m) {
             from("Jo Berg", "jo@freemail.example")(m);
             m.text.opening = "I am a journalist and would like to ask you";
         },
         Severity::info},
        {"identity/claims-office", "through a service that did not sign for the domain",
         [](Message& m) {
             from("Outlet News", "news@outlet.example")(m);
             m.return_path = "bounce@" + mass_mail_domain();
             m.dkim = {{mass_mail_domain(), "s", "rsa-sha256"}};
         },
         Severity::low},
        {"identity/claims-office", "through a service that signed for the domain",
         [](Message& m) {
             from("Outlet News", "news@outlet.example")(m);
             m.return_path = "bounce@" + mass_mail_domain();
         },
         none},
        {"identity/claims-office", "the outlet's own domain", from("Outlet News", "news@outlet.example"),
         none},
        {"identity/claims-office", "no claim", from("Jo Berg", "jo@freemail.example"), none},

        {"identity/address-in-name", "another domain", from("boss@bank.example", "x@elsewhere.test"),
         Severity::low},
        {"identity/address-in-name", "one of ours",
         from("\"amelia.okafor@parliament.example\"", "x@elsewhere.test"), Severity::medium},
        {"identity/address-in-name", "the same", from("jo.berg@outlet.example", "jo.berg@outlet.example"),
         none},
        {"identity/address-in-name", "no address", from("Jo @ the outlet", "jo.berg@outlet.example"), none},

        {"identity/reply-to-elsewhere", "another domain",
         from_with_reply("", "jo@outlet.example", "jo@elsewhere.test"), Severity::low},
        {"identity/reply-to-elsewhere", "the same party",
         from_with_reply("", "jo@outlet.example", "jo@mail.outlet.example"), none},
        {"identity/reply-to-elsewhere", "a list",
         [](Message& m) {
             m.reply_to = {{"", "list@lists.test"}};
             m.list_id = "list.lists.test";
         },
         none},

        {"identity/several-from", "two",
         [](Message& m) {
             m.from.push_back({"", "second@elsewhere.test"});
         },
         Severity::low},
        {"identity/several-from", "one", [](Message&) {}, none},

        {"identity/own-mailer", "From", from("", "x@news.newsletter-service.example"), Severity::info},
        {"identity/own-mailer", "authentication failed",
         [](Message& m) {
             from("", "x@newsletter-service.example")(m);
             m.auth = {{"dmarc", "fail", "newsletter-service.example", "mx.parliament.example", true}};
         },
         none},
        {"identity/own-mailer", "another", [](Message&) {}, none},
        {"identity/simulation", "a link",
         [](Message& m) { add_link(m, "https://x.phish-training.example/"); }, Severity::info},
        {"identity/simulation", "another", [](Message& m) { add_link(m, "https://x.elsewhere.test/"); },
         none},
    };
}

std::vector<RuleRow> auth_rows() {
    constexpr auto none = std::nullopt;
    const auto results = [](std::vector<facts::AuthResult> list) {
        return [list](Message& m) { m.auth = list; };
    };
    const std::string mx = "mx.parliament.example";
    const auto report = [](std::string domain, uint64_t failed) {
        return [=](Message& m) {
            facts::DmarcReport& one = m.dmarc_reports.emplace_back();
            one.domain = domain;
            one.messages = 9;
            one.failed = failed;
            one.failures = {"192.0.2.1 9 from " + domain};
        };
    };
    return {
        {"auth/dmarc-report", "on us, with failures", report("parliament.example", 2), Severity::low},
        {"auth/dmarc-report", "on us, all confirmed", report("mail.parliament.example", 0), Severity::info},
        {"auth/dmarc-report", "on somebody else", report("outlet.example", 2), none},
        {"auth/failed", "DMARC", results({{"dmarc", "fail", "outlet.example", mx, true}}), Severity::low},
        {"auth/failed", "SPF and DKIM",
         results({{"spf", "softfail", "outlet.example", mx, true}, {"dkim", "none", "", mx, true}}),
         Severity::low},
        {"auth/failed", "SPF alone",
         results({{"spf", "fail", "outlet.example", mx, true}, {"dkim", "pass", "outlet.example", mx, true}}),
         none},
        {"auth/failed", "DMARC passes all the same",
         results(
             {{"spf", "fail", "outlet.example", mx, true}, {"dmarc", "pass", "outlet.example", mx, true}}),
         none},
        {"auth/failed", "somebody else's word",
         results({{"dmarc", "fail", "outlet.example", "mx.test", false}}), none},
        {"auth/failed", "no policy", results({{"dmarc", "none", "outlet.example", mx, true}}), none},
    };
}

std::vector<RuleRow> anomaly_rows() {
    constexpr auto none = std::nullopt;
    const auto anomaly = [](AnomalyKind kind) {
        return [kind](Message& m) { m.anomalies = {{kind, 17, "detail"}, {kind, 40, ""}}; };
    };
    return {
        {"anomaly/ambiguous-header", "a field twice", anomaly(AnomalyKind::duplicate_header_field),
         Severity::low},
        {"anomaly/ambiguous-header", "a long line", anomaly(AnomalyKind::long_line), none},
        {"anomaly/ambiguous-structure", "two types", anomaly(AnomalyKind::duplicate_content_type),
         Severity::low},
        {"anomaly/ambiguous-structure", "bad base64", anomaly(AnomalyKind::malformed_base64), none},
        {"anomaly/ambiguous-url", "backslashes", anomaly(AnomalyKind::url_backslash), Severity::low},
        {"anomaly/ambiguous-url", "credentials have their own rule", anomaly(AnomalyKind::url_credentials),
         none},
        {"anomaly/hidden-content", "another reading", anomaly(AnomalyKind::hidden_alternative),
         Severity::low},
        {"anomaly/hidden-content", "an empty multipart", anomaly(AnomalyKind::empty_multipart), none},
        {"anomaly/not-read-whole", "too deep", anomaly(AnomalyKind::depth_limit), Severity::info},
        {"anomaly/not-read-whole", "an odd date", anomaly(AnomalyKind::malformed_date), none},
    };
}

namespace {

TEST(Anomaly, OneFindingAKindWithItsCountAndPlace) {
    Message message = plain_message();
    message.anomalies = {{AnomalyKind::nul_byte, 9, ""},
                         {AnomalyKind::duplicate_content_type, 30, "text/plain"},
                         {AnomalyKind::nul_byte, 12, ""}};
    const auto found = findings_of(message);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(fact(found[0], "anomaly"), "nul-byte");
    EXPECT_EQ(fact(found[0], "count"), "2");
    EXPECT_EQ(found[0].evidence[0].part_offset, 9u);
    EXPECT_EQ(fact(found[1], "detail"), "text/plain");
}

TEST(Auth, RecordsTheDomainForTheArchive) {
    Message message = plain_message();
    message.auth = {{"dmarc", "fail", "outlet.example", "mx.parliament.example", true}};
    const auto found = findings_of(message);
    const facts::Finding* finding = find(found, "auth/failed");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(fact(*finding, "domain"), "outlet.example");
    EXPECT_EQ(fact(*finding, "dmarc"), "fail");
}

TEST(LookAlike, KindsOfLikeness) {
    const std::vector<OwnDomain> own = {own_domain("parliament.example"),
                                        own_domain("mep.exampleland.example"), own_domain("foo-bar.example"),
                                        own_domain("abc.example"), own_domain("council.town.example")};
    struct Row {
        std::string_view host;
        std::string_view how;  // "" none
        Severity severity = Severity::low;
    };
    const std::vector<Row> rows = {
        {"parliament.example.elsewhere.test", "our-domain-in-front", Severity::high},
        {"mail.parliament.example-login.test", "our-domain-in-front", Severity::high},
        {"parliament-example.elsewhere.test", "our-domain-in-front", Severity::high},
        {"abc.example.elsewhere.test", "our-domain-in-front", Severity::high},
        {"par1iament.example", "confusable-letters", Severity::high},
        {"parliarnent.test", "confusable-letters", Severity::high},
        {"xn--prliament-0yh.test", "confusable-letters", Severity::high},
        {"foobar.example", "hyphen-moved", Severity::high},
        {"par-liament.test", "hyphen-moved", Severity::high},
        {"council-town.test", "hyphen-moved", Severity::high},
        {"counci1.town.example", "confusable-letters", Severity::high},
        {"mail.counci1.town.example", "confusable-letters", Severity::high},
        {"library.town.example", ""},
        {"councils.town.example", ""},
        {"parliament-mail.example", "words-added", Severity::high},
        {"secure-parliament-login.test", "words-added", Severity::high},
        {"webmailparliament.test", "words-added", Severity::high},
        {"parliament-watch.test", "words-added", Severity::low},
        {"parliment.example", "one-letter-off", Severity::high},
        {"parlaiment.example", "one-letter-off", Severity::high},
        {"parlment.example", "two-letters-off", Severity::medium},
        {"parliament.test", "other-ending", Severity::low},
        {"www.parliament.test", "other-ending", Severity::low},
        {"parliament.example", ""},
        {"www.parliament.example", ""},
        {"www.exampleland.example", ""},
        {"abd.example", ""},
        {"abc.test", ""},
        {"parliamentarians.test", ""},
        {"element.example", ""},
        {"localhost", ""},
        {"192.0.2.1", ""},
        {"", ""},
    };
    for (const Row& row : rows) {
        const auto found = look_alike(row.host, own);
        EXPECT_EQ(found ? found->how : "", row.how) << row.host;
        EXPECT_TRUE(!found || found->severity == row.severity) << row.host;
    }
}

TEST(OrgIndex, FindsPeopleByName) {
    const org::Organisation org = parliament();
    const OrgIndex index(org);
    EXPECT_EQ(index.person_named("Okafor, Amelia"), 0);
    EXPECT_EQ(index.person_named("Müller, Björn Ł."), 1);
    EXPECT_EQ(index.person_named("Ольга Петренко"), 2);
    EXPECT_EQ(index.person_named("ПЕТРЕНКО Ольга"), 2);
    EXPECT_EQ(index.person_named("Olga Petrenko"), 2);
    EXPECT_EQ(index.person_named(""), -1);
    EXPECT_EQ(index.person_named("Okafor"), -1);
    EXPECT_EQ(index.person_named(std::string(100'000, 'a')), -1);
    EXPECT_EQ(index.person_with_local_part("amelia.okafor"), 0);
    EXPECT_EQ(index.person_with_local_part("nobody.else"), -1);
}

TEST(Words, AreWholeWords) {
    EXPECT_EQ(office_word("jo berg, editor-in-chief"), "editor");
    EXPECT_EQ(office_word("pressure cookers"), "");
    EXPECT_EQ(office_word(""), "");
    EXPECT_TRUE(is_sign_in_word("webmail"));
    EXPECT_FALSE(is_sign_in_word("web-mail"));
    EXPECT_TRUE(asks_to_sign_in("please log in now"));
    EXPECT_FALSE(asks_to_sign_in("our blog index"));
    EXPECT_TRUE(mentions_password("the password: 1234"));
    EXPECT_FALSE(mentions_password("no passwords here"));
    EXPECT_EQ(words_of("a-b  c").size(), 3u);
}

}  // namespace
}  // namespace redshank::detect
