// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "detect/rule_rows.h"

namespace redshank::detect {

using facts::Message;
using facts::Severity;
using facts::TraitKind;
using facts::UrlKind;

std::vector<RuleRow> attachment_rows() {
    constexpr auto none = std::nullopt;
    const auto file = [](std::string_view name, std::string_view found_type) {
        return [name = std::string(name), type = std::string(found_type)](Message& m) {
            add_attachment(m, name, type);
        };
    };
    const auto archive = [](std::vector<std::string> members) {
        return [members](Message& m) { add_attachment(m, "papers.zip", "zip").members = members; };
    };
    const auto trait = [](TraitKind kind) {
        return [kind](Message& m) {
            add_attachment(m, "papers.bin", "");
            m.document_traits.push_back({kind, "detail", "2!/a", 0, "bytes"});
        };
    };
    const auto url = [](UrlKind kind, std::string_view href) {
        return [kind, href = std::string(href)](Message& m) {
            add_attachment(m, "papers.docx", "ooxml");
            add_url(m, kind, facts::Trigger::click, href).part = "2!/word/_rels/settings.xml.rels";
        };
    };
    const std::string_view web = "https://t.example/x?u=8f14e45f";
    const std::string_view share = "file://t.example/share/x";
    return {
        {"attachment/active-html", "a page in an archive", trait(TraitKind::active_page), Severity::medium},
        {"attachment/dde", "a field", trait(TraitKind::dde), Severity::high},
        {"attachment/dde", "macros are another rule", trait(TraitKind::macro), none},
        {"attachment/document-loads", "a picture", url(UrlKind::document_image, web), Severity::low},
        {"attachment/document-loads", "a link", url(UrlKind::document_link, web), none},
        {"attachment/document-loads", "a template is another rule", url(UrlKind::document_template, web),
         none},
        {"attachment/document-loads", "the mail's own picture", url(UrlKind::img_src, web), none},
        {"attachment/embedded-object", "an object", trait(TraitKind::embedded_object), Severity::info},
        {"attachment/embedded-object", "a control", trait(TraitKind::activex), Severity::low},
        {"attachment/embedded-object", "a file in a PDF", trait(TraitKind::embedded_file), none},
        {"attachment/encrypted-document", "says so", trait(TraitKind::encrypted), Severity::info},
        {"attachment/encrypted-document", "opened", trait(TraitKind::opened_password), none},
        {"attachment/file-share", "loads", url(UrlKind::document_template, share), Severity::high},
        {"attachment/file-share", "a link", url(UrlKind::document_link, share), Severity::low},
        {"attachment/file-share", "the web", url(UrlKind::document_image, web), none},
        {"attachment/macro", "VBA", trait(TraitKind::macro), Severity::medium},
        {"attachment/macro", "DDE is another rule", trait(TraitKind::dde), none},
        {"attachment/password-in-text", "opened", trait(TraitKind::opened_password), Severity::medium},
        {"attachment/password-in-text", "closed", trait(TraitKind::encrypted), none},
        {"attachment/pdf-action", "starts a program", trait(TraitKind::launch), Severity::high},
        {"attachment/pdf-action", "opens a file", trait(TraitKind::remote_go_to), Severity::medium},
        {"attachment/pdf-action", "script", trait(TraitKind::script), Severity::low},
        {"attachment/pdf-action", "calls an address", url(UrlKind::document_action, web), Severity::medium},
        {"attachment/pdf-action", "a link", url(UrlKind::document_link, web), none},
        {"attachment/remote-template", "of another host", url(UrlKind::document_template, web),
         Severity::high},
        {"attachment/remote-template", "of ours",
         url(UrlKind::document_template, "https://parliament.example/a.dotx"), Severity::info},
        {"attachment/remote-template", "a picture", url(UrlKind::document_image, web), none},
        {"attachment/shortcut", "a file that leads elsewhere", trait(TraitKind::shortcut), Severity::medium},
        {"attachment/shortcut", "a link", url(UrlKind::document_link, web), none},
        {"attachment/type-mismatch", "an office document", file("letter.docx", "ooxml"), none},
        {"attachment/double-extension", "pdf.exe", file("report.pdf.exe", "exe"), Severity::high},
        {"attachment/double-extension", "blanks before the true ending",
         file("report.pdf          .scr", "exe"), Severity::high},
        {"attachment/double-extension", "two harmless endings", file("report.v2.pdf", "pdf"), none},
        {"attachment/double-extension", "a version", file("setup.1.2.exe", "exe"), none},
        {"attachment/executable", "by name", file("run.js", "text"), Severity::high},
        {"attachment/executable", "by name with a dot behind", file("run.EXE. ", ""), Severity::high},
        {"attachment/executable", "by content", file("picture.dat", "exe"), Severity::high},
        {"attachment/executable", "on a list",
         [](Message& m) {
             m.list_id = "dev.lists.example";
             add_attachment(m, "build.bat", "text");
         },
         Severity::low},
        {"attachment/executable", "a message named like a host",
         [](Message& m) { add_attachment(m, "Re: www.outlet.com", "").media_type = "message/rfc822"; }, none},
        {"attachment/executable", "a document", file("report.pdf", "pdf"), none},
        {"attachment/executable-in-archive", "a shortcut inside", archive({"a/read.txt", "a/Report.pdf.lnk"}),
         Severity::high},
        {"attachment/executable-in-archive", "documents inside", archive({"a/read.txt", "b/report.pdf"}),
         none},
        {"attachment/active-html", "script",
         [](Message& m) { add_attachment(m, "invoice.html", "html").has_script = true; }, Severity::medium},
        {"attachment/active-html", "a form",
         [](Message& m) { add_attachment(m, "invoice.htm", "html").has_form = true; }, Severity::medium},
        {"attachment/active-html", "a password field",
         [](Message& m) { add_attachment(m, "invoice.shtml", "").has_password_field = true; },
         Severity::high},
        {"attachment/active-html", "a still page", file("invoice.html", "html"), none},
        {"attachment/active-html", "the body itself",
         [](Message& m) {
             facts::Part& part = m.parts.emplace_back();
             part.number = "1";
             part.media_type = "text/html";
             part.has_form = true;
         },
         none},
        {"attachment/encrypted-archive", "with the password",
         [](Message& m) {
             add_attachment(m, "papers.zip", "zip").encrypted_members = true;
             m.text.opening = "The password is 2021";
         },
         Severity::low},
        {"attachment/encrypted-archive", "alone",
         [](Message& m) { add_attachment(m, "papers.zip", "zip").encrypted_members = true; }, Severity::info},
        {"attachment/encrypted-archive", "open", file("papers.zip", "zip"), none},
        {"attachment/type-mismatch", "a zip named pdf", file("report.pdf", "zip"), Severity::low},
        {"attachment/type-mismatch", "a program named pdf", file("report.pdf", "exe"), Severity::high},
        {"attachment/type-mismatch", "RTF named doc", file("letter.doc", "rtf"), none},
        {"attachment/type-mismatch", "encrypted docx", file("letter.docx", "ole"), none},
        {"attachment/type-mismatch", "another picture", file("photo.jpg", "png"), none},
        {"attachment/type-mismatch", "as it says", file("report.pdf", "pdf"), none},
        {"attachment/type-mismatch", "type unknown", file("report.pdf", ""), none},
    };
}

namespace {

TEST(Attachment, NamesTheMemberThatRuns) {
    Message message = plain_message();
    add_attachment(message, "papers.zip", "zip").members = {"a.txt", "b.hta"};
    const auto found = findings_of(message);
    const facts::Finding* finding = find(found, "attachment/executable-in-archive");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(fact(*finding, "member"), "b.hta");
    EXPECT_EQ(fact(*finding, "filename"), "papers.zip");
    EXPECT_EQ(finding->evidence[0].part, "2");
}

TEST(Attachment, WordsKeepTheMailAndTheAttachmentApart) {
    Message message = plain_message();
    add_attachment(message, "papers.docx", "ooxml");
    add_url(message, UrlKind::document_image, facts::Trigger::click,
            "https://t.example/p.png?u=" + message.to[0].address)
        .part = "2!/word/_rels/document.xml.rels";
    const auto found = findings_of(message);
    for (const char* rule : {"attachment/document-loads", "tracking/names-reader"}) {
        const facts::Finding* finding = find(found, rule);
        ASSERT_NE(finding, nullptr) << rule;
        EXPECT_NE(finding->title.find("if the attachment is opened"), std::string::npos) << finding->title;
        EXPECT_EQ(finding->evidence[0].part, "2!/word/_rels/document.xml.rels");
    }
    EXPECT_EQ(find(found, "tracking/remote-content"), nullptr);
    EXPECT_EQ(find(found, "tracking/link-token"), nullptr);
}

TEST(Attachment, ManyTraitsOfOneKindAreOneFinding) {
    Message message = plain_message();
    add_attachment(message, "a.docm", "ooxml");
    for (int i = 0; i < 3; ++i) message.document_traits.push_back({TraitKind::macro, "m", "2!/m", 0, ""});
    const auto found = findings_of(message);
    const auto is_macro = [](const facts::Finding& one) { return one.rule == "attachment/macro"; };
    EXPECT_EQ(std::count_if(found.begin(), found.end(), is_macro), 1);
    EXPECT_EQ(fact(*find(found, "attachment/macro"), "count"), "3");
    EXPECT_EQ(fact(*find(found, "attachment/macro"), "filename"), "a.docm");
}

}  // namespace
}  // namespace redshank::detect
