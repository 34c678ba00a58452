// SPDX-License-Identifier: Apache-2.0
// What trace fields share: words between comments and folding white space (RFC 5322 3.2.2). One pass, a
// comment without an end is read as if its parenthesis were white space.
#pragma once

#include <cstddef>
#include <string_view>

namespace redshank::auth {

/// The position after the comment whose parenthesis is at `open`, or npos where it has no end.
size_t comment_end(std::string_view text, size_t open);

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    enum class Kind : char { end, word, comment, semicolon };
    struct Token {
        Kind kind = Kind::end;
        std::string_view text;  // of a comment: what stands between its parentheses
    };
    /// The next token. A word ends at white space, ';' or '(', but not inside <…> or […].
    Token next();

    size_t position() const { return position_; }

  private:
    size_t word_end(size_t start);

    std::string_view text_;
    size_t position_ = 0;
    bool no_more_comments_ =
        false;  // a search for the end of one ran to the end: not again, that would be quadratic
    bool no_more_brackets_ = false;
};

}  // namespace redshank::auth
