// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "detect/rule_rows.h"
#include "detect/services.h"

namespace redshank::detect {

using facts::Message;
using facts::Severity;
using facts::Trigger;
using facts::UrlKind;

namespace {

std::string shortener() {
    for (const Service& service : services()) {
        if (service.kind == ServiceKind::shortener) return std::string(service.domain);
    }
    return {};
}

auto link(std::string_view url, std::string_view text = "read on") {
    return [url = std::string(url), text = std::string(text)](Message& m) { add_link(m, url, text); };
}

auto bulk_link(std::string_view url, std::string_view text) {
    return [url = std::string(url), text = std::string(text)](Message& m) {
        m.list_unsubscribe = {"https://outlet.example/out"};
        add_link(m, url, text);
    };
}

auto form(std::string_view url) {
    return [url = std::string(url)](Message& m) { add_url(m, UrlKind::form_action, Trigger::click, url); };
}

}  // namespace

std::vector<RuleRow> link_rows() {
    constexpr auto none = std::nullopt;
    return {
        {"link/credentials", "a host before the host", link("https://www.parliament.example@elsewhere.test/"),
         Severity::medium},
        {"link/credentials", "an at sign in the path", link("https://elsewhere.test/@someone"), none},
        {"link/form-elsewhere", "a form to another host", form("https://collect.elsewhere.test/f"),
         Severity::medium},
        {"link/form-elsewhere", "a form to the sender", form("https://www.outlet.example/f"), none},
        {"link/form-elsewhere", "a link", link("https://collect.elsewhere.test/f"), none},
        {"link/ip-host", "IPv4", link("http://192.0.2.7/a"), Severity::medium},
        {"link/ip-host", "a name", link("http://192-0-2-7.elsewhere.test/a"), none},
        {"link/odd-port", "8081", link("http://elsewhere.test:8081/a"), Severity::low},
        {"link/odd-port", "the usual one, written out", link("https://elsewhere.test:443/a"), none},
        {"link/punycode", "one script", link("https://xn--bcher-kva.example/"), Severity::info},
        {"link/punycode", "ASCII", link("https://buecher.example/"), none},
        // "pаrliament" with a Cyrillic а (U+0430): RFC 3492 of it.
        {"link/mixed-script", "a Cyrillic letter among Latin ones", link("https://xn--prliament-0yh.test/"),
         Severity::medium},
        {"link/mixed-script", "one script", link("https://xn--bcher-kva.example/"), none},
        {"link/redirector", "names its target",
         link("https://go.elsewhere.test/r?url=https%3A%2F%2Fother.example%2Fpage"), Severity::info},
        {"link/redirector", "a shortener",
         [](Message& m) { add_link(m, "https://" + shortener() + "/a1B2"); }, Severity::low},
        {"link/redirector", "our own gateway",
         link("https://gateway.protection.example/?url=https%3A%2F%2Fwww.elsewhere.test%2Fa"), none},
        {"link/redirector", "a plain link", link("https://www.elsewhere.test/a"), none},
        {"link/look-alike-host", "a letter left out", link("https://parliment.example/"), Severity::high},
        {"link/look-alike-host", "our domain in front", link("https://parliament.example.elsewhere.test/"),
         Severity::high},
        {"link/look-alike-host", "a picture",
         [](Message& m) { add_image(m, "https://parliament-mail.test/a.png"); }, Severity::high},
        {"link/look-alike-host", "behind our gateway",
         link("https://gateway.protection.example/?url=https%3A%2F%2Fparliment.example%2F"), Severity::high},
        {"link/look-alike-host", "ours", link("https://www.parliament.example/"), none},
        {"link/look-alike-host", "our own mailer", link("https://click.newsletter-service.example/"), none},
        {"link/look-alike-host", "another", link("https://www.elsewhere.test/"), none},
        {"link/sign-in-look-alike", "a look-alike with a sign-in path",
         link("https://parliment.example/login"), Severity::high},
        {"link/sign-in-look-alike", "our name in another's host",
         link("https://login.parliament.elsewhere.test/"), Severity::high},
        {"link/sign-in-look-alike", "our name in another's path",
         link("https://elsewhere.test/parliament/webmail/"), Severity::medium},
        {"link/sign-in-look-alike", "our domain in another's path",
         link("https://elsewhere.test/parliament.example/session/renew"), Severity::medium},
        {"link/sign-in-look-alike", "an address of ours in an archive's path",
         link("https://lists.elsewhere.test/share/12f@parliament.example"), none},
        {"link/sign-in-look-alike", "an encoded address of ours",
         link("https://elsewhere.test/account/jan%40parliament.example/update"), none},
        {"link/sign-in-look-alike", "an address of ours in the text",
         link("https://elsewhere.test/x", "Log in as jan@parliament.example"), none},
        {"link/sign-in-look-alike", "our name in a path that has nothing to do with signing in",
         link("https://elsewhere.test/parliament-rewards/", "E-mail marketing by Elsewhere"), none},
        {"link/sign-in-look-alike", "a text that asks",
         link("https://elsewhere.test/x", "Sign in to Parliament of Exampleland"), Severity::high},
        {"link/sign-in-look-alike", "our own page",
         link("https://www.parliament.example/login", "Sign in to Parliament"), none},
        {"link/sign-in-look-alike", "another's page", link("https://elsewhere.test/login", "Sign in"), none},
        {"link/sign-in-look-alike", "news of ours",
         link("https://elsewhere.test/news/parliament-votes", "Parliament votes"), none},
        {"link/text-host-mismatch", "a URL as text",
         link("https://elsewhere.test/a", "https://bank.example/a"), Severity::medium},
        {"link/text-host-mismatch", "www", link("https://elsewhere.test/a", "www.bank.example"),
         Severity::medium},
        {"link/text-host-mismatch", "a bare host", link("https://elsewhere.test/a", "bank.example"),
         Severity::low},
        {"link/text-host-mismatch", "the sender's counter",
         link("https://click.outlet.example/a", "www.bank.example"), Severity::low},
        {"link/text-host-mismatch", "a newsletter", bulk_link("https://elsewhere.test/a", "www.bank.example"),
         Severity::low},
        {"link/text-host-mismatch", "another ending of one name",
         link("https://bank.test/a", "www.bank.example"), Severity::low},
        {"link/text-host-mismatch", "the same party",
         link("https://login.bank.example/a", "www.bank.example"), none},
        {"link/text-host-mismatch", "a gateway to the same",
         link("https://gateway.protection.example/?url=https%3A%2F%2Fbank.example%2F",
              "https://bank.example/"),
         none},
        {"link/text-host-mismatch", "a redirector to the same",
         link("https://go.elsewhere.test/r?url=https%3A%2F%2Fwww.bank.example%2F", "https://bank.example/"),
         none},
        {"link/text-host-mismatch", "words", link("https://elsewhere.test/a", "read on at the bank"), none},
        {"link/text-host-mismatch", "a file", link("https://elsewhere.test/a", "report.pdf"), none},
        {"link/text-host-mismatch", "an address", link("https://elsewhere.test/a", "jo.berg@bank.example"),
         none},
        {"link/text-host-mismatch", "a sentence", link("https://elsewhere.test/a", "bank.example rocks"),
         none},
        {"link/text-host-mismatch", "a number", link("https://elsewhere.test/a", "3.50"), none},
    };
}

namespace {

TEST(Link, AMismatchNamesBothHosts) {
    Message message = plain_message();
    add_link(message, "https://elsewhere.test/a", " HTTPS://WWW.Bank.Example/login ");
    const auto found = findings_of(message);
    const facts::Finding* finding = find(found, "link/text-host-mismatch");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(fact(*finding, "host"), "elsewhere.test");
    EXPECT_EQ(fact(*finding, "shown_host"), "www.bank.example");
}

TEST(Link, MailOfOurOwnIsNoLookAlike) {
    Message message = plain_message();
    message.from = {{"Parliament of Exampleland", "news@newsletter-service.example"}};
    add_link(message, "https://parliament-mail.test/login", "Sign in to Parliament of Exampleland");
    const auto found = findings_of(message);
    EXPECT_EQ(find(found, "link/look-alike-host"), nullptr);
    // Whether the house signs in there, the archive knows (campaign).
    ASSERT_NE(find(found, "link/sign-in-look-alike"), nullptr);
    EXPECT_EQ(find(found, "link/sign-in-look-alike")->severity, Severity::low);
}

}  // namespace
}  // namespace redshank::detect
