// SPDX-License-Identifier: Apache-2.0
// Mails with documents made by hand, through the whole of extraction: what is found, where, and that its
// bytes stand there.
#include "extract/attachments.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "document/testing.h"
#include "extract/extract.h"

namespace redshank::extract {
namespace {

using document::make_docx;
using document::make_pdf;
using document::make_zip;
using document::relationship;
using facts::Message;

std::string mail_with(const std::string& filename, const std::string& bytes,
                      const std::string& text = "Please read.",
                      const std::string& type = "application/octet-stream") {
    return "From: News <news@s.example>\r\nTo: amelia@ours.example\r\nSubject: papers\r\n"
           "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" +
           text + "\r\n--b\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n" +
           "Content-Disposition: attachment; filename=\"" + filename + "\"\r\n\r\n" + base64(bytes) +
           "\r\n--b--\r\n";
}

std::vector<Message> read(const std::string& mail, const Limits& limits = {}) {
    static const org::Organisation org = org::default_organisation();
    Input input;
    input.bytes = input.normal = mail;
    input.source = "x.eml";
    return extract(input, org, limits);
}

// "kind url part | … ; trait detail part | …", and a check that the evidence stands at its place.
std::string dump(const std::string& mail, const Limits& limits = {}) {
    const Message m = read(mail, limits)[0];
    std::string out;
    for (const facts::UrlUse& use : m.urls) {
        const std::string& written = use.raw.empty() ? use.url : use.raw;
        const auto bytes = bytes_at(mail, use.part, limits);
        EXPECT_TRUE(bytes && bytes->compare(use.part_offset, written.size(), written) == 0)
            << use.part << " at " << use.part_offset << ": " << written;
        EXPECT_EQ(use.trigger, facts::Trigger::click);
        out += std::string(out.empty() ? "" : " | ") + std::string(facts::url_kind_name(use.kind)) + " " +
               use.url + " " + use.part;
    }
    for (const facts::DocumentTrait& trait : m.document_traits) {
        const auto bytes = bytes_at(mail, trait.part, limits);
        EXPECT_TRUE(trait.bytes.empty() ||
                    (bytes && bytes->compare(trait.part_offset, trait.bytes.size(), trait.bytes) == 0))
            << trait.part;
        out += std::string(out.empty() ? "" : " | ") + std::string(facts::trait_kind_name(trait.kind)) + " " +
               trait.detail + " " + trait.part;
    }
    return out;
}

bool has(const Message& message, AnomalyKind kind) {
    return std::any_of(message.anomalies.begin(), message.anomalies.end(),
                       [&](const Anomaly& anomaly) { return anomaly.kind == kind; });
}

TEST(Attachments, WhatIsFoundAndWhere) {
    const std::string docx =
        make_docx(relationship("attachedTemplate", "https://t.example/a.dotm?u=1&amp;v=2"), "",
                  {{"word/vbaProject.bin", "macros"}});
    const std::string pdf = make_pdf({"<< /OpenAction << /S /URI /URI (https://t.example/o\\(1\\)) >> >>"});
    const std::string odt =
        make_zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                  {"content.xml", "<a><draw:image xlink:href='https://t.example/i'/></a>"},
                  {"Basic/Standard/M.xml", "<script:module/>"}});
    struct Row {
        const char* what;
        const char* filename;
        std::string bytes;
        const char* expected;
    };
    const Row rows[] = {
        {"docx", "a.docx", docx,
         "document-template https://t.example/a.dotm?u=1&v=2 2!/word/_rels/document.xml.rels | macro "
         "word/vbaProject.bin 2!/word/vbaProject.bin"},
        {"docx of another name", "invoice.dat", docx,
         "document-template https://t.example/a.dotm?u=1&v=2 2!/word/_rels/document.xml.rels | macro "
         "word/vbaProject.bin 2!/word/vbaProject.bin"},
        {"odt", "a.odt", odt,
         "document-image https://t.example/i 2!/content.xml | macro Basic/Standard/M.xml "
         "2!/Basic/Standard/M.xml"},
        {"pdf", "a.pdf", pdf, "document-action https://t.example/o(1) 2"},
        {"pdf in zip in zip", "a.zip", make_zip({{"b.zip", make_zip({{"d/c.pdf", pdf}})}}),
         "document-action https://t.example/o(1) 2!/b.zip!/d/c.pdf"},
        {"docx in zip", "a.zip",
         make_zip({{"b.docx", make_docx(relationship("image", "http://t.example/p"))}}),
         "document-image http://t.example/p 2!/b.docx!/word/_rels/document.xml.rels"},
        {"two of one name", "a.zip", make_zip({{"b.pdf", pdf}, {"b.pdf", pdf}}),
         "document-action https://t.example/o(1) 2!/b.pdf | document-action https://t.example/o(1) "
         "2!/b.pdf#2"},
        {"page in zip", "a.zip",
         make_zip(
             {{"p.html", "<html><img src=http://t.example/p><script>x</script><a href=http://t.example/l>"}}),
         "document-image http://t.example/p 2!/p.html | document-link http://t.example/l 2!/p.html | "
         "active-page a "
         "page with script 2!/p.html"},
        {"share", "a.docx", make_docx(relationship("image", "file:///\\\\t.example\\s\\p.png")),
         "document-image file://t.example/s/p.png 2!/word/_rels/document.xml.rels"},
        {"the reader's own disk", "a.docx", make_docx(relationship("attachedTemplate", "file:///C:\\a.dotm")),
         ""},
        {"file in a PDF", "a.pdf",
         make_pdf({"<< /Type /Filespec /F (b.docx) /EF << /F 2 0 R >> >>",
                   document::pdf_stream("/Type /EmbeddedFile",
                                        make_docx(relationship("image", "http://t.example/p")))}),
         "document-image http://t.example/p 2!/obj2!/word/_rels/document.xml.rels | embedded-file b.docx 2"},
        {"calendar", "a.ics", "BEGIN:VCALENDAR\r\nURL:https://t.example/e?u=1\r\nEND:VCALENDAR\r\n",
         "document-link https://t.example/e?u=1 2"},
        {"contact", "a.vcf", "BEGIN:VCARD\r\nPHOTO:https://t.example/p.png\r\nEND:VCARD\r\n",
         "document-image https://t.example/p.png 2"},
        {"rtf named doc", "a.doc", "{\\rtf1{\\*\\template https://t.example/a.dotm}}",
         "document-template https://t.example/a.dotm 2"},
        {"old Word document", "a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x13 DDEAUTO cmd x\x15",
         "dde DDEAUTO cmd x 2"},
        {"shortcut in zip", "a.zip",
         make_zip({{"b.url", "[InternetShortcut]\r\nURL=https://t.example/u\r\n"}}),
         "document-link https://t.example/u 2!/b.url | shortcut https://t.example/u 2!/b.url"},
        {"sheet in text form", "a.csv", "a,=cmd|'/c calc'!A0\n", "dde =cmd|'/c calc'!A0 2"},
        {"picture", "a.png", "\x89PNG\r\n\x1A\nhttp://t.example/", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(dump(mail_with(row.filename, row.bytes)), row.expected) << row.what;
}

TEST(Attachments, ACalendarInTheMailItself) {
    const std::string mail =
        "From: a@s.example\r\nTo: b@ours.example\r\nContent-Type: text/calendar; charset=utf-8; "
        "method=REQUEST\r\n\r\n"
        "BEGIN:VCALENDAR\r\nDESCRIPTION:Join https://t.example/j\r\nEND:VCALENDAR\r\n";
    EXPECT_EQ(dump(mail), "document-link https://t.example/j 1");
}

TEST(Attachments, AMailInAnArchiveIsAMessage) {
    const std::string inner = "From: a@s.example\r\nSubject: inner\r\n\r\nSee https://t.example/inner\r\n";
    const std::string mail = mail_with("a.zip", make_zip({{"m/b.eml", inner}}));
    const std::vector<Message> messages = read(mail);
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[1].subject, "inner");
    EXPECT_EQ(messages[1].places[0].part, "2!/m/b.eml");
    EXPECT_EQ(messages[1].inner_of, messages[0].content_id);
    EXPECT_EQ(bytes_at(mail, "2!/m/b.eml", Limits{}), inner);
    EXPECT_EQ(bytes_at(mail, "2!/m/c.eml", Limits{}), std::nullopt);
    ASSERT_EQ(messages[1].urls.size(), 1u);
    EXPECT_EQ(messages[1].urls[0].kind, facts::UrlKind::plain_text);
}

TEST(Attachments, APageSavedWholeIsAMessage) {
    const std::string page =
        "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<img src=https://t.example/p>\r\n";
    for (const std::string& mail : {mail_with("a.mht", page), mail_with("a.zip", make_zip({{"a.mhtml", page}})),
                                    mail_with("a.docx", make_docx("", "", {{"word/a.mht", page}}))}) {
        const std::vector<Message> messages = read(mail);
        ASSERT_EQ(messages.size(), 2u);
        ASSERT_EQ(messages[1].urls.size(), 1u);
        EXPECT_EQ(messages[1].urls[0].url, "https://t.example/p");
    }
}

TEST(Attachments, TheTextsPasswordOpensAnArchive) {
    const std::string docx = make_docx(relationship("image", "http://t.example/p"));
    const std::string zip = make_zip({{"b.docx", docx}}, "Kr7-qq!");
    const std::string expected =
        "document-image http://t.example/p 2!/b.docx!/word/_rels/document.xml.rels | opened-password Kr7-qq! "
        "2";
    EXPECT_EQ(dump(mail_with("a.zip", zip, "The password is: Kr7-qq!\r\nRegards")), expected);
    EXPECT_EQ(dump(mail_with("a.zip", zip, "The password is on its way")), "");
    EXPECT_EQ(dump(mail_with("a.zip", zip, "Kr7-qq!")), "") << "no mention of a password";
    const Message closed = read(mail_with("a.zip", zip, "Hello"))[0];
    EXPECT_TRUE(closed.parts[2].encrypted_members);
    EXPECT_EQ(closed.parts[2].members, std::vector<std::string>{"b.docx"});
}

std::string seed(const std::string& name) {
    std::ifstream file(REDSHANK_SOURCE_DIR "/fuzz/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

TEST(Attachments, TheTextsPasswordOpensDocuments) {
    const std::string text = "The password is: Kr7-qq\r\n";
    const std::string docx = seed("document_ole_fuzz/agile");
    EXPECT_EQ(dump(mail_with("a.docx", docx, text)),
              "document-template https://t.example/a.dotm?u=1 "
              "2!/EncryptedPackage!/word/_rels/document.xml.rels | opened-password Kr7-qq 2");
    EXPECT_EQ(dump(mail_with("a.docx", docx)), "encrypted EncryptedPackage 2");
    EXPECT_EQ(dump(mail_with("a.zip", make_zip({{"a.docx", docx}}), text)),
              "document-template https://t.example/a.dotm?u=1 "
              "2!/a.docx!/EncryptedPackage!/word/_rels/document.xml.rels | opened-password Kr7-qq "
              "2!/a.docx");
    const std::string pdf = seed("document_pdf_fuzz/r6-password");
    EXPECT_EQ(dump(mail_with("a.pdf", pdf)), "encrypted  2");
    const Message opened = read(mail_with("a.pdf", pdf, text))[0];
    ASSERT_EQ(opened.urls.size(), 2u);
    EXPECT_EQ(opened.urls[0].url, "https://t.example/open?u=1");
    ASSERT_EQ(opened.document_traits.size(), 1u);
    EXPECT_EQ(opened.document_traits[0].kind, facts::TraitKind::opened_password);
}

TEST(Attachments, ADocumentUnderOfficesDefaultPasswordOpensAlone) {
    EXPECT_EQ(dump(mail_with("a.docx", seed("document_ole_fuzz/velvet"))),
              "document-template https://t.example/a.dotm?u=1 "
              "2!/EncryptedPackage!/word/_rels/document.xml.rels | opened-password VelvetSweatshop 2");
}

TEST(Attachments, APageInsideADocumentIsRead) {
    const std::string docx =
        make_docx("", "", {{"word/afchunk.htm", "<html><img src=http://t.example/p></html>"}});
    EXPECT_EQ(dump(mail_with("a.docx", docx)), "document-image http://t.example/p 2!/word/afchunk.htm");
    const std::string disguised =
        make_zip({{"[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"},
                  {"word/document.xml", "<?xml version=\"1.0\"?><d/>"},
                  {"word/_rels/document.xml.rels", "<?xml version=\"1.0\"?><!-- <html --><Relationships>" +
                                                       relationship("image", "http://t.example/p") +
                                                       "</Relationships>"}});
    EXPECT_EQ(dump(mail_with("a.docx", disguised)),
              "document-image http://t.example/p 2!/word/_rels/document.xml.rels");
}

TEST(Attachments, WhatNobodyReadsOrOpensIsSaid) {
    const Message rar = read(mail_with("a.rar", std::string("Rar!\x1A\x07\x01\0xxxx", 12)))[0];
    EXPECT_TRUE(has(rar, AnomalyKind::attachment_not_read));
    const Message inner = read(mail_with("a.zip", make_zip({{"b.cab", std::string("MSCF\0\0\0\0", 8)}})))[0];
    EXPECT_TRUE(has(inner, AnomalyKind::attachment_not_read));
    for (const char* name : {"document_archive_fuzz/7z-data", "document_archive_fuzz/7z-names"}) {
        const Message locked = read(mail_with("a.7z", seed(name).substr(1)))[0];
        EXPECT_TRUE(locked.parts[2].encrypted_members) << name;
        EXPECT_TRUE(locked.document_traits.empty()) << name;
    }
}

TEST(Attachments, MembersOfInnerArchivesAreListed) {
    const Message m =
        read(mail_with("a.zip", make_zip({{"b.zip", make_zip({{"Report.pdf.exe", "MZ"}})}})))[0];
    EXPECT_EQ(m.parts[2].members, (std::vector<std::string>{"b.zip", "b.zip!/Report.pdf.exe"}));
}

TEST(Attachments, DepthAndSizeAreBoundedAndTold) {
    std::string nested = make_zip({{"p.pdf", make_pdf({"<< /S /URI /URI (http://t.example/) >>"})}});
    for (int i = 0; i < 10; ++i) nested = make_zip({{"n.zip", nested}});
    const Message deep = read(mail_with("a.zip", nested))[0];
    EXPECT_TRUE(deep.urls.empty());
    EXPECT_TRUE(has(deep, AnomalyKind::depth_limit));
    Limits limits;
    limits.max_unpacked_bytes = 1000;
    const std::string big = make_zip({{"a.pdf", make_pdf({std::string(5000, ' ')})}});
    EXPECT_TRUE(has(read(mail_with("a.zip", big), limits)[0], AnomalyKind::attachment_not_read));
}

TEST(Attachments, APageOpenedFromTheMailLoadsNothingBefore) {
    const std::string mail =
        mail_with("page.html", "<html><img src=http://t.example/p><form action=http://t.example/f>",
                  "Please read.", "text/html");
    EXPECT_EQ(dump(mail), "document-image http://t.example/p 2 | document-form http://t.example/f 2");
}

}  // namespace
}  // namespace redshank::extract
