// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/safe_text.h"
#include "base/testing.h"
#include "mime/fields.h"

namespace redshank::mime {
namespace {

struct Case {
    std::string_view body;
    std::string_view text;
    bool malformed = false;
};

TEST(Unstructured, Decodes) {
    const Case cases[] = {
        {"", ""},
        {"Hello", "Hello"},
        {"  Hello \r\n", "Hello"},
        {"Hello\r\n  world", "Hello  world"},
        // RFC 2047 8.
        {"=?ISO-8859-1?Q?a?=", "a"},
        {"=?ISO-8859-1?Q?a?= b", "a b"},
        {"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
        {"=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab"},
        {"=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=", "ab"},
        {"=?ISO-8859-1?Q?a_b?=", "a b"},
        {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
        {"=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n "
         "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
         "If you can read this you understand the example."},
        {"=?ISO-8859-1?Q?Andr=E9?= Pirard", "André Pirard"},
        // RFC 2231 5: a language.
        {"=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"},
        // One character over two words, and over Q and B.
        {"=?utf-8?Q?=E2=82?= =?utf-8?Q?=AC?=", "€"},
        {"=?utf-8?Q?=E2=82?= =?UTF-8?B?rA==?=", "€"},
        // ISO-2022-JP whose shift to Japanese stands in the first word only.
        {"=?ISO-2022-JP?B?GyRCRnw=?= =?ISO-2022-JP?B?S1wbKEI=?=", "日本"},
        // As clients read it although RFC 2047 forbids it.
        {"=?utf-8?Q?with spaces?= x", "with spaces x", true},
        {"[x]=?utf-8?Q?y?=z", "[x]yz"},
        {"=?utf-8?Q?what?\?=", "what?"},
        {"=?utf-8?Q?\?=", ""},
        {"=?utf-8?B?Zm9v", "foo", true},
        {"=?utf-8?B?Zm9v =?utf-8?Q?bar?=", "foobar", true},
        {"=?utf-8?B?Zm9?=", "fo"},
        {"=?utf-8?q?=C3=A4", "ä", true},
        {"=?utf-8?Q?raw \xC3\xA4?=", "raw ä", true},
        // No encoded-words.
        {"=?", "=?"},
        {"=?utf-8", "=?utf-8"},
        {"=?utf-8?", "=?utf-8?"},
        {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
        {"=? b ?Q?a?=", "=? b ?Q?a?="},
        {"a =?= b", "a =?= b"},
        // Raw 8-bit: UTF-8 (RFC 6532), else windows-1252.
        {"J\xC3\xB8rn", "Jørn"},
        {"J\xF8rn =?utf-8?Q?=C3=A4?=", "Jørn ä"},
    };
    for (const Case& c : cases) {
        const ExactBytes exact(c.body);
        AnomalyList anomalies;
        EXPECT_EQ(decode_unstructured(exact.view(), anomalies), c.text) << c.body;
        EXPECT_EQ(anomalies.has(AnomalyKind::malformed_encoded_word), c.malformed) << c.body;
    }
}

TEST(Unstructured, NamesAnUnknownCharset) {
    AnomalyList anomalies;
    EXPECT_EQ(decode_unstructured("ab =?klingon?Q?x?=", anomalies), "ab x");
    ASSERT_EQ(anomalies.items().size(), 1u);
    EXPECT_EQ(anomalies.items()[0].kind, AnomalyKind::unknown_charset);
    EXPECT_EQ(anomalies.items()[0].offset, 3u);
}

TEST(Unstructured, StaysLinear) {
    AnomalyList anomalies;
    for (const char* part : {"=?", "=?utf-8?Q?", "=?utf-8?Q?a ", " =?u?b?", "=?a?q?x?= =?b?q?x?= "}) {
        std::string body;
        while (body.size() < 1'000'000) body += part;
        EXPECT_TRUE(is_utf8(decode_unstructured(body, anomalies))) << part;
        EXPECT_TRUE(is_utf8(decode_unstructured(body + "?=", anomalies))) << part;
    }
}

TEST(Unfold, KeepsTheWhiteSpace) {
    EXPECT_EQ(unfold("a\r\n b\n\tc"), "a b\tc");
    EXPECT_EQ(unfold("a\r\nb"), "a b");
    EXPECT_EQ(unfold("a\r b\r\n"), "a b");
}

}  // namespace
}  // namespace redshank::mime
