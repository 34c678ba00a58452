// SPDX-License-Identifier: Apache-2.0
// Tables as text (RFC 4180): quoted cells may hold separators, doubled quotes and line ends.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::intel {

/// The separator of a header line: comma, semicolon or tab, whichever it has most of.
char separator_of(std::string_view header_line);

/// Calls `take` with each row's cells and the offset of its first byte; false stops. Empty lines are no rows.
/// A row has at most 1,000 cells. A quote that does not end takes the rest of the text up to 1 MiB.
void each_row(std::string_view text, char separator,
              const std::function<bool(const std::vector<std::string>& cells, size_t offset)>& take);

}  // namespace redshank::intel
