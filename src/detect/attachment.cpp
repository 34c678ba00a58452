// SPDX-License-Identifier: Apache-2.0
// Attachments by what their name says, what their first bytes are, and what an archive lists. Nothing is
// opened here.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "detect/detectors.h"
#include "detect/words.h"
#include "text/fold.h"

namespace redshank::detect::attachment {

namespace {

using facts::Part;

// What Windows or macOS runs when it is opened (Microsoft's list of attachments that Outlook blocks, and disk
// images, which carry a file past the mark of the web).
constexpr std::array<std::string_view, 49> executable_extensions = {"ade",  "adp",
                                                                    "apk",  "appx",
                                                                    "bat",  "chm",
                                                                    "cmd",  "com",
                                                                    "cpl",  "dll",
                                                                    "dmg",  "exe",
                                                                    "hta",  "img",
                                                                    "inf",  "ins",
                                                                    "iso",  "jar",
                                                                    "jnlp", "js",
                                                                    "jse",  "lnk",
                                                                    "mde",  "msc",
                                                                    "msi",  "msix",
                                                                    "msp",  "mst",
                                                                    "one",  "pif",
                                                                    "pkg",  "ps1",
                                                                    "psc1", "reg",
                                                                    "scf",  "scr",
                                                                    "sct",  "settingcontent-ms",
                                                                    "url",  "vb",
                                                                    "vbe",  "vbs",
                                                                    "vhd",  "vhdx",
                                                                    "wsf",  "wsh",
                                                                    "xbap", "xll",
                                                                    "xpi"};
constexpr std::array<std::string_view, 20> document_extensions = {
    "csv", "doc", "docx", "gif", "htm",  "html", "jpeg", "jpg", "mp3",  "mp4",
    "odt", "pdf", "png",  "ppt", "pptx", "rtf",  "txt",  "xls", "xlsx", "zip"};

template <size_t N>
bool is_in(const std::array<std::string_view, N>& sorted, std::string_view word) {
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

std::string extension(std::string_view name) {
    const size_t dot = name.rfind('.');
    // Windows drops dots and spaces at the end of a name: "a.exe. " is a.exe.
    if (dot != std::string_view::npos && trim(name.substr(dot + 1)).empty() && dot > 0) {
        return extension(name.substr(0, dot));
    }
    return dot == std::string_view::npos ? std::string() : ascii_lower(trim(name.substr(dot + 1)));
}

bool is_executable_name(std::string_view name) {
    return is_in(executable_extensions, extension(name));
}

bool is_executable_type(std::string_view found) {
    constexpr std::array<std::string_view, 5> types = {"elf", "exe", "iso", "lnk", "macho"};
    return is_in(types, found);
}

// "report.pdf.exe", also with blanks that push the true ending out of view.
bool has_double_extension(std::string_view name) {
    if (!is_executable_name(name)) return false;
    const std::string_view stem = trim(name.substr(0, name.rfind('.')));
    return is_in(document_extensions, extension(stem));
}

bool is_html(const Part& part) {
    const std::string ending = extension(part.filename);
    const bool named =
        ending == "htm" || ending == "html" || ending == "xhtml" || ending == "shtml" || ending == "svg";
    return named || part.media_type == "text/html" || part.found_type == "html";
}

bool is_attached(const Part& part) {
    return part.disposition == "attachment" || !part.filename.empty();
}

// Families of content that one extension may hold; "" where the extension promises nothing that is checked.
std::string_view promised_type(std::string_view ending) {
    struct Row {
        std::string_view ending, type;
    };
    constexpr std::array<Row, 19> rows = {{{"7z", "7z"},
                                           {"doc", "ole"},
                                           {"docm", "zip"},
                                           {"docx", "zip"},
                                           {"gif", "gif"},
                                           {"gz", "gzip"},
                                           {"jpeg", "jpeg"},
                                           {"jpg", "jpeg"},
                                           {"odt", "zip"},
                                           {"pdf", "pdf"},
                                           {"png", "png"},
                                           {"ppt", "ole"},
                                           {"pptx", "zip"},
                                           {"rar", "rar"},
                                           {"rtf", "rtf"},
                                           {"xls", "ole"},
                                           {"xlsm", "zip"},
                                           {"xlsx", "zip"},
                                           {"zip", "zip"}}};
    for (const Row& row : rows) {
        if (row.ending == ending) return row.type;
    }
    return {};
}

bool is_picture(std::string_view type) {
    return type == "png" || type == "jpeg" || type == "gif" || type == "webp" || type == "bmp";
}

// Known harmless disagreements: Word saves RTF and HTML as .doc, encrypted OOXML is an OLE file, and phones
// name every picture .jpg.
bool is_usual_mismatch(std::string_view promised, std::string_view found) {
    if (is_picture(promised) && is_picture(found)) return true;
    if (promised == "ole") return found == "rtf" || found == "zip" || found == "text" || found == "html";
    return promised == "zip" && found == "ole";
}

facts::Evidence evidence_of(const Part& part) {
    return {part.number, 0, ""};
}

Facts facts_of(const Part& part) {
    return {{"filename", part.filename},
            {"found_type", part.found_type},
            {"media_type", part.media_type},
            {"sha256", part.sha256}};
}

Facts with(Facts facts, std::string_view name, std::string_view value) {
    facts.emplace_back(name, value);
    return facts;
}

}  // namespace

void active_html(const MessageView& view, FindingList& out) {
    for (const Part& part : view.message.parts) {
        if (!is_attached(part) || !is_html(part)) continue;
        if (part.has_password_field) {
            out.add(facts::Severity::high, "An attached page asks for a password when it is opened",
                    evidence_of(part), with(facts_of(part), "shows", "password-field"));
        } else if (part.has_script || part.has_form) {
            out.add("An attached page holds script or a form that a browser would run when it is opened",
                    evidence_of(part), with(facts_of(part), "shows", part.has_script ? "script" : "form"));
        }
    }
}

void double_extension(const MessageView& view, FindingList& out) {
    for (const Part& part : view.message.parts) {
        if (has_double_extension(part.filename)) {
            out.add("An attachment's name ends like a document's before its true ending, which runs programs",
                    evidence_of(part), facts_of(part));
        }
    }
}

void encrypted_archive(const MessageView& view, FindingList& out) {
    const facts::Message& message = view.message;
    const auto is_encrypted = [](const Part& part) { return part.encrypted_members; };
    const auto part = std::find_if(message.parts.begin(), message.parts.end(), is_encrypted);
    if (part == message.parts.end()) return;
    if (mentions_password(text::fold(message.subject + " \n " + message.text.opening))) {
        out.add("An encrypted archive with its password in the mail: no filter could look inside",
                evidence_of(*part), facts_of(*part));
    } else {
        out.add(facts::Severity::info, "An encrypted archive: what it holds could not be seen",
                evidence_of(*part), facts_of(*part));
    }
}

void executable(const MessageView& view, FindingList& out) {
    for (const Part& part : view.message.parts) {
        const bool by_type = is_executable_type(part.found_type);
        if (!by_type && (!is_executable_name(part.filename) || part.media_type.starts_with("message/")))
            continue;
        // Developers' lists carry scripts.
        out.add(view.unless_bulk(facts::Severity::high, facts::Severity::low),
                "An attachment is of a kind that runs programs when it is opened", evidence_of(part),
                facts_of(part));
    }
}

void executable_in_archive(const MessageView& view, FindingList& out) {
    for (const Part& part : view.message.parts) {
        // A Java archive or an office document lists members that its own program reads, not the person.
        if (extension(part.filename) == "jar") continue;
        const auto member = std::find_if(part.members.begin(), part.members.end(), is_executable_name);
        if (member == part.members.end()) continue;
        out.add("An attached archive lists a file of a kind that runs programs when it is opened",
                evidence_of(part), with(facts_of(part), "member", *member));
    }
}

void type_mismatch(const MessageView& view, FindingList& out) {
    for (const Part& part : view.message.parts) {
        const std::string_view promised = promised_type(extension(part.filename));
        if (promised.empty() || part.found_type.empty() || promised == part.found_type) continue;
        if (is_usual_mismatch(promised, part.found_type)) continue;
        const bool runs = is_executable_type(part.found_type);
        out.add(runs ? facts::Severity::high : facts::Severity::low,
                "An attachment's content is of another type than its name says", evidence_of(part),
                with(facts_of(part), "promised_type", promised));
    }
}

}  // namespace redshank::detect::attachment
