// SPDX-License-Identifier: Apache-2.0
// Two passes over the tokens: the rules of all style elements first, then the elements as they come. Tags are
// not balanced here: the browser that shows the picture mends them as it would have mended the source, and
// since none of the tags that remain is read otherwise than as plain HTML, no mending can make markup of
// text.
#include "html/picture.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "html/attribute_values.h"
#include "html/cascade.h"
#include "html/collapse.h"
#include "html/html.h"
#include "html/picture_style.h"
#include "html/tokenizer.h"
#include "html/visibility.h"

namespace redshank::html {

namespace {

constexpr size_t max_classes = 4096;
constexpr size_t max_label_bytes = 120;
// A smaller box has no room for words; they stand beside it.
constexpr int32_t min_box_width = 90, min_box_height = 28;
constexpr int32_t max_box_side = 2000;

// Elements that stay, by what they become.
struct Kept {
    Tag tag;
    std::string_view name;
};
constexpr Kept kept[] = {{Tag::a, "span"},
                         {Tag::address, "address"},
                         {Tag::article, "div"},
                         {Tag::aside, "div"},
                         {Tag::b, "b"},
                         {Tag::big, "big"},
                         {Tag::blockquote, "blockquote"},
                         {Tag::body, "div"},
                         {Tag::br, "br"},
                         {Tag::button, "span"},
                         {Tag::caption, "caption"},
                         {Tag::center, "center"},
                         {Tag::code, "code"},
                         {Tag::col, "col"},
                         {Tag::colgroup, "colgroup"},
                         {Tag::dd, "dd"},
                         {Tag::details, "div"},
                         {Tag::dir, "ul"},
                         {Tag::div, "div"},
                         {Tag::dl, "dl"},
                         {Tag::dt, "dt"},
                         {Tag::em, "em"},
                         {Tag::fieldset, "div"},
                         {Tag::figcaption, "div"},
                         {Tag::figure, "div"},
                         {Tag::font, "font"},
                         {Tag::footer, "div"},
                         {Tag::form, "div"},
                         {Tag::h1, "h1"},
                         {Tag::h2, "h2"},
                         {Tag::h3, "h3"},
                         {Tag::h4, "h4"},
                         {Tag::h5, "h5"},
                         {Tag::h6, "h6"},
                         {Tag::header, "div"},
                         {Tag::hgroup, "div"},
                         {Tag::hr, "hr"},
                         {Tag::i, "i"},
                         {Tag::li, "li"},
                         {Tag::listing, "pre"},
                         {Tag::main, "div"},
                         {Tag::marquee, "div"},
                         {Tag::menu, "ul"},
                         {Tag::nav, "div"},
                         {Tag::nobr, "nobr"},
                         {Tag::ol, "ol"},
                         {Tag::p, "p"},
                         {Tag::plaintext, "pre"},
                         {Tag::pre, "pre"},
                         {Tag::s, "s"},
                         {Tag::search, "div"},
                         {Tag::section, "div"},
                         {Tag::select, "span"},
                         {Tag::small, "small"},
                         {Tag::span, "span"},
                         {Tag::strike, "s"},
                         {Tag::strong, "strong"},
                         {Tag::sub, "sub"},
                         {Tag::summary, "div"},
                         {Tag::sup, "sup"},
                         {Tag::table, "table"},
                         {Tag::tbody, "tbody"},
                         {Tag::td, "td"},
                         {Tag::textarea, "span"},
                         {Tag::tfoot, "tfoot"},
                         {Tag::th, "th"},
                         {Tag::thead, "thead"},
                         {Tag::tr, "tr"},
                         {Tag::tt, "tt"},
                         {Tag::u, "u"},
                         {Tag::ul, "ul"},
                         {Tag::var, "var"},
                         {Tag::wbr, "wbr"},
                         {Tag::xmp, "pre"}};

constexpr auto kept_names = [] {
    std::array<std::string_view, static_cast<size_t>(Tag::count)> names{};
    for (const Kept& one : kept) names[static_cast<size_t>(one.tag)] = one.name;
    return names;
}();

constexpr std::string_view number_attributes[] = {"width",       "height",  "border",  "cellpadding",
                                                  "cellspacing", "colspan", "rowspan", "size"};
constexpr std::string_view place_attributes[] = {"align", "valign"};
constexpr std::string_view places[] = {"left", "right",  "center", "justify",
                                       "top",  "middle", "bottom", "baseline"};
constexpr std::string_view colour_attributes[] = {"bgcolor", "color"};

constexpr std::string_view own_style =
    "html{color-scheme:light}body{margin:12px;background:#fff;color:#000;font:14px/1.4 sans-serif;"
    "overflow-wrap:anywhere}"
    ".link{text-decoration:underline;color:#1a4f8a}.gone{display:none!important}"
    ".field{display:inline-block;border:1px solid #777;border-radius:3px;padding:2px 8px;min-width:2em}"
    ".box,.label{display:inline-block;box-sizing:border-box;border:1px dashed #7a8590;background:#f1f3f5;"
    "color:#4a545d;font:11px/1.3 sans-serif;text-align:center;text-decoration:none;vertical-align:middle;"
    "overflow:hidden;padding:2px;max-width:100%}"
    ".label{border-style:solid;border-color:#b58900;background:#fff7d6;color:#5b4400;padding:0 3px}";

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\0':
                out += "\xEF\xBF\xBD";
                break;
            default:
                // Other controls say nothing to a reader; U+007F is valid text.
                if (static_cast<uint8_t>(c) >= ' ' || c == '\n' || c == '\t' || c == '\r') out += c;
        }
    }
    return out;
}

