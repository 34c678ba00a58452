// SPDX-License-Identifier: Apache-2.0
// Text that nobody wrote: patterns of clauses whose slots are filled from pools, in five languages. Enough
// patterns, slots and invented words that two ordinary mails are no copies of each other.
//   "{pool}"  one of the pool's choices        "[a|b|]"  one of these, perhaps nothing
//   "{n}" 2 to 28, "{nn}" 100 to 999, "{word}" an invented place or name
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "drill/random.h"

namespace redshank::drill {

enum class Language : uint8_t { english, german, french, russian, japanese };

/// Choices stand between '|'; they may hold slots and brackets themselves, but no pool may lead back to
/// itself.
struct Pool {
    std::string_view name;
    std::string_view choices;
};

/// The tables, one file a language. Each has the pools: sentence, subject, greeting, goodbye, short; where
/// another is missing, English's is taken.
std::span<const Pool> english_pools();
std::span<const Pool> german_pools();
std::span<const Pool> french_pools();
std::span<const Pool> russian_pools();
std::span<const Pool> japanese_pools();

/// Fills every slot of the pattern. A slot of no pool stays as it is written (the tests look for one).
std::string say(Random& random, Language language, std::string_view pattern);

/// Sentences of the language's pool `kind` in one line.
std::string paragraph(Random& random, Language language, size_t sentences,
                      std::string_view kind = "{sentence}");
std::vector<std::string> paragraphs(Random& random, Language language, size_t count,
                                    std::string_view kind = "{sentence}");

/// "Velmora": a word that names nothing.
std::string invented_word(Random& random);

/// Lines of at most `width` characters, broken at spaces; a line that starts with "From " may come out of
/// this.
std::string wrapped(std::string_view text, size_t width);

}  // namespace redshank::drill
