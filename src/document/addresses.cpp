// SPDX-License-Identifier: Apache-2.0
#include "document/addresses.h"

#include "base/ascii.h"

namespace redshank::document {

namespace {

bool is_scheme(std::string_view text) {
    return istarts_with(text, "http://") || istarts_with(text, "https://");
}

bool ends(char c, std::string_view further_ends) {
    constexpr std::string_view marks = "\"'<>`";
    return static_cast<unsigned char>(c) <= ' ' || marks.find(c) != std::string_view::npos ||
           further_ends.find(c) != std::string_view::npos;
}

}  // namespace

std::vector<Stretch> find_addresses(std::string_view text, std::string_view further_ends,
                                    size_t max_addresses) {
    std::vector<Stretch> out;
    size_t at = 0;
    while (out.size() < max_addresses) {
        at = text.find("://", at);
        if (at == std::string_view::npos) break;
        at += 3;
        const size_t begin = at >= 8 && is_scheme(text.substr(at - 8)) ? at - 8 : at - 7;
        if (at < 7 || !is_scheme(text.substr(begin))) continue;
        size_t end = at;
        while (end < text.size() && !ends(text[end], further_ends)) ++end;
        while (end > at && std::string_view(".,;:!?)]}").find(text[end - 1]) != std::string_view::npos) --end;
        if (end > at) out.push_back({begin, end});
        at = end;
    }
    return out;
}

}  // namespace redshank::document
