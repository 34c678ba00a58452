// SPDX-License-Identifier: Apache-2.0
// What all structured fields share (RFC 5322 3.2): comments, quoted-strings, domain-literals and their
// escapes. A closing mark that never comes makes its opening mark plain text, as mail programs read it;
// Closers remembers that, so that a million opening marks cost one scan.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redshank::mime {

/// Finds ends of comments, quoted-strings and domain-literals in one text, each kind giving up for good after
/// a miss.
class Closers {
  public:
    explicit Closers(std::string_view text) : text_(text) {}

    /// The offset behind the ")" that closes the "(" at `open`, nested ones counted; npos where it is never
    /// closed.
    size_t comment_end(size_t open);
    /// Behind the closing quote of the one at `open`, or npos.
    size_t quoted_end(size_t open);
    /// Behind the "]", or npos.
    size_t literal_end(size_t open);

    static constexpr size_t npos = std::string_view::npos;

  private:
    std::string_view text_;
    bool no_comment_ = false;
    bool no_quoted_ = false;
    bool no_literal_ = false;
};

/// Quoted pairs undone and line ends of folding removed: the content of a quoted-string or comment.
std::string unescape(std::string_view content);

/// Each comment outside quoted-strings (and outside "<…>") replaced by one space.
std::string without_comments(std::string_view text);

}  // namespace redshank::mime
