// SPDX-License-Identifier: Apache-2.0
// Charsets to UTF-8 (ICU), declared wrongly or not at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::text {

/// Text in UTF-8 and where each stretch of it came from.
struct Converted {
    std::string utf8;
    std::string charset;      // what was used, canonical lower-case ("utf-8", "windows-1252", "gb18030" …)
    bool declared_wrong = false;  // the label is unknown or cannot hold these bytes; another was used
    bool unknown_label = false;
    bool replaced = false;        // U+FFFD stands for bytes that mean nothing
    /// Empty when offsets are equal (the bytes were UTF-8 or ASCII already). Else pairs (utf8 offset, byte offset),
    /// ascending, one at least every 64 bytes of input and at each stretch's start; between two, a position is that of
    /// the pair at or before it.
    std::vector<std::pair<uint32_t, uint32_t>> map;
};

/// Never fails. `label` is as declared ("" for none): WHATWG labels and every name ICU knows, in any case. A byte order
/// mark wins. Without a label: UTF-8 if well-formed, else windows-1252.
Converted to_utf8(std::string_view bytes, std::string_view label);

/// The offset in the original bytes of an offset in `converted.utf8`.
uint32_t original_offset(const Converted& converted, uint32_t utf8_offset);

/// Whether ICU or the WHATWG table knows this label.
bool is_known_charset(std::string_view label);

}  // namespace redshank::text
