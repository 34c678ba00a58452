// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/hash.h"
#include "detect/rule_rows.h"
#include "detect/services.h"

namespace redshank::detect {

using facts::Message;
using facts::Severity;
using facts::Trigger;
using facts::UrlKind;

namespace {

constexpr std::string_view reader = "amelia.okafor@parliament.example";
constexpr std::string_view token = "k7Jq2Zp9XwR4tB8n";

std::string operator_host() {
    for (const Service& service : services()) {
        if (service.kind == ServiceKind::mass_mail) return "u1." + std::string(service.domain);
    }
    return {};
}

std::string image_for(std::string_view value) {
    return "https://img.elsewhere.test/o/" + std::string(value) + ".gif";
}

}  // namespace

std::vector<RuleRow> tracking_rows() {
    constexpr auto none = std::nullopt;
    return {
        {"tracking/remote-content", "a picture",
         [](Message& m) { add_image(m, "https://img.elsewhere.test/a.png"); }, Severity::info},
        {"tracking/remote-content", "a link only",
         [](Message& m) { add_link(m, "https://www.elsewhere.test/a"); }, none},
        {"tracking/hidden-image", "one pixel",
         [](Message& m) { add_image(m, "https://img.elsewhere.test/a.gif", facts::hidden::tiny); },
         Severity::low},
        {"tracking/hidden-image", "one pixel of our own",
         [](Message& m) { add_image(m, "https://www.parliament.example/a.gif", facts::hidden::tiny); },
         Severity::info},
        {"tracking/hidden-image", "a visible picture",
         [](Message& m) { add_image(m, "https://img.elsewhere.test/a.gif"); }, none},
        {"tracking/hidden-image", "only for Outlook",
         [](Message& m) {
             add_image(m, "https://img.elsewhere.test/a.gif", facts::hidden::conditional_comment);
         },
         none},
        {"tracking/hidden-image", "a hidden background is another rule",
         [](Message& m) {
             add_url(m, UrlKind::css_url, Trigger::open, "https://img.elsewhere.test/a",
                     facts::hidden::display_none);
         },
         none},
        {"tracking/hidden-resource", "a hidden background",
         [](Message& m) {
             add_url(m, UrlKind::css_url, Trigger::open, "https://img.elsewhere.test/a",
                     facts::hidden::display_none);
         },
         Severity::low},
        {"tracking/hidden-resource", "a visible background",
         [](Message& m) { add_url(m, UrlKind::css_url, Trigger::open, "https://img.elsewhere.test/a"); },
         none},
        {"tracking/open-token", "a photo with a token", [](Message& m) { add_image(m, image_for(token)); },
         Severity::low},
        {"tracking/open-token", "a photo with a name",
         [](Message& m) { add_image(m, "https://img.elsewhere.test/logo.png"); }, none},
        {"tracking/open-token", "a link with a token",
         [](Message& m) { add_link(m, "https://www.elsewhere.test/" + std::string(token)); }, none},
        {"tracking/link-token", "a long token in a path",
         [](Message& m) { add_link(m, "https://www.elsewhere.test/a/" + std::string(token)); },
         Severity::low},
        {"tracking/link-token", "in plain text",
         [](Message& m) {
             add_url(m, UrlKind::plain_text, Trigger::click,
                     "https://www.elsewhere.test/a?u=" + std::string(token));
         },
         Severity::low},
        {"tracking/link-token", "words only",
         [](Message& m) { add_link(m, "https://www.elsewhere.test/news/article?page=two"); }, none},
        {"tracking/link-token", "our own host",
         [](Message& m) { add_link(m, "https://www.parliament.example/" + std::string(token)); }, none},
        {"tracking/names-reader", "an MD5 in a picture",
         [](Message& m) { add_image(m, image_for(md5_hex(reader))); }, Severity::high},
        {"tracking/names-reader", "base64 in a query",
         [](Message& m) { add_image(m, "https://img.elsewhere.test/o?u=" + base64(reader)); },
         Severity::high},
        {"tracking/names-reader", "plainly in a link",
         [](Message& m) { add_link(m, "https://www.elsewhere.test/?to=" + std::string(reader)); },
         Severity::medium},
        {"tracking/names-reader", "a newsletter's way out",
         [](Message& m) {
             m.list_unsubscribe = {"https://www.elsewhere.test/out"};
             add_link(m, "https://www.elsewhere.test/out?e=" + std::string(reader));
         },
         Severity::low},
        {"tracking/names-reader", "a newsletter's picture",
         [](Message& m) {
             m.precedence = "bulk";
             add_image(m, image_for(sha256_hex(reader)));
         },
         Severity::low},
        {"tracking/names-reader", "bulk mail that its domain did not sign",
         [](Message& m) {
             m.precedence = "bulk";
             m.dkim.clear();
             add_image(m, image_for(sha256_hex(reader)));
         },
         Severity::medium},
        {"tracking/names-reader", "a local-part alone",
         [](Message& m) { add_image(m, image_for("amelia.okafor")); }, Severity::low},
        {"tracking/names-reader", "another recipient",
         [](Message& m) {
             m.cc = {{"", "second.reader@parliament.example"}};
             add_image(m, image_for(sha1_hex("second.reader@parliament.example")));
         },
         Severity::high},
        {"tracking/names-reader", "another Delivered-To",
         [](Message& m) {
             m.delivered_to = {"alias.of.reader@parliament.example"};
             add_image(m, image_for(md5_hex("alias.of.reader@parliament.example")));
         },
         Severity::high},
        {"tracking/names-reader", "nobody's hash",
         [](Message& m) { add_image(m, image_for(md5_hex("nobody@x.test"))); }, none},
        {"tracking/names-reader", "the sender's own address",
         [](Message& m) { add_link(m, "https://outlet.example/?by=jo.berg@outlet.example"); }, none},
        {"tracking/names-reader", "a list's footer",
         [](Message& m) {
             m.list_id = "talk.lists.example";
             m.to = {{"", "talk-members@lists.example"}};
             m.reader = "talk-members@lists.example";
             add_link(m, "https://lists.example/info?l=talk-members@lists.example");
         },
         none},
        {"tracking/names-reader", "our own gateway names the reader, not the sender",
         [](Message& m) {
             add_link(m, "https://gateway.protection.example/?url=https%3A%2F%2Fwww.elsewhere.test%2Fa&to=" +
                             std::string(reader));
         },
         none},
        {"tracking/read-receipt", "to the sender",
         [](Message& m) { m.receipt_to = {"jo.berg@outlet.example"}; }, Severity::low},
        {"tracking/read-receipt", "none asked for", [](Message&) {}, none},
        {"tracking/known-operator", "a mass-mail service's picture",
         [](Message& m) { add_image(m, "https://" + operator_host() + "/open.gif"); }, Severity::info},
        {"tracking/known-operator", "any host",
         [](Message& m) { add_image(m, "https://img.elsewhere.test/open.gif"); }, none},
    };
}

namespace {

// The ways in which field research found that mail loads or links what tracks; as extraction reports each.
TEST(Tracking, TheThirteenWays) {
    using namespace facts;
    const std::string url = image_for(token);
    struct Way {
        std::string_view what;
        UrlKind kind;
        Trigger trigger;
        uint16_t hidden;
        int32_t width, height;
        std::string_view rule;
    };
    const std::vector<Way> ways = {
        {"1x1, width first", UrlKind::img_src, Trigger::open, hidden::tiny, 1, 1, "tracking/hidden-image"},
        {"1x1, height first, with style", UrlKind::img_src, Trigger::open, hidden::tiny, 1, 1,
         "tracking/hidden-image"},
        {"1x1, without style", UrlKind::img_src, Trigger::open, hidden::tiny, 1, 1, "tracking/hidden-image"},
        {"1x1 by CSS only", UrlKind::img_src, Trigger::open, hidden::tiny, 1, 1, "tracking/hidden-image"},
        {"0x0", UrlKind::img_src, Trigger::open, hidden::zero_size, 0, 0, "tracking/hidden-image"},
        {"no dimensions", UrlKind::img_src, Trigger::open, 0, -1, -1, "tracking/open-token"},
        {"display: none", UrlKind::img_src, Trigger::open, hidden::display_none, -1, -1,
         "tracking/hidden-image"},
        {"a 600x400 photo with a token", UrlKind::img_src, Trigger::open, 0, 600, 400, "tracking/open-token"},
        {"CSS background", UrlKind::css_url, Trigger::open, 0, -1, -1, "tracking/open-token"},
        {"token in a plain link's path", UrlKind::anchor, Trigger::click, 0, -1, -1, "tracking/link-token"},
        {"single-quoted attributes", UrlKind::img_src, Trigger::open, hidden::tiny, 1, 1,
         "tracking/hidden-image"},
        {"remote style sheet", UrlKind::link_stylesheet, Trigger::open, 0, -1, -1, "tracking/open-token"},
        {"video poster", UrlKind::video_poster, Trigger::open, 0, -1, -1, "tracking/open-token"},
    };
    ASSERT_EQ(ways.size(), 13u);
    for (const Way& way : ways) {
        Message message = plain_message();
        UrlUse& use = add_url(message, way.kind, way.trigger, url, way.hidden);
        use.width = way.width;
        use.height = way.height;
        const auto found = findings_of(message);
        const Finding* finding = find(found, way.rule);
        ASSERT_NE(finding, nullptr) << way.what;
        EXPECT_EQ(fact(*finding, "host"), "img.elsewhere.test") << way.what;
        EXPECT_EQ(fact(*finding, "trigger"), trigger_name(way.trigger)) << way.what;
        EXPECT_EQ(fact(*finding, "url"), url) << way.what;
        EXPECT_EQ(find(found, "tracking/remote-content") != nullptr, way.trigger == Trigger::open)
            << way.what;
    }
}

TEST(Tracking, NamesReaderSaysWhoAndHow) {
    Message message = plain_message();
    add_image(message, "https://img.elsewhere.test/o?u=" + md5_hex(reader));
    const auto found = findings_of(message);
    const facts::Finding* finding = find(found, "tracking/names-reader");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(fact(*finding, "reader"), reader);
    EXPECT_EQ(fact(*finding, "encoding"), "md5");
    EXPECT_EQ(fact(*finding, "token"), md5_hex(reader));
    EXPECT_EQ(fact(*finding, "place"), "query[u]");
    EXPECT_EQ(fact(*finding, "names"), "address");
}

TEST(Tracking, SameHostAndKindIsOneFinding) {
    Message message = plain_message();
    for (int i = 0; i < 300; ++i)
        add_image(message, "https://img.elsewhere.test/" + std::to_string(i) + ".png");
    add_url(message, UrlKind::css_url, Trigger::open, "https://img.elsewhere.test/b.png");
    std::vector<std::string_view> counts;
    for (const facts::Finding& finding : findings_of(message)) {
        EXPECT_EQ(finding.rule, "tracking/remote-content");
        counts.push_back(fact(finding, "count"));
        EXPECT_TRUE(counts.back() == "300" || counts.back().empty());
    }
    EXPECT_EQ(counts.size(), 2u);
}

TEST(Tracking, ATokenSharedByLinksComesBeforeALongerOne) {
    Message message = plain_message();
    add_link(message, "https://www.elsewhere.test/one?u=x7Kq29Zp");
    add_link(message, "https://www.elsewhere.test/two?u=x7Kq29Zp");
    add_link(message, "https://www.elsewhere.test/three/0123456789abcdef0123456789abcdef");
    const auto found = findings_of(message);
    const facts::Finding* finding = find(found, "tracking/link-token");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(fact(*finding, "token"), "x7Kq29Zp");
    EXPECT_EQ(fact(*finding, "count"), "2");
}

TEST(Services, TheTableIsSortedAndFound) {
    for (size_t i = 0; i < services().size(); ++i) {
        const Service& service = services()[i];
        EXPECT_TRUE(i == 0 || services()[i - 1].domain < service.domain) << service.domain;
        EXPECT_EQ(find_service(service.domain), &service);
        EXPECT_EQ(find_service("click.a." + std::string(service.domain)), &service);
        EXPECT_EQ(find_service("x" + std::string(service.domain)), nullptr);
    }
    EXPECT_EQ(find_service(""), nullptr);
    EXPECT_EQ(find_service("elsewhere.test"), nullptr);
}

}  // namespace
}  // namespace redshank::detect
