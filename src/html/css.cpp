// SPDX-License-Identifier: Apache-2.0
// One pass over the tokens. Nesting is an explicit stack of awaited closing brackets, bounded by
// limits.max_css_depth; a bracket deeper than that is passed over as if it were not there, so that URLs are
// still found.
#include "html/css.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"
#include "html/css_tokenizer.h"
#include "html/name_table.h"

namespace redshank::html {

namespace {

// --- property values ---

#define REDSHANK_CSS_PROPERTIES(X)                                                                      \
    X(other, "")                                                                                        \
    X(display, "display")                                                                               \
    X(visibility, "visibility") X(opacity, "opacity") X(width, "width") X(height, "height")             \
        X(max_width, "max-width") X(max_height, "max-height") X(font_size, "font-size") X(font, "font") \
            X(position, "position") X(left, "left") X(top, "top") X(right, "right") X(bottom, "bottom") \
                X(text_indent, "text-indent") X(margin, "margin") X(margin_left, "margin-left")         \
                    X(margin_top, "margin-top") X(overflow, "overflow") X(overflow_x, "overflow-x")     \
                        X(overflow_y, "overflow-y") X(color, "color") X(background, "background")       \
                            X(background_color, "background-color") X(background_image, "background-image")
#define REDSHANK_ENUMERATOR(name, ...) name,
#define REDSHANK_NAME(enumerator, name) std::string_view(name),
enum class Name : uint8_t { REDSHANK_CSS_PROPERTIES(REDSHANK_ENUMERATOR) };
constexpr NameTable<26> property_names(std::array<std::string_view, 26>{
    REDSHANK_CSS_PROPERTIES(REDSHANK_NAME)});
#undef REDSHANK_ENUMERATOR
#undef REDSHANK_NAME

Name property_of(const CssToken& ident) {
    std::string scratch;
    const std::string_view name = ident.escaped ? css_unescape(ident.text, scratch) : ident.text;
    return static_cast<Name>(property_names.find(name, name_hash(name)));
}

// The value's tokens that matter: the first few, without white space, commas and "/".
struct Value {
    std::array<CssToken, 12> tokens;
    size_t count = 0;
    bool important = false;
    bool has_image = false;  // a url() or a function that paints

