// SPDX-License-Identifier: Apache-2.0
// gumbo builds the tree that a browser would; every URL in it that loads or can be clicked must be among
// ours. Inputs: html5lib's tree-construction cases and the HTML of all mail of the corpus. What we leave out
// on purpose is in the predicate has_meaning below. Only sets of (attribute's purpose, value) are compared:
// gumbo clones formatting elements.
#include <gtest/gtest.h>
#include <gumbo.h>

#include <iostream>
#include <set>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "base/testing.h"
#include "html/archive_for_testing.h"
#include "html/attribute_values.h"
#include "html/html.h"

namespace redshank::html {
namespace {

using Found = std::set<std::string>;

std::string attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? "" : std::string(trim_html(found->value));
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string tag_name(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    return ascii_lower(std::string_view(piece.data, piece.length));
}

// Whether the HTML Standard loads or follows that attribute there.
bool has_meaning(const GumboElement& element, const std::string& tag, std::string_view name,
                 bool in_picture) {
    const bool html = element.tag_namespace == GUMBO_NAMESPACE_HTML;
    if (name == "background") {
        return is_one_of(tag, {"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"});
    }
    if (name == "poster") return html && tag == "video";
    if (name == "srcset") return html && (tag == "img" || (tag == "source" && in_picture));
    if (name == "src") {
        if (tag == "input") return iequals(attribute(element, "type"), "image");
        if (tag == "source") return !in_picture;
        return html && is_one_of(tag, {"img", "script", "iframe", "frame", "embed", "video", "audio", "track",
                                       "bgsound"});
    }
    if (tag == "link") {
        bool loads = false;
        for_each_word(attribute(element, "rel"), [&](std::string_view word) {
            loads = loads || iequals(word, "stylesheet") || iequals(word, "icon") ||
                    iequals(word, "preload") || iequals(word, "dns-prefetch");
        });
        return loads;
    }
    return is_one_of(tag, {"a", "area"});
}

void collect(const GumboElement& element, bool in_picture, Found& found) {
    const std::string tag = tag_name(element);
    for (const std::string name : {"src", "href", "background", "poster", "srcset"}) {
        const std::string value = attribute(element, name.c_str());
        if (value.empty() || !has_meaning(element, tag, name, in_picture)) continue;
        if (name != "srcset") found.insert(value);
        if (name != "srcset") continue;
        for (const std::string_view url : parse_srcset(value, 1000)) found.insert(std::string(url));
    }
}

Found urls_of_tree(const std::string& html) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    Found found;
    std::vector<std::pair<const GumboNode*, bool>> open = {{output->root, false}};
    while (!open.empty()) {
        const auto [node, in_picture] = open.back();
        open.pop_back();
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
        const GumboElement& element = node->v.element;
        collect(element, in_picture, found);
        const bool picture = in_picture || tag_name(element) == "picture";
        for (unsigned i = 0; i < element.children.length; ++i) {
            open.emplace_back(static_cast<const GumboNode*>(element.children.data[i]), picture);
        }
    }
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return found;
}

// gumbo reads some control characters as U+FFFD; the HTML Standard (13.2.3.5) keeps them, as we do. Both
// sides go through this.
std::string without_controls(std::string_view value) {
    std::string out;
    for (const char c : value) {
        const bool is_control = (c > 0 && c < ' ' && c != '\t' && c != '\n' && c != '\f') || c == '\x7F';
        if (is_control) {
            out += "\xEF\xBF\xBD";
        } else {
            out += c;
        }
    }
    return out;
}

Found urls_of_ours(const std::string& html) {
    const Limits limits;
    AnomalyList anomalies;
    Found found;
    for (const Reference& reference : read_page(html, limits, anomalies).references)
        found.insert(without_controls(reference.value));
    return found;
}

struct Tally {
    size_t inputs = 0;
    size_t bytes = 0;
    size_t urls = 0;
    size_t missed = 0;

    // Without CR, which the tree would turn into LF also inside a value, and as UTF-8, which is all that
    // gumbo reads.
    void compare(const std::string& name, std::string html) {
        html = replace_bad_utf8(html);
        std::erase(html, '\r');
        const Found tree = urls_of_tree(html);
        const Found ours = urls_of_ours(html);
        ++inputs;
        bytes += html.size();
        urls += tree.size();
        for (const std::string& url : tree) {
            if (ours.contains(without_controls(url))) continue;
            ++missed;
            ADD_FAILURE() << name << ": the tree shows " << url << "\n" << html.substr(0, 300);
        }
    }

