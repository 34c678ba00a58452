// SPDX-License-Identifier: Apache-2.0
#include "mapi/tnef.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "mapi/testing.h"

namespace redshank::mapi {

namespace {

Items read(const std::string& stream) {
    const ExactBytes bytes(stream);
    auto items = read_tnef(bytes.view(), Limits{});
    EXPECT_TRUE(bool(items));
    return items ? std::move(*items) : Items(1);
}

TEST(Tnef, FilesAndProperties) {
    const std::string list = le(3, 4) + tnef_property(tag::html, type::binary, "<p>x</p>") +
                             le(type::integer32, 2) + le(tag::internet_codepage, 2) + le(1252, 4) +
                             tnef_property(tag::subject, type::unicode, utf16("Hi"));
    const Items items = read(tnef_stream(tnef_attribute(1, 0x00069003, list) + tnef_file("a.txt", "one") +
                                         tnef_file("b.bin", std::string(300, '\xFE'))));
    ASSERT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0].properties.bytes(tag::html), "<p>x</p>");
    EXPECT_EQ(items[0].properties.text(tag::subject, ""), "Hi");
    EXPECT_EQ(items[0].properties.integer(tag::internet_codepage), 1252);
    ASSERT_EQ(items[0].attachments.size(), 2u);
    EXPECT_EQ(items[0].attachments[0].properties.text(tag::attach_filename, ""), "a.txt");
    EXPECT_EQ(items[0].attachments[0].properties.bytes(tag::attach_data), "one");
    EXPECT_EQ(items[0].attachments[1].properties.bytes(tag::attach_data).size(), 300u);
}

TEST(Tnef, NamedAndMultipleValuesArePassedOver) {
    const std::string named = le(type::string8, 2) + le(0x8001, 2) + std::string(16, 'g') + le(1, 4) +
                              le(6, 4) + utf16("abc") + std::string(2, '\0') + le(1, 4) + le(2, 4) + "hi" +
                              std::string(2, '\0');
    const std::string many = le(0x1003, 2) + le(0x1234, 2) + le(2, 4) + le(1, 4) + le(2, 4);
    const Items items = read(tnef_stream(tnef_attribute(
        1, 0x00069003, le(3, 4) + named + many + tnef_property(tag::subject, type::string8, "S"))));
    EXPECT_EQ(items[0].properties.text(tag::subject, ""), "S");
    EXPECT_FALSE(items[0].properties.has(0x1234));
}

TEST(Tnef, AnEmbeddedMessageIsAnItem) {
    const std::string inner = tnef_stream(tnef_attribute(1, 0x00018004, "inner"));
    const std::string object = tnef_property(tag::attach_data, type::object, std::string(16, 'i') + inner);
    const Items items = read(tnef_stream(tnef_attribute(2, 0x00069002, std::string(14, '\0')) +
                                         tnef_attribute(2, 0x00069005, le(1, 4) + object)));
    ASSERT_EQ(items.size(), 2u);
    EXPECT_EQ(items[0].attachments[0].item, 1u);
    EXPECT_EQ(items[1].properties.text(tag::subject, ""), "inner");
}

TEST(Tnef, RecipientsAreRows) {
    const std::string row = le(1, 4) + tnef_property(tag::smtp_address, type::string8, "a@b.example");
    const Items items = read(tnef_stream(tnef_attribute(1, 0x00069004, le(2, 4) + row + row)));
    EXPECT_EQ(items[0].recipients.size(), 2u);
}

TEST(Tnef, CutAtAnyLengthGivesWhatCameBefore) {
    const std::string whole = tnef_stream(tnef_file("a.txt", "one") + tnef_file("b.txt", "two"));
    size_t met = 0;
    for (size_t length = 4; length <= whole.size(); ++length) {
        const size_t files = read(whole.substr(0, length))[0].attachments.size();
        EXPECT_GE(files, met);
        met = files;
    }
    EXPECT_EQ(met, 2u);
    EXPECT_FALSE(bool(read_tnef("x", Limits{})));
    // Counts that promise more than is there.
    read(tnef_stream(
        tnef_attribute(1, 0x00069003, le(0xFFFFFFFF, 4) + le(0x1003, 2) + le(1, 2) + le(0xFFFFFFFF, 4))));
}

}  // namespace

}  // namespace redshank::mapi
