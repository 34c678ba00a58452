// SPDX-License-Identifier: Apache-2.0
#include "source/emlx.h"

#include <gtest/gtest.h>

#include "source/testing.h"

namespace redshank::source {

namespace {

const std::string mail = "From: a@b.example\nSubject: x\n\nHello\n";

std::string emlx(const std::string& message, const std::string& flags, size_t length) {
    return std::to_string(length) + "      \n" + message +
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist>\n<plist version=\"1.0\">\n<dict>\n"
           "<key>date-received</key>\n<integer>1303394185</integer>\n<key>flags</key>\n<integer>" +
           flags + "</integer>\n</dict>\n</plist>\n";
}
std::string emlx(const std::string& message, const std::string& flags = "0") {
    return emlx(message, flags, message.size());
}

const std::string partial =
    "From: a@b.example\nContent-Type: multipart/mixed;\n boundary=\"b\"\n\n--b\nContent-Type: "
    "text/plain\n\nHello\n"
    "--b\nContent-Type: multipart/related; boundary=in\n\n--in\n\nx\n--in\nContent-Type: image/png; "
    "name=a.png\n"
    "Content-Transfer-Encoding: base64\nX-Apple-Content-Length: 8\n\n\n--in--\n"
    "--b\nContent-Transfer-Encoding: quoted-printable\nX-Apple-Content-Length: 3\n\n\n--b--\n";

TEST(Emlx, TheMessageLiesInItsFile) {
    const Read read = read_memory("1.emlx", emlx(mail, "8623750149"));
    ASSERT_EQ(read.messages.size(), 1u);
    const RawMessage& message = read.messages[0];
    EXPECT_EQ(message.bytes, mail);
    EXPECT_EQ(message.source, "1.emlx");
    EXPECT_EQ(message.offset, 9u);
    EXPECT_FALSE(message.reconstructed);
    EXPECT_TRUE(message.flags.read);
    EXPECT_TRUE(message.flags.replied);
    EXPECT_FALSE(message.flags.deleted);
    EXPECT_FALSE(message.flags.flagged);
    EXPECT_EQ(message.delivered, 1303394185);
    EXPECT_EQ(kind_name(read.reports[0].kind), "emlx");
}

TEST(Emlx, FlagsOfTheList) {
    const std::tuple<const char*, bool, bool, bool, bool> cases[] = {
        {"0", false, false, false, false}, {"1", true, false, false, false},
        {"2", false, false, false, true},  {"4", false, true, false, false},
        {"16", false, false, true, false}, {"21", true, true, true, false}};
    for (const auto& [flags, is_read, replied, flagged, deleted] : cases) {
        const Read read = read_memory("1.emlx", emlx(mail, flags));
        EXPECT_EQ(read.messages[0].flags.read, is_read) << flags;
        EXPECT_EQ(read.messages[0].flags.replied, replied) << flags;
        EXPECT_EQ(read.messages[0].flags.flagged, flagged) << flags;
        EXPECT_EQ(read.messages[0].flags.deleted, deleted) << flags;
    }
}

TEST(Emlx, AWrongLengthDoesNoHarm) {
    for (const size_t length : {size_t{3}, size_t{9999}}) {
        EXPECT_EQ(read_memory("1.emlx", emlx(mail, "1", length)).messages[0].bytes, mail) << length;
    }
}

TEST(Emlx, MissingPartsHaveImapNumbers) {
    const auto missing = missing_parts(partial, Limits{});
    ASSERT_EQ(missing.size(), 2u);
    EXPECT_EQ(missing[0].number, "2.2");
    EXPECT_TRUE(missing[0].base64);
    EXPECT_EQ(missing[1].number, "3");
    EXPECT_TRUE(missing[1].quoted_printable);
    EXPECT_TRUE(partial.substr(missing[0].at).starts_with("\n--in--"));
    EXPECT_TRUE(missing_parts(mail, Limits{}).empty());
}

TEST(Emlx, AttachmentsBesideItArePutBack) {
    const TemporaryFolder folder;
    folder.write("Messages/7.partial.emlx", emlx(partial, "1"));
    folder.write("Attachments/7/2.2/a.png", "\x89PNG....");
    folder.write("Attachments/7/3/n\xC3\xA4me.txt", "a=b");
    const std::string file = folder.path() + "/Messages/7.partial.emlx";
    const Read read = read_path(file);
    ASSERT_EQ(read.messages.size(), 1u);
    const RawMessage& message = read.messages[0];
    EXPECT_TRUE(message.reconstructed);
    EXPECT_FALSE(message.truncated);
    EXPECT_EQ(message.source, file + "!/message");
    EXPECT_NE(message.bytes.find("X-Apple-Content-Length: 8\n\niVBORy4uLi4=\n\n--in--\n"),
              std::string_view::npos)
        << message.bytes;
    EXPECT_NE(message.bytes.find("X-Apple-Content-Length: 3\n\na=3Db\n--b--\n"), std::string_view::npos)
        << message.bytes;
    bool there = false;
    read_ranges({{message.source, 0, message.bytes.size()}}, Limits{},
                [&](size_t, bool found, std::string_view bytes) { there = found && bytes == message.bytes; });
    EXPECT_TRUE(there);
}

TEST(Emlx, WhatIsNotBesideItIsSaid) {
    const Read read = read_memory("7.partial.emlx", emlx(partial));
    ASSERT_EQ(read.messages.size(), 1u);
    EXPECT_EQ(read.messages[0].bytes, partial);
    EXPECT_TRUE(read.messages[0].truncated);
    EXPECT_FALSE(read.messages[0].reconstructed);
    EXPECT_TRUE(read.problems.empty()) << "not downloaded: nothing to be done";
}

TEST(Emlx, InAnArchiveItIsSaidOnce) {
    const Read read = read_memory("Mail.tar", make_archive({{"Messages/7.partial.emlx", emlx(partial)},
                                                            {"Messages/8.partial.emlx", emlx(partial)},
                                                            {"Messages/9.emlx", emlx(mail)}},
                                                           ARCHIVE_FORMAT_TAR_USTAR));
    ASSERT_EQ(read.messages.size(), 3u);
    EXPECT_TRUE(read.messages[0].truncated);
    EXPECT_FALSE(read.messages[2].truncated);
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_NE(read.first_problem().find("holds 2 messages of Apple Mail"), std::string::npos);
}

}  // namespace

}  // namespace redshank::source
