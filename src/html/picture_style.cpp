// SPDX-License-Identifier: Apache-2.0
// A declaration goes in token by token. A token that is none of a number, a colour or a known keyword takes
// the whole declaration out; in the shorthands `background` and `font`, where URLs and names of fonts stand
// beside what is wanted, it is passed over.
#include "html/picture_style.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "html/css_tokenizer.h"

namespace redshank::html {

namespace {

constexpr std::string_view properties[] = {"color",           "background-color",
                                           "opacity",         "font-size",
                                           "font-weight",     "font-style",
                                           "line-height",     "letter-spacing",
                                           "text-align",      "text-decoration",
                                           "text-transform",  "text-indent",
                                           "vertical-align",  "white-space",
                                           "word-break",      "overflow-wrap",
                                           "direction",       "width",
                                           "min-width",       "max-width",
                                           "height",          "min-height",
                                           "max-height",      "padding",
                                           "padding-top",     "padding-right",
                                           "padding-bottom",  "padding-left",
                                           "margin",          "margin-top",
                                           "margin-right",    "margin-bottom",
                                           "margin-left",     "border",
                                           "border-top",      "border-right",
                                           "border-bottom",   "border-left",
                                           "border-color",    "border-style",
                                           "border-width",    "border-collapse",
                                           "border-spacing",  "border-radius",
                                           "display",         "float",
                                           "clear",           "overflow",
                                           "visibility",      "table-layout",
                                           "list-style-type", "box-sizing"};

constexpr std::string_view keywords[] = {
    "auto",        "none",         "normal",    "inherit",   "bold",      "bolder",       "lighter",
    "italic",      "oblique",      "left",      "right",     "center",    "justify",      "top",
    "middle",      "bottom",       "baseline",  "sub",       "super",     "text-top",     "text-bottom",
    "underline",   "line-through", "overline",  "uppercase", "lowercase", "capitalize",   "nowrap",
    "pre",         "pre-wrap",     "pre-line",  "block",     "inline",    "inline-block", "table",
    "table-row",   "table-cell",   "list-item", "hidden",    "visible",   "collapse",     "separate",
    "solid",       "dashed",       "dotted",    "double",    "groove",    "ridge",        "inset",
    "outset",      "thin",         "medium",    "thick",     "both",      "ltr",          "rtl",
    "small",       "smaller",      "large",     "larger",    "x-small",   "xx-small",     "x-large",
    "xx-large",    "disc",         "circle",    "square",    "decimal",   "border-box",   "content-box",
    "transparent", "break-word",   "break-all", "fixed"};

constexpr std::string_view units[] = {"px", "pt", "em", "rem", "ex", "ch",
                                      "pc", "in", "cm", "mm",  "vw", "vh"};

struct FontName {
    std::string_view name;
    std::string_view family;
};
constexpr FontName fonts[] = {
    {"serif", "serif"},       {"sans-serif", "sans-serif"}, {"monospace", "monospace"},
    {"arial", "sans-serif"},  {"helvetica", "sans-serif"},  {"verdana", "sans-serif"},
    {"tahoma", "sans-serif"}, {"calibri", "sans-serif"},    {"roboto", "sans-serif"},
    {"georgia", "serif"},     {"times", "serif"},           {"courier", "monospace"}};

template <typename List>
std::string_view known(const List& list, const CssToken& token) {
    for (const std::string_view name : list)
        if (css_name_is(token, name)) return name;
    return {};
}

bool is_channel(const CssToken& token) {
    return token.kind == CssTokenKind::number || token.kind == CssTokenKind::percentage;
}

// Declarations of one attribute.
class Reader {
  public:
    explicit Reader(std::string_view css) : tokens_(css) { advance(); }

    std::string read() {
        while (token_.kind != CssTokenKind::end) {
            if (token_.kind == CssTokenKind::ident) {
                declaration();
            } else {
                advance();
            }
        }
        return std::move(out_);
    }

  private:
    void advance() { token_ = tokens_.next(); }
    bool ends_value() const {
        return token_.kind == CssTokenKind::end || token_.kind == CssTokenKind::semicolon;
    }
    void declaration() {
        const std::string_view property = known(properties, token_);
        const bool is_background = css_name_is(token_, "background");
        const bool is_font = css_name_is(token_, "font") || css_name_is(token_, "font-family");
        advance();
        while (token_.kind == CssTokenKind::space) advance();
        if (token_.kind != CssTokenKind::colon) return;
        advance();
        if (is_background) {
            background();
        } else if (is_font) {
            font();
        } else if (!property.empty()) {
            plain(property);
        }
        while (!ends_value()) advance();
    }

    void put(std::string_view property, std::string_view value) {
        if (value.empty()) return;
        out_.append(property).append(":").append(value).append(";");
    }

