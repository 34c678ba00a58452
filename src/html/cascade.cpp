// SPDX-License-Identifier: Apache-2.0
#include "html/cascade.h"

#include "base/hash.h"
#include "html/attribute_values.h"

namespace redshank::html {

// Presentational attributes, then the rules, then the style attribute.
Style Cascade::of(const Token& token, Tag tag, std::vector<CssUrl>& urls, bool& limit_reached) {
    Style style;
    const auto set_dimension = [&](Attr attribute, Property property) {
        if (!token.has(attribute)) return;
        if (const auto size = parse_dimension(token.raw(attribute)))
            style.set(property, *size, Style::attribute_priority);
    };
    const auto set_colour = [&](Attr attribute, Property property) {
        if (!token.has(attribute)) return;
        style.set(property, colour_of_attribute(token.raw(attribute)), Style::attribute_priority);
    };
    set_dimension(Attr::width, Property::width);
    set_dimension(Attr::height, Property::height);
    set_colour(Attr::bgcolor, Property::background);
    if (tag == Tag::font) set_colour(Attr::color, Property::colour);
    if (tag == Tag::body) set_colour(Attr::text, Property::colour);
    if (token.has(Attr::background))
        style.set(Property::background, unknown_value, Style::attribute_priority);
    if (sheet_.size() != 0) {
        classes_.clear();
        constexpr size_t max_classes = 32;
        for_each_word(attribute_value(token.raw(Attr::class_), decoded_), [&](std::string_view name) {
            if (classes_.size() < max_classes) classes_.push_back(hash64(name));
        });
        const std::string_view id = attribute_value(token.raw(Attr::id), decoded_);
        sheet_.apply(token.hash, id.empty() ? 0 : hash64(id), classes_, style);
    }
    urls.clear();
    if (!token.has(Attr::style)) return style;
    declarations_.clear();
    read_declarations(attribute_value(token.raw(Attr::style), decoded_style_), limits_, declarations_, urls,
                      limit_reached);
    for (const Declaration& declaration : declarations_) style.set(declaration, Style::inline_priority);
    return style;
}

}  // namespace redshank::html