// No address that a person could copy and open by accident.
std::string without_links(std::string_view text, const Limits& limits) {
    if (text.find(':') == text.npos && text.find('.') == text.npos) return std::string(text);
    AnomalyList ignored(limits);
    std::string out;
    size_t at = 0;
    const auto keep = [&](std::string_view between) {
        for (size_t i = 0; i < between.size(); ++i)
            out += between.substr(i).starts_with("://") ? "[:]" : between.substr(i, 1);
    };
    for (const TextLink& link : find_links(text, limits, ignored)) {
        keep(text.substr(at, link.offset - at));
        keep(defang(text.substr(link.offset, link.length)));
        at = size_t{link.offset} + link.length;
    }
    keep(text.substr(at));
    return out;
}

class Painter {
  public:
    Painter(std::string_view source, const Limits& limits, const BoxLabel& label)
        : source_(source), limits_(limits), label_(label), cascade_(sheet_, limits) {}

    Picture paint() {
        read_sheets();
        Tokenizer tokenizer(source_, limits_);
        Token token;
        while (!picture_.is_cut && tokenizer.next(token)) {
            if (token.kind == TokenKind::start_tag) start_tag(tokenizer, token);
            if (token.kind == TokenKind::end_tag) end_tag(token);
            if (token.kind == TokenKind::text) text(token);
        }
        picture_.style = std::string(own_style);
        std::vector<const std::string*> rules(classes_.size());
        for (const auto& [looks, number] : classes_) rules[number] = &looks;
        for (size_t i = 0; i < rules.size(); ++i)
            picture_.style += ".s" + std::to_string(i) + "{" + *rules[i] + "}";
        return std::move(picture_);
    }

  private:
    void read_sheets() {
        Tokenizer tokenizer(source_, limits_);
        Token token;
        Tag raw = Tag::other;
        while (tokenizer.next(token)) {
            if (token.kind == TokenKind::start_tag) {
                raw = token.tag;
                if (const Content content = content_of(raw); content != Content::data)
                    tokenizer.set_content(content, token.name);
            } else if (token.kind == TokenKind::text && raw == Tag::style &&
                       token.content == Content::rawtext) {
                urls_.clear();
                sheet_.add(token_text(token, decoded_), true, limits_, urls_, limit_reached_);
                picture_.left_out += static_cast<uint32_t>(urls_.size());
            }
        }
    }

    void put(std::string_view markup) {
        if (picture_.body.size() + markup.size() > max_picture_bytes) {
            picture_.is_cut = true;
        } else {
            picture_.body += markup;
        }
    }

    void start_tag(Tokenizer& tokenizer, const Token& token) {
        Tag tag = token.tag;
        if (drawing_ && has_trait(tag, trait::breakout)) drawing_ = false;
        if (drawing_) return;
        if (const Content content = content_of(tag); content != Content::data)
            tokenizer.set_content(content, token.name);
        raw_ = tag;
        if (tag == Tag::image) tag = Tag::img;
        if (tag == Tag::template_) ++templates_;
        if (templates_ > 0) return;

        const bool hidden = token.has(Attr::hidden) || (tag == Tag::dialog && !token.has(Attr::open));
        const Style style = cascade_.of(token, tag, urls_, limit_reached_);
        const Seen seen = see(tag, false, hidden, style, Look());
        picture_.left_out += static_cast<uint32_t>(urls_.size());
        if (has_trait(tag, trait::has_background) && token.has(Attr::background)) ++picture_.left_out;
        if (box(token, tag, seen)) return;
        const std::string_view name = kept_names[static_cast<size_t>(tag)];
        if (name.empty()) return;
        const bool is_gone = seen.look.hidden != 0 || seen.look.invisible;
        put("<" + std::string(name) + attributes(token, tag, style, is_gone) + ">");
    }

