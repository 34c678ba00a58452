// SPDX-License-Identifier: Apache-2.0
// Character references (HTML Standard 13.2.5.72 to 13.2.5.80): "&amp;", "&#x41;", and the old names that
// stand without a semicolon.
#pragma once

#include <string>
#include <string_view>

namespace redshank::html {

enum class ReferencePlace { text, attribute };
enum class NullCharacter { keep, replace };

/// `raw` with references decoded and, where asked, NUL as U+FFFD. The result views `raw` when nothing
/// changes, else `scratch`, which is overwritten. In an attribute an old name before "=" or a letter or digit
/// is no reference, so that "?a=1&copy=2" stays a query.
std::string_view decode_references(std::string_view raw, ReferencePlace place, NullCharacter nulls,
                                   std::string& scratch);

/// Only NUL as U+FFFD.
std::string_view replace_nulls(std::string_view raw, std::string& scratch);

/// Appends the UTF-8 form.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace redshank::html
