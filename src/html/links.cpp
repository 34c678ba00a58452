// SPDX-License-Identifier: Apache-2.0
// Links in plain text. A candidate is a known beginning at a word's start; it ends at white space, a quote or
// an angle bracket, and gives back punctuation and brackets that the sentence around it owns. Each beginning
// has a ":" or "." behind its first word, and there are few of these in a text: so these are looked for.
#include <algorithm>

#include "base/ascii.h"
#include "html/html.h"

namespace redshank::html {

namespace {

constexpr std::string_view beginnings[] = {"http://", "https://", "ftp://", "mailto:", "www."};

size_t beginning_at(std::string_view text) {
    for (const std::string_view beginning : beginnings) {
        if (!istarts_with(text, beginning) || text.size() == beginning.size()) continue;
        const char next = text[beginning.size()];
        if (is_alnum(next) || next == '[' || next == '%' || static_cast<uint8_t>(next) >= 0x80)
            return beginning.size();
    }
    return 0;
}

// U+00A0, U+2000 to U+200B, U+2028, U+2029, U+202F, U+3000 and the typographic quotes U+2018 to U+201F.
bool unicode_end_at(std::string_view text) {
    if (text.starts_with("\xC2\xA0") || text.starts_with("\xE3\x80\x80")) return true;
    if (!text.starts_with("\xE2\x80") || text.size() < 3) return false;
    const auto last = static_cast<uint8_t>(text[2]);
    return last <= 0x8B || (last >= 0x98 && last <= 0x9F) || last == 0xA8 || last == 0xA9 || last == 0xAF;
}

size_t end_of_run(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<uint8_t>(text[i]);
        if (c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '`') return i;
        if (c >= 0x80 && unicode_end_at(text.substr(i))) return i;
    }
    return text.size();
}

// Brackets are counted once and then kept up to date, so that a long tail of them stays linear.
std::string_view give_back(std::string_view link) {
    constexpr std::string_view opening = "([{";
    constexpr std::string_view closing = ")]}";
    std::ptrdiff_t open[3];
    for (size_t kind = 0; kind < 3; ++kind) {
        open[kind] = std::count(link.begin(), link.end(), opening[kind]) -
                     std::count(link.begin(), link.end(), closing[kind]);
    }
    while (!link.empty()) {
        const size_t kind = closing.find(link.back());
        if (kind != closing.npos && open[kind] < 0) {
            ++open[kind];
        } else if (std::string_view(".,;:!?'*").find(link.back()) == std::string_view::npos) {
            break;
        }
        link.remove_suffix(1);
    }
    return link;
}

struct Beginning {
    size_t at = 0;
    size_t length = 0;  // 0: there is none
};

// The beginnings that have `mark` behind their first word, in order.
class Beginnings {
  public:
    Beginnings(std::string_view text, char mark) : text_(text), mark_(mark) {}

    /// The first one that starts at `from` or later; `from` never falls.
    const Beginning& next(size_t from) {
        while (!at_end_ && (next_.length == 0 || next_.at < from)) advance(from);
        return next_;
    }

  private:
    void advance(size_t from) {
        next_ = {};
        const size_t found = text_.find(mark_, std::max(from, mark_at_));
        at_end_ = found == std::string_view::npos;
        if (at_end_) return;
        mark_at_ = found + 1;
        size_t start = found;
        while (start > from && found - start <= longest_word && is_alnum(text_[start - 1])) --start;
        if (start == found || (start > 0 && is_alnum(text_[start - 1]))) return;
        next_ = {start, beginning_at(text_.substr(start))};
    }

    static constexpr size_t longest_word = 6;  // "mailto"
    std::string_view text_;
    char mark_;
    size_t mark_at_ = 0;
    bool at_end_ = false;
    Beginning next_;
};

}  // namespace

std::vector<TextLink> find_links(std::string_view text, const Limits& limits, AnomalyList& anomalies) {
    std::vector<TextLink> links;
    Beginnings schemes(text, ':');
    Beginnings bare_hosts(text, '.');
    size_t from = 0;
    while (true) {
        const Beginning& scheme = schemes.next(from);
        const Beginning& bare_host = bare_hosts.next(from);
        if (scheme.length == 0 && bare_host.length == 0) return links;
        const bool bare = scheme.length == 0 || (bare_host.length != 0 && bare_host.at < scheme.at);
        const Beginning beginning = bare ? bare_host : scheme;
        const size_t end = end_of_run(text.substr(beginning.at));
        const std::string_view link = give_back(text.substr(beginning.at, end));
        if (link.size() > beginning.length) {
            if (links.size() >= limits.max_links) {
                anomalies.add(AnomalyKind::html_limit, beginning.at, "links in text");
                return links;
            }
            links.push_back({(bare ? "http://" : "") + std::string(link), static_cast<uint32_t>(beginning.at),
                             static_cast<uint32_t>(link.size())});
        }
        from = beginning.at + end;
    }
}

}  // namespace redshank::html
