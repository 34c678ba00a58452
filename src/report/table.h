// SPDX-License-Identifier: Apache-2.0
// Rows of text as columns for a terminal, or as CSV (RFC 4180) that no spreadsheet can be made to run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redshank::report {

struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// Columns padded to their widest cell, the last one cut so that a line keeps within `width` columns. Cells
/// are made safe for a terminal here.
std::string as_columns(const Table& table, size_t width);

/// Words over lines of at most `width` columns, the lines after the first behind `indent` spaces; no line end
/// at the end. The first line is taken to stand behind `indent` columns already.
std::string wrap_words(std::string_view text, size_t width, size_t indent);

/// One line (RFC 4180), cells made safe as in a terminal and quoted where they must be; a cell that a
/// spreadsheet would run (= + - @ at its start) gets a leading '.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace redshank::report
