// SPDX-License-Identifier: Apache-2.0
#include "drill/encoding.h"

#include <gtest/gtest.h>

#include "drill/language.h"

namespace redshank::drill {
namespace {

TEST(Encoding, WritesTheOlderCharsets) {
    EXPECT_EQ(to_charset("Grüße", "iso-8859-1"),
              "Gr\xfc\xdf"
              "e");
    // RFC 1489: P is f0, r d2, i c9, v d7, ye c5, t d4; yo is a3.
    EXPECT_EQ(to_charset("Привет ё", "koi8-r"), "\xf0\xd2\xc9\xd7\xc5\xd4 \xa3");
    // JIS X 0208: water is row 31 cell 69, hiragana "no" row 4 cell 46, the full stop row 1 cell 3.
    EXPECT_EQ(to_charset("a水の。\nb", "iso-2022-jp"), "a\x1b$B\x3f\x65\x24\x4e\x21\x23\x1b(B\nb");
    EXPECT_EQ(to_charset("水", "koi8-r"), std::nullopt);
    EXPECT_EQ(to_charset("ж", "iso-8859-1"), std::nullopt);
    EXPECT_EQ(to_charset("é", "us-ascii"), std::nullopt);
    EXPECT_EQ(to_charset("é", "utf-8"), "é");
}

TEST(Encoding, WritesQuotedPrintable) {
    EXPECT_EQ(quoted_printable("a=b \nc"), "a=3Db=20\nc");
    EXPECT_EQ(quoted_printable("é"), "=C3=A9");
    EXPECT_EQ(quoted_printable(std::string(76, 'x')), std::string(75, 'x') + "=\nx");
}

TEST(Encoding, WritesBase64) {
    EXPECT_EQ(base64_lines(std::string(58, '\0')), std::string(76, 'A') + "\nAA==\n");
    EXPECT_EQ(base64_url("\xfb\xff"), "-_8");
}

TEST(Encoding, WritesEncodedWords) {
    EXPECT_EQ(encoded_words("plain", "utf-8", true), "plain");
    EXPECT_EQ(encoded_words("é a", "utf-8", false), "=?utf-8?Q?=C3=A9_a?=");
    EXPECT_EQ(encoded_words("é", "iso-8859-1", true), "=?iso-8859-1?B?6Q==?=");
    EXPECT_EQ(encoded_words("ж", "iso-8859-1", false), "=?utf-8?Q?=D0=B6?=");
}

TEST(Encoding, KeepsEncodedWordsShort) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "水";
    for (std::string_view charset : {"utf-8", "iso-2022-jp"}) {
        const std::string words = encoded_words(text, charset, true);
        for (size_t begin = 0; begin < words.size();) {
            const size_t end = std::min(words.find("\n ", begin), words.size());
            EXPECT_LE(end - begin, 75u);  // RFC 2047 2
            EXPECT_EQ(words.substr(begin, 2), "=?");
            EXPECT_EQ(words.substr(end - 2, 2), "?=");
            begin = end + 2;
        }
    }
}

struct Tongue {
    Language language;
    std::string_view charset;
    std::span<const Pool> pools;
};

TEST(Language, FillsEverySlotInTheLanguagesCharset) {
    const Tongue tongues[] = {{Language::english, "us-ascii", english_pools()},
                              {Language::german, "iso-8859-1", german_pools()},
                              {Language::french, "iso-8859-1", french_pools()},
                              {Language::russian, "koi8-r", russian_pools()},
                              {Language::japanese, "iso-2022-jp", japanese_pools()}};
    for (const Tongue& tongue : tongues) {
        Random random(1);
        for (const Pool& pool : tongue.pools) {
            for (int i = 0; i < 400; ++i) {
                const std::string text = say(random, tongue.language, "{" + std::string(pool.name) + "}");
                EXPECT_EQ(text.find_first_of("{}[]|"), std::string::npos) << text;
                EXPECT_TRUE(to_charset(text, tongue.charset)) << text;
            }
        }
    }
}

TEST(Language, SaysWhatThePatternSays) {
    Random random(1);
    EXPECT_EQ(say(random, Language::english, "a [b|b] c"), "a b c");
    EXPECT_EQ(say(random, Language::english, "{no such pool}"), "{no such pool}");
    EXPECT_EQ(wrapped("aa bb cc", 5), "aa bb\ncc");
}

}  // namespace
}  // namespace redshank::drill
