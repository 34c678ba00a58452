// SPDX-License-Identifier: Apache-2.0
#include "url/nested.h"

#include <array>
#include <cstdint>

#include "base/ascii.h"

namespace redshank::url {

namespace {

constexpr std::array<int8_t, 256> base64_values = [] {
    std::array<int8_t, 256> values{};
    values.fill(-1);
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<int8_t>(i);
    values['-'] = values[' '] = values['+'];
    values['_'] = values['/'];
    return values;
}();

constexpr size_t shortest_absolute = std::string_view("http:/a.").size();

// One slash is enough: servers and proxies fold "//" inside a path into "/", and browsers repair it.
bool is_absolute(std::string_view text) {
    for (const std::string_view scheme : {"https:/", "http:/", "ftp://"}) {
        if (istarts_with(text, scheme)) return text.size() > scheme.size() + 1;
    }
    return false;
}

bool is_encoded_scheme(std::string_view text) {
    return istarts_with(text, "http%") || istarts_with(text, "https%");
}

// Base64 of "http"; some put a letter or two of their own before it.
size_t find_base64_of_http(std::string_view text) {
    return text.substr(0, 8).find("aHR0c");
}

}  // namespace

std::string decode_base64(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 3 / 4);
    uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = base64_values[static_cast<unsigned char>(c)];
        if (value < 0) break;
        bits = bits << 6 | static_cast<uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    return out;
}

std::optional<Url> nested_url(std::string_view value, const Limits& limits) {
    if (value.size() < shortest_absolute) return {};
    AnomalyList ignored(limits);
    if (is_absolute(value)) return parse(value, nullptr, limits, ignored);

    std::string decoded;
    if (is_encoded_scheme(value)) {
        decoded = percent_decode(value);
        for (int again = 0; again < limits.max_url_nesting && is_encoded_scheme(decoded); ++again) {
            decoded = percent_decode(decoded);
        }
    } else if (const size_t at = find_base64_of_http(value); at != std::string_view::npos) {
        decoded = decode_base64(value.substr(at));
    }
    return is_absolute(decoded) ? parse(decoded, nullptr, limits, ignored) : std::nullopt;
}

size_t find_nested_in_path(std::string_view path) {
    for (size_t at = path.find(":/"); at != std::string_view::npos; at = path.find(":/", at + 1)) {
        const size_t segment = path.rfind('/', at) + 1;
        const std::string_view scheme = path.substr(segment, at - segment);
        if (segment > 0 && at + 2 < path.size() && (iequals(scheme, "https") || iequals(scheme, "http")))
            return segment;
    }
    return std::string_view::npos;
}

}  // namespace redshank::url
