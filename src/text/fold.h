// SPDX-License-Identifier: Apache-2.0
// Text as it looks or sounds, so that spellings can be compared: case folding, diacritics, confusables (UTS
// 39), transliteration to Latin, personal names over order, initials and scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redshank::text {

bool is_ascii(std::string_view text);

/// Case folded, NFKC, diacritics removed; script kept.
std::string fold(std::string_view utf8);

/// UTS 39 skeleton of folded text: what looks the same gives the same ("rn" and "m" too, digits for letters
/// as people use them in look-alike domains: 0 o, 1 l).
std::string skeleton(std::string_view utf8);

/// Latin letters, lower-case, no diacritics (ICU Any-Latin; Latin-ASCII). ASCII input is only lower-cased,
/// text that folds to over 4,096 bytes only folded.
std::string to_latin(std::string_view utf8);

/// A personal name as sorted words: to_latin, bracketed words, titles and particles out ("dr", "mp", "von";
/// not where too little would remain), joined by spaces, so that comma order does not count. Equal for
/// "Okafor, Amelia" and "Dr. Amelia Okafor MP". Single letters (initials) are kept.
std::string name_key(std::string_view display_name);

/// Damerau-Levenshtein distance (optimal string alignment) of bytes, cut off: returns limit + 1 when above
/// limit.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace redshank::text