    bool ident(size_t i, std::string_view name) const {
        return i < count && tokens[i].kind == CssTokenKind::ident && css_name_is(tokens[i], name);
    }
};

struct Unit {
    std::string_view name;
    double pixels;
};
// em and rem by the usual 16 pixels; ex and ch by half of it.
constexpr Unit units[] = {{"px", 1},  {"em", 16}, {"rem", 16}, {"pt", 4.0 / 3}, {"pc", 16},
                          {"in", 96}, {"cm", 38}, {"mm", 3.8}, {"ex", 8},       {"ch", 8}};

// What depends on the window is known only to be nothing, or far outside.
double relative_length(double number) {
    if (number == 0) return 0;
    return number <= -100 ? -10'000 : unknown_value;
}

double length_of(const CssToken& token) {
    const bool is_length = token.kind == CssTokenKind::number || token.kind == CssTokenKind::dimension;
    if (!is_length && token.kind != CssTokenKind::percentage) return unknown_value;
    const CssNumber number = css_number(token);
    if (token.kind == CssTokenKind::number) return number.value;
    for (const Unit& unit : units) {
        if (iequals(number.unit, unit.name)) return number.value * unit.pixels;
    }
    return relative_length(number.value);
}

double length_of(const Value& value, size_t i = 0) {
    return i < value.count ? length_of(value.tokens[i]) : unknown_value;
}

struct NamedColour {
    std::string_view name;
    int rgb;
};
// CSS 1's sixteen and what mail uses beside; another name is equal only to itself.
constexpr NamedColour named_colours[] = {
    {"black", 0x000000},      {"silver", 0xC0C0C0},  {"gray", 0x808080},  {"grey", 0x808080},
    {"white", 0xFFFFFF},      {"maroon", 0x800000},  {"red", 0xFF0000},   {"purple", 0x800080},
    {"fuchsia", 0xFF00FF},    {"magenta", 0xFF00FF}, {"green", 0x008000}, {"lime", 0x00FF00},
    {"olive", 0x808000},      {"yellow", 0xFFFF00},  {"navy", 0x000080},  {"blue", 0x0000FF},
    {"teal", 0x008080},       {"aqua", 0x00FFFF},    {"cyan", 0x00FFFF},  {"orange", 0xFFA500},
    {"whitesmoke", 0xF5F5F5}, {"snow", 0xFFFAFA},    {"ivory", 0xFFFFF0}, {"ghostwhite", 0xF8F8FF}};

double known_colour(std::string_view name) {
    if (iequals(name, "transparent")) return colour_transparent;
    for (const NamedColour& colour : named_colours) {
        if (iequals(name, colour.name)) return colour.rgb;
    }
    return unknown_value;
}

double hex_colour(std::string_view digits) {
    if (!std::all_of(digits.begin(), digits.end(), is_hex_digit)) return unknown_value;
    const bool is_short = digits.size() == 3 || digits.size() == 4;
    if (!is_short && digits.size() != 6 && digits.size() != 8) return unknown_value;
    const auto channel = [&](size_t i) {
        return is_short ? hex_value(digits[i]) * 17
                        : hex_value(digits[2 * i]) * 16 + hex_value(digits[2 * i + 1]);
    };
    const bool has_alpha = digits.size() % 4 == 0;
    if (has_alpha && channel(3) == 0) return colour_transparent;
    return channel(0) << 16 | channel(1) << 8 | channel(2);
}

// rgb( and rgba( with the numbers behind it.
double rgb_colour(const Value& value, size_t function) {
    int rgb = 0;
    for (size_t i = function + 1; i <= function + 3; ++i) {
        if (i >= value.count) return unknown_value;
        const CssToken& token = value.tokens[i];
        const bool percent = token.kind == CssTokenKind::percentage;
        if (!percent && token.kind != CssTokenKind::number) return unknown_value;
        const double channel = percent ? css_number(token).value * 2.55 : css_number(token).value;
        rgb = rgb << 8 | static_cast<int>(std::clamp(channel, 0.0, 255.0));
    }
    const size_t alpha = function + 4;
    const bool has_alpha = alpha < value.count && value.tokens[alpha].kind == CssTokenKind::number;
    return has_alpha && css_number(value.tokens[alpha]).value == 0 ? colour_transparent : rgb;
}

double colour_at(const Value& value, size_t i) {
    const CssToken& token = value.tokens[i];
    if (token.kind == CssTokenKind::hash) return hex_colour(token.text);
    if (token.kind == CssTokenKind::ident) return known_colour(token.text);
    const bool is_rgb =
        token.kind == CssTokenKind::function && (iequals(token.text, "rgb") || iequals(token.text, "rgba"));
    return is_rgb ? rgb_colour(value, i) : unknown_value;
}

double colour_of(const Value& value) {
    if (value.count == 0) return unknown_value;
    const double colour = colour_at(value, 0);
    const CssToken& token = value.tokens[0];
    if (colour != unknown_value || token.kind != CssTokenKind::ident) return colour;
    for (const std::string_view keyword : {"inherit", "initial", "unset", "revert", "currentcolor"}) {
        if (iequals(token.text, keyword)) return unknown_value;
    }
    return colour_named + static_cast<double>(name_hash(token.text) >> 16);
}

// The shorthand: a picture covers the colour; without either the background is see-through.
double background_of(const Value& value) {
    if (value.has_image) return unknown_value;
    for (size_t i = 0; i < value.count; ++i) {
        const double colour = colour_at(value, i);
        if (colour != unknown_value) return colour;
    }
    return colour_transparent;
}

// "bold 12px/14px Arial", "0/0 a": the first length, or a first number of 0 (others are weights).
double size_of_font(const Value& value) {
    for (size_t i = 0; i < value.count; ++i) {
        const CssToken& token = value.tokens[i];
        const bool zero = token.kind == CssTokenKind::number && css_number(token).value == 0;
        if (zero || token.kind == CssTokenKind::dimension) return length_of(token);
    }
    return unknown_value;
}

double opacity_of(const Value& value) {
    if (value.count == 0) return 1;
    const CssToken& token = value.tokens[0];
    if (token.kind == CssTokenKind::percentage) return css_number(token).value / 100;
    return token.kind == CssTokenKind::number ? css_number(token).value : 1;
}

void declare(Name name, const Value& value, std::vector<Declaration>& out) {
    const auto set = [&](Property property, double result) {
        out.push_back({property, value.important, result});
    };
    const auto set_flag = [&](Property property, bool result) { set(property, result ? 1 : 0); };
    switch (name) {
        case Name::other:
            return;
        case Name::display:
            return set_flag(Property::display_none, value.ident(0, "none"));
        case Name::visibility:
            return set_flag(Property::invisible, value.ident(0, "hidden") || value.ident(0, "collapse"));
        case Name::opacity:
            return set(Property::opacity, opacity_of(value));
        case Name::width:
            return set(Property::width, length_of(value));
        case Name::height:
            return set(Property::height, length_of(value));
        case Name::max_width:
            return set(Property::max_width, length_of(value));
        case Name::max_height:
            return set(Property::max_height, length_of(value));
        case Name::font_size:
            return set(Property::font_size, length_of(value));
        case Name::font:
            return set(Property::font_size, size_of_font(value));
        case Name::position:
            return set_flag(Property::positioned, !value.ident(0, "static"));
        case Name::left:
            return set(Property::left, length_of(value));
        case Name::top:
            return set(Property::top, length_of(value));
        case Name::right:
            return set(Property::right, length_of(value));
        case Name::bottom:
            return set(Property::bottom, length_of(value));
        case Name::text_indent:
            return set(Property::text_indent, length_of(value));
        case Name::margin_left:
            return set(Property::margin_left, length_of(value));
        case Name::margin_top:
            return set(Property::margin_top, length_of(value));
        case Name::margin:  // top right bottom left, as many as are given
            set(Property::margin_top, length_of(value, 0));
            return set(Property::margin_left, length_of(value, value.count > 3   ? 3
                                                               : value.count > 1 ? 1
                                                                                 : 0));
        case Name::overflow:
        case Name::overflow_x:
        case Name::overflow_y:
            return set_flag(Property::clips, value.ident(0, "hidden") || value.ident(0, "clip"));
        case Name::color:
            return set(Property::colour, colour_of(value));
        case Name::background:
            return set(Property::background, background_of(value));
        case Name::background_color:
            return set(Property::background, colour_of(value));
        case Name::background_image:
            if (value.has_image) set(Property::background, unknown_value);
            return;
    }
}

// --- the grammar ---

class CssReader {
  public:
    CssReader(std::string_view css, const Limits& limits, std::vector<CssUrl>& urls, bool& limit_reached)
        : tokens_(css), limits_(limits), urls_(urls), limit_reached_(limit_reached) {
        advance();
    }

