// SPDX-License-Identifier: Apache-2.0
// CSS that only looks: declarations of a picture (picture.h), each written anew from a property name and
// keywords of ours and from numbers and colours that were read.
#pragma once

#include <string>
#include <string_view>

#include "html/css.h"

namespace redshank::html {

/// Of a style attribute, what is harmless and known: "color:#ff0000;padding:4px 8px;". Linear.
std::string looks_of(std::string_view declarations);

/// Of a style sheet's rules, as far as css.h reads them.
std::string looks_of(const Style& style);

/// "#ff0000"; "" for a colour that css.h does not know.
std::string colour_text(double colour);

/// "12.5"; a number outside of what a page can use is moved to its border.
std::string number_text(double number);

}  // namespace redshank::html
