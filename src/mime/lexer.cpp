// SPDX-License-Identifier: Apache-2.0
#include "mime/lexer.h"

namespace redshank::mime {

size_t Closers::comment_end(size_t open) {
    if (no_comment_) return npos;
    size_t depth = 0;
    for (size_t i = open; i < text_.size(); ++i) {
        i = text_.find_first_of("()\\", i);
        if (i == npos) break;
        if (text_[i] == '\\') {
            ++i;
        } else if (text_[i] == '(') {
            ++depth;
        } else if (--depth == 0) {
            return i + 1;
        }
    }
    no_comment_ = true;
    return npos;
}

size_t Closers::quoted_end(size_t open) {
    if (no_quoted_) return npos;
    for (size_t i = text_.find_first_of("\"\\", open + 1); i != npos; i = text_.find_first_of("\"\\", i)) {
        if (text_[i] == '"') return i + 1;
        i += 2;  // a quoted-pair
    }
    no_quoted_ = true;
    return npos;
}

size_t Closers::literal_end(size_t open) {
    if (no_literal_) return npos;
    const size_t close = text_.find(']', open);
    if (close != npos) return close + 1;
    no_literal_ = true;
    return npos;
}

std::string unescape(std::string_view content) {
    std::string out;
    out.reserve(content.size());
    for (size_t i = 0; i < content.size(); ++i) {
        if (content[i] == '\r' || content[i] == '\n') continue;
        if (content[i] == '\\' && i + 1 < content.size()) ++i;
        out.push_back(content[i]);
    }
    return out;
}

std::string without_comments(std::string_view text) {
    if (text.find('(') == text.npos) return std::string(text);
    std::string out;
    Closers closers(text);
    bool angle = false;
    for (size_t i = 0; i < text.size();) {
        size_t end = i + 1;
        if (text[i] == '(' && !angle) {
            if (const size_t close = closers.comment_end(i); close != text.npos) {
                out.push_back(' ');
                i = close;
                continue;
            }
        } else if (text[i] == '"' && !angle) {
            if (const size_t close = closers.quoted_end(i); close != text.npos) end = close;
        } else if (text[i] == '<' || text[i] == '>') {
            angle = text[i] == '<';
        }
        out += text.substr(i, end - i);
        i = end;
    }
    return out;
}

}  // namespace redshank::mime
