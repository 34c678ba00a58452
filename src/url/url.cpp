// SPDX-License-Identifier: Apache-2.0
#include "url/url.h"

#include "base/ascii.h"

namespace redshank::url {

namespace {

std::string_view between(const std::string& href, uint32_t from, uint32_t to) {
    return std::string_view(href).substr(from, to - from);
}

int hex_at(std::string_view text, size_t at) {
    if (at + 2 >= text.size() || !is_hex_digit(text[at + 1]) || !is_hex_digit(text[at + 2])) return -1;
    return hex_value(text[at + 1]) << 4 | hex_value(text[at + 2]);
}

}  // namespace

std::string_view Url::scheme() const {
    return between(href, 0, scheme_end);
}

std::string_view Url::host() const {
    return between(href, host_start, host_end);
}

std::string_view Url::path() const {
    const auto end = static_cast<uint32_t>(href.size());
    return between(href, path_start, std::min({query_start, fragment_start, end}));
}

std::string_view Url::query() const {
    if (query_start == none) return {};
    return between(href, query_start + 1, std::min(fragment_start, static_cast<uint32_t>(href.size())));
}

std::string_view Url::fragment() const {
    if (fragment_start == none) return {};
    return std::string_view(href).substr(fragment_start + 1);
}

std::string percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const size_t percent = std::min(text.find('%', at), text.size());
        out.append(text, at, percent - at);
        at = percent;
        if (at == text.size()) break;
        const int value = hex_at(text, at);
        out += value < 0 ? '%' : static_cast<char>(value);
        at += value < 0 ? 1 : 3;
    }
    return out;
}

std::vector<QueryPair> query_pairs(std::string_view query) {
    std::vector<QueryPair> pairs;
    const auto decode = [](std::string_view text) {
        std::string plus_is_space(text);
        std::replace(plus_is_space.begin(), plus_is_space.end(), '+', ' ');
        return percent_decode(plus_is_space);
    };
    while (!query.empty()) {
        const size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const size_t equals = std::min(pair.find('='), pair.size());
        pairs.push_back(
            {decode(pair.substr(0, equals)), decode(pair.substr(std::min(equals + 1, pair.size())))});
    }
    return pairs;
}

}  // namespace redshank::url
