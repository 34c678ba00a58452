// SPDX-License-Identifier: Apache-2.0
// The tree builder's place: takes the tokens of a page, keeps the open elements, and writes down what loads,
// what can be clicked and what can be seen. One reader reads one page once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/cascade.h"
#include "html/collapse.h"
#include "html/css.h"
#include "html/html.h"
#include "html/open_elements.h"
#include "html/tokenizer.h"
#include "html/visibility.h"

namespace redshank::html {

class PageReader {
  public:
    /// With `complete_sheet`, the rules are known from an earlier reading and no more are added.
    PageReader(std::string_view source, const Limits& limits, AnomalyList& anomalies, StyleSheet& sheet,
               bool complete_sheet);

    Page read();
    /// A style element came after elements that its rules might have hidden.
    bool met_late_rules() const { return met_late_rules_; }

  private:
    // page_reader.cpp: the flow
    void read_markup(Tokenizer& tokenizer);
    void start_tag(Tokenizer& tokenizer, const Token& token);
    void end_tag(const Token& token);
    void comment(const Token& token);
    void text(const Token& token);
    void style_text(std::string_view css);
    void break_text(Tag tag);
    void switch_content(Tokenizer& tokenizer, const Token& token, Tag tag);
    void count_structure(const Token& token);
    void note(AnomalyKind kind, std::string_view where, std::string_view detail);

    // page_references.cpp: what stands where
    void references(const Token& token, Tag tag, const Seen& seen);
    void media_references(const Token& token, Tag tag, const Seen& seen);
    void vector_references(const Token& token, Tag tag, const Seen& seen);
    void link_element(const Token& token, const Seen& seen);
    void meta_element(const Token& token, const Seen& seen);
    void style_references(const Token& token, const Seen& seen);
    void add_attribute(const Token& token, Attr attribute, ResourceKind kind, bool loads, const Seen& seen);
    void add_srcset(const Token& token, Attr attribute, ResourceKind kind, const Seen& seen);
    void add_css(const CssUrl& url, std::string_view within, const Seen& seen);
    void add(ResourceKind kind, bool loads, std::string_view value, std::string_view written,
             const Seen& seen);
    void open_anchor(const Token& token, const Seen& seen);
    void close_anchor();
    void close_anchor_if_popped();

    std::string_view source_;
    const Limits& limits_;
    AnomalyList& anomalies_;
    StyleSheet& sheet_;
    bool complete_sheet_;
    bool met_late_rules_ = false;
    bool met_content_ = false;

    Page page_;
    Cascade cascade_;
    OpenElements open_;
    TextCollector visible_;
    Tag raw_ = Tag::other;      // the element whose raw text comes next
    bool conditional_ = false;  // inside a conditional comment
    bool title_taken_ = false;
    bool media_waits_ = false;  // the last audio or video loads nothing before it is played
    uint32_t resources_ = 0;
    uint32_t links_ = 0;
    uint64_t noted_attributes_ = 0;
    bool noted_limit_ = false;
    bool css_limit_reached_ = false;

    struct Anchor {
        size_t reference = npos;  // in page_.references
        size_t depth = 0;         // of open_ below it
        bool shows_something = false;
        std::string text;
        std::string alt;
        static constexpr size_t npos = static_cast<size_t>(-1);
    };
    Anchor anchor_;
    bool anchor_gap_ = false;  // white space came between two texts of the anchor

    std::string decoded_;  // scratch
    std::vector<CssUrl> css_urls_;
};

}  // namespace redshank::html
