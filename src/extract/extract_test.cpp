// SPDX-License-Identifier: Apache-2.0
// Small messages through the whole of extraction.
#include "extract/extract.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/testing.h"

namespace redshank::extract {
namespace {

using facts::Message;
using facts::Trigger;
using facts::UrlKind;
using facts::UrlUse;

std::vector<Message> extract_text(std::string_view bytes, std::string_view source = "x.eml") {
    static const org::Organisation org = org::default_organisation();
    Input input;
    input.bytes = bytes;
    input.normal = bytes;
    input.source = source;
    return extract(input, org, Limits{});
}

std::string html_mail(std::string_view html) {
    return "From: News <news@s.example>\r\nTo: Amelia Okafor <amelia@ours.example>\r\nSubject: x\r\n"
           "Content-Type: text/html; charset=utf-8\r\n\r\n" +
           std::string(html);
}

bool has(const Message& message, AnomalyKind kind) {
    return std::any_of(message.anomalies.begin(), message.anomalies.end(),
                       [&](const Anomaly& anomaly) { return anomaly.kind == kind; });
}

constexpr std::string_view plain =
    "Return-Path: <bounce@s.example>\r\n"
    "X-Original-To: amelia@ours.example\r\n"
    "Delivered-To: m0666425@host.example\r\n"
    "Authentication-Results: mx.ours.example; spf=pass smtp.mailfrom=s.example\r\n"
    "Received: from out.s.example (out.s.example [192.0.2.7]) by mx.ours.example (Postfix) with ESMTPS id "
    "1\r\n"
    "\tfor <amelia@ours.example>; Sat, 23 Jan 2021 08:00:00 +0000\r\n"
    "Authentication-Results: mx.ours.example; dkim=pass header.d=forged.example\r\n"
    "Delivered-To: forged@d.example\r\n"
    "Received: from inner (localhost [127.0.0.1]) by out.s.example; Sat, 23 Jan 2021 07:59:00 +0000\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; d=s.example; s=k1; b=x\r\n"
    "Date: Sat, 23 Jan 2021 16:00:00 +0800\r\n"
    "From: =?utf-8?q?J=C3=B6rg?= <Joerg@S.example>\r\n"
    "To: Amelia Okafor <amelia@ours.example>\r\n"
    "Message-ID: <0123456789abcdef@s.example>\r\n"
    "References: <a@s.example> <b@s.example>\r\n"
    "In-Reply-To: <b@s.example>\r\n"
    "Subject: =?utf-8?b?w5xiZXJzaWNodA==?=\r\n"
    "List-Unsubscribe: <https://s.example/u?t=1>,\r\n <mailto:u@s.example>\r\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    "List-Id: News <news.s.example>\r\n"
    "Disposition-Notification-To: back@s.example\r\n"
    "X-Mailer: Mailer 1\r\n"
    "\r\n"
    "Dear Amelia, see http://s.example/a?u=7.\r\n";

TEST(Extract, HeaderFacts) {
    const std::vector<Message> messages = extract_text(plain, "in.mbox");
    ASSERT_EQ(messages.size(), 1u);
    const Message& m = messages[0];
    EXPECT_EQ(m.sha256, sha256_hex(plain));
    EXPECT_EQ(m.id, "M" + m.content_id.substr(0, 16));
    EXPECT_EQ(m.message_id, "<0123456789abcdef@s.example>");
    EXPECT_EQ(m.in_reply_to, "<b@s.example>");
    EXPECT_EQ(m.references, (std::vector<std::string>{"<a@s.example>", "<b@s.example>"}));
    EXPECT_EQ(rfc3339(m.date), "2021-01-23T08:00:00Z");
    EXPECT_EQ(rfc3339(m.received), "2021-01-23T08:00:00Z");
    EXPECT_EQ(m.subject,
              "\xC3\x9C"
              "bersicht");
    EXPECT_EQ(m.from, (std::vector<facts::Mailbox>{{"J\xC3\xB6rg", "joerg@s.example"}}));
    EXPECT_EQ(m.to, (std::vector<facts::Mailbox>{{"Amelia Okafor", "amelia@ours.example"}}));
    EXPECT_EQ(m.return_path, "bounce@s.example");
    EXPECT_EQ(m.delivered_to, (std::vector<std::string>{"amelia@ours.example", "m0666425@host.example"}));
    EXPECT_EQ(m.reader, "amelia@ours.example");
    EXPECT_EQ(m.reader_basis, facts::ReaderBasis::delivered_to);
    ASSERT_EQ(m.places.size(), 1u);
    EXPECT_EQ(m.places[0].source, "in.mbox");
    EXPECT_EQ(m.places[0].length, plain.size());
    EXPECT_EQ(m.places[0].reader, m.reader);
    EXPECT_EQ(m.list_id, "News <news.s.example>");
    EXPECT_EQ(m.list_unsubscribe,
              (std::vector<std::string>{"https://s.example/u?t=1", "mailto:u@s.example"}));
    EXPECT_TRUE(m.one_click_unsubscribe);
    EXPECT_EQ(m.receipt_to, std::vector<std::string>{"back@s.example"});
    ASSERT_EQ(m.received_hops.size(), 2u);
    EXPECT_TRUE(m.received_hops[0].trusted);
    EXPECT_FALSE(m.received_hops[1].trusted);
    EXPECT_EQ(m.origin_ip, "192.0.2.7");
    ASSERT_EQ(m.auth.size(), 2u);
    EXPECT_TRUE(m.auth[0].trusted);
    EXPECT_EQ(m.auth[0].domain, "s.example");
    EXPECT_FALSE(m.auth[1].trusted);  // below the border: the sender may have written it
    ASSERT_EQ(m.dkim.size(), 1u);
    EXPECT_EQ(m.dkim[0].selector, "k1");
    EXPECT_EQ(m.fingerprint.mailer, "Mailer 1");
    EXPECT_EQ(m.fingerprint.message_id_form, "<hex16@HOST>");
    EXPECT_EQ(m.fingerprint.date_zone, "+0800");
    EXPECT_NE(m.fingerprint.header_order, 0u);
    EXPECT_EQ(m.text.opening, "Dear Amelia, see http://s.example/a?u=7.");

    ASSERT_EQ(m.urls.size(), 2u);
    EXPECT_EQ(m.urls[0].kind, UrlKind::list_unsubscribe);
    EXPECT_EQ(m.urls[0].part, "");
    EXPECT_EQ(plain.substr(m.urls[0].part_offset, m.urls[0].url.size()), "https://s.example/u?t=1");
    EXPECT_EQ(m.urls[1].kind, UrlKind::plain_text);
    EXPECT_EQ(m.urls[1].part, "1");
    EXPECT_EQ(m.urls[1].url, "http://s.example/a?u=7");
}

// The fields that findings point at: as written, at their place, no flood of one.
TEST(Extract, HeaderFieldsKeepTheirPlaceAndBytes) {
    const std::string folded = "from : =?utf-8?q?J=C3=B6rg?=\r\n\t<Joerg@S.example>";
    const std::string receipt = "Disposition-Notification-To: <" + std::string(500, 'x') + "@s.example>";
    std::string mail = "Received: from a by b; Sat, 23 Jan 2021 07:59:00 +0000\r\n" + folded + "\r\n" +
                       receipt + "\r\nSubject: x\r\nSender:\r\n";
    for (int i = 0; i < 50; ++i) mail += "Reply-To: a" + std::to_string(i) + "@s.example\r\n";
    const auto fields = extract_text(mail + "\r\nbody\r\n")[0].header_fields;
    ASSERT_EQ(fields.size(), 6u);
    EXPECT_EQ(fields[0].name, "from");
    EXPECT_EQ(fields[0].offset, mail.find("from :"));
    EXPECT_EQ(fields[0].bytes, folded);
    EXPECT_EQ(fields[1].bytes, receipt.substr(0, 400));
    EXPECT_EQ(fields[2].bytes, "Sender:");
    EXPECT_EQ(fields[5].bytes, "Reply-To: a2@s.example");
    EXPECT_EQ(fields[5].offset, mail.find("Reply-To: a2"));
}

TEST(Extract, OnlyBelievedResultsThatDidNotPassAreKeptAsFields) {
    const auto results_of = [](const std::string& above, const std::string& below) {
        const std::string field = "Authentication-Results: mx.ours.example; ";
        const auto fields =
            extract_text(field + above + "\nReceived: from a by mx.ours.example; Sat, 23 Jan 2021 " +
                         "07:59:00 +0000\n" + field + below + "\nTo: a@ours.example\n\nx\n")[0]
                .header_fields;
        return fields.empty() ? std::string() : fields[0].bytes.substr(field.size());
    };
    EXPECT_EQ(results_of("spf=pass; dmarc=fail", "spf=pass"), "spf=pass; dmarc=fail");
    EXPECT_EQ(results_of("spf=pass; dmarc=pass", "dmarc=fail"), "");
    EXPECT_EQ(results_of("none", "dmarc=fail"), "");
}

TEST(Extract, LineEndsDoNotChangeTheFacts) {
    std::string lf(plain);
    std::erase(lf, '\r');
    const Message a = extract_text(plain)[0];
    const Message b = extract_text(lf)[0];
    EXPECT_EQ(a.text.masked_hash, b.text.masked_hash);
    EXPECT_EQ(a.urls.size(), b.urls.size());
    EXPECT_EQ(a.fingerprint.header_order, b.fingerprint.header_order);
    EXPECT_EQ(a.date, b.date);
    EXPECT_EQ(a.list_unsubscribe, b.list_unsubscribe);
}

// The thirteen ways of the field research to load or link, each by what must be seen.
TEST(Extract, ThirteenWays) {
    namespace h = facts::hidden;
    const struct {
        std::string_view what;
        std::string_view html;
        UrlKind kind;
        Trigger trigger;
        uint16_t hidden;  // bits that must be set; 0: none may be
        std::string_view url;
    } rows[] = {
        {"1x1, width first", "<img width=1 height=1 src=\"http://t.example/a.gif?u=7\">", UrlKind::img_src,
         Trigger::open, h::tiny, "http://t.example/a.gif?u=7"},
        {"1x1, source first", "<img src=\"http://t.example/a.gif?u=7\" height=\"1\" width=\"1\">",
         UrlKind::img_src, Trigger::open, h::tiny, "http://t.example/a.gif?u=7"},
        {"1x1 with style", "<img src=\"http://t.example/b\" width=\"1\" height=\"1\" style=\"border:0\">",
         UrlKind::img_src, Trigger::open, h::tiny, "http://t.example/b"},
        {"1x1 by CSS only", "<img src=\"http://t.example/c\" style=\"width:1px;height:1px\">",
         UrlKind::img_src, Trigger::open, h::tiny, "http://t.example/c"},
        {"0x0", "<img src=\"http://t.example/d\" width=0 height=0>", UrlKind::img_src, Trigger::open,
         h::zero_size, "http://t.example/d"},
        {"no dimensions", "<img src=\"http://t.example/e?u=7\">", UrlKind::img_src, Trigger::open, 0,
         "http://t.example/e?u=7"},
        {"display:none", "<img src=\"http://t.example/f\" style=\"display:none\">", UrlKind::img_src,
         Trigger::open, h::display_none, "http://t.example/f"},
        {"a news photo with a token",
         "<img src=\"http://t.example/news/photo.jpg?id=8f3a\" width=600 height=400>", UrlKind::img_src,
         Trigger::open, 0, "http://t.example/news/photo.jpg?id=8f3a"},
        {"CSS background", "<td style=\"background-image:url('http://t.example/bg.png?u=7')\">x</td>",
         UrlKind::css_url, Trigger::open, 0, "http://t.example/bg.png?u=7"},
        {"token in a plain link's path", "<a href=\"http://t.example/l/8f3a/read\">read</a>", UrlKind::anchor,
         Trigger::click, 0, "http://t.example/l/8f3a/read"},
        {"single-quoted attributes", "<img src='http://t.example/g?a=1&amp;u=7' width='1' height='1'>",
         UrlKind::img_src, Trigger::open, h::tiny, "http://t.example/g?a=1&u=7"},
        {"remote stylesheet", "<link rel=\"stylesheet\" href=\"http://t.example/s.css?u=7\">",
         UrlKind::link_stylesheet, Trigger::open, 0, "http://t.example/s.css?u=7"},
        {"video poster", "<video poster=\"http://t.example/p.jpg?u=7\"></video>", UrlKind::video_poster,
         Trigger::open, 0, "http://t.example/p.jpg?u=7"},
    };
    for (const auto& row : rows) {
        const std::string mail = html_mail("<p>Hello Amelia</p>" + std::string(row.html));
        const Message m = extract_text(mail)[0];
        ASSERT_EQ(m.urls.size(), 1u) << row.what;
        const UrlUse& use = m.urls[0];
        EXPECT_EQ(use.kind, row.kind) << row.what;
        EXPECT_EQ(use.trigger, row.trigger) << row.what;
        EXPECT_EQ(use.hidden & row.hidden, row.hidden) << row.what;
        if (row.hidden == 0) {
            EXPECT_EQ(use.hidden, 0) << row.what;
        }
        EXPECT_EQ(use.url, row.url) << row.what;
        EXPECT_EQ(use.host, "t.example") << row.what;
        EXPECT_EQ(use.site, "t.example") << row.what;
        EXPECT_EQ(use.part, "1") << row.what;
        const std::string_view body = std::string_view(mail).substr(mail.find("\r\n\r\n") + 4);
        const std::string_view written = use.raw.empty() ? use.url : use.raw;
        EXPECT_EQ(body.substr(use.part_offset, written.size()), written) << row.what;
    }
}

TEST(Extract, UrlsAreResolvedOrLeftOut) {
    const struct {
        std::string_view html;
        std::string_view url;  // "" for none
    } rows[] = {
        {"<base href=\"http://b.example/x/\"><img src=\"p.gif\">", "http://b.example/x/p.gif"},
        {"<img src=\"p.gif\">", ""},
        {"<img src=\"//t.example/p.gif\">", "https://t.example/p.gif"},
        {"<a href=\"www.t.example/p\">x</a>", "http://www.t.example/p"},
        {"<a href=\" HTTP://T.Example/p\">x</a>", "http://t.example/p"},
        {"<a href=\"#top\">x</a>", ""},
        {"<a href=\"mailto:a@b.example\">x</a>", ""},
        {"<a href=\"java\nscript:x()\">x</a>", ""},
        {"<img src=\"cid:a@b\">", ""},
        {"<img src=\"data:image/gif;base64,AAAA\">", ""},
        {"<img src=\"file://t.example/share/p.png\">", "file://t.example/share/p.png"},
    };
    for (const auto& row : rows) {
        const Message m = extract_text(html_mail(row.html))[0];
        EXPECT_EQ(m.urls.empty() ? "" : m.urls[0].url, row.url) << row.html;
    }
}

TEST(Extract, OffsetsCountInTheDecodedPartBeforeItsCharset) {
    // "ä" is one byte in ISO-8859-1 and two in UTF-8.
    const std::string html = "\xE4\xE4\xE4 <img src=\"http://t.example/\xE4?u=7\">";
    const std::string mail =
        "From: a@s.example\nTo: b@d.example\nContent-Type: text/html; charset=iso-8859-1\n"
        "Content-Transfer-Encoding: base64\n\n" +
        base64(html) + "\n";
    const Message m = extract_text(mail)[0];
    ASSERT_EQ(m.urls.size(), 1u);
    EXPECT_EQ(m.urls[0].part_offset, html.find("http"));
    EXPECT_EQ(m.urls[0].raw, "http://t.example/\xE4?u=7");
    EXPECT_EQ(m.urls[0].url, "http://t.example/%C3%A4?u=7");
}

TEST(Extract, CopiesWithOtherNamesHaveOneSketch) {
    const auto copy = [](std::string_view name, std::string_view address) {
        return extract_text(
            "From: a@s.example\nTo: " + std::string(name) + " <" + std::string(address) +
            ">\nContent-Type: text/html\n\n<p>Dear " + std::string(name) +
            ",</p><p>here is the article on the harvest of this year that we spoke of</p>")[0];
    };
    const Message a = copy("Amelia Okafor", "amelia@d.example");
    const Message b = copy("Bela Novak", "bela@e.example");
    EXPECT_EQ(a.text.minhash, b.text.minhash);
    EXPECT_EQ(a.text.structure_hash, b.text.structure_hash);
    EXPECT_NE(a.text.structure_hash, 0u);
    EXPECT_NE(a.content_id, b.content_id);
}

TEST(Extract, AlternativeCountsItsHtmlOnce) {
    const Message m = extract_text(
        "From: a@s.example\nTo: b@d.example\nContent-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nonly plain http://p.example/\n"
        "--b\nContent-Type: text/html\n\n<p>only html</p>\n--b--\n")[0];
    EXPECT_EQ(m.text.opening, "only html");
    ASSERT_EQ(m.parts.size(), 3u);
    EXPECT_EQ(m.parts[1].number, "1");
    EXPECT_EQ(m.parts[2].media_type, "text/html");
    ASSERT_EQ(m.urls.size(), 1u);
    EXPECT_EQ(m.urls[0].part, "1");
}

TEST(Extract, DateRule) {
    const auto date = [](std::string_view value, std::string_view received) {
        return rfc3339(extract_text("Received: by mx.example; " + std::string(received) +
                                    "\nDate: " + std::string(value) + "\nFrom: a@b.example\n\n")[0]
                           .date);
    };
    constexpr std::string_view arrival = "Sat, 23 Jan 2021 08:00:00 +0000";
    EXPECT_EQ(date("Fri, 22 Jan 2021 08:00:00 +0000", arrival), "2021-01-22T08:00:00Z");
    EXPECT_EQ(date("Thu, 1 Jan 1970 00:00:00 +0000", arrival), "2021-01-23T08:00:00Z");
    EXPECT_EQ(date("Tue, 19 Jan 2038 00:00:00 +0000", arrival), "2021-01-23T08:00:00Z");
    EXPECT_EQ(date("Mon, 25 Jan 2021 07:00:00 +0000", arrival), "2021-01-25T07:00:00Z");
    EXPECT_EQ(date("nonsense", arrival), "2021-01-23T08:00:00Z");
    EXPECT_EQ(date("Tue, 19 Jan 2038 00:00:00 +0000", ""), "2038-01-19T00:00:00Z");
}

TEST(Extract, AttachedMessagesAreMessages) {
    const std::string inner =
        "Delivered-To: carla@d.example\r\nReceived: from x by mx.d.example; Sat, 23 Jan 2021 08:00:00 "
        "+0000\r\n"
        "From: spy@s.example\r\nTo: undisclosed-recipients:;\r\nSubject: inner\r\nContent-Type: "
        "text/html\r\n\r\n"
        "<img src=\"http://t.example/i.gif\">";
    const std::string report =
        "Delivered-To: abuse@ours.example\r\nReceived: by mx.ours.example; Sat, 23 Jan 2021 09:00:00 "
        "+0000\r\n"
        "From: reporter@ours.example\r\nTo: abuse@ours.example\r\nContent-Type: multipart/mixed; "
        "boundary=b\r\n\r\n"
        "--b\r\n\r\nplease look\r\n"
        "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        base64(inner) + "\r\n--b--\r\n";
    const std::vector<Message> messages = extract_text(report);
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[1].subject, "inner");
    EXPECT_EQ(messages[1].inner_of, messages[0].content_id);
    EXPECT_EQ(messages[1].sha256, sha256_hex(inner));
    EXPECT_EQ(messages[1].places[0].part, "2");
    EXPECT_EQ(messages[1].places[0].length, report.size());
    EXPECT_EQ(messages[1].reader, "carla@d.example");  // not the reporter
    ASSERT_EQ(messages[1].urls.size(), 1u);
    EXPECT_EQ(messages[1].urls[0].part, "1");
    EXPECT_TRUE(messages[0].urls.empty());
}

TEST(Extract, NestedMessagesAreBounded) {
    std::string mail = "From: a@b.example\n\nend\n";
    for (int i = 0; i < 300; ++i) mail = "From: a@b.example\nContent-Type: message/rfc822\n\n" + mail;
    const std::vector<Message> messages = extract_text(mail);
    EXPECT_LE(messages.size(), Limits{}.max_inner_messages + 1);
    EXPECT_GT(messages.size(), 60u);
    EXPECT_TRUE(has(messages.back(), AnomalyKind::depth_limit));
    EXPECT_EQ(messages[2].places[0].part, "1.1");
}

TEST(Extract, JournalReportNamesTheReader) {
    const std::vector<Message> messages = extract_text(
        "From: journal@ours.example\nTo: archive@ours.example\nX-MS-Journal-Report:\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        "Sender: a@s.example\nSubject: x\nTo: list@ours.example\nBcc: Amelia@ours.example, Expanded: "
        "list@ours.example\n\n"
        "--b\nContent-Type: message/rfc822\n\nFrom: a@s.example\nTo: list@ours.example\nSubject: "
        "x\n\nhello\n--b--\n");
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[1].reader_basis, facts::ReaderBasis::journal);
    EXPECT_EQ(messages[1].delivered_to,
              (std::vector<std::string>{"list@ours.example", "amelia@ours.example"}));
    EXPECT_EQ(messages[0].reader_basis, facts::ReaderBasis::sole_to);
}

