// SPDX-License-Identifier: Apache-2.0
// Each delimiter line is compared with every open multipart, at most limits.max_mime_depth of them, and only
// bytes that the line itself has: the cost stays linear whatever the boundaries are.
#include "mime/boundary.h"

#include <algorithm>

#include "base/ascii.h"
#include "mime/header.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;

std::string_view without_trailing_blanks(std::string_view text) {
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// RFC 2046 5.1.1: a boundary does not end in white space, and gateways add some to lines.
bool same(std::string_view line, std::string_view boundary) {
    return line == boundary || line == without_trailing_blanks(boundary);
}

template <typename Matches>
bool find_level(const std::vector<OpenMultipart>& stack, bool closed, Delimiter& found, Matches matches) {
    for (size_t level = stack.size(); level-- > 0;) {
        if (stack[level].closed != closed) continue;
        for (const std::string& boundary : stack[level].boundaries) {
            if (!matches(std::string_view(boundary))) continue;
            found.level = level;
            found.boundary = boundary;
            return true;
        }
    }
    return false;
}

}  // namespace

size_t NextMark::find(std::string_view text, size_t at) {
    if (at < from_) {
        // A multipart is walked again: only what lies before has not been searched.
        const size_t stop = from_ == npos ? text.size() : std::min(from_ + mark_.size() - 1, text.size());
        const size_t earlier = text.substr(0, stop).find(mark_, at);
        if (earlier != npos) found_ = earlier;
        from_ = at;
    } else if (found_ < at) {
        found_ = text.find(mark_, at);
        from_ = at;
    }
    return found_;
}

bool DashLines::next(size_t at, DashLine& line) {
    if (at >= raw_.size()) return false;
    // From one byte before, so that the line at `at` itself is met.
    const size_t from = at == 0 ? 0 : at - 1;
    line.at = at;
    if (!raw_.substr(at).starts_with("--")) {
        const size_t end_before = std::min(after_feed_.find(raw_, from), after_bare_cr_.find(raw_, from));
        if (end_before == npos) return false;
        line.at = end_before + 1;
    }
    const LineEnd end = find_line_end(raw_, line.at);
    line.text = raw_.substr(line.at, end.text_end - line.at);
    line.next = end.next;
    return true;
}

bool find_delimiter(const std::vector<OpenMultipart>& stack, std::string_view line, Delimiter& found) {
    found = {};
    const std::string_view whole = without_trailing_blanks(line.substr(2));
    const std::string_view text = line.substr(2);
    const auto is_whole = [&](std::string_view b) { return text == b || same(whole, b); };
    const auto is_close = [&](std::string_view b) {
        const auto begins = [&](std::string_view reading) {
            return text.size() >= reading.size() + 2 && text.substr(reading.size(), 2) == "--" &&
                   text.starts_with(reading);
        };
        return begins(b) || begins(without_trailing_blanks(b));
    };
    if (find_level(stack, false, found, is_whole)) return true;
    if (find_level(stack, false, found, is_close)) {
        found.closes = true;
        return true;
    }
    if (find_level(stack, true, found, is_whole)) return true;
    found.prefix_only = true;
    return find_level(stack, false, found,
                      [&](std::string_view b) { return !b.empty() && text.starts_with(b); });
}

bool is_part_header(std::string_view raw, size_t at) {
    constexpr std::string_view prefix = "content-";
    return raw.size() > at + prefix.size() && iequals(raw.substr(at, prefix.size()), prefix);
}

std::string_view first_boundary(std::string_view raw, size_t from) {
    const size_t at = raw.find_first_not_of("\r\n", from);
    if (at == std::string_view::npos || !raw.substr(at).starts_with("--")) return {};
    const LineEnd end = find_line_end(raw, at);
    const std::string_view boundary = without_trailing_blanks(raw.substr(at + 2, end.text_end - at - 2));
    return is_part_header(raw, end.next) ? boundary : std::string_view();
}

std::string_view guess_boundary(std::string_view raw, size_t from, size_t to) {
    DashLines lines(raw.substr(0, to));
    DashLine line;
    for (size_t at = from; lines.next(at, line); at = line.next) {
        const std::string_view boundary = without_trailing_blanks(line.text.substr(2));
        if (!boundary.empty() && is_part_header(raw.substr(0, to), line.next)) return boundary;
    }
    return {};
}

}  // namespace redshank::mime
