// SPDX-License-Identifier: Apache-2.0
// Tree construction (HTML Standard 13.2.6) reduced to what changes what a person sees. Conditional comments
// are read with a tokenizer of their own over the comment's inside; they do not nest, so this goes one level
// deep.
#include "html/page_reader.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"
#include "html/attribute_values.h"
#include "html/name_table.h"

namespace redshank::html {

namespace {

// What stands in a head; rules that come after only these are not late.
bool is_head_content(Tag tag) {
    switch (tag) {
        case Tag::html:
        case Tag::head:
        case Tag::meta:
        case Tag::title:
        case Tag::style:
        case Tag::link:
        case Tag::base:
        case Tag::script:
        case Tag::body:
            return true;
        default:
            return false;
    }
}

// 13.2.6.5: a font element leaves svg only with one of its own attributes.
bool leaves_foreign(const Token& token, Tag tag) {
    if (tag == Tag::font) return token.has(Attr::color) || token.has(Attr::face) || token.has(Attr::size);
    return has_trait(tag, trait::breakout);
}

// Content of these is HTML again (13.2.6, HTML integration points).
bool is_integration_point(Tag tag) {
    return tag == Tag::foreignobject || tag == Tag::desc || tag == Tag::title;
}

}  // namespace

PageReader::PageReader(std::string_view source, const Limits& limits, AnomalyList& anomalies,
                       StyleSheet& sheet, bool complete_sheet)
    : source_(source),
      limits_(limits),
      anomalies_(anomalies),
      sheet_(sheet),
      complete_sheet_(complete_sheet),
      cascade_(sheet, limits),
      open_(limits),
      visible_(page_.visible_text, limits.max_text_bytes) {}

Page PageReader::read() {
    const size_t null = source_.find('\0');
    if (null != source_.npos) anomalies_.add(AnomalyKind::html_null_character, null);
    Tokenizer tokenizer(source_, limits_);
    read_markup(tokenizer);
    close_anchor();
    if (css_limit_reached_) anomalies_.add(AnomalyKind::css_limit, 0);
    return std::move(page_);
}

void PageReader::note(AnomalyKind kind, std::string_view where, std::string_view detail) {
    anomalies_.add(kind, static_cast<uint64_t>(where.data() - source_.data()), detail);
}

void PageReader::read_markup(Tokenizer& tokenizer) {
    Token token;
    while (tokenizer.next(token)) {
        switch (token.kind) {
            case TokenKind::text:
                text(token);
                break;
            case TokenKind::start_tag:
                start_tag(tokenizer, token);
                break;
            case TokenKind::end_tag:
                end_tag(token);
                break;
            case TokenKind::comment:
                comment(token);
                break;
            case TokenKind::doctype:
                break;
        }
        tokenizer.set_foreign(open_.in_foreign());
    }
}

// The order of tags and attributes; one number for all copies of a template.
void PageReader::count_structure(const Token& token) {
    ++page_.elements;
    page_.structure_hash = hash_combine(page_.structure_hash, token.hash);
    for (const Attribute& attribute : token.attributes) {
        page_.structure_hash = hash_combine(page_.structure_hash, attribute.hash);
        if (attribute.id == Attr::other && attribute.name.size() > 3 && istarts_with(attribute.name, "on")) {
            page_.has_script = true;
        }
    }
    for (const Attribute& duplicate : token.duplicates) {
        // Once for each name: templates repeat their mistakes.
        const uint64_t bit = uint64_t{1} << static_cast<unsigned>(duplicate.id);
        if ((noted_attributes_ & bit) != 0) continue;
        noted_attributes_ |= bit;
        note(AnomalyKind::html_duplicate_attribute, duplicate.name, duplicate.name.substr(0, 40));
    }
    if (token.attributes_dropped && !noted_limit_) {
        noted_limit_ = true;
        note(AnomalyKind::html_limit, token.name, "attributes");
    }
}

void PageReader::start_tag(Tokenizer& tokenizer, const Token& token) {
    count_structure(token);
    Tag tag = token.tag;
    if (open_.in_foreign() && leaves_foreign(token, tag)) open_.leave_foreign();
    const bool in_foreign = open_.in_foreign() && !is_integration_point(open_.current());
    const bool foreign = in_foreign || tag == Tag::svg || tag == Tag::math;
    if (tag == Tag::image && !foreign) tag = Tag::img;  // 13.2.6.4.7: "Don't ask."
    if (!foreign) open_.close_before(tag);
    close_anchor_if_popped();
    break_text(tag);
    if (!is_head_content(tag)) met_content_ = true;

    const bool is_link = tag == Tag::a && (token.has(Attr::href) || token.has(Attr::xlink_href));
    const bool hidden = token.has(Attr::hidden) || (tag == Tag::dialog && !token.has(Attr::open));
    const Seen seen = see(tag, is_link, hidden, cascade_.of(token, tag, css_urls_, css_limit_reached_), open_.look());
    references(token, tag, seen);

    const bool again = (tag == Tag::html || tag == Tag::body) && open_.is_open(tag);
    const bool closed = has_trait(tag, trait::is_void) ||
                        (token.self_closing && (foreign || token.name.find(':') != token.name.npos));
    if (!again && !closed && tag != Tag::head && !open_.push(tag, token.hash, foreign, seen.look) &&
        !noted_limit_) {
        noted_limit_ = true;
        note(AnomalyKind::html_limit, token.name, "open elements");
    }
    if (!foreign) switch_content(tokenizer, token, tag);
}

void PageReader::switch_content(Tokenizer& tokenizer, const Token& token, Tag tag) {
    raw_ = tag;
    if (const Content content = content_of(tag); content != Content::data)
        tokenizer.set_content(content, token.name);
}

void PageReader::end_tag(const Token& token) {
    break_text(token.tag);
    if (token.tag == Tag::a) close_anchor();
    open_.end_tag(token.tag, token.hash);
    close_anchor_if_popped();
}

void PageReader::break_text(Tag tag) {
    if (!has_trait(tag, trait::block | trait::cell) && tag != Tag::br) return;
    if (has_trait(tag, trait::cell)) {
        visible_.add_space();
    } else {
        visible_.add_newline();
    }
    anchor_gap_ = true;
}

// "<!--[if mso]> markup <![endif]-->". A condition with "!" holds nowhere that would read the comment's
// inside.
void PageReader::comment(const Token& token) {
    if (conditional_ || !token.text.starts_with("[if")) return;
    const size_t close = token.text.find("]>");
    if (close == token.text.npos || token.text.substr(0, close).find('!') != token.text.npos) return;
    Tokenizer inside(token.text.substr(close + 2), limits_);
    inside.set_inside_comment();
    Anchor outer_anchor;
    std::swap(anchor_, outer_anchor);
    const size_t floor = open_.size();
    open_.set_floor(floor);
    conditional_ = true;
    read_markup(inside);
    conditional_ = false;
    open_.set_floor(0);
    open_.pop_to(floor);
    close_anchor();
    std::swap(anchor_, outer_anchor);
}

void PageReader::text(const Token& token) {
    const bool raw = token.content != Content::data && token.content != Content::cdata_section;
    const Tag tag = raw ? raw_ : open_.current();
    switch (tag) {
        case Tag::style:
            return style_text(token_text(token, decoded_));
        case Tag::title:
            if (raw && !std::exchange(title_taken_, true)) {
                page_.title = collapse(token_text(token, decoded_), limits_.max_anchor_text_bytes);
            }
            return;
        case Tag::script:
        case Tag::iframe:
        case Tag::noembed:
        case Tag::noframes:
            return;
        default:
            break;
    }
    const uint16_t around = text_hidden(open_.look());
    const uint16_t bits = around | (conditional_ ? hidden::conditional_comment : 0);
    const std::string_view text = token_text(token, decoded_);
    if (bits == 0) visible_.add(text);
    if (around == 0 && anchor_.reference != Anchor::npos &&
        anchor_.text.size() < limits_.max_anchor_text_bytes) {
        if (!text.empty() && anchor_gap_) anchor_.text.push_back(' ');
        anchor_gap_ = false;
        anchor_.text += cut_utf8(text, limits_.max_anchor_text_bytes);
    }
    if (bits == 0 || page_.hidden_text.size() >= limits_.max_links) return;
    if (collapse(text, 1).empty()) return;
    const std::string_view shown = trim(token.text);
    page_.hidden_text.push_back(
        {bits, static_cast<uint32_t>(shown.data() - source_.data()), static_cast<uint32_t>(shown.size())});
}

void PageReader::style_text(std::string_view css) {
    css_urls_.clear();
    const bool keep_rules = !complete_sheet_ && !conditional_;
    const size_t rules_before = sheet_.size();
    sheet_.add(css, keep_rules, limits_, css_urls_, css_limit_reached_);
    if (met_content_ && sheet_.size() != rules_before) met_late_rules_ = true;
    const Seen seen;
    for (const CssUrl& url : css_urls_) add_css(url, css, seen);
}

Page read_page(std::string_view utf8, const Limits& limits, AnomalyList& anomalies) {
    StyleSheet sheet;
    PageReader reader(utf8, limits, anomalies, sheet, false);
    Page page = reader.read();
    if (!reader.met_late_rules()) return page;
    AnomalyList known(limits);
    return PageReader(utf8, limits, known, sheet, true).read();
}

}  // namespace redshank::html
