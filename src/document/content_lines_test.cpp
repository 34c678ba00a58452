// SPDX-License-Identifier: Apache-2.0
#include "document/content_lines.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

struct Row {
    const char* what;
    const char* lines;
    const char* expected;
};

TEST(ContentLines, AddressesOfCalendarsAndContacts) {
    const Row rows[] = {
        {"URL", "URL:https://t.example/e?u=1\r\n", "link https://t.example/e?u=1"},
        {"attachment with parameters", "ATTACH;FMTTYPE=text/plain;X=\"a:b\":https://t.example/a\r\n",
         "link https://t.example/a"},
        {"attachment inside", "ATTACH;ENCODING=BASE64;VALUE=BINARY:aHR0cDovL3g=\r\n", ""},
        {"picture (RFC 7986 5.10)", "IMAGE;VALUE=URI;DISPLAY=BADGE:https://t.example/i.png\r\n",
         "image https://t.example/i.png"},
        {"conference (RFC 7986 5.11)", "CONFERENCE;VALUE=URI:https://t.example/c\r\n",
         "link https://t.example/c"},
        {"alarm with sound",
         "BEGIN:VALARM\r\nATTACH;FMTTYPE=audio/basic:https://t.example/s\r\nEND:VALARM\r\n",
         "object https://t.example/s"},
        {"text", "DESCRIPTION:See https://t.example/d\\, or\\nhttps://t.example/e\\nEnd.\r\n",
         "link https://t.example/d; link https://t.example/e"},
        {"place", "LOCATION:https://t.example/room\r\n", "link https://t.example/room"},
        {"other representation", "LOCATION;ALTREP=\"https://t.example/alt\":Room 1\r\n",
         "link https://t.example/alt"},
        {"folded", "URL:https://t.exam\r\n ple/e?u\r\n\t=1\r\n", "link https://t.example/e?u=1"},
        {"organizer", "ORGANIZER;CN=A:mailto:a@b.example\r\n", "link mailto:a@b.example"},
        {"photo", "PHOTO:https://t.example/p.jpg\r\n", "image https://t.example/p.jpg"},
        {"photo inside", "PHOTO:data:image/png;base64,AAAA\r\n", ""},
        {"logo in a group", "item1.LOGO:https://t.example/l.png\r\n", "image https://t.example/l.png"},
        {"note", "NOTE:call http://t.example/n.\r\n", "link http://t.example/n"},
        {"LF only", "SUMMARY:x\nURL:https://t.example/e\n", "link https://t.example/e"},
    };
    for (const Row& row : rows) {
        const ExactBytes exact(row.lines);
        const Contents contents = read_content_lines(exact.view(), Limits{});
        EXPECT_EQ(dump(contents), row.expected) << row.what;
        for (const Reference& one : contents.references) {
            std::string there(exact.view().substr(one.offset, one.length));
            for (const char* fold : {"\r\n ", "\r\n\t"}) {
                if (const size_t at = there.find(fold); at != std::string::npos) there.erase(at, 3);
            }
            if (there.find('\\') == std::string::npos) {
                EXPECT_EQ(there, one.value) << row.what;
            }
        }
    }
}

TEST(ContentLines, ManyFoldsStayLinear) {
    std::string folds = "DESCRIPTION:";
    for (int i = 0; i < 200'000; ++i) folds += "\n x";
    for (int i = 0; i < 200; ++i) folds += " http://t.example/" + std::to_string(i);
    for (int i = 0; i < 200'000; ++i) folds += "\n ";
    EXPECT_EQ(read_content_lines(folds, Limits{}).references.size(), 200u);
}

}  // namespace
}  // namespace redshank::document
