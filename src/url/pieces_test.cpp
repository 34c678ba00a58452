// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "url/url.h"

namespace redshank::url {
namespace {

Url url_of(std::string_view text) {
    AnomalyList anomalies;
    return parse(text, nullptr, Limits{}, anomalies).value();
}

/// "name=value" a place, joined by " | ".
std::string dump(std::string_view text) {
    std::string out;
    for (const Piece& piece : pieces(url_of(text), Limits{}))
        out += (out.empty() ? "" : " | ") + piece.name + "=" + piece.value;
    return out;
}

std::string shape_of(std::string_view text) {
    return shape(url_of(text), Limits{});
}

TEST(Pieces, names_every_place) {
    const struct {
        std::string_view url;
        std::string_view places;
    } rows[] = {
        {"https://example.test", ""},
        {"https://a.b.example.test/", "host[0]=a | host[1]=b"},
        {"https://192.0.2.1/x", "path[1]=x"},
        {"https://example.test/a//b/", "path[1]=a | path[3]=b"},
        {"https://example.test/o/8f3a.gif", "path[1]=o | path[2].stem=8f3a | path[2].ext=gif"},
        {"https://example.test/v1.2", "path[1]=v1.2"},
        {"https://example.test/amelia@parliament.example", "path[1]=amelia@parliament.example"},
        {"https://example.test/a-b_c.d-e", "path[1]=a-b_c.d-e"},  // "d-e" is no extension
        {"https://example.test/?u=1&v=a%20b&u=2", "query[u]=1 | query[v]=a b | query[u]#2=2"},
        {"https://example.test/?u=1;v=2&amp;w=3", "query[u]=1 | query[v]=2 | query[w]=3"},
        {"https://example.test/?t=a;b", "query[t]=a;b"},
        {"https://example.test/?abc&def", "query=abc | query#2=def"},
        {"https://example.test/?e=", "query[e]="},
        {"https://example.test/?8f3a9c21b7=1", "query=8f3a9c21b7=1"},  // the name is the token
        {"https://example.test/a#b%20c", "path[1]=a | fragment=b c"},
        {"https://u:p@example.test/", "userinfo=u:p"},
        {"https://example.test/a;k=v;w/b", "path[1]=a | path[1].param[k]=v | path[1].param[2]=w | path[2]=b"},
        {"https://example.test/u=42/x", "path[1].param[u]=42 | path[2]=x"},
        {"https://example.test/YWJj==", "path[1]=YWJj=="},
        {"mailto:amelia@parliament.example?subject=x",
         "path[1]=amelia@parliament.example | query[subject]=x"},
    };
    for (const auto& row : rows) EXPECT_EQ(dump(row.url), row.places) << row.url;
}

TEST(Pieces, takes_nested_urls_apart) {
    const std::string_view inside =
        "query[u].host[0]=t | query[u].path[1]=p | query[u].query[q]=1 | query[v]=2";
    for (const std::string_view url : {
             "https://example.test/?u=https%3A%2F%2Ft.inner.test%2Fp%3Fq%3D1&v=2",
             "https://example.test/?u=https%253A%252F%252Ft.inner.test%252Fp%253Fq%253D1&v=2",
             "https://example.test/?u=https://t.inner.test/p?q=1&v=2",
             "https://example.test/?u=aHR0cHM6Ly90LmlubmVyLnRlc3QvcD9xPTE=&v=2",  // base64
             "https://example.test/?u=aHR0cHM6Ly90LmlubmVyLnRlc3QvcD9xPTE&v=2",
         }) {
        EXPECT_EQ(dump(url), inside) << url;
    }
    EXPECT_EQ(dump("https://example.test/r/https://t.inner.test/p?q=1"),
              "path[1]=r | path[2].host[0]=t | path[2].path[1]=p | path[2].query[q]=1");
    EXPECT_EQ(dump("https://example.test/r/https%3A%2F%2Finner.test%2Fp/tail"),
              "path[1]=r | path[2].path[1]=p | path[3]=tail");
    EXPECT_EQ(dump("https://example.test/?u=https%3A%2F%2F%20"), "query[u]=https:// ");
}

TEST(Pieces, nest_only_so_deep) {
    std::string text = "https://example.test/";
    for (int i = 0; i < 2000; ++i) text += "https://example.test/";
    Limits limits;
    limits.max_url_nesting = 3;
    const auto found = pieces(url_of(text), limits);
    ASSERT_FALSE(found.empty());
    EXPECT_TRUE(found.front().name.starts_with("path[1].path[1].path[1].path[1]")) << found.front().name;
    limits.max_url_nesting = 0;
    EXPECT_EQ(pieces(url_of("https://example.test/?u=https://inner.test/a"), limits).size(), 1u);
}

TEST(Pieces, are_as_many_as_a_template_has_for_any_token) {
    // Ids of one kind in one template: names must not depend on the value.
    const auto names = [](const std::string& token) {
        std::string out;
        const std::string text = "https://x" + token + ".example.test/" + token + "/" + token +
                                 ".png?u=" + token + "&" + token + "#" + token;
        for (const Piece& piece : pieces(url_of(text), Limits{})) out += piece.name + " ";
        return out;
    };
    for (const std::string token : {"a", "8f3a9c21", "kJxQwZpL", "amelia", "1611388800", "a-b_c"})
        EXPECT_EQ(names(token), names("x1"));
}

TEST(Shape, hides_tokens_and_shows_words) {
    const struct {
        std::string_view url;
        std::string_view shape;
    } rows[] = {
        {"https://img.example.test/o/8f3a9c21.gif?u=amelia%40parliament.example",
         "https://img.example.test/o/{path[2].stem}.gif?u={query[u]}"},
        {"https://u48213.example.test/header-logo.png", "https://{host[0]}.example.test/header-logo.png"},
        {"https://example.test:8080/news/2021/article?lang=en-US&w=600",
         "https://example.test:8080/news/2021/article?lang=en-US&w=600"},
        {"https://example.test/?u=https%3A%2F%2Finner.test%2F8f3a9c21",
         "https://example.test/?u=https://inner.test/{query[u].path[1]}"},
        {"https://example.test/?8f3a9c21b7", "https://example.test/?{query}"},
        {"https://bob12345:x@example.test/#8f3a9c21b7", "https://{userinfo}@example.test/#{fragment}"},
        {"https://example.test/a//b/?x=1;y=9d8c7b6a", "https://example.test/a//b/?x=1;y={query[y]}"},
    };
    for (const auto& row : rows) EXPECT_EQ(shape_of(row.url), row.shape);
}

TEST(Shape, is_equal_for_the_copies_of_a_template) {
    EXPECT_EQ(shape_of("https://t.example.test/o/9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d/p.gif"),
              shape_of("https://t.example.test/o/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed/p.gif"));
    EXPECT_EQ(shape_of("https://t.example.test/c/aGVsbG8x?e=4711"),
              shape_of("https://t.example.test/c/dzBybGQy?e=9999"));
}

TEST(LooksLikeToken, tells_identifiers_from_words) {
    for (const std::string_view token : {
             "8f3a9c",
             "8f3a9c21b7",
             "4711",
             "1611388800",
             "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
             "d41d8cd98f00b204e9800998ecf8427e",
             "amelia@parliament.example",
             "YW1lbGlhQHBhcmxpYW1lbnQuZXhhbXBsZQ",
             "kJxQwZpLrT",
             "u48213",
             "logo-8f3a9c21",
             "abc123",
             "x7k2p",
             "zVyFum2",
             "NZ7XEhn",
             "NiZEG0",
             "xkqzvwtr",
             "r1001",
             "123456",
             "qGfTzKxWvB",
             "ibool9nkytz6iune",
             "\xDE\xAD\xBE\xEF",
             "usddjexcttydi9u9",
         }) {
        EXPECT_TRUE(looks_like_token(token)) << token;
    }
    for (const std::string_view word : {
             "",
             "1",
             "42",
             "600",
             "2021",
             "1999",
             "20210123",
             "202101",
             "header-logo",
             "index.html",
             "header_logo.png",
             "v1.2.3",
             "1.0.12",
             "600x400",
             "1200w",
             "en-US",
             "pt_br",
             "zh-Hans-CN",
             "newsletter",
             "unsubscribe",
             "utm_source",
             "mc_eid",
             "elqTrackId",
             "backgroundImage",
             "facebook",
             "linkedin",
             "img1",
             "img01",
             "NewsletterV2",
             "Link7",
             "top10",
             "mp3player2",
             "mp3-player-v2",
             "mp4",
             "covid19",
             "news24h",
             "2x",
             "the quick brown fox",
             "checkpoint",
             "WordPress",
             "Aufsichtsratsvorsitzender",
             "grzegorz",
             "hrvatska",
             "parliament",
             "t",
             "true",
             "article-of-2021-01-23",
             "\xD0\xBF\xD1\x80\xD0\xB8",
         }) {
        EXPECT_FALSE(looks_like_token(word)) << word;
    }
}

}  // namespace
}  // namespace redshank::url
