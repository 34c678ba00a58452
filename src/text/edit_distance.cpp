// SPDX-License-Identifier: Apache-2.0
// Optimal string alignment: insertion, deletion, substitution and the swap of two neighbours cost one each.
// Only cells within `limit` of the diagonal can matter (Ukkonen 1985), so it takes O(limit * length) time and
// three rows of memory.
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace redshank::text {

int edit_distance(std::string_view a, std::string_view b, int limit) {
    const auto rows = static_cast<std::ptrdiff_t>(a.size());
    const auto columns = static_cast<std::ptrdiff_t>(b.size());
    const std::ptrdiff_t band = std::max(limit, 0);
    const int above = limit + 1;
    if (limit < 0) return a == b ? 0 : above;
    if (std::abs(rows - columns) > band) return above;

    // Row i as columns 0 to b.size(); outside the band stands `above`.
    const std::vector<int> outside(static_cast<size_t>(columns) + 1, above);
    std::array<std::vector<int>, 3> row = {outside, outside, outside};
    for (std::ptrdiff_t j = 0; j <= std::min(columns, band); ++j) row[0][j] = static_cast<int>(j);

    for (std::ptrdiff_t i = 1; i <= rows; ++i) {
        std::vector<int>& now = row[i % 3];
        const std::vector<int>& before = row[(i + 2) % 3];
        const std::vector<int>& two_before = row[(i + 1) % 3];
        const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, i - band);
        const std::ptrdiff_t last = std::min(columns, i + band);
        if (first > 0) now[first - 1] = above;
        int smallest = above;
        for (std::ptrdiff_t j = first; j <= last; ++j) {
            int cost = j == 0 ? static_cast<int>(i) : above;
            if (j > 0) {
                cost = std::min(cost, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                cost = std::min(cost, now[j - 1] + 1);
                const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (swapped) cost = std::min(cost, two_before[j - 2] + 1);
            }
            // The cell above is outside the band at the row's end, where an old value may stand.
            if (j < i + band) cost = std::min(cost, before[j] + 1);
            now[j] = std::min(cost, above);
            smallest = std::min(smallest, now[j]);
        }
        if (smallest == above) return above;
    }
    return row[rows % 3][columns];
}

}  // namespace redshank::text
