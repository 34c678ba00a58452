// SPDX-License-Identifier: Apache-2.0
// The tokenizer of the HTML Standard (13.2.5), as a pull parser whose tokens are views into the source. A
// name is as written, a value still holds its character references; both are made plain on request, so that
// what nobody asks for costs nothing. As in the standard, the caller is the tree builder: it says after a
// start tag what the content is. The source must outlive the tokenizer and its tokens. Linear in the source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "html/names.h"

namespace redshank::html {

/// What the bytes up to the matching end tag are.
enum class Content : uint8_t {
    data,
    rcdata,         // title, textarea: references, no tags
    rawtext,        // style, xmp, iframe, noembed, noframes: neither
    script_data,    // as rawtext, but "<!--<script>" hides an end tag
    plaintext,      // has no end
    cdata_section,  // up to "]]>"
};

/// What an HTML element holds (13.2.6): data for most.
Content content_of(Tag tag);

enum class TokenKind : uint8_t { text, start_tag, end_tag, comment, doctype };

struct Attribute {
    std::string_view name;   // as written; plain_name() gives the standard's form
    std::string_view value;  // without quotes; attribute_value() gives the standard's form
    uint64_t hash = 0;       // name_hash
    Attr id = Attr::other;
};

struct Token {
    TokenKind kind = TokenKind::text;
    Content content = Content::data;  // of a text: what it was read as
    Tag tag = Tag::other;
    bool self_closing = false;
    bool at_eof = false;  // of a doctype: no ">" came
    bool attributes_dropped =
        false;              // limits.max_attributes was reached; attributes with an Attr are still kept
    std::string_view text;  // of text, comment (inside the marks), doctype (all after "doctype")
    std::string_view name;  // of a tag, as written
    uint64_t hash = 0;      // name_hash of the name
    std::vector<Attribute> attributes;  // the first of each name (13.2.5.33)
    std::vector<Attribute> duplicates;  // the first duplicate of this tag, if any

    /// The attribute's raw value, or a view with data() == nullptr.
    std::string_view raw(Attr id) const;
    bool has(Attr id) const { return (known >> static_cast<unsigned>(id) & 1) != 0; }

    uint64_t known = 0;  // bit per Attr
};

class Tokenizer {
  public:
    Tokenizer(std::string_view source, const Limits& limits) : source_(source), limits_(limits) {}

    /// The next token, or false at the end. Markup that the standard drops (a tag cut off by the end) gives
    /// no token.
    bool next(Token& token);

    /// Tells how to read on; `last_start_tag` is the name whose end tag ends rcdata, rawtext and script data.
    void set_content(Content content, std::string_view last_start_tag);
    /// Whether "<![CDATA[" opens a section: only inside svg and math.
    void set_foreign(bool foreign) { foreign_ = foreign; }

    /// Inside a conditional comment another cannot end: its opening mark is passed over as a bogus comment.
    void set_inside_comment() { inside_comment_ = true; }

  private:
    bool next_data(Token& token);
    bool next_until_end_tag(Token& token);
    bool next_cdata(Token& token);
    bool next_markup(Token& token);
    bool read_tag(Token& token);
    bool read_attribute(Token& token);
    std::string_view read_value();
    void keep_attribute(Token& token, std::string_view name, std::string_view value);
    void read_declaration(Token& token);
    void read_comment(Token& token);
    void read_bogus_comment(Token& token, size_t start);
    bool opens_markup(size_t less_than) const;
    bool is_end_tag(size_t less_than, std::string_view name) const;
    size_t find_end_tag() const;
    size_t find_script_end() const;
    void skip_space();
    void make_text(Token& token, size_t end);
    char peek(size_t offset) const { return at_ + offset < source_.size() ? source_[at_ + offset] : '\0'; }

    std::string_view source_;
    const Limits& limits_;
    size_t at_ = 0;
    Content content_ = Content::data;
    std::string_view last_start_tag_;
    bool foreign_ = false;
    bool inside_comment_ = false;
};

/// The standard's forms. Each views its argument where nothing changes, else `scratch`.
std::string_view plain_name(std::string_view written, std::string& scratch);
std::string_view attribute_value(std::string_view written, std::string& scratch);
std::string_view token_text(const Token& text_or_comment, std::string& scratch);

/// The parts of a doctype token (13.2.5.53 to 13.2.5.68); a view with data() == nullptr is a missing one.
struct Doctype {
    std::string_view name;
    std::string_view public_id;
    std::string_view system_id;
    bool force_quirks = false;
};
Doctype parse_doctype(const Token& token);

}  // namespace redshank::html
