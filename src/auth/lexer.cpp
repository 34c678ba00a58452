// SPDX-License-Identifier: Apache-2.0
#include "auth/lexer.h"

#include "base/ascii.h"

namespace redshank::auth {

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
    for (; i < text_.size(); ++i) {
        const char c = text_[i];
        if (is_space(c) || c == ';' || (c == '(' && !no_more_comments_)) break;
        if ((c != '<' && c != '[') || no_more_brackets_) continue;
        // Identifiers and addresses may hold ';' or '(' in their brackets, but no white space.
        const size_t close = text_.find_first_of(c == '<' ? "> \t\r\n" : "] \t\r\n", i);
        if (close == std::string_view::npos)
            no_more_brackets_ = true;
        else
            i = is_space(text_[close]) ? close - 1 : close;
    }
    return i == start ? start + 1 : i;
}

}  // namespace redshank::auth
