// SPDX-License-Identifier: Apache-2.0
// Whether an element and what it contains can be seen: a function of its own style and of what surrounds it.
// mso-hide:all counts for nothing: only Outlook's Word engine obeys it, every other program shows the
// element.
#pragma once

#include <cstdint>

#include "html/css.h"
#include "html/names.h"
#include "html/open_elements.h"

namespace redshank::html {

struct Seen {
    uint16_t own = 0;  // bits of hidden of the element itself
    Look look;         // what its content stands in
    int32_t width = -1;
    int32_t height = -1;
};

/// `has_hidden_attribute` and, for a link, the browser's own colour come beside the cascaded style.
Seen see(Tag tag, bool is_link, bool has_hidden_attribute, const Style& style, const Look& around);

/// Bits of what hides text or a link there: all that hides the elements around, font and colour.
uint16_t text_hidden(const Look& look);
/// Of those, font and colour alone.
uint16_t ink_hidden(const Look& look);

}  // namespace redshank::html
