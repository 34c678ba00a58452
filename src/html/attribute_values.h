// SPDX-License-Identifier: Apache-2.0
// The small grammars inside attribute values: srcset, dimensions, refresh, and lists of words.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace redshank::html {

/// The image candidates of a srcset (HTML Standard 4.8.4.3.11), as views into it, at most `max`.
std::vector<std::string_view> parse_srcset(std::string_view value, size_t max);

/// A width or height in pixels (2.3.4.4), infinity for a percentage, nothing where it is none.
std::optional<double> parse_dimension(std::string_view value);

/// The URL of a meta refresh (4.2.5.3), or "".
std::string_view parse_refresh(std::string_view content);

/// Calls `use` with each word of a white-space-separated list.
template <typename Use>
void for_each_word(std::string_view list, Use use);

/// Without leading and trailing HTML white space.
std::string_view trim_html(std::string_view text);

constexpr std::string_view html_space = " \t\n\f\r";

template <typename Use>
void for_each_word(std::string_view list, Use use) {
    size_t i = 0;
    while ((i = list.find_first_not_of(html_space, i)) != list.npos) {
        const size_t end = std::min(list.find_first_of(html_space, i), list.size());
        use(list.substr(i, end - i));
        i = end;
    }
}

}  // namespace redshank::html
