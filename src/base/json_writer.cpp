// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include <charconv>

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

JsonWriter& JsonWriter::value(std::string_view text) {
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

// RFC 8259 7: quotes, backslash and controls must be escaped. DEL and the line separators U+2028 and U+2029
// may stand, and do: a reader of lines splits at LF only.
void JsonWriter::quote(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out_ += '"';
    size_t plain = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out_ += text.substr(plain, at - plain);
        plain = at + 1;
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
                out_ += "\\u00";
                out_ += digits[byte >> 4];
                out_ += digits[byte & 15];
        }
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
