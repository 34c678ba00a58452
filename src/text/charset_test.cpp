// SPDX-License-Identifier: Apache-2.0
#include "text/charset.h"

#include <gtest/gtest.h>

#include "base/safe_text.h"
#include "base/testing.h"

namespace redshank::text {
namespace {

struct Case {
    std::string_view bytes;
    std::string_view label;
    std::string_view utf8;
    std::string_view charset;
    bool declared_wrong = false;
    bool unknown_label = false;
    bool replaced = false;
};

class Charset : public testing::TestWithParam<Case> {};

TEST_P(Charset, Converts) {
    const Case& c = GetParam();
    const ExactBytes exact(c.bytes);
    const Converted out = to_utf8(exact.view(), c.label);
    EXPECT_EQ(out.utf8, c.utf8);
    EXPECT_EQ(out.charset, c.charset);
    EXPECT_EQ(out.declared_wrong, c.declared_wrong);
    EXPECT_EQ(out.unknown_label, c.unknown_label);
    EXPECT_EQ(out.replaced, c.replaced);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Charset,
    testing::Values(
        Case{"", "", "", "utf-8"}, Case{"plain", "", "plain", "utf-8"},
        Case{"plain", "UTF-8", "plain", "utf-8"}, Case{"J\xC3\xB8rn", "", "Jørn", "utf-8"},
        Case{"J\xF8rn", "", "Jørn", "windows-1252"}, Case{"J\xF8rn", "iso-8859-1", "Jørn", "windows-1252"},
        Case{"J\xF8rn", " \"Latin1\" ", "Jørn", "windows-1252"},
        // A quotation mark of 0x93 in mail labelled latin1 is meant as windows-1252.
        Case{"\x93x\x94", "ISO-8859-1", "“x”", "windows-1252"},
        Case{"\x80", "us-ascii", "€", "windows-1252", true}, Case{"\xC3\xA9", "us-ascii", "é", "utf-8", true},
        Case{"\xC3\xA9", "iso-8859-1", "Ã©", "windows-1252"},
        // Declared UTF-8: damage keeps the charset, nothing but bad bytes is another one.
        Case{"\xC3\xA9\xC3\xA9\xFF", "utf-8", "éé\uFFFD", "utf-8", false, false, true},
        Case{"J\xF8rn", "utf-8", "Jørn", "windows-1252", true},
        Case{"\xCF\xF0\xE8", "windows-1251", "При", "windows-1251"},
        Case{"\xF0\xD2\xC9", "koi8-r", "При", "koi8-r"},
        Case{"\xC4\xE3\xBA\xC3", "gb2312", "你好", "gb18030"},
        Case{"\xA7\x41\xA6\x6E", "big5", "你好", "big5"},
        Case{"\xBE\xC8\xB3\xE7", "ks_c_5601-1987", "안녕", "euc-kr"},
        Case{"\x93\xFA\x96\x7B", "shift_jis", "日本", "shift_jis"},
        Case{"\xC6\xFC\xCB\xDC", "euc-jp", "日本", "euc-jp"},
        Case{"\x1B$BF|K\\\x1B(B", "iso-2022-jp", "日本", "iso-2022-jp"},
        Case{"~{VPND~}", "hz-gb-2312", "中文", "hz-gb-2312"}, Case{"Hi +Jjo-", "utf-7", "Hi ☺", "utf-7"},
        Case{"\xA1", "tis-620", "ก", "windows-874"}, Case{"\xD0", "iso-8859-9", "Ğ", "windows-1254"},
        Case{"\xE4", "iso-8859-4", "ä", "iso-8859-4"},
        Case{"\xC8\x85\x93\x93\x96", "ibm037", "Hello", "ibm-37_p100-1995"},
        // A byte order mark wins over any label.
        Case{"\xEF\xBB\xBFx", "iso-8859-1", "x", "utf-8"},
        Case{std::string_view("\xFF\xFE\x3D\xD8\x00\xDE", 6), "utf-8", "😀", "utf-16le"},
        Case{std::string_view("\xFE\xFF\x00x", 4), "", "x", "utf-16be"},
        // Unknown labels, and a label that cannot be one.
        Case{"J\xC3\xB8rn", "klingon-7", "Jørn", "utf-8", true, true},
        Case{"J\xF8rn", "x y z", "Jørn", "windows-1252", true, true},
        Case{"\xA7\x41\xA6", "big5", "你\uFFFD", "big5", false, false, true}));

TEST(CharsetMap, LeadsBackToTheBytes) {
    const Converted out = to_utf8("a\xE9-\xE8z tail", "iso-8859-1");
    ASSERT_EQ(out.utf8, "aé-èz tail");
    EXPECT_EQ(original_offset(out, 0), 0u);
    EXPECT_EQ(original_offset(out, 1), 1u);   // é
    EXPECT_EQ(original_offset(out, 3), 2u);   // -
    EXPECT_EQ(original_offset(out, 4), 3u);   // è
    EXPECT_EQ(original_offset(out, 6), 4u);   // z
    EXPECT_EQ(original_offset(out, 11), 9u);  // the last letter: one-to-one stretches are exact
}

TEST(CharsetMap, IsEmptyWhereOffsetsAreEqual) {
    EXPECT_TRUE(to_utf8("J\xC3\xB8rn", "utf-8").map.empty());
    EXPECT_TRUE(to_utf8("plain", "koi8-r").map.empty());
    EXPECT_EQ(original_offset(to_utf8("J\xC3\xB8rn", "utf-8"), 4), 4u);
}

TEST(CharsetMap, HasAPairEvery64Bytes) {
    std::string bytes;
    for (int i = 0; i < 3000; ++i) bytes += "\xC4\xE3\xBA\xC3";
    const Converted out = to_utf8(bytes, "gbk");
    ASSERT_EQ(out.utf8.size(), bytes.size() / 2 * 3);
    for (size_t i = 1; i < out.map.size(); ++i) {
        EXPECT_GT(out.map[i].first, out.map[i - 1].first);
        EXPECT_LE(out.map[i].second - out.map[i - 1].second, 64u);
        EXPECT_EQ(out.map[i].first * 2, out.map[i].second * 3);
    }
}

TEST(CharsetMap, CountsAByteOrderMark) {
    const Converted out = to_utf8("\xEF\xBB\xBFhello", "");
    EXPECT_EQ(out.utf8, "hello");
    EXPECT_EQ(original_offset(out, 0), 3u);
    EXPECT_EQ(original_offset(out, 4), 7u);
}

TEST(CharsetProperty, CutAnywhereGivesValidUtf8) {
    const std::string japanese = "\x1B$BF|K\\\x1B(B \x93\xFA \xF0\x9F\x98\x80 \xC3\xA9";
    for (const char* label :
         {"", "utf-8", "iso-2022-jp", "shift_jis", "gb18030", "utf-16", "utf-7", "utf-32le"}) {
        for (size_t length = 0; length <= japanese.size(); ++length) {
            const ExactBytes exact(std::string_view(japanese).substr(0, length));
            EXPECT_TRUE(is_utf8(to_utf8(exact.view(), label).utf8)) << label << " " << length;
        }
    }
}

TEST(CharsetNames, AreKnown) {
    for (const char* label :
         {"utf-8", "UTF8", "x-sjis", "ks_c_5601-1987", "iso-8859-10", "ibm866", "UTF-16"}) {
        EXPECT_TRUE(is_known_charset(label)) << label;
    }
    for (const char* label : {"", "klingon-7", "utf-8 utf-8"}) EXPECT_FALSE(is_known_charset(label)) << label;
}

}  // namespace
}  // namespace redshank::text
