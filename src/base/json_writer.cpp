// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include <charconv>
#include <cstring>

#include "base/hash.h"
#include "base/safe_text.h"

namespace redshank {

void JsonWriter::separate() {
    if (need_comma_) out_ += ',';
    need_comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    need_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    out_ += bracket;
    need_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::literal(std::string_view text) {
    separate();
    out_ += text;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    need_comma_ = false;
    return *this;
}

namespace {

// How many bytes at the front of `text` stand in JSON as they are: ASCII but controls, quote and backslash.
// Eight at a time; a lane's top bit says that its byte is another one (the usual test for a zero byte may
// also mark a lane above such a byte, which does no harm here).
size_t plain_length(std::string_view text) {
    constexpr uint64_t ones = 0x0101010101010101ull;
    constexpr uint64_t tops = 0x8080808080808080ull;
    const auto is_zero = [](uint64_t lanes) { return (lanes - ones) & ~lanes; };
    size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        uint64_t eight;
        std::memcpy(&eight, text.data() + at, 8);
        const uint64_t control = eight - ones * 0x20;
        const uint64_t odd = eight | control | is_zero(eight ^ ones * '"') | is_zero(eight ^ ones * '\\') |
                             is_zero(eight ^ ones * 0x7F);
        if ((odd & tops) != 0) break;
    }
    for (; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\') break;
    }
    return at;
}

}  // namespace

JsonWriter& JsonWriter::value(std::string_view text) {
    if (plain_length(text) == text.size()) {
        separate();
        out_.append(1, '"').append(text) += '"';
        return *this;
    }
    if (!is_utf8(text)) {
        begin_object();
        key("base64");
        separate();
        quote(base64(text));
        return end_object();
    }
    separate();
    quote(text);
    return *this;
}

namespace {

// Characters beyond ASCII that a terminal obeys or that turn text around, for somebody may look at the JSON
// there: C1 controls, zero-width and bidi marks, line separators, the byte order mark. Their code point, or
// 0.
unsigned dangerous_at(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    if (byte(0) == 0xC2) return byte(1) < 0xA0 ? byte(1) : 0;
    if (byte(0) == 0xEF) return byte(1) == 0xBB && byte(2) == 0xBF ? 0xFEFF : 0;
    if (byte(0) != 0xE2 || (byte(1) != 0x80 && byte(1) != 0x81)) return 0;
    const unsigned code_point = 0x2000 | (byte(1) & 1) << 6 | (byte(2) & 0x3F);
    const bool is_mark = code_point >= 0x200B && code_point <= 0x200F;
    const bool is_separator_or_bidi = code_point >= 0x2028 && code_point <= 0x202E;
    return is_mark || is_separator_or_bidi || code_point >= 0x2060 ? code_point : 0;
}

void append_escape(std::string& out, unsigned code_point) {
    constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[code_point >> shift & 15];
}

}  // namespace

// RFC 8259 7: quotes, backslash and controls must be escaped; any other character may be.
void JsonWriter::quote(std::string_view text) {
    out_ += '"';
    size_t plain = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool is_lead = byte == 0xC2 || byte == 0xE2 || byte == 0xEF;
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F && !is_lead) continue;
        const unsigned dangerous = is_lead ? dangerous_at(text, at) : 0;
        if (is_lead && dangerous == 0) continue;
        out_ += text.substr(plain, at - plain);
        switch (byte) {
            case '"':
                out_ += "\\\"";
                break;
            case '\\':
                out_ += "\\\\";
                break;
            case '\n':
                out_ += "\\n";
                break;
            case '\r':
                out_ += "\\r";
                break;
            case '\t':
                out_ += "\\t";
                break;
            default:
                append_escape(out_, is_lead ? dangerous : byte);
        }
        if (is_lead) at += byte == 0xC2 ? 1 : 2;
        plain = at + 1;
    }
    out_ += text.substr(plain);
    out_ += '"';
}

JsonWriter& JsonWriter::value(int64_t number) {
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return literal({buffer, static_cast<size_t>(end - buffer)});
}

JsonWriter& JsonWriter::value(uint64_t number) {
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return literal({buffer, static_cast<size_t>(end - buffer)});
}

JsonWriter& JsonWriter::decimal(int64_t units, int digits) {
    const bool negative = units < 0;
    std::string number =
        std::to_string(negative ? 0 - static_cast<uint64_t>(units) : static_cast<uint64_t>(units));
    const auto fraction = static_cast<size_t>(digits);
    if (number.size() <= fraction) number.insert(0, fraction + 1 - number.size(), '0');
    number.insert(number.size() - fraction, 1, '.');
    while (number.back() == '0') number.pop_back();
    if (number.back() == '.') number.pop_back();
    if (negative && number != "0") number.insert(0, 1, '-');
    return literal(number);
}

}  // namespace redshank