    void print(std::string_view corpus) const {
        std::cout << "oracle " << corpus << ": " << inputs << " inputs, " << bytes / 1024 << " KiB, " << urls
                  << " URLs in the trees, " << missed << " missed\n";
    }
};

// --- the HTML parts of mail, decoded as far as the corpora need it: a test-side reader, not the room mime
// ---

std::string decode_quoted_printable(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out.push_back(text[i]);
        } else if (i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2])) {
            out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
            i += 2;
        } else {
            i = std::min(text.find('\n', i), text.size());
        }
    }
    return out;
}

std::string decode_base64(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    uint32_t group = 0;
    int bits = 0;
    for (const char c : text) {
        const size_t value = alphabet.find(c);
        if (value == alphabet.npos) continue;
        group = group << 6 | static_cast<uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out.push_back(static_cast<char>(group >> bits & 0xFF));
    }
    return out;
}

// Every "Content-Type: text/html" header section and what follows it up to the next line that begins with
// "--".
std::vector<std::string> html_parts(const std::string& mail) {
    std::vector<std::string> parts;
    const std::string lower = ascii_lower(mail);
    for (size_t at = lower.find("\ncontent-type: text/html"); at != lower.npos;
         at = lower.find("\ncontent-type: text/html", at + 1)) {
        const size_t lf = lower.find("\n\n", at);
        const size_t crlf = lower.find("\r\n\r\n", at);
        const size_t blank = std::min(lf, crlf);
        if (blank == lower.npos) break;
        const size_t begin = std::min({lower.rfind("\n\n", at), lower.rfind("\r\n\r\n", at), at});
        const std::string_view header = std::string_view(lower).substr(begin, blank - begin);
        const size_t boundary = mail.find("\n--", blank);
        const std::string_view body = std::string_view(mail).substr(blank, boundary - blank);
        const bool quoted = header.find("quoted-printable") != header.npos;
        const bool base64 = header.find("transfer-encoding: base64") != header.npos;
        parts.push_back(quoted   ? decode_quoted_printable(body)
                        : base64 ? decode_base64(body)
                                 : std::string(body));
    }
    return parts;
}

// All files of a folder of the corpus: archives of messages, and mboxes, which html_parts reads as one long
// message.
Tally run_folder(const std::filesystem::path& folder) {
    Tally tally;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".zst") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        for (const ArchiveMember& member : read_archive(file)) {
            for (const std::string& html : html_parts(member.bytes))
                tally.compare(file.filename().string() + " " + member.name, html);
        }
    }
    tally.print(folder.filename().string());
    return tally;
}

TEST(OracleCorpus, TreeConstructionCases) {
    REDSHANK_NEEDS_SHARED();
    Tally tally;
    const auto archive =
        shared_dir() / "suites/html5lib-tree-construction/html5lib-tree-construction.tar.zst";
    for (const ArchiveMember& member : read_archive(archive)) {
        if (!member.name.ends_with(".dat")) continue;
        const std::string& text = member.bytes;
        for (size_t at = text.find("#data\n"); at != text.npos; at = text.find("#data\n", at + 1)) {
            const size_t end = text.find("\n#errors", at);
            if (end != text.npos && end > at + 6)
                tally.compare(member.name, text.substr(at + 6, end - at - 6));
        }
    }
    tally.print("html5lib-tree-construction");
    EXPECT_GT(tally.inputs, 1700u);
}

TEST(OracleCorpus, EveryHtmlPartOfTheCorpus) {
    REDSHANK_NEEDS_SHARED();
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(shared_dir() / "corpus")) {
        if (entry.is_directory()) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    size_t parts = 0;
    size_t missed = 0;
    for (const auto& folder : folders) {
        const Tally tally = run_folder(folder);
        parts += tally.inputs;
        missed += tally.missed;
    }
    std::cout << "oracle: " << parts << " HTML parts, " << missed << " URLs missed\n";
    EXPECT_GT(parts, 9000u);
}

}  // namespace
}  // namespace redshank::html