    const CssToken& token() const { return token_; }
    void advance() { token_ = tokens_.next(); }
    bool at_end() const { return token_.kind == CssTokenKind::end; }
    bool at(CssTokenKind kind, char character) const {
        return token_.kind == kind && token_.character == character;
    }

    void set_kind(ResourceKind kind) {
        kind_ = kind;
        import_taken_ = false;
    }
    /// Whether URLs are passed over.
    void set_muted(bool muted) { muted_ = muted; }

    // Up to the "}" that ends the block, not taking it, or to the end.
    void declarations(std::vector<Declaration>* out) {
        while (!at_end() && !at(CssTokenKind::close, '}')) {
            if (token_.kind == CssTokenKind::ident) {
                declaration(out);
            } else if (token_.kind == CssTokenKind::space || token_.kind == CssTokenKind::semicolon) {
                advance();
            } else {
                value(value_);
            }
        }
    }

    // Everything up to ";", an unmatched "}" or the end; with `stop_at_block` up to "{" too.
    void value(Value& out, bool stop_at_block = false) {
        out.count = 0;
        out.important = out.has_image = false;
        closers_.clear();
        image_set_depth_ = 0;
        url_awaits_string_ = after_mark_ = false;
        for (; !at_end(); advance()) {
            if (closers_.empty()) {
                const bool block = stop_at_block && at(CssTokenKind::open, '{');
                if (block || token_.kind == CssTokenKind::semicolon || at(CssTokenKind::close, '}')) return;
            }
            nest();
            collect(out);
        }
    }

  private:
    void declaration(std::vector<Declaration>* out) {
        const Name name = property_of(token_);
        advance();
        while (token_.kind == CssTokenKind::space) advance();
        const bool well_formed = token_.kind == CssTokenKind::colon;
        if (well_formed) advance();
        value(value_);
        if (well_formed && out != nullptr) declare(name, value_, *out);
    }

