// SPDX-License-Identifier: Apache-2.0
// Attachments by what their name says, what their first bytes are, what an archive lists, and what extraction
// found in the documents among them. Nothing is opened here.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/hash.h"
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
    const bool is_zip = found == "zip" || found == "ooxml" || found == "odf";
    if (promised == "ole") return found == "rtf" || is_zip || found == "text" || found == "html";
    return promised == "zip" && (is_zip || found == "ole");
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

// --- what documents hold ---

using facts::DocumentTrait;
using facts::TraitKind;

// Without bytes of its own, the whole attachment shows it: its hash stands among the facts.
facts::Evidence evidence_of(const DocumentTrait& trait) {
    if (trait.bytes.empty()) return {trait.part.substr(0, trait.part.find("!/")), 0, ""};
    return {trait.part, trait.part_offset, trait.bytes};
}

// "2!/a.zip!/b.docm" hangs on the mail as part 2.
const Part* part_of(const MessageView& view, std::string_view place) {
    const std::string_view number = place.substr(0, place.find("!/"));
    const auto& parts = view.message.parts;
    const auto found =
        std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.number == number; });
    return found == parts.end() ? nullptr : &*found;
}

Facts facts_of(const MessageView& view, const DocumentTrait& trait) {
    const Part* part = part_of(view, trait.part);
    Facts facts = part == nullptr ? Facts() : facts_of(*part);
    facts.emplace_back("detail", trait.detail);
    facts.emplace_back("trait", facts::trait_kind_name(trait.kind));
    return facts;
}

// One finding a kind and attachment, the first of it, with how many there are.
template <typename Is, typename Add>
void each_trait(const MessageView& view, Is is, Add add) {
    std::vector<const DocumentTrait*> first;
    std::vector<uint32_t> counts;
    for (const DocumentTrait& trait : view.message.document_traits) {
        if (!is(trait.kind)) continue;
        const auto same = std::find_if(first.begin(), first.end(), [&](const DocumentTrait* one) {
            return one->kind == trait.kind && part_of(view, one->part) == part_of(view, trait.part);
        });
        if (same == first.end()) {
            first.push_back(&trait);
            counts.push_back(1);
        } else {
            ++counts[static_cast<size_t>(same - first.begin())];
        }
    }
    for (size_t i = 0; i < first.size(); ++i) {
        Facts facts = facts_of(view, *first[i]);
        if (counts[i] > 1) facts.emplace_back("count", std::to_string(counts[i]));
        add(*first[i], std::move(facts));
    }
}

void each_of_kind(const MessageView& view, TraitKind kind, std::string_view title, FindingList& out) {
    each_trait(
        view, [&](TraitKind one) { return one == kind; },
        [&](const DocumentTrait& trait, Facts facts) {
            out.add(title, evidence_of(trait), std::move(facts));
        });
}

void each_of_kind(const MessageView& view, TraitKind kind, facts::Severity severity, std::string_view title,
                  FindingList& out) {
    each_trait(
        view, [&](TraitKind one) { return one == kind; },
        [&](const DocumentTrait& trait, Facts facts) {
            out.add(severity, title, evidence_of(trait), std::move(facts));
        });
}

bool is_share(const UrlView& url) {
    return url->url.scheme() == "file";
}

// One finding a host and kind for the URLs in attachments for which `is` holds, with the token that only
// other copies can judge.
template <typename Is, typename Add>
void each_url(const MessageView& view, Is is, Add add) {
    const auto groups = group_urls(view, [&](const UrlView& url) -> std::optional<uint64_t> {
        if (!is(url)) return std::nullopt;
        return hash64(url->host, static_cast<uint64_t>(url.use->kind));
    });
    for (const UrlGroup& group : groups) {
        const UrlView& url = *group.first;
        Facts facts = detect::facts_of(url);
        if (group.count > 1) facts.emplace_back("count", std::to_string(group.count));
        if (const Part* part = part_of(view, url.use->part)) facts.emplace_back("filename", part->filename);
        const auto token = std::find_if(url->pieces.begin(), url->pieces.end(), [](const url::Piece& piece) {
            return url::looks_like_token(piece.value);
        });
        if (token != url->pieces.end()) {
            facts.emplace_back("place", token->name);
            facts.emplace_back("token", token->value);
        }
        add(url, detect::evidence_of(*url.use), std::move(facts));
    }
}

bool gives_password(const facts::Message& message) {
    return mentions_password(text::fold(message.subject + " \n " + message.text.opening));
}

std::string_view loaded(facts::UrlKind kind) {
    switch (kind) {
        case facts::UrlKind::document_image:
            return "a picture";
        case facts::UrlKind::document_frame:
            return "another document";
        case facts::UrlKind::document_object:
            return "an object";
        default:
            return "data";
    }
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
    each_of_kind(view, TraitKind::active_page,
                 "A page in an attached archive holds what a browser would run when it is opened", out);
}

void dde(const MessageView& view, FindingList& out) {
    each_of_kind(view, TraitKind::dde, "A document asks to run a command by DDE, if the attachment is opened",
                 out);
}

