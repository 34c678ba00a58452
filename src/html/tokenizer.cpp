// SPDX-License-Identifier: Apache-2.0
// The standard's eighty states become a few functions because most states only differ in which parse error
// they report. Each jumps with memchr to the next byte that can end its token. Where the standard looks back
// on the end of the source (an open comment, a tag cut off), the function says so.
#include "html/tokenizer.h"

#include <algorithm>

#include "base/ascii.h"
#include "html/character_reference.h"
#include "html/name_table.h"

namespace redshank::html {

namespace {

// HTML's white space (13.2.5.1): vertical tab is none.
constexpr bool is_html_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

constexpr bool ends_tag_name(char c) {
    return is_html_space(c) || c == '/' || c == '>';
}

constexpr bool ends_attribute_name(char c) {
    return ends_tag_name(c) || c == '=';
}

}  // namespace

Content content_of(Tag tag) {
    switch (tag) {
        case Tag::title:
        case Tag::textarea:
            return Content::rcdata;
        case Tag::style:
        case Tag::xmp:
        case Tag::iframe:
        case Tag::noembed:
        case Tag::noframes:
            return Content::rawtext;
        case Tag::script:
            return Content::script_data;
        case Tag::plaintext:
            return Content::plaintext;
        default:
            return Content::data;
    }
}

std::string_view Token::raw(Attr id) const {
    if (!has(id)) return {};
    for (const Attribute& attribute : attributes) {
        if (attribute.id == id) return attribute.value;
    }
    return {};
}

bool Tokenizer::next(Token& token) {
    while (at_ < source_.size()) {
        switch (content_) {
            case Content::data:
                if (next_data(token)) return true;
                break;
            case Content::rcdata:
            case Content::rawtext:
            case Content::script_data:
                if (next_until_end_tag(token)) return true;
                break;
            case Content::plaintext:
                make_text(token, source_.size());
                return true;
            case Content::cdata_section:
                if (next_cdata(token)) return true;
                break;
        }
    }
    return false;
}

void Tokenizer::set_content(Content content, std::string_view last_start_tag) {
    content_ = content;
    last_start_tag_ = last_start_tag;
}

void Tokenizer::make_text(Token& token, size_t end) {
    token.kind = TokenKind::text;
    token.content = content_;
    token.text = source_.substr(at_, end - at_);
    at_ = end;
}

// "<" before anything else is text (13.2.5.6, 13.2.5.7).
bool Tokenizer::opens_markup(size_t less_than) const {
    const char after = less_than + 1 < source_.size() ? source_[less_than + 1] : '\0';
    return is_alpha(after) || after == '!' || after == '?' ||
           (after == '/' && less_than + 2 < source_.size());
}

bool Tokenizer::next_data(Token& token) {
    size_t end = source_.find('<', at_);
    while (end != source_.npos && !opens_markup(end)) end = source_.find('<', end + 1);
    if (end == at_) return next_markup(token);
    make_text(token, end == source_.npos ? source_.size() : end);
    return true;
}

bool Tokenizer::next_cdata(Token& token) {
    const size_t end = std::min(source_.find("]]>", at_), source_.size());
    make_text(token, end);
    at_ = std::min(end + 3, source_.size());
    content_ = Content::data;
    return !token.text.empty();
}

bool Tokenizer::next_until_end_tag(Token& token) {
    const size_t end = content_ == Content::script_data ? find_script_end() : find_end_tag();
    if (end == at_) {
        content_ = Content::data;
        return read_tag(token);
    }
    make_text(token, end);
    return true;
}

// "</name" and a byte that ends a name: the appropriate end tag token of the standard.
bool Tokenizer::is_end_tag(size_t less_than, std::string_view name) const {
    const std::string_view rest = source_.substr(less_than);
    return rest.size() > name.size() + 2 && rest[1] == '/' && iequals(rest.substr(2, name.size()), name) &&
           ends_tag_name(rest[name.size() + 2]);
}

size_t Tokenizer::find_end_tag() const {
    if (last_start_tag_.empty()) return source_.size();
    size_t less_than = source_.find('<', at_);
    while (less_than != source_.npos && !is_end_tag(less_than, last_start_tag_)) {
        less_than = source_.find('<', less_than + 1);
    }
    return std::min(less_than, source_.size());
}

// 13.2.5.15 to 13.2.5.31: after "<!--" the data is escaped, and a "<script" in it hides the next "</script".
size_t Tokenizer::find_script_end() const {
    enum class State { plain, escaped, double_escaped } state = State::plain;
    size_t dashes_from = 0;  // "-->" may use the dashes of "<!--", but none before
    for (size_t i = at_; i < source_.size(); ++i) {
        if (source_[i] != '<' && source_[i] != '>') continue;
        if (source_[i] == '>') {
            const bool closes = i >= dashes_from + 2 && source_.substr(i - 2, 2) == "--";
            if (state != State::plain && closes) state = State::plain;
            continue;
        }
        if (state != State::double_escaped && !last_start_tag_.empty() && is_end_tag(i, last_start_tag_))
            return i;
        const std::string_view rest = source_.substr(i);
        if (state == State::plain && rest.starts_with("<!--")) {
            state = State::escaped;
            dashes_from = i + 2;
        } else if (state == State::escaped && istarts_with(rest, "<script") && rest.size() > 7 &&
                   ends_tag_name(rest[7])) {
            state = State::double_escaped;
            dashes_from = i + 7;
        } else if (state == State::double_escaped && is_end_tag(i, "script")) {
            state = State::escaped;
            dashes_from = i + 8;
        }
    }
    return source_.size();
}

bool Tokenizer::next_markup(Token& token) {
    const char after = peek(1);
    if (is_alpha(after)) return read_tag(token);
    if (after == '/') {
        if (is_alpha(peek(2))) return read_tag(token);
        if (peek(2) == '>') {  // "</>" is nothing
            at_ += 3;
            return false;
        }
        read_bogus_comment(token, at_ + 2);
        return true;
    }
    if (after == '?') {
        read_bogus_comment(token, at_ + 1);
        return true;
    }
    if (foreign_ && source_.substr(at_).starts_with("<![CDATA[")) {
        at_ += 9;
        content_ = Content::cdata_section;
        return false;
    }
    read_declaration(token);
    return true;
}

void Tokenizer::read_declaration(Token& token) {
    const bool nested = inside_comment_ && source_.substr(at_).starts_with("<!--[if");
    if (peek(2) == '-' && peek(3) == '-' && !nested) {
        at_ += 4;
        read_comment(token);
    } else if (istarts_with(source_.substr(at_ + 2), "doctype")) {
        // In every doctype state ">" ends the token, also inside quotes.
        const size_t start = at_ + 9;
        read_bogus_comment(token, start);
        token.kind = TokenKind::doctype;
    } else {
        read_bogus_comment(token, at_ + 2);
    }
}

void Tokenizer::read_bogus_comment(Token& token, size_t start) {
    const size_t end = source_.find('>', start);
    token.kind = TokenKind::comment;
    token.at_eof = end == source_.npos;
    token.text = source_.substr(start, token.at_eof ? source_.npos : end - start);
    at_ = token.at_eof ? source_.size() : end + 1;
}

// 13.2.5.43 to 13.2.5.52. at_ is after "<!--".
void Tokenizer::read_comment(Token& token) {
    token.kind = TokenKind::comment;
    const std::string_view rest = source_.substr(at_);
    if (rest.starts_with('>') || rest.starts_with("->")) {
        token.text = rest.substr(0, 0);
        at_ += rest[0] == '>' ? 1 : 2;
        return;
    }
    for (size_t end = rest.find('>'); end != rest.npos; end = rest.find('>', end + 1)) {
        const std::string_view before = rest.substr(0, end);
        const size_t mark = before.ends_with("--") ? 2 : before.ends_with("--!") ? 3 : 0;
        if (mark == 0) continue;
        token.text = before.substr(0, end - mark);
        at_ += end + 1;
        return;
    }
    // Open at the end of the source: dashes that might have begun the end mark are no content.
    const size_t mark = rest.ends_with("--!") ? 3 : rest.ends_with("--") ? 2 : rest.ends_with('-') ? 1 : 0;
    token.text = rest.substr(0, rest.size() - mark);
    at_ = source_.size();
}

void Tokenizer::skip_space() {
    while (at_ < source_.size() && is_html_space(source_[at_])) ++at_;
}

// at_ is on "<" before a letter or before "/" and a letter. False when the source ends inside the tag: it is
// dropped.
bool Tokenizer::read_tag(Token& token) {
    const bool end_tag = source_[at_ + 1] == '/';
    const size_t start = at_ + (end_tag ? 2 : 1);
    for (at_ = start; at_ < source_.size() && !ends_tag_name(source_[at_]);) ++at_;
    token.kind = end_tag ? TokenKind::end_tag : TokenKind::start_tag;
    token.name = source_.substr(start, at_ - start);
    token.hash = name_hash(token.name);
    token.tag = tag_of(token.name, token.hash);
    token.self_closing = false;
    token.attributes_dropped = false;
    token.attributes.clear();
    token.duplicates.clear();
    token.known = 0;
    while (read_attribute(token)) {
    }
    if (at_ >= source_.size()) return false;
    ++at_;  // ">"
    return true;
}

// One attribute or stray "/"; false on ">" and at the end.
bool Tokenizer::read_attribute(Token& token) {
    skip_space();
    if (at_ >= source_.size() || source_[at_] == '>') return false;
    if (source_[at_] == '/') {
        ++at_;
        token.self_closing = at_ < source_.size() && source_[at_] == '>';
        return true;
    }
    const size_t start = at_++;  // a leading "=" belongs to the name
    while (at_ < source_.size() && !ends_attribute_name(source_[at_])) ++at_;
    const std::string_view name = source_.substr(start, at_ - start);
    skip_space();
    std::string_view value = name.substr(name.size());
    if (at_ < source_.size() && source_[at_] == '=') {
        ++at_;
        value = read_value();
    }
    keep_attribute(token, name, value);
    return true;
}

std::string_view Tokenizer::read_value() {
    skip_space();
    const char quote = peek(0);
    if (quote == '"' || quote == '\'') {
        const size_t start = ++at_;
        const size_t end = std::min(source_.find(quote, start), source_.size());
        at_ = std::min(end + 1, source_.size());
        return source_.substr(start, end - start);
    }
    const size_t start = at_;
    while (at_ < source_.size() && !is_html_space(source_[at_]) && source_[at_] != '>') ++at_;
    return source_.substr(start, at_ - start);
}

// The limit holds for names that mean nothing to us: a src behind a thousand of them is still loaded by
// browsers.
void Tokenizer::keep_attribute(Token& token, std::string_view name, std::string_view value) {
    const uint64_t hash = name_hash(name);
    const Attribute attribute{name, value, hash, attribute_of(name, hash)};
    bool duplicate = false;
    if (attribute.id != Attr::other) {
        duplicate = token.has(attribute.id);
        token.known |= uint64_t{1} << static_cast<unsigned>(attribute.id);
    } else {
        for (const Attribute& other : token.attributes) {
            if (other.hash == hash && iequals(other.name, name)) duplicate = true;
        }
        if (!duplicate && token.attributes.size() >= limits_.max_attributes) {
            token.attributes_dropped = true;
            return;
        }
    }
    if (!duplicate) {
        token.attributes.push_back(attribute);
    } else if (token.duplicates.empty()) {
        token.duplicates.push_back(attribute);
    }
}

std::string_view plain_name(std::string_view written, std::string& scratch) {
    const bool plain = std::none_of(written.begin(), written.end(),
                                    [](char c) { return c == '\0' || (c >= 'A' && c <= 'Z'); });
    if (plain) return written;
    std::string with_replacements;
    scratch = ascii_lower(replace_nulls(written, with_replacements));
    return scratch;
}

std::string_view attribute_value(std::string_view written, std::string& scratch) {
    return decode_references(written, ReferencePlace::attribute, NullCharacter::replace, scratch);
}

std::string_view token_text(const Token& token, std::string& scratch) {
    if (token.kind != TokenKind::text) return replace_nulls(token.text, scratch);
    switch (token.content) {
        case Content::data:
            return decode_references(token.text, ReferencePlace::text, NullCharacter::keep, scratch);
        case Content::rcdata:
            return decode_references(token.text, ReferencePlace::text, NullCharacter::replace, scratch);
        case Content::cdata_section:
            return token.text;
        default:
            return replace_nulls(token.text, scratch);
    }
}

namespace {

// Reads one quoted identifier off the front of `rest`; a missing closing quote forces quirks mode.
bool take_identifier(std::string_view& rest, std::string_view& identifier, bool& force_quirks) {
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return false;
    const size_t end = rest.find(rest[0], 1);
    identifier = rest.substr(1, end == rest.npos ? end : end - 1);
    if (end == rest.npos) force_quirks = true;
    rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    return true;
}

std::string_view skip_html_space(std::string_view text) {
    const auto first = std::find_if_not(text.begin(), text.end(), is_html_space);
    return text.substr(static_cast<size_t>(first - text.begin()));
}

}  // namespace

Doctype parse_doctype(const Token& token) {
    Doctype doctype;
    doctype.force_quirks = token.at_eof;
    std::string_view rest = skip_html_space(token.text);
    const auto name_end = std::find_if(rest.begin(), rest.end(), is_html_space);
    const auto name_size = static_cast<size_t>(name_end - rest.begin());
    if (name_size == 0) {
        doctype.force_quirks = true;
        return doctype;
    }
    doctype.name = rest.substr(0, name_size);
    rest = skip_html_space(rest.substr(name_size));
    if (rest.empty()) return doctype;
    const bool is_public = istarts_with(rest, "public");
    if (!is_public && !istarts_with(rest, "system")) {
        doctype.force_quirks = true;
        return doctype;
    }
    rest = skip_html_space(rest.substr(6));
    std::string_view& first = is_public ? doctype.public_id : doctype.system_id;
    if (!take_identifier(rest, first, doctype.force_quirks)) {
        doctype.force_quirks = true;
        return doctype;
    }
    rest = skip_html_space(rest);
    if (is_public && !rest.empty() && !take_identifier(rest, doctype.system_id, doctype.force_quirks)) {
        doctype.force_quirks = true;
        return doctype;
    }
    // After both identifiers anything goes, even the end of the source (13.2.5.68).
    if (!skip_html_space(rest).empty()) doctype.force_quirks = false;
    return doctype;
}

}  // namespace redshank::html
