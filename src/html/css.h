// SPDX-License-Identifier: Apache-2.0
// What of CSS matters to a reader of mail: the URLs it loads, and the few properties that decide whether a
// thing can be seen. Rules count where their selectors are simple (type, .class, #id and compounds of them)
// and hold on a desktop:
// @media with screen or all and no further condition; phone and print layouts hide other things.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "html/html.h"

namespace redshank::html {

struct CssUrl {
    ResourceKind kind = ResourceKind::css_url;
    std::string value;         // escapes resolved
    std::string_view written;  // in the CSS, without quotes
};

/// Values are CSS pixels, a fraction (opacity), a colour (0xRRGGBB, colour_* below) or 0 and 1 (a flag).
enum class Property : uint8_t {
    display_none,
    invisible,  // visibility: hidden or collapse
    opacity,
    width,
    height,
    max_width,
    max_height,
    font_size,
    positioned,  // position is not static
    left,
    top,
    right,
    bottom,
    text_indent,
    margin_left,
    margin_top,
    clips,  // overflow is hidden or clip
    colour,
    background,
    count,
};

/// A length that is stated but unknown here: auto, a percentage, calc().
constexpr double unknown_value = std::numeric_limits<double>::infinity();
/// From here on a hash of a colour's name: equal only to itself.
constexpr double colour_named = 0x1000000;
constexpr double colour_transparent = -1;

struct Declaration {
    Property property = Property::count;
    bool important = false;
    double value = 0;
};

/// Reads a style attribute or any list of declarations. `written` of the URLs views `css`. Appends.
void read_declarations(std::string_view css, const Limits& limits, std::vector<Declaration>& declarations,
                       std::vector<CssUrl>& urls, bool& limit_reached);

/// A colour as the HTML attributes bgcolor, color and text give it (2.3.6, the common forms).
double colour_of_attribute(std::string_view value);

/// Values after the cascade: the highest priority wins, of equals the later one.
class Style {
  public:
    void set(Property property, double value, uint32_t priority);
    void set(const Declaration& declaration, uint32_t priority);
    bool has(Property property) const { return (set_ >> static_cast<unsigned>(property) & 1) != 0; }
    double get(Property property, double otherwise) const {
        return has(property) ? values_[static_cast<size_t>(property)] : otherwise;
    }
    bool flag(Property property) const { return get(property, 0) != 0; }

    static constexpr uint32_t attribute_priority = 0;  // presentational hints come first (15.2)
    static constexpr uint32_t inline_priority = 1u << 24;
    static constexpr uint32_t important_priority = 1u << 25;

  private:
    uint32_t set_ = 0;
    std::array<double, static_cast<size_t>(Property::count)> values_;
    std::array<uint32_t, static_cast<size_t>(Property::count)> priorities_;
};

/// The rules of all style elements of a page.
class StyleSheet {
  public:
    /// Reads a style element's text. URLs of print rules are left out: they load when the mail is printed.
    void add(std::string_view css, bool keep_rules, const Limits& limits, std::vector<CssUrl>& urls,
             bool& limit_reached);
    size_t size() const { return rules_.size(); }
    /// Sets what the rules say of an element; hashes are name_hash of the tag, hash64 of id and class names.
    void apply(uint64_t tag, uint64_t id, std::span<const uint64_t> classes, Style& style) const;

    /// A compound of simple selectors. 0 is "any".
    struct Selector {
        uint64_t tag = 0;
        uint64_t id = 0;
        std::vector<uint64_t> classes;
    };

  private:
    struct Rule {
        Selector selector;
        uint32_t specificity = 0;
        uint32_t first_declaration = 0;
        uint32_t declarations = 0;
    };
    /// False when there are too many rules, of one name or in all.
    bool add_rule(const Selector& selector, size_t first_declaration);
    void apply_key(uint64_t key, uint64_t tag, uint64_t id, std::span<const uint64_t> classes,
                   Style& style) const;

    std::vector<Rule> rules_;
    std::vector<Declaration> declarations_;
    std::unordered_map<uint64_t, std::vector<uint32_t>> rules_of_key_;  // of id, else last class, else tag
};

}  // namespace redshank::html
