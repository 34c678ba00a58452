// SPDX-License-Identifier: Apache-2.0
#include "mapi/rtf.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "mapi/testing.h"

namespace redshank::mapi {

namespace {

constexpr uint64_t plenty = 1u << 20;

TEST(Rtf, DecompressesTheStandardsExamples) {
    using namespace std::string_literals;
    // MS-OXRTFCP 3.1.1 and 3.1.2.
    const std::string first =
        "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0"s;
    EXPECT_EQ(decompress_rtf(first, plenty), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    const std::string second =
        "\x1a\x00\x00\x00\x1c\x00\x00\x00\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\x00\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0"s;
    EXPECT_EQ(decompress_rtf(second, plenty), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    EXPECT_EQ(decompress_rtf(first, 5), "{\\rtf");
    for (size_t length = 0; length < first.size(); ++length) {
        const ExactBytes bytes(std::string_view(first).substr(0, length));
        decompress_rtf(bytes.view(), plenty);
    }
}

TEST(Rtf, StoredIsTakenAsItIs) {
    EXPECT_EQ(decompress_rtf(le(12 + 4, 4) + le(4, 4) + le(0x414C454D, 4) + le(0, 4) + "{a}xyz", plenty),
              "{a}x");
    EXPECT_EQ(decompress_rtf(le(16, 4) + le(4, 4) + "none" + le(0, 4) + "{a}x", plenty), "");
}

struct Row {
    const char* what;
    std::string rtf;
    Unwrapped::Kind kind;
    std::string utf8;
};

TEST(Rtf, Unwraps) {
    using enum Unwrapped::Kind;
    const Row rows[] = {
        {"tags out of htmltag groups, RTF's own rendering dropped",
         "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\r\n"
         "{\\*\\htmltag18 <html>}{\\*\\htmltag64 <p>}\\htmlrtf {\\f0 \\htmlrtf0 Hi\\htmlrtf }\\htmlrtf0 "
         "{\\*\\htmltag72 </p>}}",
         html, "<html><p>Hi</p>"},
        {"escapes, code page bytes, Unicode with what older readers show",
         "{\\rtf1\\ansicpg1251\\fromhtml1{\\*\\htmltag <b>}\\'cf\\'f0 \\{x\\} \\u8364?{\\*\\htmltag </b>}}",
         html, "<b>Пр {x} €</b>"},
        {"a surrogate pair", "{\\rtf1\\fromhtml1\\u-10179?\\u-8704?}", html, "😀"},
        {"mhtmltag is for others", "{\\rtf1\\fromhtml1{\\*\\mhtmltag <img src=cid>}{\\*\\htmltag <img>}}",
         html, "<img>"},
        {"line ends by \\par", "{\\rtf1\\fromhtml1{\\*\\htmltag <a>\\par <b>}\\par x}", html,
         "<a>\r\n<b>\r\nx"},
        {"text", "{\\rtf1\\fromtext\\ansi line one\\par line two}", text, "line one\r\nline two"},
        {"its own", "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\info{\\title t}}\\f0 Hello{\\b bold}}", none,
         "Hellobold"},
        {"a font's charset, two bytes a character",
         "{\\rtf1\\fromhtml1{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset128 B;}}\\f1 \\'93\\'fa\\f0 x}",
         html, "日x"},
        {"binary data is passed over", "{\\rtf1\\fromtext a\\bin3 }}}b}", text, "ab"},
    };
    for (const Row& row : rows) {
        const ExactBytes bytes(row.rtf);
        const Unwrapped unwrapped = unwrap_rtf(bytes.view(), plenty);
        EXPECT_EQ(unwrapped.kind, row.kind) << row.what;
        EXPECT_EQ(unwrapped.utf8, row.utf8) << row.what;
    }
}

TEST(Rtf, DeepGroupsAndEndsAnywhere) {
    std::string deep(100'000, '{');
    deep += "{\\rtf1\\fromtext x" + std::string(50'000, '}') + "y";
    unwrap_rtf(deep, plenty);
    const std::string whole = "{\\rtf1\\ansicpg1251\\fromhtml1{\\*\\htmltag <b>}\\'cf\\u-3?\\bin9 }";
    for (size_t length = 0; length <= whole.size(); ++length) {
        const ExactBytes bytes(std::string_view(whole).substr(0, length));
        unwrap_rtf(bytes.view(), plenty);
    }
}

}  // namespace

}  // namespace redshank::mapi
