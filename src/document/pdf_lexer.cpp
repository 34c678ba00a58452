// SPDX-License-Identifier: Apache-2.0
#include "document/pdf_lexer.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/charset.h"

namespace redshank::document {

namespace {

using Kind = PdfToken::Kind;

// Longer ones are no URL and no command; a "(" of binary data finds its end here.
constexpr size_t max_string_bytes = 64 << 10;
// Looking for a ")" that is not there costs max_string_bytes; so often, then no further than the object's
// end.
constexpr int max_unclosed = 64;

bool is_blank(char c) {
    return is_space(c) || c == '\0';
}

bool is_delimiter(char c) {
    constexpr std::string_view delimiters = "()<>[]{}/%";
    return delimiters.find(c) != std::string_view::npos;
}

bool is_regular(char c) {
    return !is_blank(c) && !is_delimiter(c);
}

bool is_number(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_digit(c) || c == '+' || c == '-' || c == '.'; });
}

std::string from_escapes(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        if (c >= '0' && c <= '7') {
            int value = c - '0';
            for (int digits = 1;
                 digits < 3 && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '7'; ++digits)
                value = value * 8 + text[++i] - '0';
            out += static_cast<char>(value);
        } else if (c == '\r' || c == '\n') {
            if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;  // the line goes on
        } else {
            constexpr std::string_view letters = "nrtbf";
            constexpr std::string_view meanings = "\n\r\t\b\f";
            const size_t known = letters.find(c);
            out += known == std::string_view::npos ? c : meanings[known];
        }
    }
    return out;
}

std::string from_hex(std::string_view text) {
    std::string out;
    int high = -1;
    for (const char c : text) {
        if (!is_hex_digit(c)) continue;
        if (high < 0) {
            high = hex_value(c);
        } else {
            out += static_cast<char>(high * 16 + hex_value(c));
            high = -1;
        }
    }
    if (high >= 0) out += static_cast<char>(high * 16);
    return out;
}

}  // namespace

void PdfLexer::skip_blanks() {
    while (at_ < bytes_.size()) {
        if (bytes_[at_] == '%') {
            at_ = std::min(bytes_.find_first_of("\r\n", at_), bytes_.size());
        } else if (is_blank(bytes_[at_])) {
            ++at_;
        } else {
            return;
        }
    }
}

PdfToken PdfLexer::token(Kind kind, size_t from, size_t to, size_t next) {
    at_ = next;
    return {kind, static_cast<uint32_t>(from), bytes_.substr(from, to - from)};
}

PdfToken PdfLexer::next() {
    PdfToken out;
    for (;;) {
        skip_blanks();
        if (at_ >= bytes_.size()) return {};
        const char c = bytes_[at_];
        const std::string_view rest = bytes_.substr(at_);
        if (c == '(' && literal(out)) return out;
        if (rest.starts_with("<<")) return token(Kind::open_dictionary, at_, at_ + 2, at_ + 2);
        if (rest.starts_with(">>")) return token(Kind::close_dictionary, at_, at_ + 2, at_ + 2);
        if (c == '<' && hex(out)) return out;
        if (c == '[') return token(Kind::open_array, at_, at_ + 1, at_ + 1);
        if (c == ']') return token(Kind::close_array, at_, at_ + 1, at_ + 1);
        const size_t from = c == '/' ? at_ + 1 : at_;
        size_t end = from;
        while (end < bytes_.size() && is_regular(bytes_[end])) ++end;
        if (c == '/') return token(Kind::name, from, end, end);
        if (end > from) {
            const bool number = is_number(bytes_.substr(from, end - from));
            return token(number ? Kind::number : Kind::keyword, from, end, end);
        }
        ++at_;  // a delimiter that opens or closes nothing
    }
}

bool PdfLexer::literal(PdfToken& out) {
    if (at_ < no_string_before_) return false;
    const size_t from = at_ + 1;
    size_t last = std::min(bytes_.size(), from + max_string_bytes);
    const size_t object_end =
        unclosed_ >= max_unclosed ? bytes_.substr(from, last - from).find("endobj") : std::string_view::npos;
    if (object_end != std::string_view::npos) last = from + object_end;
    int depth = 1;
    for (size_t i = from; i < last; ++i) {
        if (bytes_[i] == '\\')
            ++i;
        else if (bytes_[i] == '(')
            ++depth;
        else if (bytes_[i] == ')' && --depth == 0) {
            out = token(Kind::literal, from, i, i + 1);
            return true;
        }
    }
    ++unclosed_;
    no_string_before_ = from + std::min(bytes_.substr(from, last - from).find("endobj"), last - from);
    return false;
}

bool PdfLexer::hex(PdfToken& out) {
    size_t i = at_ + 1;
    while (i < bytes_.size() && (is_hex_digit(bytes_[i]) || is_blank(bytes_[i]))) ++i;
    // No string: its digits are read again as numbers, and no other "<" is among them.
    if (i == bytes_.size() || bytes_[i] != '>') return false;
    out = token(Kind::hex, at_ + 1, i, i + 1);
    return true;
}

std::string pdf_name(std::string_view written) {
    std::string out;
    for (size_t i = 0; i < written.size(); ++i) {
        const bool escaped = written[i] == '#' && i + 2 < written.size() && is_hex_digit(written[i + 1]) &&
                             is_hex_digit(written[i + 2]);
        if (escaped) {
            out += static_cast<char>(hex_value(written[i + 1]) * 16 + hex_value(written[i + 2]));
            i += 2;
        } else {
            out += written[i];
        }
    }
    return out;
}

std::string pdf_bytes(const PdfToken& token) {
    return token.kind == Kind::hex ? from_hex(token.text) : from_escapes(token.text);
}

std::string pdf_text(std::string bytes) {
    if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE"))
        return text::to_utf8(bytes, "utf-16be").utf8;  // the mark wins over the label
    return bytes;
}

}  // namespace redshank::document
