// SPDX-License-Identifier: Apache-2.0
// From UTF-8 to what goes over the wire: the few charsets that the practice archive uses (own small tables,
// so that no library version changes a byte), the transfer encodings of RFC 2045 6, and encoded-words (RFC
// 2047).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redshank::drill {

/// "us-ascii", "utf-8", "iso-8859-1", "koi8-r" or "iso-2022-jp". Nothing when a character is not in the
/// charset.
std::optional<std::string> to_charset(std::string_view utf8, std::string_view charset);

/// RFC 2045 6.8, in lines of 76.
std::string base64_lines(std::string_view bytes);

/// RFC 2045 6.7 for text with '\n' line ends, in lines of at most 76.
std::string quoted_printable(std::string_view text);

/// base64 for URLs (RFC 4648 5), without padding.
std::string base64_url(std::string_view bytes);

/// The text as it is when ASCII, else as encoded-words of at most 64 characters, joined by "\n ". The charset
/// falls back to UTF-8 when a character is not in it; `base64` chooses B over Q.
std::string encoded_words(std::string_view utf8, std::string_view charset, bool base64);

bool is_ascii(std::string_view text);

/// For text and attribute values of HTML.
std::string escape_html(std::string_view utf8);

}  // namespace redshank::drill