void document_loads(const MessageView& view, FindingList& out) {
    each_url(
        view,
        [](const UrlView& url) {
            const facts::UrlKind kind = url.use->kind;
            return url.loads_with_attachment() && kind != facts::UrlKind::document_template &&
                   kind != facts::UrlKind::document_action && !is_share(url);
        },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            out.add("Loads " + std::string(loaded(url.use->kind)) +
                        " from another place, if the attachment is opened: would tell its sender",
                    std::move(evidence), std::move(facts));
        });
}

void double_extension(const MessageView& view, FindingList& out) {
    for (const Part& part : view.message.parts) {
        if (has_double_extension(part.filename)) {
            out.add("An attachment's name ends like a document's before its true ending, which runs programs",
                    evidence_of(part), facts_of(part));
        }
    }
}

void embedded_object(const MessageView& view, FindingList& out) {
    each_trait(
        view, [](TraitKind kind) { return kind == TraitKind::embedded_object || kind == TraitKind::activex; },
        [&](const DocumentTrait& trait, Facts facts) {
            const bool is_control = trait.kind == TraitKind::activex;
            out.add(
                is_control ? facts::Severity::low : facts::Severity::info,
                is_control ? "A document holds an ActiveX control" : "A document holds an embedded object",
                evidence_of(trait), std::move(facts));
        });
}

void encrypted_archive(const MessageView& view, FindingList& out) {
    const facts::Message& message = view.message;
    const auto is_encrypted = [](const Part& part) { return part.encrypted_members; };
    const auto part = std::find_if(message.parts.begin(), message.parts.end(), is_encrypted);
    if (part == message.parts.end()) return;
    if (gives_password(message)) {
        out.add("An encrypted archive with its password in the mail: no filter could look inside",
                evidence_of(*part), facts_of(*part));
    } else {
        out.add(facts::Severity::info, "An encrypted archive: what it holds could not be seen",
                evidence_of(*part), facts_of(*part));
    }
}

void encrypted_document(const MessageView& view, FindingList& out) {
    if (gives_password(view.message))
        each_of_kind(view, TraitKind::encrypted, facts::Severity::low,
                     "An encrypted document with its password in the mail: no filter could look inside", out);
    else
        each_of_kind(view, TraitKind::encrypted, facts::Severity::info,
                     "An encrypted document: what it holds could not be seen", out);
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

void file_share(const MessageView& view, FindingList& out) {
    each_url(
        view, [](const UrlView& url) { return facts::is_in_attachment(url.use->kind) && is_share(url); },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            if (url.loads_with_attachment()) {
                out.add(
                    "Connects to another host's file share, if the attachment is opened: Windows would "
                    "answer "
                    "with the reader's credentials",
                    std::move(evidence), std::move(facts));
            } else {
                out.add(facts::Severity::low, "A link in an attachment leads to another host's file share",
                        std::move(evidence), std::move(facts));
            }
        });
}

void macro(const MessageView& view, FindingList& out) {
    each_of_kind(view, TraitKind::macro, "A document holds macros, which may run if the attachment is opened",
                 out);
}

void password_in_text(const MessageView& view, FindingList& out) {
    each_trait(
        view, [](TraitKind one) { return one == TraitKind::opened_password; },
        [&](const DocumentTrait& trait, Facts facts) {
            // Office's default password (MS-OFFCRYPTO): the program never asks for it.
            out.add(
                trait.detail == "VelvetSweatshop"
                    ? "An encrypted document that opens without asking: filters that do not saw nothing"
                    : "An encrypted attachment opened with a word of the mail: filters that do not read it "
                      "saw nothing",
                evidence_of(trait), std::move(facts));
        });
}

void pdf_action(const MessageView& view, FindingList& out) {
    struct Row {
        TraitKind kind;
        facts::Severity severity;
        std::string_view title;
    };
    constexpr Row rows[] = {{TraitKind::launch, facts::Severity::high,
                             "A PDF starts a program or opens a file, if the viewer allows it"},
                            {TraitKind::remote_go_to, facts::Severity::medium, "A PDF opens another file"},
                            {TraitKind::script, facts::Severity::low,
                             "A PDF holds script, which runs if the attachment is opened"},
                            {TraitKind::embedded_file, facts::Severity::info, "A PDF holds files"}};
    for (const Row& row : rows) {
        each_trait(
            view, [&](TraitKind kind) { return kind == row.kind; },
            [&](const DocumentTrait& trait, Facts facts) {
                out.add(row.severity, row.title, evidence_of(trait), std::move(facts));
            });
    }
    each_url(
        view,
        [](const UrlView& url) { return url.use->kind == facts::UrlKind::document_action && !is_share(url); },
        [&](const UrlView&, facts::Evidence evidence, Facts facts) {
            out.add(facts::Severity::medium,
                    "A PDF calls an address by itself, if the attachment is opened: would tell its sender",
                    std::move(evidence), std::move(facts));
        });
}

void remote_template(const MessageView& view, FindingList& out) {
    each_url(
        view, [](const UrlView& url) { return url.use->kind == facts::UrlKind::document_template; },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            out.add(url->is_ours ? facts::Severity::info : facts::Severity::high,
                    "Fetches its template from another place, if the attachment is opened: would tell its "
                    "sender, "
                    "and the template may bring macros",
                    std::move(evidence), std::move(facts));
        });
}

void shortcut(const MessageView& view, FindingList& out) {
    each_of_kind(view, TraitKind::shortcut,
                 "A shortcut leads to another place or starts a program, if the attachment is opened", out);
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