TEST(Extract, PartsSayWhatTheyAre) {
    const std::vector<Message> messages = extract_text(
        "From: a@s.example\nTo: b@d.example\nContent-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/html\n\n<form action=\"http://f.example/\"><input "
        "type=password></form><script>x</script>\n"
        "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; "
        "filename=\"page.html\"\n\n"
        "<html><img src=\"http://t.example/in-attachment\"></html>\n"
        "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"a.pdf\"\n\nMZ\x90 "
        "not a pdf\x01\n"
        "--b--\n");
    const Message& m = messages[0];
    ASSERT_EQ(m.parts.size(), 4u);
    EXPECT_TRUE(m.parts[1].has_form);
    EXPECT_TRUE(m.parts[1].has_script);
    EXPECT_TRUE(m.parts[1].has_password_field);
    EXPECT_EQ(m.parts[1].sha256, "");
    EXPECT_EQ(m.parts[2].found_type, "html");
    EXPECT_NE(m.parts[2].sha256, "");
    EXPECT_EQ(m.parts[3].found_type, "exe");
    EXPECT_EQ(m.parts[3].filename, "a.pdf");
    const auto in_attachment =
        std::find_if(m.urls.begin(), m.urls.end(), [](const UrlUse& use) { return use.part == "2"; });
    ASSERT_NE(in_attachment, m.urls.end());
    EXPECT_EQ(in_attachment->url, "http://t.example/in-attachment");
}

TEST(Extract, ReportsAndEncryptedMail) {
    EXPECT_TRUE(
        extract_text("From: a@b.example\nContent-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--\n")[0]
            .is_delivery_report);
    EXPECT_TRUE(extract_text("From: a@b.example\n\n-----BEGIN PGP MESSAGE-----\n\nAAAA\n")[0].is_encrypted);
    EXPECT_TRUE(
        extract_text(
            "From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAA\n")[0]
            .is_encrypted);
    EXPECT_FALSE(extract_text(plain)[0].is_encrypted);
}

TEST(Extract, CutAtEveryLength) {
    for (size_t length = 0; length <= plain.size(); length += 7) {
        const ExactBytes cut(plain.substr(0, length));
        EXPECT_EQ(extract_text(cut.view()).size(), 1u);
    }
}

}  // namespace
}  // namespace redshank::extract