    // True where the element is none that stays.
    bool box(const Token& token, Tag tag, const Seen& seen) {
        switch (tag) {
            case Tag::img:
                return put_box(token, "picture", first_of(token, {Attr::src, Attr::srcset}), seen);
            case Tag::input:
                return input(token, seen);
            case Tag::video:
            case Tag::audio:
                return put_box(token, tag == Tag::video ? "film" : "sound",
                               first_of(token, {Attr::src, Attr::poster}), seen);
            case Tag::bgsound:
                return put_box(token, "sound", first_of(token, {Attr::src}), seen);
            case Tag::iframe:
            case Tag::frame:
                return put_box(token, "frame", first_of(token, {Attr::src}), seen);
            case Tag::embed:
            case Tag::applet:
                return put_box(token, "embedded", first_of(token, {Attr::src}), seen);
            case Tag::object:
                return put_box(token, "embedded", first_of(token, {Attr::data}), seen);
            case Tag::svg:
                drawing_ = !token.self_closing;
                return put_box(token, "drawing", "", seen);
            case Tag::link:
            case Tag::script:
            case Tag::source:
            case Tag::track:
                ++picture_.left_out;
                return true;
            case Tag::a:
            case Tag::area:
                picture_.links += token.has(Attr::href) ? 1 : 0;
                return tag == Tag::area;
            default:
                return false;
        }
    }

    bool input(const Token& token, const Seen& seen) {
        const std::string type = ascii_lower(trim_html(attribute_value(token.raw(Attr::type), decoded_)));
        if (type == "image") return put_box(token, "picture", first_of(token, {Attr::src}), seen);
        if (type == "hidden") return true;
        std::string shown(attribute(token, "value"));
        if (shown.empty()) shown = attribute(token, "placeholder");
        if (type == "password") shown = "(password) " + shown;
        put("<span class=\"field\">" + escaped(without_links(shown, limits_)) + "</span>");
        return true;
    }

    bool put_box(const Token& token, std::string_view what, const std::string& url, const Seen& seen) {
        ++picture_.left_out;
        const int32_t width = std::min(seen.width, max_box_side),
                      height = std::min(seen.height, max_box_side);
        const auto side = [](int32_t pixels) {
            return pixels < 0 ? std::string("?") : std::to_string(pixels);
        };
        std::string words(what);
        if (width >= 0 || height >= 0) words += " " + side(width) + "×" + side(height);
        if (const std::string label = url.empty() ? "" : label_(url); !label.empty())
            words += " " + std::string(cut_utf8(label, max_label_bytes));
        constexpr uint16_t unseen = hidden::display_none | hidden::visibility | hidden::opacity |
                                    hidden::off_screen | hidden::max_size | hidden::hidden_attribute;
        const bool is_hidden = (seen.own & unseen) != 0;
        const bool is_small =
            (width >= 0 && width < min_box_width) || (height >= 0 && height < min_box_height);
        if (is_hidden) words = "hidden " + words;
        if (is_hidden || is_small) {
            put("<span class=\"label\">" + escaped(words) + "</span>");
            return true;
        }
        std::string looks;
        if (width >= 0) looks += "width:" + std::to_string(width) + "px;";
        if (height >= 0) looks += "height:" + std::to_string(height) + "px;";
        if (const std::string alternative = attribute(token, "alt"); !alternative.empty())
            words += ": " + alternative;
        put("<span" + class_attribute("box", looks) + ">" + escaped(without_links(words, limits_)) +
            "</span>");
        return true;
    }

    // The first URL that one of the attributes holds.
    std::string first_of(const Token& token, std::initializer_list<Attr> attributes) {
        for (const Attr one : attributes) {
            if (!token.has(one)) continue;
            const std::string_view value = attribute_value(token.raw(one), decoded_);
            if (one != Attr::srcset) return std::string(trim_html(value));
            if (const auto urls = parse_srcset(value, 1); !urls.empty()) return std::string(urls.front());
        }
        return "";
    }

    std::string attribute(const Token& token, std::string_view name) {
        for (const Attribute& one : token.attributes)
            if (iequals(one.name, name)) return std::string(attribute_value(one.value, decoded_));
        return "";
    }

