// SPDX-License-Identifier: Apache-2.0
// What of a message is the message, whoever stored it (design.md, Identity). Three rules beyond the header's
// words:
//   - line ends: any number of CR before an LF goes with it; a bare CR is content, except in a message
//   without any LF,
//     whose CRs are its line ends;
//   - line ends at the end of the message become one LF: mbox writers add and readers take away empty lines
//   there;
//   - the header section ends at the first empty line; a field's continuation lines go with it.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "source/find_mark.h"
#include "source/source.h"

namespace redshank::source {

namespace {

using namespace std::string_view_literals;

constexpr std::array store_names = {"status"sv,         "x-status"sv,  "x-keys"sv,         "x-uid"sv,
                                    "x-uidl"sv,         "lines"sv,     "content-length"sv, "x-evolution"sv,
                                    "x-gmail-labels"sv, "x-gm-thrid"sv};

bool is_store_field(std::string_view line) {
    const char first = line.empty() ? '\0' : to_lower(line.front());
    if (first != 's' && first != 'x' && first != 'l' && first != 'c') return false;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string_view name = trim(line.substr(0, colon));
    return istarts_with(name, "X-Mozilla-") || std::any_of(store_names.begin(), store_names.end(),
                                                           [&](auto known) { return iequals(name, known); });
}

/// Whether a line is ">From ", ">>From " …: mboxrd quotes each of them once more.
bool is_quoted_from(std::string_view line) {
    const size_t marks = std::min(line.find_first_not_of('>'), line.size());
    return marks > 0 && line.substr(marks).starts_with("From ");
}

/// The line at the front of `text`, with its LF.
std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    return line;
}

/// Appends a line with its end made LF.
void append_line(std::string& out, std::string_view line) {
    if (!line.ends_with('\n')) {
        out.append(line);
        return;
    }
    line.remove_suffix(1);
    while (line.ends_with('\r')) line.remove_suffix(1);
    out.append(line).push_back('\n');
}

bool is_empty_line(std::string_view line) {
    return line.find_first_not_of("\r\n") == std::string_view::npos;
}

/// Copies the header section without the fields of stores; gives back what is behind it, its empty line
/// included.
std::string_view append_header(std::string& out, std::string_view text, bool from_quoting) {
    bool dropping = false;
    while (!text.empty()) {
        std::string_view rest = text;
        std::string_view line = take_line(rest);
        if (is_empty_line(line)) break;
        text = rest;
        if (line.front() != ' ' && line.front() != '\t') dropping = is_store_field(line);
        if (dropping) continue;
        if (from_quoting && is_quoted_from(line)) line.remove_prefix(1);
        append_line(out, line);
    }
    return text;
}

bool has_from_quoting(std::string_view text) {
    return find_mark(text, ">From ") != std::string_view::npos;
}

void append_body(std::string& out, std::string_view text, bool from_quoting) {
    const bool has_cr = text.find('\r') != std::string_view::npos;
    const bool has_quoting = from_quoting && has_from_quoting(text);
    if (!has_cr && !has_quoting) {
        out.append(text);
        return;
    }
    while (!text.empty()) {
        std::string_view line = take_line(text);
        if (has_quoting && is_quoted_from(line)) line.remove_prefix(1);
        append_line(out, line);
    }
}

bool header_has_store_field(std::string_view text) {
    while (!text.empty() && text.front() != '\n') {
        if (is_store_field(take_line(text))) return true;
    }
    return false;
}

/// Whether only line ends at the end may have to go.
bool is_normal(std::string_view bytes, bool from_quoting) {
    return bytes.ends_with('\n') && bytes.find('\r') == std::string_view::npos &&
           !(from_quoting && has_from_quoting(bytes)) && !header_has_store_field(bytes);
}

}  // namespace

std::string_view normal_form(std::string_view bytes, bool from_quoting, std::string& storage) {
    if (is_normal(bytes, from_quoting)) return bytes.substr(0, bytes.find_last_not_of('\n') + 2);
    std::string from_bare_cr;
    if (bytes.find('\n') == std::string_view::npos && bytes.find('\r') != std::string_view::npos) {
        from_bare_cr = bytes;
        std::replace(from_bare_cr.begin(), from_bare_cr.end(), '\r', '\n');
        bytes = from_bare_cr;
    }
    storage.clear();
    storage.reserve(bytes.size() + 1);
    append_body(storage, append_header(storage, bytes, from_quoting), from_quoting);
    while (!storage.empty() && (storage.back() == '\n' || storage.back() == '\r')) storage.pop_back();
    storage.push_back('\n');
    return storage;
}

}  // namespace redshank::source
