// SPDX-License-Identifier: Apache-2.0
#include "auth/tag_list.h"

#include <openssl/evp.h>

#include "base/ascii.h"

namespace redshank::auth {

namespace {

// ALPHA *ALNUMPUNC (RFC 6376 3.2).
bool is_tag_name(std::string_view name) {
    if (name.empty() || !is_alpha(name[0])) return false;
    for (const char c : name) {
        if (!is_alnum(c) && c != '_') return false;
    }
    return true;
}

bool is_base64(char c) {
    return is_alnum(c) || c == '+' || c == '/';
}

}  // namespace

std::optional<TagList> TagList::parse(std::string_view text, const Limits& limits) {
    TagList list;
    while (!text.empty()) {
        const size_t end = text.find(';');
        const std::string_view piece = trim(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (piece.empty() && trim(text).empty()) break;  // behind the last ';', or nothing at all
        const size_t equals = piece.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const Tag tag{trim(piece.substr(0, equals)), trim(piece.substr(equals + 1))};
        if (!is_tag_name(tag.name) || list.has(tag.name) || list.tags_.size() == limits.max_parameters)
            return std::nullopt;
        list.tags_.push_back(tag);
    }
    return list;
}

const Tag* TagList::find(std::string_view name) const {
    for (const Tag& tag : tags_) {
        if (tag.name == name) return &tag;
    }
    return nullptr;
}

std::string_view TagList::operator[](std::string_view name) const {
    const Tag* tag = find(name);
    return tag == nullptr ? std::string_view() : tag->value;
}

std::string without_space(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (!is_space(c)) out += c;
    }
    return out;
}

std::optional<std::string> decode_base64_tag(std::string_view value) {
    std::string text = without_space(value);
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.pop_back();
    for (const char c : text) {
        if (!is_base64(c)) return std::nullopt;
    }
    if (text.size() % 4 == 1) return std::nullopt;
    const size_t bytes = text.size() * 3 / 4;
    text.append((4 - text.size() % 4) % 4, '=');
    std::string out(text.size() / 4 * 3, '\0');
    EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    out.resize(bytes);
    return out;
}

std::string decode_quoted_tag(std::string_view value) {
    std::string out;
    for (size_t i = 0; i < value.size(); ++i) {
        if (is_space(value[i])) continue;
        if (value[i] == '=' && i + 2 < value.size() && is_hex_digit(value[i + 1]) &&
            is_hex_digit(value[i + 2])) {
            out += static_cast<char>(hex_value(value[i + 1]) * 16 + hex_value(value[i + 2]));
            i += 2;
        } else {
            out += value[i];
        }
    }
    return out;
}

std::optional<uint64_t> decimal(std::string_view value, size_t max_digits) {
    if (value.empty() || value.size() > max_digits) return std::nullopt;
    uint64_t number = 0;
    for (const char c : value) {
        if (!is_digit(c)) return std::nullopt;
        number = number * 10 + static_cast<uint64_t>(c - '0');
    }
    return number;
}

std::vector<std::string> colon_list(std::string_view value) {
    std::vector<std::string> out;
    for (size_t start = 0; start <= value.size();) {
        const size_t end = std::min(value.find(':', start), value.size());
        out.push_back(ascii_lower(trim(value.substr(start, end - start))));
        start = end + 1;
    }
    return out;
}

}  // namespace redshank::auth
