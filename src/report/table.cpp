// SPDX-License-Identifier: Apache-2.0
#include "report/table.h"

#include <algorithm>

#include "base/safe_text.h"

namespace redshank::report {

namespace {

constexpr size_t gap = 2;

std::string pad(std::string_view text, size_t width) {
    std::string out(text);
    for (size_t have = display_width(text); have < width; ++have) out += ' ';
    return out;
}

// At most `width` columns, wide characters counted.
std::string fit(const std::string& text, size_t width) {
    std::string out = text;
    for (size_t limit = width; display_width(out) > width && limit > 0; --limit) out = safe_text(text, limit);
    return out;
}

bool is_number(std::string_view cell) {
    if (cell.starts_with('-')) cell.remove_prefix(1);
    return !cell.empty() && cell.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string as_columns(const Table& table, size_t width) {
    std::vector<std::vector<std::string>> lines{table.header};
    lines.insert(lines.end(), table.rows.begin(), table.rows.end());
    std::vector<size_t> widths(table.header.size());
    for (auto& cells : lines) {
        for (size_t i = 0; i < cells.size(); ++i) {
            cells[i] = safe_text(cells[i]);
            widths[i] = std::max(widths[i], display_width(cells[i]));
        }
    }
    std::string out;
    for (const auto& cells : lines) {
        std::string line;
        size_t used = 0;
        for (size_t i = 0; i + 1 < cells.size(); ++i) {
            line += pad(cells[i], widths[i] + gap);
            used += widths[i] + gap;
        }
        if (!cells.empty()) line += width > used + 10 ? fit(cells.back(), width - used) : cells.back();
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

std::string wrap_words(std::string_view text, size_t width, size_t indent) {
    std::string out;
    size_t column = indent;
    while (!text.empty()) {
        const size_t space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        const size_t word_width = display_width(word);
        const bool is_first = column == indent;
        if (!is_first && column + 1 + word_width > width) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!is_first) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word_width;
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    }
    return out;
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string out;
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ',';
        std::string cell = safe_text(cells[i]);
        // A tab or CR at the start, which hides a formula from a reader, is a space by now.
        const size_t first = cell.find_first_not_of(' ');
        if (first != std::string::npos &&
            std::string_view("=+-@").find(cell[first]) != std::string_view::npos && !is_number(cell)) {
            cell.insert(0, 1, '\'');
        }
        if (cell.find_first_of(",\"\r\n") == std::string::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (const char c : cell) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    return out + "\r\n";
}

}  // namespace redshank::report
