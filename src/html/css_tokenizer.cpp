// SPDX-License-Identifier: Apache-2.0
// CSS Syntax Level 3, 4.3. Which bytes may stand in a name is one table lookup.
#include "html/css_tokenizer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "html/character_reference.h"

namespace redshank::html {

namespace {

constexpr bool is_css_newline(char c) {
    return c == '\n' || c == '\r' || c == '\f';
}
constexpr bool is_css_space(char c) {
    return is_css_newline(c) || c == ' ' || c == '\t';
}

constexpr bool ends_url(char c) {
    return is_css_space(c) || c == ')' || c == '(' || c == '"' || c == '\'';
}

// NUL is U+FFFD after preprocessing (3.3), and every non-ASCII byte is part of a name.
constexpr bool starts_name(char c) {
    return is_alpha(c) || c == '_' || static_cast<uint8_t>(c) >= 0x80 || c == '\0';
}
constexpr std::array<bool, 256> name_bytes = [] {
    std::array<bool, 256> table{};
    for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        table[static_cast<size_t>(i)] = starts_name(c) || is_digit(c) || c == '-';
    }
    return table;
}();

}  // namespace

void CssTokenizer::skip_space() {
    while (at_ < source_.size() && is_css_space(source_[at_])) ++at_;
}

void CssTokenizer::skip_comments() {
    while (peek(0) == '/' && peek(1) == '*') {
        const size_t end = source_.find("*/", at_ + 2);
        at_ = end == source_.npos ? source_.size() : end + 2;
    }
}

bool CssTokenizer::starts_escape(size_t offset) const {
    return peek(offset) == '\\' && at_ + offset + 1 < source_.size() && !is_css_newline(peek(offset + 1));
}

bool CssTokenizer::starts_ident(size_t offset) const {
    if (at_ + offset >= source_.size()) return false;
    if (peek(offset) == '-') {
        const size_t next = offset + 1;
        if (at_ + next >= source_.size()) return false;
        return peek(next) == '-' || starts_name(peek(next)) || starts_escape(next);
    }
    return starts_name(peek(offset)) || starts_escape(offset);
}

bool CssTokenizer::starts_number() const {
    const size_t sign = peek(0) == '+' || peek(0) == '-' ? 1 : 0;
    return is_digit(peek(sign)) || (peek(sign) == '.' && is_digit(peek(sign + 1)));
}

CssToken CssTokenizer::next() {
    if (peek(0) == '/') skip_comments();
    CssToken token;
    if (at_ >= source_.size()) return token;
    const char c = source_[at_];
    // In the order of how often each comes.
    const auto single = [&](CssTokenKind kind) {
        token.kind = kind;
        token.character = c;
        ++at_;
    };
    if (starts_name(c)) {
        read_ident_like(token);
    } else if (is_css_space(c)) {
        skip_space();
        token.kind = CssTokenKind::space;
    } else if (c == ':') {
        single(CssTokenKind::colon);
    } else if (c == ';') {
        single(CssTokenKind::semicolon);
    } else if (c == ',') {
        single(CssTokenKind::comma);
    } else if (c == '(' || c == '[' || c == '{') {
        single(CssTokenKind::open);
    } else if (c == ')' || c == ']' || c == '}') {
        single(CssTokenKind::close);
    } else if (c == '"' || c == '\'') {
        read_string(token);
    } else if (starts_number()) {
        read_number(token);
    } else if (source_.substr(at_).starts_with("-->") || source_.substr(at_).starts_with("<!--")) {
        token.kind = CssTokenKind::comment_mark;
        at_ += c == '-' ? 3 : 4;
    } else if (starts_ident(0)) {
        read_ident_like(token);
    } else if (c == '#' && at_ + 1 < source_.size() &&
               (name_bytes[static_cast<uint8_t>(peek(1))] || starts_escape(1))) {
        ++at_;
        token.kind = CssTokenKind::hash;
        token.text = take_name(token.escaped);
    } else if (c == '@' && starts_ident(1)) {
        ++at_;
        token.kind = CssTokenKind::at_keyword;
        token.text = take_name(token.escaped);
    } else {
        single(CssTokenKind::delim);
    }
    return token;
}

// 4.3.7. at_ is on the backslash; of a number up to six digits and one space after them.
void CssTokenizer::skip_escape() {
    ++at_;
    int digits = 0;
    for (; digits < 6 && is_hex_digit(peek(0)); ++digits) ++at_;
    if (digits == 0) {
        at_ = std::min(at_ + 1, source_.size());
    } else if (peek(0) == '\r' && peek(1) == '\n') {
        at_ += 2;
    } else if (is_css_space(peek(0))) {
        ++at_;
    }
}

std::string_view CssTokenizer::take_name(bool& escaped) {
    const size_t start = at_;
    while (at_ < source_.size()) {
        if (name_bytes[static_cast<uint8_t>(source_[at_])]) {
            ++at_;
        } else if (starts_escape(0)) {
            escaped = true;
            skip_escape();
        } else {
            break;
        }
    }
    return source_.substr(start, at_ - start);
}

