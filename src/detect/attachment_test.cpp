// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "detect/rule_rows.h"

namespace redshank::detect {

using facts::Message;
using facts::Severity;

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
    return {
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

}  // namespace
}  // namespace redshank::detect
