// SPDX-License-Identifier: Apache-2.0
#include "intel/csv.h"

#include <algorithm>

namespace redshank::intel {

namespace {

constexpr size_t max_cells = 1000;
constexpr size_t max_cell_bytes = 1u << 20;

}  // namespace

char separator_of(std::string_view header_line) {
    char best = ',';
    ptrdiff_t most = 0;
    for (const char c : {',', ';', '\t'}) {
        const ptrdiff_t count = std::count(header_line.begin(), header_line.end(), c);
        if (count > most) {
            most = count;
            best = c;
        }
    }
    return best;
}

void each_row(std::string_view text, char separator,
              const std::function<bool(const std::vector<std::string>&, size_t)>& take) {
    size_t at = 0;
    while (at < text.size()) {
        const size_t begin = at;
        std::vector<std::string> cells(1);
        bool ended = false;
        while (at < text.size() && !ended) {
            const char c = text[at++];
            std::string& cell = cells.back();
            if (c == '"' && cell.empty()) {
                while (at < text.size() && cell.size() < max_cell_bytes) {
                    if (text[at] != '"') {
                        cell += text[at++];
                    } else if (at + 1 < text.size() && text[at + 1] == '"') {
                        cell += '"';
                        at += 2;
                    } else {
                        ++at;
                        break;
                    }
                }
            } else if (c == separator) {
                if (cells.size() < max_cells) cells.emplace_back();
            } else if (c == '\n') {
                ended = true;
            } else if (c != '\r') {
                cell += c;
            }
        }
        const bool is_empty = cells.size() == 1 && cells.front().empty();
        if (!is_empty && !take(cells, begin)) return;
    }
}

}  // namespace redshank::intel
