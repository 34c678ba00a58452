// SPDX-License-Identifier: Apache-2.0
// Whether a picture is what picture.h promises, by a grammar of its own: it reads the markup byte by byte and
// knows neither tokenizer nor painter.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "html/picture.h"

namespace redshank::html {

class PictureCheck {
  public:
    explicit PictureCheck(const Picture& picture) : rest_(picture.body) {
        while (trouble_.empty() && !rest_.empty()) {
            if (rest_.front() == '<') {
                tag();
            } else if (rest_.front() == '&') {
                reference();
            } else {
                if (rest_.front() == '>' || rest_.front() == '\0') fail("a bare byte of markup");
                rest_.remove_prefix(1);
            }
        }
        if (trouble_.empty()) style(picture.style);
    }
    /// What is wrong, or "".
    const std::string& trouble() const { return trouble_; }

  private:
    static bool is_in(std::string_view list, std::string_view word) {
        return (" " + std::string(list) + " ").find(" " + std::string(word) + " ") != std::string::npos;
    }
    void fail(const std::string& what) {
        if (trouble_.empty()) trouble_ = what + " at: " + std::string(rest_.substr(0, 80));
    }
    std::string_view take(std::string_view allowed) {
        const std::string_view taken =
            rest_.substr(0, std::min(rest_.find_first_not_of(allowed), rest_.size()));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    bool skip(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    void tag() {
        constexpr std::string_view tags =
            "address b big blockquote br caption center code col colgroup dd div dl dt em font h1 h2 h3 h4 "
            "h5 h6 hr "
            "i li nobr ol p pre s small span strong sub sup table tbody td tfoot th thead tr tt u ul var wbr";
        skip("<");
        const bool is_end = skip("/");
        if (!is_in(tags, take("abcdefghijklmnopqrstuvwxyz0123456789"))) fail("a tag that is not known");
        while (trouble_.empty() && !is_end && skip(" ")) attribute();
        if (!skip(">")) fail("a tag that goes on");
    }
    void attribute() {
        constexpr std::string_view names =
            "class width height border cellpadding cellspacing colspan rowspan size align valign bgcolor "
            "color";
        const std::string_view name = take("abcdefghijklmnopqrstuvwxyz");
        if (!is_in(names, name)) fail("an attribute that is not known");
        if (!skip("=\"")) fail("an attribute without quotes");
        take(name == "class" ? "abcdefghijklmnopqrstuvwxyz0123456789 "
                             : "abcdefghijklmnopqrstuvwxyz0123456789#%+-");
        if (!skip("\"")) fail("a value that is none");
    }
    void reference() {
        if (!skip("&lt;") && !skip("&gt;") && !skip("&amp;") && !skip("&quot;"))
            fail("a character reference");
    }
    // Only letters, digits, and what stands between them in a declaration: no bracket, quote, slash, at or
    // escape.
    void style(std::string_view css) {
        const size_t own = css.find(".s0{");
        if (own == css.npos) return;
        rest_ = css.substr(own);
        if (rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.{}:;#%- ") != rest_.npos)
            fail("style");
    }

    std::string_view rest_;
    std::string trouble_;
};

}  // namespace redshank::html
