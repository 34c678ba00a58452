// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "mapi/testing.h"
#include "source/source.h"
#include "source/testing.h"

namespace redshank::source {

namespace {

using namespace mapi;

TEST(OutlookItem, AMsgIsOneRebuiltMessage) {
    const Read read = read_memory("a.msg", make_msg(plain_mail().integer(tag::last_verb, 103)));
    ASSERT_EQ(read.messages.size(), 1u);
    const RawMessage& message = read.messages[0];
    EXPECT_TRUE(message.reconstructed);
    EXPECT_FALSE(message.truncated);
    EXPECT_EQ(message.source, "a.msg!/message");
    EXPECT_EQ(message.offset, 0u);
    EXPECT_TRUE(message.bytes.starts_with("From: \"Ada Example\" <ada@sender.example>\r\n"));
    EXPECT_TRUE(message.flags.read);
    EXPECT_TRUE(message.flags.replied);
    ASSERT_EQ(read.reports.size(), 1u);
    EXPECT_EQ(kind_name(read.reports[0].kind), "msg");
    EXPECT_EQ(read.reports[0].source, "a.msg");
    EXPECT_EQ(read.reports[0].messages, 1u);
}

TEST(OutlookItem, WhatIsNoMailIsNoProblem) {
    const Read contact = read_memory("a.msg", make_msg(MsgObject().text(tag::message_class, "IPM.Contact")));
    EXPECT_TRUE(contact.messages.empty());
    EXPECT_TRUE(contact.problems.empty());
    const Read document = read_memory("a.doc", CompoundFileMaker::make({stream("WordDocument", "x")}));
    EXPECT_TRUE(document.problems.empty());
    EXPECT_EQ(kind_name(document.reports[0].kind), "unknown");
}

TEST(OutlookItem, ADamagedMsgIsNamed) {
    std::string file = make_msg(plain_mail());
    file[30] = 1;  // its sector size
    const Read read = read_memory("a.msg", file);
    EXPECT_TRUE(read.messages.empty());
    EXPECT_TRUE(read.first_problem().starts_with("a.msg is a damaged compound file")) << read.first_problem();
}

TEST(OutlookItem, ASavedWinmailDat) {
    const Read read = read_memory(
        "winmail.dat", tnef_stream(tnef_attribute(1, 0x00018004, "Plan") + tnef_file("a.txt", "x")));
    ASSERT_EQ(read.messages.size(), 1u);
    EXPECT_EQ(read.messages[0].source, "winmail.dat!/message");
    EXPECT_TRUE(read.messages[0].bytes.starts_with("Subject: Plan\r\n"));
}

TEST(OutlookItem, IsFoundAgainAtItsPlaceInArchivesToo) {
    const TemporaryFolder folder;
    const std::string msg = make_msg(plain_mail());
    folder.write("a.msg", msg);
    folder.write("export.zip", make_archive({{"x/b.msg", msg}}, ARCHIVE_FORMAT_ZIP));
    const Read read = read_path(folder.path());
    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_EQ(read.messages[1].source, folder.path() + "/export.zip!/x/b.msg!/message");
    std::vector<Range> ranges;
    for (const RawMessage& message : read.messages)
        ranges.push_back({message.source, 0, message.bytes.size()});
    ranges.push_back({folder.path() + "/a.msg", 0, 8});
    std::vector<std::string> found(ranges.size());
    read_ranges(ranges, Limits{}, [&](size_t index, bool there, std::string_view bytes) {
        EXPECT_TRUE(there) << index;
        found[index] = bytes;
    });
    EXPECT_EQ(found[0], read.messages[0].bytes);
    EXPECT_EQ(found[1], read.messages[1].bytes);
    EXPECT_EQ(found[2], msg.substr(0, 8)) << "the file's own bytes stay what they are";
}

}  // namespace

}  // namespace redshank::source
