// SPDX-License-Identifier: Apache-2.0
// What is written down is told in docs/stores.md; these hold it to that.
#include "mapi/rebuild.h"

#include <gtest/gtest.h>

#include "mapi/msg.h"
#include "mapi/testing.h"

namespace redshank::mapi {

namespace {

std::string rebuilt(const MsgObject& object, const Limits& limits = {}) {
    const auto items = read_msg(make_msg(object), limits);
    return items ? rebuild(*items, limits) : "unread";
}
bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Rebuild, FromPropertiesByteForByte) {
    EXPECT_EQ(rebuilt(MsgObject()
                          .text(tag::subject, "Budget")
                          .text(tag::sender_name, "Ada Example")
                          .text(tag::sender_address, "ada@sender.example")
                          .text(tag::internet_message_id, "<1@sender.example>")
                          .text(tag::display_to, "Ben Reader; cy@reader.example")
                          .text(tag::body, "Hello\r\n")
                          .time(tag::client_submit_time, 1'600'000'000)),
              "From: \"Ada Example\" <ada@sender.example>\r\n"
              "To: \"Ben Reader\",\r\n <cy@reader.example>\r\n"
              "Subject: Budget\r\n"
              "Date: Sun, 13 Sep 2020 12:26:40 +0000\r\n"
              "Message-ID: <1@sender.example>\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: 8bit\r\n"
              "\r\n"
              "Hello\r\n\r\n");
}

TEST(Rebuild, TransportHeadersComeFirstWithoutMime) {
    const std::string out =
        rebuilt(plain_mail().text(tag::transport_headers,
                                  "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from "
                                  "a.example\r\n\tby b.example\r\nFrom: <other@sender.example>\r\n"
                                  "Content-Type: multipart/mixed;\r\n\tboundary=x\r\nX-Mailer: M\r\nno "
                                  "field\r\n\r\nContent-Type: text/html\r\nTo: <inside@x.example>\r\n"));
    EXPECT_TRUE(out.starts_with(
        "Received: from a.example\r\n\tby b.example\r\nFrom: <other@sender.example>\r\nX-Mailer: M\r\n"
        "To: \"Ben Reader\" <ben@reader.example>\r\nSubject: Budget\r\n"))
        << out;
    EXPECT_FALSE(has(out, "boundary=x"));
    EXPECT_FALSE(has(out, "inside@"));
    EXPECT_FALSE(has(out, "no field"));
    EXPECT_FALSE(has(out, "Ada Example"));
}

TEST(Rebuild, ALineEndInAPropertyBeginsNoField) {
    const std::string out =
        rebuilt(MsgObject().text(tag::subject, "a\r\nBcc: <x@y.example>").text(tag::sender_name, "n\nX: y"));
    EXPECT_TRUE(has(out, "Subject: a  Bcc: <x@y.example>\r\n")) << out;
    EXPECT_TRUE(has(out, "From: \"n X: y\"\r\n")) << out;
}

TEST(Rebuild, AnAddressOfExchangeIsLeftOut) {
    const std::string out =
        rebuilt(MsgObject().text(tag::sender_name, "Ada").text(tag::sender_address, "/O=ORG/OU=X/CN=ADA"));
    EXPECT_TRUE(has(out, "From: \"Ada\"\r\n")) << out;
    EXPECT_TRUE(has(rebuilt(MsgObject()
                                .text(tag::sender_name, "Ada")
                                .text(tag::sender_address, "/O=ORG/CN=ADA")
                                .text(tag::sender_smtp, "ada@org.example")),
                    "From: \"Ada\" <ada@org.example>\r\n"));
}

TEST(Rebuild, SentOnBehalfAndBlindCopies) {
    const std::string out = rebuilt(
        MsgObject()
            .text(tag::sender_name, "Office")
            .text(tag::sender_smtp, "office@org.example")
            .text(tag::sent_representing_name, "Ada")
            .text(tag::sent_representing_smtp, "ada@org.example")
            .below(storage("__recip_version1.0_#00000000", MsgObject()
                                                               .text(tag::email_address, "b@org.example")
                                                               .integer(tag::recipient_type, 3)
                                                               .nodes(8)))
            .below(storage("__recip_version1.0_#00000001", MsgObject()
                                                               .text(tag::email_address, "c@org.example")
                                                               .integer(tag::recipient_type, 2)
                                                               .nodes(8))));
    EXPECT_TRUE(has(out,
                    "From: \"Ada\" <ada@org.example>\r\nSender: \"Office\" <office@org.example>\r\nCc: "
                    "<c@org.example>\r\nBcc: <b@org.example>\r\n"))
        << out;
}

TEST(Rebuild, BodiesAndAttachments) {
    const std::string out = rebuilt(plain_mail().below(
        storage("__attach_version1.0_#00000000", MsgObject()
                                                     .text(tag::attach_long_filename, "plan \"b\".txt")
                                                     .text(tag::attach_mime_type, "text/plain")
                                                     .binary(tag::attach_data, "data")
                                                     .nodes(8))));
    EXPECT_TRUE(has(out, "Content-Type: multipart/mixed;\r\n boundary=\"=_redshank_")) << out;
    EXPECT_TRUE(has(out, "Content-Type: multipart/alternative;\r\n boundary=\"=_redshank_"));
    EXPECT_TRUE(has(out,
                    "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
                    "8bit\r\n\r\n<p>Hello <img "));
    EXPECT_TRUE(has(
        out,
        "Content-Type: text/plain\r\nContent-Disposition: attachment;\r\n filename=\"plan \\\"b\\\".txt\"\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nZGF0YQ==\r\n"))
        << out;
    EXPECT_EQ(out, rebuilt(plain_mail().below(storage("__attach_version1.0_#00000000",
                                                      MsgObject()
                                                          .text(tag::attach_long_filename, "plan \"b\".txt")
                                                          .text(tag::attach_mime_type, "text/plain")
                                                          .binary(tag::attach_data, "data")
                                                          .nodes(8)))));
}

TEST(Rebuild, ABodyCannotCloseABoundary) {
    const std::string once = rebuilt(plain_mail());
    const size_t at = once.find("=_redshank_");
    const std::string boundary = once.substr(at, once.find('"', at) - at);
    const std::string out =
        rebuilt(MsgObject().text(tag::body, "--" + boundary + "--").binary(tag::html, "<p>"));
    EXPECT_TRUE(has(out, "Content-Transfer-Encoding: base64")) << out;
}

TEST(Rebuild, HtmlOutOfRtf) {
    const std::string rtf = "{\\rtf1\\fromhtml1{\\*\\htmltag <p>}Hi{\\*\\htmltag </p>}}";
    const auto stored = [](const std::string& text) {
        return le(text.size() + 12, 4) + le(text.size(), 4) + le(0x414C454D, 4) + le(0, 4) + text;
    };
    const std::string out = rebuilt(MsgObject().binary(tag::rtf_compressed, stored(rtf)));
    EXPECT_TRUE(
        has(out,
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<p>Hi</p>\r\n"))
        << out;
    EXPECT_FALSE(has(out, "rtf"));
    const std::string own = rebuilt(MsgObject().binary(tag::rtf_compressed, stored("{\\rtf1 Hi}")));
    EXPECT_TRUE(has(own, "\r\n\r\nHi\r\n")) << own;
    EXPECT_TRUE(has(own, "Content-Type: text/rtf\r\nContent-Disposition: inline;\r\n filename=\"body.rtf\""))
        << own;
}

TEST(Rebuild, NamesBeyondAscii) {
    Items items(1);
    items[0].properties.set(tag::subject, type::string8,
                            "Gr\xFC\xDF"
                            "e");
    items[0].properties.set(tag::sender_name, type::string8, "\xC9va");
    items[0].attachments.emplace_back().properties.set(tag::attach_long_filename, type::string8,
                                                       "Pl\xE4ne.txt");
    const std::string out = rebuild(items, Limits{});
    EXPECT_TRUE(has(out, "Subject: =?utf-8?B?R3LDvMOfZQ==?=\r\n")) << out;
    EXPECT_TRUE(has(out, "From: =?utf-8?B?w4l2YQ==?=\r\n")) << out;
    EXPECT_TRUE(has(out, "filename*=utf-8''Pl%C3%A4ne.txt")) << out;
}

TEST(Rebuild, EmbeddedReportsSignedAndPointedTo) {
    Items items(2);
    items[1].properties.set(tag::subject, type::string8, "inner");
    items[0].properties.set(tag::message_class, type::string8, "REPORT.IPM.Note.NDR");
    items[0].attachments.emplace_back().item = 1;
    const std::string report = rebuild(items, Limits{});
    EXPECT_TRUE(has(report, "Content-Type: multipart/report;")) << report;
    EXPECT_TRUE(has(
        report, "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nSubject: inner\r\n"))
        << report;

    Items is_signed(1);
    is_signed[0].properties.set(tag::message_class, type::string8, "IPM.Note.SMIME.MultipartSigned");
    is_signed[0].attachments.emplace_back().properties.set(
        tag::attach_data, type::binary, "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n");
    EXPECT_EQ(rebuild(is_signed, Limits{}),
              "MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n");

    Items linked(1);
    linked[0].attachments.emplace_back().properties.set(tag::attach_long_pathname, type::string8,
                                                        "https://files.example/a");
    EXPECT_TRUE(
        has(rebuild(linked, Limits{}),
            "Content-Type: message/external-body; access-type=URL;\r\n URL=\"https://files.example/a\""));
}

TEST(Rebuild, ATooLargeAttachmentSaysSo) {
    Limits limits;
    limits.max_message_bytes = 10;
    Items items(1);
    items[0].attachments.emplace_back().properties.set(tag::attach_data, type::binary, std::string(100, 'x'));
    EXPECT_TRUE(has(rebuild(items, limits), "Content-Description: left out"));
}

}  // namespace

}  // namespace redshank::mapi
