// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "url/gateways.h"
#include "url/url.h"

namespace redshank::url {
namespace {

Url url_of(std::string_view text) {
    AnomalyList anomalies;
    return parse(text, nullptr, Limits{}, anomalies).value();
}

/// "by target", or "".
std::string unwrapped(std::string_view text, const std::vector<std::string>& own = {}) {
    const auto out = unwrap(url_of(text), own, Limits{});
    return out ? out->by + (out->is_gateway ? "! " : " ") + out->target.href : "";
}

TEST(Unwrap, reads_the_target_of_known_gateways) {
    const struct {
        std::string_view url;
        std::string_view target;
    } rows[] = {
        {"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.test%2Fa&data=x&reserved=0",
         "safelinks! https://news.test/a"},
        {"https://urldefense.proofpoint.com/v1/url?u=http://news.test/a&k=x",
         "proofpoint-v1! http://news.test/a"},
        // v2: "-" for "%", "_" for "/".
        {"https://urldefense.proofpoint.com/v2/url?u=https-3A__news.test_a-3Fb-3Dc&d=x",
         "proofpoint-v2! https://news.test/a?b=c"},
        // v3: the two "*" are the characters of base64 "Iz0" ("#=").
        {"https://urldefense.com/v3/__https://news.test/a*b*c__;Iz0!!key$",
         "proofpoint-v3! https://news.test/a#b=c"},
        // "**B" is a run of three: base64 "Kysr" is "+++".
        {"https://urldefense.com/v3/__https://news.test/a**Bc__;Kysr!!key$",
         "proofpoint-v3! https://news.test/a+++c"},
        {"https://urldefense.com/v3/__https:/news.test/a?b=c__;!!key$",
         "proofpoint-v3! https://news.test/a?b=c"},
        {"https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fnews.test%2fa&c=E,1",
         "barracuda! https://news.test/a"},
        {"https://secure-web.cisco.com/1AbC/https%3A%2F%2Fnews.test%2Fa",
         "cisco-secure-web! https://news.test/a"},
        {"https://eu-west-1.protection.sophos.com/?d=news.test&u=aHR0cHM6Ly9uZXdzLnRlc3QvYQ==&i=x",
         "sophos! https://news.test/a"},
        {"https://fortimail.parliament.example/fmlurlsvc/?fewReq=:B:x&url=https%3a%2f%2fnews.test%2fa",
         "fortimail! https://news.test/a"},
        {"https://www.google.com/url?q=https://news.test/a&sa=D", "google-redirect https://news.test/a"},
        {"https://www.google.co.uk/url?url=https://news.test/a", "google-redirect https://news.test/a"},
        {"https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.test%2Fa&h=x",
         "facebook-redirect https://news.test/a"},
        {"https://www.bing.com/ck/a?!&u=a1aHR0cHM6Ly9uZXdzLnRlc3QvYQ&ntb=1",
         "bing-redirect https://news.test/a"},
        {"https://abc.r.eu-west-1.awstrack.me/L0/https:%2F%2Fnews.test%2Fa/1/0102-0/x",
         "amazon-ses https://news.test/a"},
        {"https://google.evil.test/url?q=https://news.test/a", "nested https://news.test/a"},
    };
    for (const auto& row : rows) EXPECT_EQ(unwrapped(row.url), row.target) << row.url;
}

TEST(Unwrap, knows_the_organisations_own_gateways) {
    const std::vector<std::string> own = {"safelinks.protection.example"};
    EXPECT_EQ(unwrapped("https://eur.safelinks.protection.example/?url=https%3A%2F%2Fnews.test%2Fa&d=1", own),
              "own-gateway! https://news.test/a");
    EXPECT_EQ(unwrapped("https://safelinks.protection.example/x/https://news.test/a?b", own),
              "own-gateway! https://news.test/a?b");
    EXPECT_EQ(unwrapped("https://safelinks.protection.example/s/8f3a9c21", own), "");
    EXPECT_EQ(unwrapped("https://other.example/?url=https%3A%2F%2Fnews.test%2Fa", own),
              "nested https://news.test/a");
}

TEST(Unwrap, goes_on_to_the_end_and_keeps_what_the_sender_wrote) {
    const std::string redirect =
        "https%3A%2F%2Fclick.news.test%2Fr%3Fto%3Dhttps%253A%252F%252Fwww.news.test%252Fa";
    const auto out = unwrap(url_of("https://gate.example/?u=" + redirect), {"gate.example"}, Limits{});
    ASSERT_TRUE(out);
    EXPECT_EQ(out->target.href, "https://www.news.test/a");
    EXPECT_EQ(out->by, "own-gateway");
    EXPECT_TRUE(out->is_gateway);
    ASSERT_TRUE(out->as_sent);
    EXPECT_EQ(out->as_sent->host(), "click.news.test");

    const auto no_gateway =
        unwrap(url_of("https://click.news.test/?to=https://www.news.test/"), {}, Limits{});
    ASSERT_TRUE(no_gateway);
    EXPECT_FALSE(no_gateway->as_sent);
}

TEST(Unwrap, leaves_plain_urls) {
    for (const std::string_view url :
         {"https://news.test/http", "https://news.test/?a=http", "https://news.test/?u=aHR0c",
          "mailto:a@news.test?body=https://news.test/", "https://news.test/a:/b",
          "https://protect.mimecast.example/s/abc"}) {
        EXPECT_EQ(unwrapped(url), "") << url;
    }
}

TEST(Unwrap, stops_after_the_nesting_limit) {
    std::string text = "https://news.test/";
    for (int i = 0; i < 2500; ++i) text += "https://news.test/";
    Limits limits;
    limits.max_url_nesting = 3;
    const auto out = unwrap(url_of(text), {}, limits);
    ASSERT_TRUE(out);
    EXPECT_EQ(out->target.href.size(), text.size() - 3 * std::string_view("https://news.test/").size());
}

TEST(FindGateway, matches_whole_labels_only) {
    EXPECT_EQ(find_gateway("notfacebook.com", "/l.php"), nullptr);
    EXPECT_EQ(find_gateway("facebook.com", "/other"), nullptr);
    EXPECT_NE(find_gateway("l.facebook.com", "/l.php"), nullptr);
}

}  // namespace
}  // namespace redshank::url
