// SPDX-License-Identifier: Apache-2.0
// The thresholds say what a person could still see.
#include "html/visibility.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace redshank::html {

namespace {

constexpr double unstated = -1;

// -999px and -9999px are the usual ways out of view; -600px centres a box.
constexpr double off_screen_from = -900;
constexpr double opacity_seen_from = 0.05;
constexpr double font_size_seen_above = 1;
// Two colours that differ by no more than this in each channel are one to the eye.
constexpr int same_channel = 8;

// Negative sizes are invalid CSS.
double size_of(const Style& style, Property property) {
    const double size = style.get(property, unstated);
    return size < 0 ? unstated : size;
}

bool is_off_screen(const Style& style) {
    const auto far_out = [&](Property property) { return style.get(property, 0) <= off_screen_from; };
    const bool moved =
        style.flag(Property::positioned) && (far_out(Property::left) || far_out(Property::top) ||
                                             far_out(Property::right) || far_out(Property::bottom));
    return moved || far_out(Property::text_indent) || far_out(Property::margin_left) ||
           far_out(Property::margin_top);
}

bool at_most_one(double size) {
    return size >= 0 && size <= 1;
}

// Of what the element paints itself: a picture, a background.
uint16_t own_size_bits(Tag tag, const Style& style) {
    const double width = size_of(style, Property::width);
    const double height = size_of(style, Property::height);
    uint16_t bits = 0;
    if (width == 0 || height == 0) bits |= hidden::zero_size;
    // A picture with one stated side keeps its proportions.
    const bool one_side_is_enough = has_trait(tag, trait::replaced);
    const bool both = at_most_one(width) && at_most_one(height);
    const bool one = (at_most_one(width) && height == unstated) || (at_most_one(height) && width == unstated);
    if (both || (one && one_side_is_enough)) bits |= hidden::tiny;
    if (at_most_one(size_of(style, Property::max_width)) ||
        at_most_one(size_of(style, Property::max_height))) {
        bits |= hidden::max_size;
    }
    return bits;
}

// Of what it contains: without clipping, content runs over the edge and is seen. A cell grows with its
// content, and max-width:0 there is a common way to let it shrink.
uint16_t clipping_bits(Tag tag, const Style& style) {
    if (!style.flag(Property::clips) || has_trait(tag, trait::replaced)) return 0;
    const double width = size_of(style, Property::width);
    const double height = size_of(style, Property::height);
    const bool narrow = !has_trait(tag, trait::cell) && at_most_one(size_of(style, Property::max_width));
    uint16_t bits = 0;
    if (width == 0 || height == 0) bits |= hidden::zero_size;
    if (at_most_one(width) || at_most_one(height)) bits |= hidden::tiny;
    if (narrow || at_most_one(size_of(style, Property::max_height))) bits |= hidden::max_size;
    return bits;
}

bool same_colour(double a, double b) {
    if (a == colour_transparent) return true;
    if (a == unknown_value || b == unknown_value || b == colour_transparent) return false;
    if (a >= colour_named || b >= colour_named) return a == b;
    const int x = static_cast<int>(a);
    const int y = static_cast<int>(b);
    for (const int shift : {0, 8, 16}) {
        if (std::abs((x >> shift & 0xFF) - (y >> shift & 0xFF)) > same_channel) return false;
    }
    return true;
}

int32_t stated_pixels(const Style& style, Property property) {
    const double size = size_of(style, property);
    return size == unstated || size > 1e6 ? -1 : static_cast<int32_t>(std::lround(size));
}

}  // namespace

Seen see(Tag tag, bool is_link, bool has_hidden_attribute, const Style& style, const Look& around) {
    Seen seen;
    seen.look = around;
    uint16_t hides_all = 0;
    if (style.flag(Property::display_none) || has_trait(tag, trait::not_shown))
        hides_all |= hidden::display_none;
    if (style.get(Property::opacity, 1) < opacity_seen_from) hides_all |= hidden::opacity;
    if (is_off_screen(style)) hides_all |= hidden::off_screen;
    if (has_hidden_attribute) hides_all |= hidden::hidden_attribute;
    seen.own = hides_all | own_size_bits(tag, style);
    if (style.has(Property::invisible)) seen.look.invisible = style.flag(Property::invisible);
    if (style.flag(Property::invisible)) seen.own |= hidden::visibility;
    const bool inside_invisible = around.invisible && !style.has(Property::invisible);
    if (around.hidden != 0 || inside_invisible) seen.own |= hidden::in_hidden_element;
    seen.look.hidden |= static_cast<uint16_t>(hides_all | clipping_bits(tag, style));

    seen.look.font_size = style.get(Property::font_size, around.font_size);
    // A link does not take the colour of what is around it (15.3.5).
    seen.look.colour = style.get(Property::colour, is_link ? unknown_value : around.colour);
    const double background = style.get(Property::background, colour_transparent);
    if (background != colour_transparent) seen.look.background = background;
    seen.width = stated_pixels(style, Property::width);
    seen.height = stated_pixels(style, Property::height);
    return seen;
}

uint16_t ink_hidden(const Look& look) {
    uint16_t bits = 0;
    if (look.font_size >= 0 && look.font_size <= font_size_seen_above) bits |= hidden::font_size_zero;
    if (same_colour(look.colour, look.background)) bits |= hidden::same_colour;
    return bits;
}

uint16_t text_hidden(const Look& look) {
    return look.hidden | ink_hidden(look) | (look.invisible ? hidden::visibility : 0);
}

}  // namespace redshank::html
