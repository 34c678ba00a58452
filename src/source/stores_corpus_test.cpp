// SPDX-License-Identifier: Apache-2.0
// Real .msg, .oft and .emlx files of other programs' test suites.
#include <gtest/gtest.h>

#include "base/testing.h"
#include "source/source.h"
#include "source/testing.h"

namespace redshank::source {

namespace {

std::string corpus(const std::string& name) {
    return (shared_dir() / "corpus" / name).native();
}

// By the message class in each file, told by another reader of compound files (olefile): 128 IPM.Note, 4
// S/MIME, a post and a meeting request; the other 47 are contacts, lists of them, appointments, tasks and
// notes.
TEST(StoresCorpus, EveryMsgIsAMailOrKnownAsNone) {
    REDSHANK_NEEDS_SHARED();
    const Read read = read_path(corpus("msg/msg.tar.zst"));
    size_t files = 0;
    for (const SourceReport& report : read.reports) files += report.kind == Kind::msg ? 1 : 0;
    EXPECT_EQ(files, 181u);
    EXPECT_EQ(read.messages.size(), 134u);
    EXPECT_TRUE(read.problems.empty()) << read.first_problem();
    size_t with_field = 0;
    for (const RawMessage& message : read.messages) {
        EXPECT_TRUE(message.reconstructed);
        EXPECT_NE(message.bytes.find("MIME-Version: 1.0\r\n"), std::string_view::npos) << message.source;
        with_field += message.bytes.find("Subject: ") != std::string_view::npos ? 1 : 0;
    }
    EXPECT_GT(with_field, 120u);
}

// 25 .emlx, one of them no mail, and two .eml that are another program's results. In an archive the
// attachments of partial ones (eight, and one under another name) stay away, and that is said. broken2.emlx
// lacks its first line, so it is a message with a list at its end.
TEST(StoresCorpus, EmlxWholeAndPartial) {
    REDSHANK_NEEDS_SHARED();
    const Read read = read_path(corpus("emlx/emlx.tar.zst"));
    size_t partial = 0;
    for (const RawMessage& message : read.messages) {
        const bool lacks_a_part = message.bytes.find("X-Apple-Content-Length") != std::string_view::npos;
        EXPECT_EQ(message.truncated, lacks_a_part) << message.source;
        partial += lacks_a_part ? 1 : 0;
        EXPECT_EQ(message.bytes.find("<plist") != std::string_view::npos,
                  message.source.find("broken2") != std::string::npos)
            << message.source;
    }
    EXPECT_EQ(read.messages.size(), 26u);
    EXPECT_EQ(partial, 9u);
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_NE(read.first_problem().find("9 messages of Apple Mail"), std::string::npos)
        << read.first_problem();
}

}  // namespace

}  // namespace redshank::source
