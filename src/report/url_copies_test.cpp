// SPDX-License-Identifier: Apache-2.0
#include "report/url_copies.h"

#include <gtest/gtest.h>

#include "report/keyed_hash.h"

namespace redshank::report {

namespace {

const Tokens hashed_tokens{std::string(32, 'k')};

// "https://a.example/{x}" with what is marked in braces, and what else varies in angle brackets.
std::string drawn(const std::vector<UrlPiece>& pieces) {
    std::string out;
    for (const UrlPiece& piece : pieces) {
        if (piece.kind == PieceKind::fixed) out += piece.text;
        if (piece.kind == PieceKind::other) out += "<" + piece.text + ">";
        if (piece.kind == PieceKind::slot) out += "{" + piece.text + "}";
    }
    return out;
}

facts::Message copy(const std::string& reader, const std::string& url) {
    facts::Message message;
    message.id = "M" + reader;
    message.reader = reader;
    facts::UrlUse& use = message.urls.emplace_back();
    use.trigger = facts::Trigger::open;
    use.url = url;
    return message;
}

}  // namespace

TEST(CutUrl, MarksThePlaceInQuestion) {
    const struct {
        const char *url, *shape, *slot, *drawn;
    } rows[] = {
        {"https://i.example/o/a1.gif?u=7", "https://i.example/o/{path[1]}.gif?u={query[u]}", "path[1]",
         "https://i.example/o/{a1}.gif?u=<7>"},
        {"https://i.example/o/a1.gif?u=7", "https://i.example/o/{path[1]}.gif?u={query[u]}", "query[u]",
         "https://i.example/o/<a1>.gif?u={7}"},
        {"https://i.example/?url=x%3Fs%3D1", "https://i.example/?url={query[url]}", "query[url].query[s]",
         "https://i.example/?url={x%3Fs%3D1}"},
        {"https://aa.cdn.example/x.jpg", "https://bb.cdn.example/x.jpg", "host[0]",
         "https://{aa}.cdn.example/x.jpg"},
        {"https://i.example/p/ab.png", "https://i.example/p/{path[1]}.*", "path[1]",
         "https://i.example/p/{ab}.<png>"},
        {"https://i.example/p/ab#f", "https://i.example/p/{path[1]}#{fragment}", "fragment",
         "https://i.example/p/<ab>#{f}"},
        // No copies: another host, another path, another scheme, a shape that does not end.
        {"https://j.example/o/a", "https://i.example/o/{path[1]}", "path[1]", ""},
        {"https://i.example/q/a", "https://i.example/o/{path[1]}", "path[1]", ""},
        {"http://i.example/o/a", "https://i.example/o/{path[1]}", "path[1]", ""},
        {"https://i.example.com/x", "https://i.example/x", "path[0]", ""},
        {"", "https://i.example/x", "path[0]", ""},
        {"https://i.example/", "https://i.example/{path[0", "path[0]", "https://i.example/"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(drawn(cut_url(row.url, row.shape, row.slot)), row.drawn) << row.url;
}

TEST(UrlCopies, ShowReadersInOrderWithTokensHashedOrShown) {
    facts::Proof proof;
    proof.slot = "query[u]";
    proof.url_shape = "https://i.example/o.gif?u={query[u]}";
    const std::vector<facts::Message> members = {copy("b@x.example", "https://i.example/o.gif?u=bbb"),
                                                 copy("a@x.example", "https://i.example/o.gif?u=aaa"),
                                                 copy("", "https://i.example/o.gif?u=nobody"),
                                                 copy("a@x.example", "https://i.example/o.gif?u=aaa")};
    const auto shown = url_copies(proof, members, Tokens{}, 10);
    ASSERT_EQ(shown.size(), 3u);  // an unknown reader is no reader
    EXPECT_EQ(shown[0].reader, "a@x.example");
    EXPECT_EQ(shown[2].reader, "b@x.example");
    EXPECT_EQ(drawn(shown[2].pieces), "hxxps://i[.]example/o.gif?u={bbb}");
    const auto hashed = url_copies(proof, members, hashed_tokens, 10);
    EXPECT_EQ(drawn(hashed[0].pieces),
              "hxxps://i[.]example/o.gif?u={" + hidden_token(hashed_tokens.key, "aaa") + "}");
    EXPECT_EQ(hashed[0].pieces, hashed[1].pieces);
    EXPECT_NE(hashed[0].pieces, hashed[2].pieces);
    // Whoever lacks the key cannot try a list of values: another key, another hash.
    EXPECT_NE(hidden_token(hashed_tokens.key, "aaa"), hidden_token(std::string(32, 'j'), "aaa"));
    // One copy of each reader before a second one of any.
    const auto two = url_copies(proof, members, Tokens{}, 2);
    ASSERT_EQ(two.size(), 2u);
    EXPECT_NE(two[0].reader, two[1].reader);
}

TEST(UrlWithoutTokens, KeepsSchemeAndHostOnly) {
    EXPECT_EQ(url_without_tokens("https://i.example/o/token?u=me", hashed_tokens),
              "hxxps://i[.]example/" + hidden_token(hashed_tokens.key, "/o/token?u=me"));
    EXPECT_EQ(url_without_tokens("https://i.example/", hashed_tokens), "hxxps://i[.]example");
    EXPECT_EQ(url_without_tokens("mailto:token@i.example", hashed_tokens).find("token"), std::string::npos);
}

TEST(UrlCopies, HostsInWordsAreCutToo) {
    const std::string token = "u-5d5ab360b1d6bfff";
    EXPECT_EQ(hosts_without_tokens("from " + token + "[.]news[.]example: open", hashed_tokens),
              "from " + hidden_token(hashed_tokens.key, token) + "[.]news[.]example: open");
    EXPECT_EQ(hosts_without_tokens("hxxps://a[.]" + token + "[.]cdn[.]news[.]example/x", hashed_tokens),
              "hxxps://a[.]" + hidden_token(hashed_tokens.key, token) + "[.]cdn[.]news[.]example/x");
    // The domain that somebody registered stays, and so do words and what is no host.
    for (const std::string same : {"pics[.]news-2024[.]example", "news-2024[.]example",
                                   "www[.]news[.]example", "no host", "", "[.]", "a[.]"}) {
        EXPECT_EQ(hosts_without_tokens(same, hashed_tokens), same);
    }
}

}  // namespace redshank::report