    // "1px solid #ccc"; ends at "!important".
    void plain(std::string_view property) {
        std::string value;
        for (; !ends_value(); advance()) {
            if (token_.kind == CssTokenKind::space || token_.kind == CssTokenKind::comma) continue;
            if (token_.kind == CssTokenKind::delim && token_.character == '!') break;
            const std::string one = word();
            if (one.empty()) return;
            value += (value.empty() ? "" : " ") + one;
        }
        put(property, value);
    }

    void background() {
        std::string colour;
        for (; !ends_value() && colour.empty(); advance()) colour = colour_here();
        put("background-color", colour);
    }

    // "italic bold 12px/30px Georgia, serif": the parts that are known, in any order.
    void font() {
        std::string_view family;
        bool has_size = false, after_slash = false;
        for (; !ends_value(); advance()) {
            if (token_.kind == CssTokenKind::delim) after_slash = token_.character == '/';
            if (token_.kind == CssTokenKind::dimension || token_.kind == CssTokenKind::percentage) {
                if (!has_size || after_slash) put(has_size ? "line-height" : "font-size", length());
                has_size = true;
                after_slash = false;
            }
            if (token_.kind != CssTokenKind::ident) continue;
            if (css_name_is(token_, "bold")) put("font-weight", "bold");
            if (css_name_is(token_, "italic")) put("font-style", "italic");
            for (const FontName& one : fonts)
                if (css_name_is(token_, one.name)) family = one.family;
        }
        put("font-family", family);
    }

    // The token written anew, or "".
    std::string word() {
        switch (token_.kind) {
            case CssTokenKind::number:
            case CssTokenKind::percentage:
            case CssTokenKind::dimension:
                return length();
            case CssTokenKind::ident:
                if (const std::string_view keyword = known(keywords, token_); !keyword.empty())
                    return std::string(keyword);
                return colour_here();
            default:
                return colour_here();
        }
    }

    std::string length() const {
        const CssNumber number = css_number(token_);
        if (token_.kind == CssTokenKind::number) return number_text(number.value);
        if (token_.kind == CssTokenKind::percentage) return number_text(number.value) + "%";
        for (const std::string_view unit : units)
            if (iequals(number.unit, unit)) return number_text(number.value) + std::string(unit);
        return "";
    }

    // A function is read to its last channel, and token_ stands there.
    std::string colour_here() {
        if (token_.kind == CssTokenKind::ident)
            return css_name_is(token_, "transparent") ? "transparent"
                                                      : colour_text(colour_of_attribute(token_.text));
        if (token_.kind == CssTokenKind::hash)
            return colour_text(colour_of_attribute("#" + std::string(token_.text)));
        if (token_.kind != CssTokenKind::function ||
            !(css_name_is(token_, "rgb") || css_name_is(token_, "rgba")))
            return "";
        std::array<double, 4> channels{0, 0, 0, 1};
        size_t count = 0;
        for (advance(); !ends_value() && token_.kind != CssTokenKind::close; advance()) {
            if (!is_channel(token_) || count == channels.size()) continue;
            const double value = css_number(token_).value;
            channels[count++] = token_.kind == CssTokenKind::percentage ? value * 2.55 : value;
        }
        if (count < 3) return "";
        if (channels[3] == 0) return "transparent";
        int rgb = 0;
        for (size_t i = 0; i < 3; ++i) rgb = rgb << 8 | static_cast<int>(std::clamp(channels[i], 0.0, 255.0));
        return colour_text(rgb);
    }

    CssTokenizer tokens_;
    CssToken token_;
    std::string out_;
};

}  // namespace

std::string number_text(double number) {
    constexpr double most = 20'000;
    if (!std::isfinite(number)) return "0";
    char buffer[32];
    const auto written = std::to_chars(std::begin(buffer), std::end(buffer), std::clamp(number, -most, most),
                                       std::chars_format::fixed, 2);
    std::string text(buffer, written.ptr);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string colour_text(double colour) {
    if (!(colour >= 0 && colour < colour_named)) return "";
    constexpr char digits[] = "0123456789abcdef";
    const auto rgb = static_cast<uint32_t>(colour);
    std::string text = "#";
    for (int shift = 20; shift >= 0; shift -= 4) text += digits[rgb >> shift & 15];
    return text;
}

std::string looks_of(std::string_view declarations) {
    return Reader(declarations).read();
}

std::string looks_of(const Style& style) {
    struct Pixels {
        Property property;
        std::string_view name;
    };
    std::string out;
    for (const Pixels& one : {Pixels{Property::font_size, "font-size"}, Pixels{Property::width, "width"},
                              Pixels{Property::height, "height"}, Pixels{Property::max_width, "max-width"}}) {
        const double value = style.get(one.property, unknown_value);
        if (std::isfinite(value)) out.append(one.name).append(":").append(number_text(value)).append("px;");
    }
    for (const Pixels& one :
         {Pixels{Property::colour, "color"}, Pixels{Property::background, "background-color"}}) {
        const std::string colour = colour_text(style.get(one.property, unknown_value));
        if (!colour.empty()) out.append(one.name).append(":").append(colour).append(";");
    }
    return out;
}

}  // namespace redshank::html
