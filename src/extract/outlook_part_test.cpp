// SPDX-License-Identifier: Apache-2.0
#include "extract/outlook_part.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "extract/extract.h"
#include "mapi/testing.h"

namespace redshank::extract {

namespace {

using facts::Message;
using namespace mapi;

std::vector<Message> extract_text(const std::string& bytes, bool reconstructed = false) {
    static const org::Organisation org = org::default_organisation();
    Input input;
    input.bytes = bytes;
    input.normal = bytes;
    input.source = "x.eml";
    input.reconstructed = reconstructed;
    return extract(input, org, Limits{});
}

std::string mail_with(const std::string& media_type, const std::string& content) {
    return "From: a@s.example\r\nTo: b@ours.example\r\nSubject: outer\r\nContent-Type: multipart/mixed; "
           "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nseen text\r\n--b\r\nContent-Type: " +
           media_type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(content) + "\r\n--b--\r\n";
}

std::vector<std::string> numbers(const Message& message) {
    std::vector<std::string> all;
    for (const facts::Part& part : message.parts) all.push_back(part.number + " " + part.media_type);
    return all;
}

TEST(OutlookPart, PartsOfWinmailDatAreTheMailsOwn) {
    const std::string html = "<p>Outlook's form <img src=\"https://img.example/t.gif?r=1\"></p>";
    const std::string stream =
        tnef_stream(tnef_attribute(1, 0x00069003, le(1, 4) + tnef_property(tag::html, type::binary, html)) +
                    tnef_file("list.html", "<a href=\"https://link.example/\">x</a>"));
    const auto messages = extract_text(mail_with("application/ms-tnef; name=winmail.dat", stream));
    ASSERT_EQ(messages.size(), 1u);
    const Message& message = messages[0];
    EXPECT_EQ(numbers(message),
              (std::vector<std::string>{" multipart/mixed", "1 text/plain", "2 application/ms-tnef",
                                        "2.1 text/html", "2.2 application/octet-stream"}));
    EXPECT_EQ(message.parts[4].filename, "list.html");
    ASSERT_EQ(message.urls.size(), 2u);
    EXPECT_EQ(message.urls[0].url, "https://img.example/t.gif?r=1");
    EXPECT_EQ(message.urls[0].part, "2.1");
    EXPECT_EQ(message.urls[0].part_offset, html.find("https:"));
    EXPECT_EQ(message.urls[1].part, "2.2");
    EXPECT_EQ(message.text.opening, "seen text") << "Outlook's form of the text is not counted twice";
    EXPECT_FALSE(message.reconstructed);
}

TEST(OutlookPart, TextThatOnlyWinmailDatHasIsSeen) {
    const std::string stream = tnef_stream(
        tnef_attribute(1, 0x00069003, le(1, 4) + tnef_property(tag::html, type::binary, "<p>only here</p>")));
    const auto messages = extract_text(
        "From: a@s.example\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: "
        "base64\r\n\r\n" +
        base64(stream));
    EXPECT_EQ(messages[0].text.opening, "only here");
}

TEST(OutlookPart, AMessageInWinmailDatIsAMessage) {
    const std::string inner = tnef_stream(tnef_attribute(1, 0x00018004, "inner"));
    const std::string stream =
        tnef_stream(tnef_attribute(2, 0x00069002, std::string(14, '\0')) +
                    tnef_attribute(2, 0x00069005,
                                   le(1, 4) + tnef_property(tag::attach_data, type::object,
                                                            std::string(16, 'i') + inner)));
    const auto messages = extract_text(mail_with("application/ms-tnef", stream));
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[1].subject, "inner");
    EXPECT_TRUE(messages[1].reconstructed);
    EXPECT_EQ(messages[1].places[0].part, "2.2");
    EXPECT_EQ(messages[1].inner_of, messages[0].content_id);
}

TEST(OutlookPart, AnAttachedMsgIsAMessage) {
    const auto messages = extract_text(mail_with("application/vnd.ms-outlook", make_msg(plain_mail())));
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[1].subject, "Budget");
    EXPECT_TRUE(messages[1].reconstructed);
    EXPECT_FALSE(messages[0].reconstructed);
    EXPECT_EQ(messages[1].places[0].part, "2");
    ASSERT_EQ(messages[1].urls.size(), 1u);
    EXPECT_EQ(messages[0].parts[2].found_type, "msg");
    EXPECT_EQ(
        extract_text(mail_with("application/msword", CompoundFileMaker::make({stream("WordDocument", "x")})))
            .size(),
        1u);
}

TEST(OutlookPart, WhatWasWrittenDownLeavesNoMarksOfASender) {
    const std::string mail =
        "From: a@s.example\r\nTo: b@ours.example\r\nContent-Type: multipart/mixed; "
        "boundary=\"=_redshank_1\"\r\n\r\n"
        "--=_redshank_1\r\nContent-Type: message/rfc822\r\n\r\nSubject: embedded\r\n\r\nx\r\n"
        "--=_redshank_1\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        base64("Subject: a file\r\n\r\nx\r\n") + "\r\n--=_redshank_1--\r\n";
    const auto messages = extract_text(mail, true);
    ASSERT_EQ(messages.size(), 3u);
    EXPECT_TRUE(messages[0].reconstructed);
    EXPECT_EQ(messages[0].fingerprint.boundary_form, "");
    EXPECT_EQ(messages[0].fingerprint.header_order, 0u);
    EXPECT_TRUE(messages[1].reconstructed);
    EXPECT_FALSE(messages[2].reconstructed) << "a file keeps its bytes";
    EXPECT_NE(extract_text(mail)[0].fingerprint.header_order, 0u);
}

}  // namespace

}  // namespace redshank::extract