// 4.3.5. A line end that is not escaped ends it badly; the end of the source ends it well.
void CssTokenizer::read_string(CssToken& token) {
    const char quote = source_[at_++];
    const size_t start = at_;
    while (true) {
        while (at_ < source_.size() && source_[at_] != quote && source_[at_] != '\\' &&
               !is_css_newline(source_[at_])) {
            ++at_;
        }
        if (at_ >= source_.size() || source_[at_] != '\\') break;
        token.escaped = true;
        at_ = std::min(at_ + 2, source_.size());
        if (source_[at_ - 1] == '\r' && peek(0) == '\n') ++at_;
    }
    token.text = source_.substr(start, at_ - start);
    token.kind =
        at_ < source_.size() && source_[at_] != quote ? CssTokenKind::bad_string : CssTokenKind::string;
    if (token.kind == CssTokenKind::string && at_ < source_.size()) ++at_;
}

void CssTokenizer::read_number(CssToken& token) {
    const size_t start = at_;
    if (peek(0) == '+' || peek(0) == '-') ++at_;
    while (is_digit(peek(0))) ++at_;
    if (peek(0) == '.' && is_digit(peek(1))) {
        for (++at_; is_digit(peek(0));) ++at_;
    }
    const size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if ((peek(0) | 0x20) == 'e' && is_digit(peek(sign))) {
        for (at_ += sign; is_digit(peek(0));) ++at_;
    }
    token.kind = CssTokenKind::number;
    if (peek(0) == '%') {
        token.kind = CssTokenKind::percentage;
        token.text = source_.substr(start, at_ - start);
        ++at_;
        return;
    }
    if (starts_ident(0)) {
        token.kind = CssTokenKind::dimension;
        take_name(token.escaped);
    }
    token.text = source_.substr(start, at_ - start);
}

// 4.3.4: "url(" with a quote behind it is a function like any other.
void CssTokenizer::read_ident_like(CssToken& token) {
    token.text = take_name(token.escaped);
    token.kind = CssTokenKind::ident;
    if (peek(0) != '(') return;
    ++at_;
    token.kind = CssTokenKind::function;
    if (!css_name_is(token, "url")) return;
    const size_t content = at_;
    skip_space();
    if (peek(0) == '"' || peek(0) == '\'') {
        at_ = content;
        return;
    }
    read_url(token);
}

// 4.3.6, after the white space.
void CssTokenizer::read_url(CssToken& token) {
    const size_t start = at_;
    token.escaped = false;
    token.kind = CssTokenKind::url;
    while (at_ < source_.size() && !ends_url(source_[at_])) {
        if (!starts_escape(0)) {
            ++at_;
            continue;
        }
        token.escaped = true;
        skip_escape();
    }
    token.text = source_.substr(start, at_ - start);
    skip_space();
    if (at_ >= source_.size()) return;
    if (source_[at_] == ')') {
        ++at_;
        return;
    }
    token.kind = CssTokenKind::bad_url;
    skip_bad_url();
}

void CssTokenizer::skip_bad_url() {
    for (; at_ < source_.size() && source_[at_] != ')'; ++at_) {
        if (starts_escape(0)) ++at_;
    }
    at_ = std::min(at_ + 1, source_.size());
}

CssNumber css_number(const CssToken& token) {
    CssNumber number;
    std::string_view text = token.text;
    if (text.starts_with('+')) text.remove_prefix(1);
    const char* const end = text.data() + text.size();
    const char* const after = std::from_chars(text.data(), end, number.value).ptr;
    number.unit = std::string_view(after, static_cast<size_t>(end - after));
    return number;
}

std::string_view css_unescape(std::string_view text, std::string& scratch) {
    if (text.find_first_of(std::string_view("\\\0", 2)) == text.npos) return text;
    scratch.clear();
    size_t i = 0;
    const auto skip_line_end = [&] { i += text.substr(i).starts_with("\r\n") ? 2 : 1; };
    while (i < text.size()) {
        const char c = text[i++];
        if (c == '\0') {
            append_utf8(scratch, 0xFFFD);
        } else if (c != '\\') {
            scratch.push_back(c);
        } else if (i >= text.size()) {
            break;
        } else if (is_css_newline(text[i])) {
            skip_line_end();
        } else if (is_hex_digit(text[i])) {
            char32_t code_point = 0;
            for (int digits = 0; digits < 6 && i < text.size() && is_hex_digit(text[i]); ++digits) {
                code_point = code_point * 16 + static_cast<char32_t>(hex_value(text[i++]));
            }
            const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
            append_utf8(scratch, code_point == 0 || code_point > 0x10FFFF || surrogate ? 0xFFFD : code_point);
            if (i < text.size() && is_css_space(text[i])) skip_line_end();
        } else {
            scratch.push_back(text[i++]);
        }
    }
    return scratch;
}

bool css_name_is(const CssToken& token, std::string_view lower_case_name) {
    if (!token.escaped) return iequals(token.text, lower_case_name);
    std::string scratch;
    return iequals(css_unescape(token.text, scratch), lower_case_name);
}

}  // namespace redshank::html
