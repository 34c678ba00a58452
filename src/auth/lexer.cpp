// SPDX-License-Identifier: Apache-2.0
#include "auth/lexer.h"

#include "base/ascii.h"
#include "base/byte_set.h"

namespace redshank::auth {

namespace {

constexpr ByteSet ends_angle("> \t\r\n"), ends_bracket("] \t\r\n");
// What may end a word, or begin brackets inside it.
constexpr ByteSet may_end_word(" \t\n\v\f\r;(<[");

}  // namespace

size_t comment_end(std::string_view text, size_t open) {
    size_t depth = 0;
    for (size_t i = open; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '(')
            ++depth;
        else if (text[i] == ')' && --depth == 0)
            return i + 1;
    }
    return std::string_view::npos;
}

Lexer::Token Lexer::next() {
    for (; position_ < text_.size(); ++position_) {
        const char c = text_[position_];
        if (is_space(c)) continue;
        if (c == '(') {
            const size_t start = position_ + 1;
            const size_t end = no_more_comments_ ? std::string_view::npos : comment_end(text_, position_);
            if (end == std::string_view::npos) {
                no_more_comments_ = true;
                continue;
            }
            position_ = end;
            return {Kind::comment, text_.substr(start, end - 1 - start)};
        }
        if (c == ';') {
            return {Kind::semicolon, text_.substr(position_++, 1)};
        }
        const size_t start = position_;
        position_ = word_end(start);
        return {Kind::word, text_.substr(start, position_ - start)};
    }
    return {};
}

size_t Lexer::word_end(size_t start) {
    size_t i = start;
    for (; (i = may_end_word.find_in(text_, i)) < text_.size(); ++i) {
        const char c = text_[i];
        if (is_space(c) || c == ';' || (c == '(' && !no_more_comments_)) break;
        if ((c != '<' && c != '[') || no_more_brackets_) continue;
        // Identifiers and addresses may hold ';' or '(' in their brackets, but no white space.
        const size_t close = (c == '<' ? ends_angle : ends_bracket).find_in(text_, i);
        if (close == text_.size())
            no_more_brackets_ = true;
        else
            i = is_space(text_[close]) ? close - 1 : close;
    }
    return i == start ? start + 1 : i;
}

}  // namespace redshank::auth
