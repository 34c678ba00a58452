// SPDX-License-Identifier: Apache-2.0
// What a document, once somebody opens it, would load, lead to or run. Every reader of this room gives these,
// with offsets into the bytes that it was given, and none follows anything.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace redshank::document {

/// Where a reference stands. In the order of facts::UrlKind from document_template to document_form; extract
/// asserts it.
enum class ReferenceKind : uint8_t {
    template_document,  // a template or style sheet that the program fetches when it opens the document
    image,
    frame,     // another document shown inside: subdocument, frame, linked section
    object,    // a linked object, film or sound
    resource,  // other data: a linked workbook, a query, a font
    action,    // what a PDF does by itself when it, or a page of it, is opened
    link,      // a person must click
    form,      // where a form is sent
};

struct Reference {
    ReferenceKind kind = ReferenceKind::link;
    std::string value;    // decoded; may be relative, a UNC path or no URL at all
    uint32_t offset = 0;  // of the value as written
    uint32_t length = 0;
    std::string text;  // what a person sees of a link, where that is known
};

/// In the order of facts::TraitKind; extract asserts it.
enum class TraitKind : uint8_t {
    macro,
    activex,
    dde,
    embedded_object,
    script,           // JavaScript in a PDF
    active_page,      // an HTML page in an archive, with script or a password field
    launch,           // a PDF that starts a program or opens a file
    remote_go_to,     // a PDF that opens another file (GoToR, GoToE)
    embedded_file,    // a file inside a PDF
    encrypted,        // only a password shows what is in it
    opened_password,  // an archive that opened with a word of the mail
    shortcut,         // a file that only leads elsewhere: .url, .lnk
};

struct Trait {
    TraitKind kind = TraitKind::macro;
    uint32_t offset = 0;  // of the bytes that show it; length 0: the whole
    uint32_t length = 0;
    std::string detail;  // a member's name, a command; short, may hold anything
};

struct Contents {
    std::vector<Reference> references;
    std::vector<Trait> traits;
    bool cut = false;  // a limit ended the reading
};

/// Bytes of a detail that are kept.
constexpr size_t max_detail_bytes = 300;

}  // namespace redshank::document
