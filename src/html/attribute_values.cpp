// SPDX-License-Identifier: Apache-2.0
// Each is linear in its value.
#include "html/attribute_values.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/ascii.h"

namespace redshank::html {

std::string_view trim_html(std::string_view text) {
    const size_t first = text.find_first_not_of(html_space);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(html_space) - first + 1);
}

std::vector<std::string_view> parse_srcset(std::string_view value, size_t max) {
    std::vector<std::string_view> urls;
    size_t i = 0;
    while (urls.size() < max) {
        i = value.find_first_not_of(" \t\n\f\r,", i);
        if (i == value.npos) break;
        const size_t end = std::min(value.find_first_of(html_space, i), value.size());
        std::string_view url = value.substr(i, end - i);
        i = end;
        const bool candidate_ends = url.ends_with(',');
        while (url.ends_with(',')) url.remove_suffix(1);
        urls.push_back(url);
        // Descriptors go on to a comma outside parentheses.
        for (bool in_parentheses = false; !candidate_ends && i < value.size(); ++i) {
            if (value[i] == '(') in_parentheses = true;
            if (value[i] == ')') in_parentheses = false;
            if (value[i] == ',' && !in_parentheses) break;
        }
    }
    return urls;
}

std::optional<double> parse_dimension(std::string_view value) {
    value = trim_html(value);
    if (value.starts_with('+')) value.remove_prefix(1);
    if (value.empty() || !(is_digit(value[0]) || value[0] == '.')) return {};
    double number = 0;
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), number, std::chars_format::fixed);
    if (error != std::errc()) return {};
    const bool percent = end != value.data() + value.size() && *end == '%';
    return percent && number != 0 ? std::numeric_limits<double>::infinity() : number;
}

std::string_view parse_refresh(std::string_view content) {
    content = trim_html(content);
    content.remove_prefix(std::min(content.find_first_not_of("0123456789."), content.size()));
    content.remove_prefix(std::min(content.find_first_not_of(" \t\n\f\r;,"), content.size()));
    if (istarts_with(content, "url")) {
        const std::string_view after = trim_html(content.substr(3));
        if (after.starts_with('=')) content = trim_html(after.substr(1));
    }
    if (content.empty() || (content[0] != '"' && content[0] != '\'')) return content;
    return content.substr(1, content.find(content[0], 1) - 1);
}

}  // namespace redshank::html
