// SPDX-License-Identifier: Apache-2.0
// Named references are matched by narrowing a range of the sorted table letter by letter: the longest name
// wins, and the work is bounded by the length of a name however long the text.
#include "html/character_reference.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"

namespace redshank::html {

namespace {

struct NamedReference {
    std::string_view name;
    bool legacy;  // also without ";"
    char32_t first;
    char32_t second;  // 0: none
};

constexpr NamedReference named_references[] = {
#include "html/entities.inc"
};

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

// 13.2.5.80: numbers 0x80 to 0x9F are read as windows-1252; 0 where that has no character.
constexpr std::array<char16_t, 32> c1_as_windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t number_to_code_point(uint32_t number) {
    if (number >= 0x80 && number <= 0x9F && c1_as_windows_1252[number - 0x80] != 0) {
        return c1_as_windows_1252[number - 0x80];
    }
    const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
    return number == 0 || number > 0x10FFFF || surrogate ? 0xFFFD : number;
}

// Each returns the bytes used after "&", 0 where it is no reference.
size_t decode_numeric(std::string_view after_hash, std::string& out) {
    const bool hexadecimal = !after_hash.empty() && to_lower(after_hash[0]) == 'x';
    const size_t start = hexadecimal ? 1 : 0;
    uint32_t number = 0;
    size_t i = start;
    for (; i < after_hash.size(); ++i) {
        const char c = after_hash[i];
        if (!(hexadecimal ? is_hex_digit(c) : is_digit(c))) break;
        // Stays above every code point once it is: no overflow.
        if (number <= 0x10FFFF)
            number = number * (hexadecimal ? 16 : 10) + static_cast<uint32_t>(hex_value(c));
    }
    if (i == start) return 0;
    append_utf8(out, number_to_code_point(number));
    if (i < after_hash.size() && after_hash[i] == ';') ++i;
    return i + 1;
}

struct Match {
    const NamedReference* reference = nullptr;
    size_t length = 0;  // with the ";"
};

Match longest_name(std::string_view text) {
    const NamedReference* low = std::begin(named_references);
    const NamedReference* high = std::end(named_references);
    Match best;
    for (size_t i = 0; i < text.size() && is_alnum(text[i]); ++i) {
        const auto letter_at_i = [i](const NamedReference& entry) {
            return i < entry.name.size() ? entry.name[i] : '\0';
        };
        const char c = text[i];
        low = std::partition_point(low, high,
                                   [&](const NamedReference& entry) { return letter_at_i(entry) < c; });
        high = std::partition_point(low, high,
                                    [&](const NamedReference& entry) { return letter_at_i(entry) <= c; });
        if (low == high) break;
        if (low->name.size() != i + 1) continue;
        const bool semicolon = i + 1 < text.size() && text[i + 1] == ';';
        if (semicolon || low->legacy) best = {low, i + 1 + (semicolon ? 1 : 0)};
    }
    return best;
}

size_t decode_named(std::string_view text, ReferencePlace place, std::string& out) {
    const Match match = longest_name(text);
    if (match.reference == nullptr) return 0;
    const bool semicolon = text[match.length - 1] == ';';
    const char next = match.length < text.size() ? text[match.length] : '\0';
    if (place == ReferencePlace::attribute && !semicolon && (next == '=' || is_alnum(next))) return 0;
    append_utf8(out, match.reference->first);
    if (match.reference->second != 0) append_utf8(out, match.reference->second);
    return match.length;
}

}  // namespace

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

std::string_view replace_nulls(std::string_view raw, std::string& scratch) {
    if (raw.find('\0') == raw.npos) return raw;
    scratch.clear();
    for (const char c : raw) {
        if (c == '\0') {
            scratch += replacement_character;
        } else {
            scratch.push_back(c);
        }
    }
    return scratch;
}

std::string_view decode_references(std::string_view raw, ReferencePlace place, NullCharacter nulls,
                                   std::string& scratch) {
    size_t next = raw.find('&');
    if (next == raw.npos) return nulls == NullCharacter::replace ? replace_nulls(raw, scratch) : raw;
    std::string out;
    out.reserve(raw.size());
    size_t done = 0;
    std::string without_nulls;
    const auto copy = [&](std::string_view piece) {
        out += nulls == NullCharacter::replace ? replace_nulls(piece, without_nulls) : piece;
    };
    for (; next != raw.npos; next = raw.find('&', next + 1)) {
        copy(raw.substr(done, next - done));
        done = next;
        const std::string_view after = raw.substr(next + 1);
        const size_t used =
            after.starts_with('#') ? decode_numeric(after.substr(1), out) : decode_named(after, place, out);
        if (used != 0) done = next + 1 + used;
    }
    copy(raw.substr(done));
    scratch = std::move(out);
    return scratch;
}

}  // namespace redshank::html
