// SPDX-License-Identifier: Apache-2.0
#include "mapi/msg.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "mapi/compound_file.h"
#include "mapi/little_endian.h"
#include "mapi/testing.h"

namespace redshank::mapi {

namespace {

Items read(const std::string& file, const Limits& limits = {}) {
    const ExactBytes bytes(file);
    auto items = read_msg(bytes.view(), limits);
    EXPECT_TRUE(bool(items)) << (items ? "" : items.error().message);
    return items ? std::move(*items) : Items(1);
}

TEST(CompoundFile, StreamsSmallAndLarge) {
    std::string large;
    for (int i = 0; i < 20'000; ++i) large += static_cast<char>(i * 7);
    const std::string file =
        CompoundFileMaker::make({stream("small", "abc"), stream("large", large),
                                 storage("box", {stream("empty", ""), stream("in", "x")})});
    const auto open = CompoundFile::open(file, Limits{});
    ASSERT_TRUE(bool(open)) << open.error().message;
    const auto& root = open->entries().front();
    ASSERT_EQ(root.children.size(), 3u);
    EXPECT_EQ(open->read(*open->child(root, "SMALL")), "abc");
    EXPECT_EQ(open->read(*open->child(root, "large")), large);
    const auto* box = open->child(root, "box");
    ASSERT_NE(box, nullptr);
    EXPECT_TRUE(box->is_storage);
    EXPECT_EQ(open->read(*open->child(*box, "in")), "x");
    EXPECT_EQ(open->read(*open->child(*box, "empty")), "");
    EXPECT_EQ(open->child(*box, "small"), nullptr);
}

TEST(CompoundFile, AChainThatLoopsEnds) {
    std::string file = CompoundFileMaker::make({stream("large", std::string(5000, 'x'))});
    const uint32_t fat = u32(file, 76);
    file.replace((fat + 1) * 512 + 9 * 4, 4,
                 le(0, 4));  // the last sector of the stream leads back to its first
    const auto open = CompoundFile::open(file, Limits{});
    ASSERT_TRUE(bool(open));
    EXPECT_EQ(open->read(*open->child(open->entries().front(), "large")).size(), 5000u);
}

TEST(Msg, PropertiesRecipientsAttachments) {
    const std::string file = make_msg(
        plain_mail()
            .below(storage("__attach_version1.0_#00000000", MsgObject()
                                                                .text(tag::attach_long_filename, "a.txt")
                                                                .binary(tag::attach_data, "data")
                                                                .integer(tag::attach_method, 1)
                                                                .nodes(8)))
            .below(storage("__nameid_version1.0", {stream("__substg1.0_00020102", "x")})));
    const Items items = read(file);
    ASSERT_EQ(items.size(), 1u);
    const Item& item = items.front();
    EXPECT_EQ(item.properties.text(tag::subject, ""), "Budget");
    EXPECT_EQ(item.properties.time(tag::client_submit_time), 1'600'000'000);
    EXPECT_EQ(item.charset(), "utf-8");
    EXPECT_TRUE(flags_of(item).read);
    EXPECT_FALSE(flags_of(item).replied);
    ASSERT_EQ(item.recipients.size(), 1u);
    EXPECT_EQ(item.recipients[0].text(tag::smtp_address, ""), "ben@reader.example");
    ASSERT_EQ(item.attachments.size(), 1u);
    EXPECT_EQ(item.attachments[0].properties.bytes(tag::attach_data), "data");
    EXPECT_EQ(item.attachments[0].item, Attachment::none);
}

TEST(Msg, EmbeddedMessagesNest) {
    const auto wrap = [](const MsgObject& inner) {
        return storage("__attach_version1.0_#00000000",
                       MsgObject()
                           .integer(tag::attach_method, 5)
                           .below(storage("__substg1.0_3701000D", inner.nodes(24)))
                           .nodes(8));
    };
    const MsgObject innermost = MsgObject().text(tag::subject, "three");
    const MsgObject middle = MsgObject().text(tag::subject, "two").below(wrap(innermost));
    const std::string file = make_msg(MsgObject().text(tag::subject, "one").below(wrap(middle)));
    const Items items = read(file);
    ASSERT_EQ(items.size(), 3u);
    EXPECT_EQ(items[0].attachments[0].item, 1u);
    EXPECT_EQ(items[1].properties.text(tag::subject, ""), "two");
    EXPECT_EQ(items[1].attachments[0].item, 2u);
    EXPECT_EQ(items[2].properties.text(tag::subject, ""), "three");
    Limits limits;
    limits.max_mime_depth = 1;
    EXPECT_EQ(read(file, limits).size(), 2u);
    limits = {};
    limits.max_inner_messages = 0;
    EXPECT_EQ(read(file, limits).size(), 1u);
}

TEST(Msg, String8GoesByTheMessagesCodePage) {
    const Items items =
        read(make_msg(MsgObject().text8(tag::subject, "\xCF\xF0\xE8").integer(tag::message_codepage, 1251)));
    EXPECT_EQ(items[0].properties.text(tag::subject, items[0].charset()), "При");
}

TEST(Msg, WhatIsNoItem) {
    EXPECT_FALSE(bool(read_msg("", Limits{})));
    EXPECT_FALSE(bool(read_msg("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Limits{})));
    const std::string document = CompoundFileMaker::make({stream("WordDocument", "x")});
    EXPECT_FALSE(bool(read_msg(document, Limits{})));
    EXPECT_FALSE(may_be_msg(document));
    EXPECT_TRUE(may_be_msg(make_msg(plain_mail())));
}

TEST(Msg, CutAtAnyLengthIsReadOrRefused) {
    const std::string file = make_msg(plain_mail());
    for (size_t length = 0; length < file.size(); length += 13) {
        const ExactBytes bytes(std::string_view(file).substr(0, length));
        const auto items = read_msg(bytes.view(), Limits{});
        EXPECT_TRUE(!items || !items->empty());
    }
}

TEST(Msg, StreamsTogetherAreBounded) {
    Limits limits;
    limits.max_decoded_message_bytes = 100;
    const Items items =
        read(make_msg(MsgObject().text(tag::subject, "x").binary(tag::html, std::string(200, 'h'))), limits);
    EXPECT_TRUE(items[0].properties.bytes(tag::html).empty());
    EXPECT_EQ(items[0].properties.text(tag::subject, ""), "x");
}

TEST(Item, ClassesThatAreNoMail) {
    const std::pair<const char*, bool> cases[] = {
        {"IPM.Note", true},        {"IPM.Note.SMIME", true},      {"", true},
        {"IPM.Own.Form", true},    {"REPORT.IPM.Note.NDR", true}, {"IPM.Schedule.Meeting.Request", true},
        {"IPM.TaskRequest", true}, {"IPM.Task", false},           {"ipm.task.Mine", false},
        {"IPM.Contact", false},    {"IPM.Appointment", false},    {"IPM.StickyNote", false},
        {"IPM.Post", true},        {"IPM.Post.RSS", false},
    };
    for (const auto& [name, is_mail] : cases) EXPECT_EQ(is_mail_class(name), is_mail) << name;
}

TEST(Item, Filetime) {
    EXPECT_EQ(from_filetime(116'444'736'000'000'000), 0);  // MS-DTYP: 1970-01-01
    EXPECT_EQ(from_filetime(0), std::nullopt);
    EXPECT_EQ(from_filetime(UINT64_MAX), std::nullopt);
    EXPECT_EQ(codepage_label(1252), "windows-1252");
    EXPECT_EQ(codepage_label(28605), "iso-8859-15");
    EXPECT_EQ(codepage_label(932), "shift_jis");
    EXPECT_EQ(codepage_label(7), "");
}

}  // namespace

}  // namespace redshank::mapi
