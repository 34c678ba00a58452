// SPDX-License-Identifier: Apache-2.0
#include "document/ole.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

using namespace std::string_view_literals;

std::string wide(std::string_view text) {
    std::string out;
    for (const char c : text) out.append({c, '\0'});
    return out;
}

std::string moniker(std::string_view url) {
    const std::string text = wide(url) + std::string(2, '\0');
    std::string out("\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B", 16);
    put(out, text.size(), 4);
    return out + text;
}

// Where the body begins, the magic before it makes up the difference to a sector's end.
std::string sector(std::string_view head) {
    return std::string(512 - 8, 'x') + std::string(head) + std::string(512 - head.size(), 'x');
}

TEST(Ole, WhatItHolds) {
    struct Row {
        const char* what;
        std::string body;
        const char* expected;
    };
    const Row rows[] = {
        {"macros", wide("_VBA_PROJECT"), "macro _VBA_PROJECT"},
        {"encrypted", wide("EncryptedPackage"), "encrypted EncryptedPackage"},
        {"DDE", "text\x13 DDEAUTO cmd \"/c calc\"\x14shown\x15", "dde DDEAUTO cmd \"/c calc\""},
        {"DDE in UTF-16", wide("text\x13 DDEAUTO cmd\x15"), "dde DDEAUTO cmd"},
        {"link", "\x13 HYPERLINK \"http://t.example/l\" \x14x\x15", "link http://t.example/l"},
        {"picture", "\x13INCLUDEPICTURE \"http://t.example/p\" \\d\x15", "image http://t.example/p"},
        {"moniker", moniker("http://t.example/m"), "link http://t.example/m"},
        {"nothing", wide("WordDocument"), ""},
        {"Word with a password", sector("\xEC\xA5\xC1\0\x65\0\x09\x04\0\0\0\x01"sv), "encrypted fEncrypted"},
        {"Word without one", sector("\xEC\xA5\xC1\0\x65\0\x09\x04\0\0\0\0"sv), ""},
        {"Excel with a password", sector("\x09\x08\x10\0\0\x06\x05\0\0\0\0\0\0\0\0\0\0\0\0\0\x2F\0\x36\0"sv),
         "encrypted FilePass"},
        {"Excel without one", sector("\x09\x08\x10\0\0\x06\x05\0\0\0\0\0\0\0\0\0\0\0\0\0\xE1\0\x02\0"sv), ""},
        {"an Outlook message", wide("__properties_version1.0") + moniker("http://t.example/m"), ""},
    };
    for (const Row& row : rows) {
        const std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + row.body;
        const ExactBytes exact(bytes);
        const Contents contents = read_ole(exact.view(), ReferenceKind::link, Limits{});
        EXPECT_EQ(dump(contents), row.expected) << row.what;
        for (size_t length = 0; length < bytes.size(); ++length) {
            const ExactBytes cut(std::string_view(bytes).substr(0, length));
            for (const Reference& one : read_ole(cut.view(), ReferenceKind::link, Limits{}).references)
                ASSERT_LE(one.offset + one.length, length);
        }
    }
    EXPECT_EQ(dump(read_ole(moniker("http://t.example/o"), ReferenceKind::object, Limits{})),
              "object http://t.example/o");
}

}  // namespace
}  // namespace redshank::document