    void nest() {
        const bool opens = token_.kind == CssTokenKind::open || token_.kind == CssTokenKind::function;
        if (opens && closers_.size() >= limits_.max_css_depth) {
            limit_reached_ = true;
        } else if (opens) {
            const char c = token_.kind == CssTokenKind::function ? '(' : token_.character;
            closers_.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
            const bool image_set =
                token_.kind == CssTokenKind::function &&
                (css_name_is(token_, "image-set") || css_name_is(token_, "-webkit-image-set"));
            if (image_set && image_set_depth_ == 0) image_set_depth_ = closers_.size();
        } else if (token_.kind == CssTokenKind::close && !closers_.empty() &&
                   closers_.back() == token_.character) {
            closers_.pop_back();
            if (closers_.size() < image_set_depth_) image_set_depth_ = 0;
        }
    }

    void collect(Value& out) {
        switch (token_.kind) {
            case CssTokenKind::url:
                out.has_image = true;
                add_url();
                return;
            case CssTokenKind::string:
                // A string is a URL as the argument of url(), in @import, and in image-set() (there not in
                // type()).
                if (url_awaits_string_ || kind_ == ResourceKind::css_import ||
                    (image_set_depth_ != 0 && closers_.size() == image_set_depth_)) {
                    add_url();
                }
                url_awaits_string_ = false;
                return;
            case CssTokenKind::function:
                url_awaits_string_ = css_name_is(token_, "url") || css_name_is(token_, "src");
                out.has_image = out.has_image || url_awaits_string_ || image_set_depth_ != 0 ||
                                iends_with(token_.text, "gradient");
                break;
            case CssTokenKind::space:
            case CssTokenKind::comma:
                return;
            case CssTokenKind::delim:
                if (token_.character == '!') after_mark_ = true;
                return;
            case CssTokenKind::ident:
                if (after_mark_ && css_name_is(token_, "important")) out.important = true;
                if (after_mark_) {
                    after_mark_ = false;
                    return;
                }
                break;
            default:
                break;
        }
        if (out.count < out.tokens.size()) out.tokens[out.count++] = token_;
    }

    void add_url() {
        const std::string_view written = token_.text;
        if (muted_ || written.empty()) return;
        // What follows the URL of an @import are its conditions.
        if (kind_ == ResourceKind::css_import && std::exchange(import_taken_, true)) return;
        std::string scratch;
        const std::string_view value = token_.escaped ? css_unescape(written, scratch) : written;
        const bool in_image_set = kind_ == ResourceKind::css_url && image_set_depth_ != 0;
        urls_.push_back({in_image_set ? ResourceKind::css_image_set : kind_, std::string(value), written});
    }

    CssTokenizer tokens_;
    const Limits& limits_;
    std::vector<CssUrl>& urls_;
    bool& limit_reached_;
    CssToken token_;
    Value value_;  // kept between declarations: it is large to make
    std::string closers_;
    size_t image_set_depth_ = 0;
    ResourceKind kind_ = ResourceKind::css_url;
    bool import_taken_ = false;
    bool muted_ = false;
    bool url_awaits_string_ = false;
    bool after_mark_ = false;
};

// --- selectors ---

// A list of selectors up to "{": those that are one compound of type, classes and id, others left out.
class SelectorReader {
  public:
    explicit SelectorReader(CssReader& css) : css_(css) {}

    std::vector<StyleSheet::Selector> read() {
        for (; !css_.at_end() && !css_.at(CssTokenKind::open, '{'); css_.advance()) take(css_.token());
        finish();
        return std::move(selectors_);
    }

  private:
    static constexpr size_t max_selectors = 256;

    void take(const CssToken& token) {
        const bool after_dot = std::exchange(after_dot_, false);
        switch (token.kind) {
            case CssTokenKind::comma:
                return finish();
            case CssTokenKind::space:
                after_space_ = begun_;
                return;
            case CssTokenKind::ident: {
                std::string scratch;
                const std::string_view name = css_unescape(token.text, scratch);
                begin(after_dot);
                if (after_dot) {
                    selector_.classes.push_back(hash64(name));
                } else {
                    selector_.tag = name_hash(name);
                }
                return;
            }
            case CssTokenKind::hash:
                begin(true);
                selector_.id = hash64(token.text);
                return;
            case CssTokenKind::delim:
                begin(true);
                after_dot_ = token.character == '.';
                if (token.character != '.' && token.character != '*') usable_ = false;
                return;
            default:
                usable_ = false;
        }
    }

