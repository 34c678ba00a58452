// SPDX-License-Identifier: Apache-2.0
#include "drill/encoding.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/hash.h"

namespace redshank::drill {

namespace {

// The length in bytes of the character that starts with this byte; only for valid UTF-8, which ours is.
size_t character_length(char first) {
    const auto byte = static_cast<uint8_t>(first);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

uint32_t code_point(std::string_view character) {
    if (character.size() == 1) return static_cast<uint8_t>(character[0]);
    uint32_t value = static_cast<uint8_t>(character[0]) & (0x7fu >> character.size());
    for (char c : character.substr(1)) value = value << 6 | (static_cast<uint8_t>(c) & 0x3fu);
    return value;
}

std::vector<std::string_view> characters(std::string_view utf8) {
    std::vector<std::string_view> out;
    while (!utf8.empty()) {
        const size_t length = std::min(character_length(utf8[0]), utf8.size());
        out.push_back(utf8.substr(0, length));
        utf8.remove_prefix(length);
    }
    return out;
}

// RFC 1489: KOI8-R keeps Latin order, so the alphabet needs a table; upper case is 0x20 above lower case.
std::optional<char> koi8r(uint32_t point) {
    constexpr uint8_t lower[] = {0xc1, 0xc2, 0xd7, 0xc7, 0xc4, 0xc5, 0xd6, 0xda, 0xc9, 0xca, 0xcb,
                                 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd2, 0xd3, 0xd4, 0xd5, 0xc6, 0xc8,
                                 0xc3, 0xde, 0xdb, 0xdd, 0xdf, 0xd9, 0xd8, 0xdc, 0xc0, 0xd1};
    if (point < 0x80) return static_cast<char>(point);
    if (point >= 0x430 && point < 0x450) return static_cast<char>(lower[point - 0x430]);
    if (point >= 0x410 && point < 0x430) return static_cast<char>(lower[point - 0x410] + 0x20);
    if (point == 0x451) return static_cast<char>(0xa3);
    if (point == 0x401) return static_cast<char>(0xb3);
    return std::nullopt;
}

// JIS X 0208 for kana (rows 4 and 5 in Unicode's order) and the characters that pools_japanese.cpp uses.
uint32_t jis(uint32_t point) {
    struct Pair {
        uint16_t unicode, jis;
    };
    static constexpr Pair table[] = {
        {0x3001, 0x2122}, {0x3002, 0x2123}, {0x30fc, 0x213c}, {0x4eba, 0x3f4d}, {0x4eca, 0x3a23},
        {0x4f1a, 0x3271}, {0x4f7f, 0x3b48}, {0x524d, 0x4130}, {0x5348, 0x3861}, {0x56f3, 0x3f5e},
        {0x56fd, 0x3971}, {0x591c, 0x4c6b}, {0x5927, 0x4267}, {0x5b57, 0x3b7a}, {0x5b66, 0x3358},
        {0x5c4b, 0x3230}, {0x5e74, 0x472f}, {0x5f8c, 0x3865}, {0x6570, 0x3f74}, {0x6587, 0x4a38},
        {0x65e5, 0x467c}, {0x660e, 0x4c40}, {0x6642, 0x3b7e}, {0x66dc, 0x4d4b}, {0x66f8, 0x3d71},
        {0x6708, 0x376e}, {0x672c, 0x4b5c}, {0x6765, 0x4d68}, {0x6821, 0x393b}, {0x68ee, 0x3f39},
        {0x6c34, 0x3f65}, {0x6e2f, 0x3941}, {0x76ee, 0x4c5c}, {0x76f4, 0x443e}, {0x793e, 0x3c52},
        {0x805e, 0x4a39}, {0x884c, 0x3954}, {0x898b, 0x382b}, {0x8a71, 0x4f43}, {0x8aad, 0x4649},
        {0x8b70, 0x3544}, {0x8eca, 0x3c56}, {0x9001, 0x4177}, {0x9053, 0x463b}, {0x90e8, 0x4974},
        {0x91d1, 0x3662}, {0x96fb, 0x4545}, {0x985e, 0x4e60}};
    if (point >= 0x3041 && point <= 0x3093) return point - 0x3041 + 0x2421;
    if (point >= 0x30a1 && point <= 0x30f6) return point - 0x30a1 + 0x2521;
    for (const Pair& pair : table) {
        if (pair.unicode == point) return pair.jis;
    }
    return 0;
}

// RFC 1468: ESC $ B before double-byte characters, back to ASCII before ASCII and at the end.
std::optional<std::string> iso2022jp(std::string_view utf8) {
    std::string out;
    bool double_byte = false;
    for (std::string_view character : characters(utf8)) {
        const uint32_t point = code_point(character);
        const uint32_t code = point < 0x80 ? 0 : jis(point);
        if (point >= 0x80 && code == 0) return std::nullopt;
        if (double_byte != (code != 0)) out += code != 0 ? "\x1b$B" : "\x1b(B";
        double_byte = code != 0;
        if (double_byte) out += static_cast<char>(code >> 8);
        out += static_cast<char>(double_byte ? code & 0xff : point);
    }
    if (double_byte) out += "\x1b(B";
    return out;
}

std::string q_word(std::string_view bytes) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char c : bytes) {
        const auto byte = static_cast<uint8_t>(c);
        if (c == ' ') {
            out += '_';
        } else if (is_alnum(c)) {
            out += c;
        } else {
            out += {'=', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return out;
}

std::string encoded_word(std::string_view utf8, std::string_view charset, bool base64_form) {
    const std::string bytes = to_charset(utf8, charset).value_or(std::string(utf8));
    return "=?" + std::string(charset) + (base64_form ? "?B?" + base64(bytes) : "?Q?" + q_word(bytes)) + "?=";
}

}  // namespace

bool is_ascii(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

std::optional<std::string> to_charset(std::string_view utf8, std::string_view charset) {
    if (charset == "utf-8") return std::string(utf8);
    if (charset == "iso-2022-jp") return iso2022jp(utf8);
    std::string out;
    for (std::string_view character : characters(utf8)) {
        const uint32_t point = code_point(character);
        const uint32_t last = charset == "us-ascii" ? 0x7f : 0xff;
        const std::optional<char> byte = charset == "koi8-r" ? koi8r(point)
                                         : point <= last     ? std::optional(static_cast<char>(point))
                                                             : std::nullopt;
        if (!byte) return std::nullopt;
        out += *byte;
    }
    return out;
}

std::string base64_lines(std::string_view bytes) {
    const std::string all = base64(bytes);
    std::string out;
    for (size_t i = 0; i < all.size(); i += 76) out.append(all, i, 76).append("\n");
    return out;
}

std::string quoted_printable(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    size_t line = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += c;
            line = 0;
            continue;
        }
        const bool at_line_end = i + 1 == text.size() || text[i + 1] == '\n';
        const bool plain = (c > ' ' && c < 0x7f && c != '=') || (c == ' ' && !at_line_end);
        if (line + (plain ? 1 : 3) > 75) {
            out += "=\n";
            line = 0;
        }
        const auto byte = static_cast<uint8_t>(c);
        if (plain) {
            out += c;
        } else {
            out += {'=', digits[byte >> 4], digits[byte & 15]};
        }
        line += plain ? 1 : 3;
    }
    return out;
}

std::string base64_url(std::string_view bytes) {
    std::string out = base64(bytes);
    for (char& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
    while (out.ends_with('=')) out.pop_back();
    return out;
}

std::string encoded_words(std::string_view utf8, std::string_view charset, bool base64_form) {
    if (is_ascii(utf8)) return std::string(utf8);
    if (charset == "us-ascii" || !to_charset(utf8, charset)) charset = "utf-8";
    std::string out, piece;
    for (std::string_view character : characters(utf8)) {
        const std::string longer = piece + std::string(character);
        if (!piece.empty() && encoded_word(longer, charset, base64_form).size() > 64) {
            out += encoded_word(piece, charset, base64_form) + "\n ";
            piece.clear();
        }
        piece += character;
    }
    return out + encoded_word(piece, charset, base64_form);
}

std::string escape_html(std::string_view utf8) {
    std::string out;
    for (char c : utf8) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace redshank::drill
