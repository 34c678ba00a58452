// SPDX-License-Identifier: Apache-2.0
// A sender can write these fields too. That is why only mbox stores, whose writers replace them, are asked
// for them; the flags say "delivered, read, replied" and never prove anything alone.
#include "source/store_fields.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "source/gmail_labels.h"

namespace redshank::source {

namespace {

constexpr std::string_view labels_field = "X-Gmail-Labels:";

template <typename Number>
std::optional<Number> to_number(std::string_view text, int base) {
    text = trim(text);
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

StoreFlags letters(std::string_view text, char read, char replied, char flagged, char deleted) {
    const auto has = [&](char c) { return text.find(c) != std::string_view::npos; };
    return {.read = has(read), .replied = has(replied), .flagged = has(flagged), .deleted = has(deleted)};
}

/// nsMsgMessageFlags: 1 read, 2 replied, 4 marked, 8 expunged.
StoreFlags mozilla_flags(std::string_view text) {
    const unsigned bits = to_number<unsigned>(text, 16).value_or(0);
    return {.read = (bits & 1) != 0,
            .replied = (bits & 2) != 0,
            .flagged = (bits & 4) != 0,
            .deleted = (bits & 8) != 0};
}

void read_field(std::string_view line, StoreFields& fields) {
    const auto body_of = [&](std::string_view name) -> std::optional<std::string_view> {
        if (!istarts_with(line, name)) return std::nullopt;
        return line.substr(name.size());
    };
    if (const auto status = body_of("Status:")) {
        fields.flags = fields.flags | StoreFlags{.read = status->find('R') != std::string_view::npos};
    } else if (const auto x_status = body_of("X-Status:")) {
        fields.flags = fields.flags | letters(*x_status, 'R', 'A', 'F', 'D');
    } else if (const auto mozilla = body_of("X-Mozilla-Status:")) {
        fields.flags = fields.flags | mozilla_flags(*mozilla);
    } else if (const auto labels = body_of(labels_field)) {
        fields.flags = fields.flags | gmail_flags(*labels);
    } else if (const auto length = body_of("Content-Length:")) {
        fields.content_length = to_number<uint64_t>(*length, 10);
    }
}

}  // namespace

StoreFields read_store_fields(Window& window, size_t max_header_bytes) {
    StoreFields fields;
    size_t line_start = 0;
    size_t searched = 0;
    for (;;) {
        const std::string_view view = window.view();
        const size_t end = view.find('\n', searched);
        if (end == std::string_view::npos) {
            searched = view.size();
            if (view.size() < max_header_bytes && window.more()) continue;
            fields.body = view.size();
            return fields;
        }
        // Labels are many, so theirs is a field that is folded.
        const bool is_labels = istarts_with(view.substr(line_start), labels_field);
        if (is_labels && end + 1 == view.size() && view.size() < max_header_bytes && window.more()) continue;
        if (is_labels && end + 1 < view.size() && (view[end + 1] == ' ' || view[end + 1] == '\t')) {
            searched = end + 1;
            continue;
        }
        std::string_view line = view.substr(line_start, end - line_start);
        if (line.ends_with('\r')) line.remove_suffix(1);
        line_start = searched = end + 1;
        if (line.empty() || line_start >= max_header_bytes) break;
        const char first = to_lower(line.front());
        if (first == 's' || first == 'x' || first == 'c') read_field(line, fields);
    }
    fields.body = line_start;
    return fields;
}

StoreFlags maildir_flags(std::string_view path) {
    const size_t slash = path.rfind('/');
    const std::string_view folder = slash == std::string_view::npos ? "" : path.substr(0, slash);
    const bool in_maildir =
        folder.ends_with("/cur") || folder.ends_with("/new") || folder == "cur" || folder == "new";
    const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    const size_t info = name.rfind("2,");
    if (info == std::string_view::npos || info == 0) return {};
    const char before = name[info - 1];
    if (before != ':' && before != ';' && before != '!' && !(before == '_' && in_maildir)) return {};
    return letters(name.substr(info + 2), 'S', 'R', 'F', 'T');
}

StoreFlags operator|(StoreFlags a, StoreFlags b) {
    return {.read = a.read || b.read,
            .replied = a.replied || b.replied,
            .flagged = a.flagged || b.flagged,
            .deleted = a.deleted || b.deleted};
}

}  // namespace redshank::source
