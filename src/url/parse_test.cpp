// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "url/url.h"

namespace redshank::url {
namespace {

std::optional<Url> parsed(std::string_view text, AnomalyList& anomalies) {
    const ExactBytes exact(text);
    return parse(exact.view(), nullptr, Limits{}, anomalies);
}

std::string href(std::string_view text, std::string_view base = {}) {
    AnomalyList anomalies;
    std::optional<Url> against;
    if (!base.empty()) against = parsed(base, anomalies);
    const std::optional<Url> url = parse(text, against ? &*against : nullptr, Limits{}, anomalies);
    return url ? url->href : "failure";
}

TEST(Parse, reads_as_a_browser_does) {
    const struct {
        std::string_view in;
        std::string_view href;
    } rows[] = {
        {"https://www.example.test/a/b?c=d#e", "https://www.example.test/a/b?c=d#e"},
        {"HTTP://Example.TEST", "http://example.test/"},
        {"  https://example.test/a b\t", "https://example.test/a%20b"},
        {"https:example.test", "https://example.test/"},
        {"https:\\\\example.test\\a\\..\\b", "https://example.test/b"},
        {"https:////example.test/", "https://example.test/"},
        {"ht\ntps://exam\tple.test/", "https://example.test/"},
        {"https://example.test:443/", "https://example.test/"},
        {"https://example.test:8443/", "https://example.test:8443/"},
        {"http://0xC0.0.2.1/", "http://192.0.2.1/"},
        {"http://3221225985/", "http://192.0.2.1/"},  // 192 * 2^24 + 2 * 2^8 + 1
        {"http://0300.0.0x2.1/", "http://192.0.2.1/"},
        {"http://192.0.513/", "http://192.0.2.1/"},
        {"http://%31%39%32.0.2.1/", "http://192.0.2.1/"},
        {"http://[2001:DB8:0:0:0:0:0:1]:80/", "http://[2001:db8::1]/"},
        {"http://[::ffff:192.0.2.1]/", "http://[::ffff:c000:201]/"},
        {"https://m\xC3\xBCnchen.example/\xC3\xBC", "https://xn--mnchen-3ya.example/%C3%BC"},
        {"https://example.test/\xFF", "https://example.test/%EF%BF%BD"},
        {"https://user@parliament.example:pw@evil.test/", "https://user%40parliament.example:pw@evil.test/"},
        {"mailto:amelia@parliament.example?subject=a b", "mailto:amelia@parliament.example?subject=a%20b"},
        {"file:///C|/x/../y", "file:///C:/y"},
        {"https://", "failure"},
        {"https://a b/", "failure"},
        {"https://example.test:99999/", "failure"},
        {"https://1.2.3.4.5/", "failure"},
        {"http://256.256.256.256/", "failure"},
        {"http://[::1", "failure"},
        {"http://[1:2:3:4:5:6:7:8:9]/", "failure"},
        {"//example.test/", "failure"},
        {"", "failure"},
    };
    for (const auto& row : rows) EXPECT_EQ(href(row.in), row.href) << row.in;
}

TEST(Parse, completes_with_a_base) {
    const std::string_view base = "https://example.test/a/b?c#d";
    EXPECT_EQ(href("x", base), "https://example.test/a/x");
    EXPECT_EQ(href("../x", base), "https://example.test/x");
    EXPECT_EQ(href("/x", base), "https://example.test/x");
    EXPECT_EQ(href("//other.test/x", base), "https://other.test/x");
    EXPECT_EQ(href("?x", base), "https://example.test/a/b?x");
    EXPECT_EQ(href("#x", base), "https://example.test/a/b?c#x");
    EXPECT_EQ(href("", base), "https://example.test/a/b?c");
}

TEST(Parse, gives_offsets_into_href) {
    AnomalyList anomalies;
    const auto url = parsed("https://user:pass@example.test:1234/foo/bar?baz#quux", anomalies);
    ASSERT_TRUE(url);
    EXPECT_EQ(url->scheme(), "https");
    EXPECT_EQ(url->host(), "example.test");
    EXPECT_EQ(url->port, 1234);
    EXPECT_EQ(url->path(), "/foo/bar");
    EXPECT_EQ(url->query(), "baz");
    EXPECT_EQ(url->fragment(), "quux");
    EXPECT_EQ(url->href.substr(url->username_end, url->host_start - url->username_end), ":pass@");
    EXPECT_TRUE(url->has_credentials);
    EXPECT_TRUE(url->is_special);
    EXPECT_FALSE(url->host_is_ip);
    EXPECT_FALSE(url->opaque_path);
}

TEST(Parse, records_what_others_would_read_differently) {
    const struct {
        std::string_view in;
        AnomalyKind kind;
        uint64_t offset;
    } rows[] = {
        {" https://exam\tple.test/", AnomalyKind::url_tab_or_newline, 13},
        {"https:\\\\example.test/", AnomalyKind::url_backslash, 6},
        {"https://example.test\\@evil.test/", AnomalyKind::url_backslash, 20},
        {"https://parliament.example@evil.test/", AnomalyKind::url_credentials, 8},
        {"http://0x7f.1/", AnomalyKind::url_odd_ipv4, 7},
        {"http://192.0.2.1./", AnomalyKind::url_odd_ipv4, 7},
    };
    for (const auto& row : rows) {
        AnomalyList anomalies;
        parsed(row.in, anomalies);
        ASSERT_EQ(anomalies.items().size(), 1u) << row.in;
        EXPECT_EQ(anomalies.items()[0].kind, row.kind) << row.in;
        EXPECT_EQ(anomalies.items()[0].offset, row.offset) << row.in;
    }
    for (const std::string_view plain :
         {"https://example.test/?a=\\", "http://192.0.2.1/", "https://example.test/a?b=@"}) {
        AnomalyList anomalies;
        EXPECT_TRUE(parsed(plain, anomalies));
        EXPECT_TRUE(anomalies.items().empty()) << plain;
    }
}

TEST(Parse, stops_at_the_limit_and_is_linear) {
    AnomalyList anomalies;
    EXPECT_FALSE(parsed("https://example.test/" + std::string(Limits{}.max_url_bytes, 'a'), anomalies));
    EXPECT_TRUE(anomalies.has(AnomalyKind::url_limit));

    Limits wide;
    wide.max_url_bytes = 8u << 20;
    const auto start = std::chrono::steady_clock::now();
    for (const std::string_view unit : {"/..", "/a", "@", ":", "%", "\\", "a/../", "?", "[", ".", "\t"}) {
        std::string text = "https://example.test/";
        if (unit == "@" || unit == ":" || unit == "[" || unit == ".") text = "https://";
        while (text.size() < 1u << 20) text += unit;
        parse(text, nullptr, wide, anomalies);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(Parse, of_its_own_output_changes_nothing_and_any_cut_is_safe) {
    const std::string_view whole = "https://us\xC3\xA9r:p%40@[2001:db8::7]:8080/a/%2e%2E/b\\c;d?e='f'&g#h<i>";
    for (size_t cut = 0; cut <= whole.size(); ++cut) {
        const std::string once = href(whole.substr(0, cut));
        if (once == "failure") continue;
        EXPECT_EQ(href(once), once);
    }
}

TEST(PercentDecode, keeps_what_is_no_escape) {
    EXPECT_EQ(percent_decode("a%20b%2Fc"), "a b/c");
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("%4"), "%4");
    EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
    EXPECT_EQ(percent_decode("a+b"), "a+b");
}

TEST(QueryPairs, splits_forms) {
    const auto pairs = query_pairs("a=1&b=x+y%26z&&c&=d&a=2");
    const std::pair<std::string, std::string> expected[] = {
        {"a", "1"}, {"b", "x y&z"}, {"c", ""}, {"", "d"}, {"a", "2"}};
    ASSERT_EQ(pairs.size(), std::size(expected));
    for (size_t i = 0; i < pairs.size(); ++i) {
        EXPECT_EQ(pairs[i].name, expected[i].first);
        EXPECT_EQ(pairs[i].value, expected[i].second);
    }
}

}  // namespace
}  // namespace redshank::url
