// SPDX-License-Identifier: Apache-2.0
// Text from mail made harmless for a terminal, a log or a page: no control or escape characters, no
// bidirectional overrides (UAX 9), no invisible tag characters, no live links.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redshank {

/// Valid UTF-8 with controls, bidi marks and unassigned invisibles shown as \u{XX}, bad bytes as \xXX,
/// newlines and tabs as one space, and "http" of a web address as "hxxp", for terminals make such text a
/// link. At most `max_columns` code points (0: all), then "…".
std::string safe_text(std::string_view text, size_t max_columns = 0);

/// safe_text of a URL that nothing can open by accident: "hxxps://host[.]example/…".
std::string defang(std::string_view url);

/// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// Each malformed sequence replaced by U+FFFD as the WHATWG decoder does (maximal subparts).
std::string replace_bad_utf8(std::string_view text);

/// How many terminal columns safe text takes: wide East Asian characters count two, combining marks none.
size_t display_width(std::string_view text);

}  // namespace redshank
