// SPDX-License-Identifier: Apache-2.0
// Tokens of CSS Syntax Level 3 (section 4), as views into the source, escapes kept and flagged. Comments give
// no token. Linear: no state, no recursion, each byte is passed once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redshank::html {

enum class CssTokenKind : uint8_t {
    end,
    space,
    ident,
    function,    // "name(", text is the name
    at_keyword,  // text without "@"
    hash,        // text without "#"
    string,      // text without quotes
    bad_string,  // a line end came before the quote
    url,         // url( without quotes; text is what stands between, trimmed
    bad_url,
    number,
    percentage,  // text is the number
    dimension,   // text is number and unit
    colon,
    semicolon,
    comma,
    open,          // ( [ {
    close,         // ) ] }
    comment_mark,  // <!-- or -->
    delim,
};

struct CssToken {
    CssTokenKind kind = CssTokenKind::end;
    bool escaped = false;   // text holds a backslash: css_unescape() it
    char character = '\0';  // of open, close and delim
    std::string_view text;
};

class CssTokenizer {
  public:
    explicit CssTokenizer(std::string_view source) : source_(source) {}

    CssToken next();

  private:
    char peek(size_t offset) const { return at_ + offset < source_.size() ? source_[at_ + offset] : '\0'; }
    void skip_space();
    void skip_comments();
    void skip_escape();
    bool starts_escape(size_t offset) const;
    bool starts_ident(size_t offset) const;
    bool starts_number() const;
    std::string_view take_name(bool& escaped);
    void read_string(CssToken& token);
    void read_number(CssToken& token);
    void read_ident_like(CssToken& token);
    void read_url(CssToken& token);
    void skip_bad_url();

    std::string_view source_;
    size_t at_ = 0;
};

/// Of a number, percentage or dimension.
struct CssNumber {
    double value = 0;
    std::string_view unit;
};
CssNumber css_number(const CssToken& token);

/// Escapes resolved (4.3.7), an escaped line end removed. Views `text` where there are none, else `scratch`.
std::string_view css_unescape(std::string_view text, std::string& scratch);

/// Whether the token's text, unescaped, is `lower_case_name` in any case.
bool css_name_is(const CssToken& token, std::string_view lower_case_name);

}  // namespace redshank::html