    std::string attributes(const Token& token, Tag tag, const Style& style, bool is_gone) {
        std::string out;
        for (const Attribute& one : token.attributes) out += plain_attribute(one, tag);
        std::string looks = looks_of(style);
        // Lengths with units, and what rules do not tell, as the attribute has it.
        looks += looks_of(attribute_value(token.raw(Attr::style), decoded_));
        std::string_view role = is_gone ? "gone" : "";
        if (!is_gone && tag == Tag::a && token.has(Attr::href)) role = "link";
        if (!is_gone && (tag == Tag::button || tag == Tag::select || tag == Tag::textarea)) role = "field";
        return class_attribute(role, looks) + out;
    }

    std::string plain_attribute(const Attribute& one, Tag tag) {
        const auto is_one_of = [&](const auto& names) {
            const auto found = std::find_if(std::begin(names), std::end(names),
                                            [&](std::string_view n) { return iequals(one.name, n); });
            return found == std::end(names) ? std::string_view() : *found;
        };
        const auto write = [](std::string_view name, std::string_view value) {
            return value.empty() ? "" : " " + std::string(name) + "=\"" + std::string(value) + "\"";
        };
        if (tag == Tag::body) return "";
        const std::string_view value = trim_html(attribute_value(one.value, decoded_));
        if (const std::string_view name = is_one_of(number_attributes); !name.empty())
            return write(name, number(value));
        if (const std::string_view name = is_one_of(colour_attributes); !name.empty())
            return write(name, colour_text(colour_of_attribute(value)));
        if (const std::string_view name = is_one_of(place_attributes); !name.empty()) {
            const auto place = std::find_if(std::begin(places), std::end(places),
                                            [&](std::string_view p) { return iequals(p, value); });
            return place == std::end(places) ? "" : write(name, *place);
        }
        return "";
    }

    // "100%", "+1", "12"; "" for what begins otherwise.
    static std::string number(std::string_view value) {
        const bool is_signed = value.starts_with('+') || value.starts_with('-');
        const size_t from = is_signed ? 1 : 0;
        size_t digits = 0;
        while (from + digits < value.size() && is_digit(value[from + digits])) ++digits;
        if (digits == 0 || digits > 5) return "";
        std::string out(value.substr(0, from + digits));
        return value.substr(from + digits).starts_with('%') ? out + "%" : out;
    }

    std::string class_attribute(std::string_view role, const std::string& looks) {
        std::string names(role);
        if (!looks.empty() && (classes_.size() < max_classes || classes_.count(looks) > 0)) {
            const auto [found, is_new] = classes_.emplace(looks, classes_.size());
            names += (names.empty() ? "s" : " s") + std::to_string(found->second);
        }
        return names.empty() ? "" : " class=\"" + names + "\"";
    }

    void end_tag(const Token& token) {
        if (token.tag == Tag::svg) drawing_ = false;
        if (token.tag == Tag::template_ && templates_ > 0) --templates_;
        if (drawing_ || templates_ > 0 || has_trait(token.tag, trait::is_void)) return;
        const std::string_view name = kept_names[static_cast<size_t>(token.tag)];
        if (!name.empty() && token.tag != Tag::body) put("</" + std::string(name) + ">");
    }

    void text(const Token& token) {
        if (drawing_ || templates_ > 0) return;
        const bool is_raw = token.content != Content::data && token.content != Content::cdata_section;
        if (is_raw && raw_ != Tag::textarea && raw_ != Tag::xmp && raw_ != Tag::plaintext) return;
        put(escaped(without_links(token_text(token, decoded_), limits_)));
    }

    std::string_view source_;
    const Limits& limits_;
    const BoxLabel& label_;
    StyleSheet sheet_;
    Cascade cascade_;
    Picture picture_;
    std::map<std::string, size_t> classes_;
    Tag raw_ = Tag::other;
    bool drawing_ = false;  // inside svg
    size_t templates_ = 0;
    bool limit_reached_ = false;
    std::vector<CssUrl> urls_;
    std::string decoded_;  // scratch
};

}  // namespace

Picture picture_of(std::string_view utf8, const Limits& limits, const BoxLabel& label) {
    return Painter(utf8, limits, label).paint();
}

std::string picture_document(const Picture& picture, std::string_view nonce) {
    const std::string key(nonce);
    return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" "
           "content=\"default-src 'none'; style-src 'nonce-" +
           key +
           "'; base-uri 'none'; form-action 'none'\"><meta name=\"referrer\" content=\"no-referrer\">"
           "<title>Picture of a message</title><style nonce=\"" +
           key + "\">" + picture.style + "</style></head><body>" + picture.body + "</body></html>";
}

}  // namespace redshank::html