    // White space inside a selector is a combinator, a type stands first.
    void begin(bool may_follow) {
        if (after_space_ || (begun_ && !may_follow)) usable_ = false;
        begun_ = true;
    }

    void finish() {
        if (begun_ && usable_ && !after_dot_ && selectors_.size() < max_selectors)
            selectors_.push_back(selector_);
        selector_ = {};
        begun_ = after_space_ = after_dot_ = false;
        usable_ = true;
    }

    CssReader& css_;
    std::vector<StyleSheet::Selector> selectors_;
    StyleSheet::Selector selector_;
    bool begun_ = false;
    bool after_space_ = false;
    bool after_dot_ = false;
    bool usable_ = true;
};

// --- at-rules ---

struct Group {
    bool applies = true;  // its rules hold when the mail is shown on a desktop
    bool print = false;
};

Group media_group(const Value& prelude, Group outer) {
    bool shown = prelude.count == 0;
    bool print = false;
    bool conditional = prelude.count == prelude.tokens.size();
    for (size_t i = 0; i < prelude.count; ++i) {
        shown = shown || prelude.ident(i, "screen") || prelude.ident(i, "all");
        print = print || prelude.ident(i, "print");
        conditional = conditional || prelude.tokens[i].kind != CssTokenKind::ident || prelude.ident(i, "not");
    }
    return {outer.applies && shown && !conditional, outer.print || (print && !shown)};
}

bool holds_rules(const CssToken& at_keyword) {
    for (const std::string_view name :
         {"media", "layer", "supports", "container", "document", "-moz-document", "scope", "starting-style",
          "keyframes", "-webkit-keyframes", "-moz-keyframes"}) {
        if (css_name_is(at_keyword, name)) return true;
    }
    return false;
}

// The reader is on the at-keyword. Opens a group, or reads the rule to its end.
void at_rule(CssReader& css, std::vector<Group>& groups, const Limits& limits, bool& limit_reached) {
    const CssToken keyword = css.token();
    const bool is_import = css_name_is(keyword, "import");
    css.advance();
    Value prelude;
    css.set_kind(is_import ? ResourceKind::css_import : ResourceKind::css_url);
    css.set_muted(groups.back().print || css_name_is(keyword, "namespace"));
    css.value(prelude, true);
    css.set_kind(css_name_is(keyword, "font-face") ? ResourceKind::css_font_face : ResourceKind::css_url);
    if (css.at(CssTokenKind::open, '{')) {
        css.advance();
        if (!holds_rules(keyword)) {
            css.set_muted(groups.back().print || css_name_is(keyword, "page"));
            css.declarations(nullptr);
            css.advance();
        } else if (groups.size() >= limits.max_css_depth) {
            limit_reached = true;
        } else {
            Group group = groups.back();
            if (css_name_is(keyword, "media")) {
                group = media_group(prelude, group);
            } else if (!css_name_is(keyword, "layer")) {
                group.applies = false;
            }
            groups.push_back(group);
        }
    }
    css.set_kind(ResourceKind::css_url);
    css.set_muted(groups.back().print);
}

constexpr size_t max_rules = 1u << 16;  // an order number fits below the specificity
constexpr size_t max_rules_of_key = 16;

// Keeps the last of each property from `first` on, so that what a rule costs an element is bounded.
void drop_overridden(std::vector<Declaration>& declarations, size_t first) {
    std::array<bool, 2 * static_cast<size_t>(Property::count)> seen{};
    size_t kept = declarations.size();
    for (size_t i = declarations.size(); i-- > first;) {
        const Declaration declaration = declarations[i];
        const size_t key = 2 * static_cast<size_t>(declaration.property) + (declaration.important ? 1 : 0);
        if (std::exchange(seen[key], true)) continue;
        declarations[--kept] = declaration;
    }
    declarations.erase(declarations.begin() + static_cast<std::ptrdiff_t>(first),
                       declarations.begin() + static_cast<std::ptrdiff_t>(kept));
}

}  // namespace

void read_declarations(std::string_view css, const Limits& limits, std::vector<Declaration>& declarations,
                       std::vector<CssUrl>& urls, bool& limit_reached) {
    CssReader reader(css, limits, urls, limit_reached);
    while (!reader.at_end()) {
        reader.declarations(&declarations);
        reader.advance();  // a stray "}"
    }
}

double colour_of_attribute(std::string_view value) {
    value = trim(value);
    if (value.starts_with('#')) return hex_colour(value.substr(1));
    const double colour = known_colour(value);
    return colour != unknown_value || value.size() != 6 ? colour : hex_colour(value);
}

void Style::set(Property property, double value, uint32_t priority) {
    const auto i = static_cast<size_t>(property);
    if (has(property) && priorities_[i] > priority) return;
    set_ |= 1u << i;
    values_[i] = value;
    priorities_[i] = priority;
}

void Style::set(const Declaration& declaration, uint32_t priority) {
    set(declaration.property, declaration.value, priority + (declaration.important ? important_priority : 0));
}

void StyleSheet::add(std::string_view css, bool keep_rules, const Limits& limits, std::vector<CssUrl>& urls,
                     bool& limit_reached) {
    CssReader reader(css, limits, urls, limit_reached);
    std::vector<Group> groups = {Group{}};
    while (!reader.at_end()) {
        const CssToken& token = reader.token();
        if (token.kind == CssTokenKind::at_keyword) {
            at_rule(reader, groups, limits, limit_reached);
        } else if (token.kind == CssTokenKind::space || token.kind == CssTokenKind::comment_mark ||
                   token.kind == CssTokenKind::semicolon) {
            reader.advance();
        } else if (reader.at(CssTokenKind::close, '}')) {
            if (groups.size() > 1) groups.pop_back();
            reader.set_muted(groups.back().print);
            reader.advance();
        } else {
            const auto selectors = SelectorReader(reader).read();
            reader.advance();
            const size_t first = declarations_.size();
            reader.declarations(keep_rules && groups.back().applies ? &declarations_ : nullptr);
            reader.advance();
            if (declarations_.size() == first) continue;
            drop_overridden(declarations_, first);
            for (const Selector& selector : selectors) {
                if (!add_rule(selector, first)) limit_reached = true;
            }
        }
    }
}

bool StyleSheet::add_rule(const Selector& selector, size_t first_declaration) {
    const uint64_t last_class = selector.classes.empty() ? 0 : selector.classes.back();
    const uint64_t key = selector.id != 0 ? selector.id : last_class != 0 ? last_class : selector.tag;
    std::vector<uint32_t>& same_key = rules_of_key_[key];
    if (rules_.size() >= max_rules || same_key.size() >= max_rules_of_key || selector.classes.size() > 15)
        return false;
    const uint32_t specificity = (selector.id != 0 ? 1u << 21 : 0) |
                                 static_cast<uint32_t>(selector.classes.size()) << 17 |
                                 (selector.tag != 0 ? 1u << 16 : 0);
    same_key.push_back(static_cast<uint32_t>(rules_.size()));
    rules_.push_back({selector, specificity, static_cast<uint32_t>(first_declaration),
                      static_cast<uint32_t>(declarations_.size() - first_declaration)});
    return true;
}

void StyleSheet::apply(uint64_t tag, uint64_t id, std::span<const uint64_t> classes, Style& style) const {
    apply_key(0, tag, id, classes, style);
    apply_key(tag, tag, id, classes, style);
    for (const uint64_t name : classes) apply_key(name, tag, id, classes, style);
    if (id != 0) apply_key(id, tag, id, classes, style);
}

void StyleSheet::apply_key(uint64_t key, uint64_t tag, uint64_t id, std::span<const uint64_t> classes,
                           Style& style) const {
    const auto found = rules_of_key_.find(key);
    if (found == rules_of_key_.end()) return;
    for (const uint32_t index : found->second) {
        const Rule& rule = rules_[index];
        const auto& wanted = rule.selector.classes;
        const bool matches = (rule.selector.tag == 0 || rule.selector.tag == tag) &&
                             (rule.selector.id == 0 || rule.selector.id == id) &&
                             std::all_of(wanted.begin(), wanted.end(), [&](uint64_t name) {
                                 return std::find(classes.begin(), classes.end(), name) != classes.end();
                             });
        if (!matches) continue;
        for (uint32_t i = 0; i < rule.declarations; ++i) {
            style.set(declarations_[rule.first_declaration + i], rule.specificity | index);
        }
    }
}

}  // namespace redshank::html
