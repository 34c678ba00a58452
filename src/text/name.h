// SPDX-License-Identifier: Apache-2.0
// Names of people and companies over scripts, spellings and order: a name is read once into words, each in
// Latin letters and as it sounds, with what the word is worth; two names are then compared word by word. The
// score is made of parts that can be shown. Nothing here knows of lists; intel/screen does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::text {

enum class NameType : uint8_t { unknown, person, entity };

/// What a word of a name is worth. Append, never reorder: compiled lists keep it.
enum class WordRole : uint8_t {
    ordinary,
    common,      // many bear it ("mohammad", "li"), or many companies have it ("trading", "group")
    particle,    // "bin", "al", "von", "of", "and"
    title,       // "dr", "haji", "president"
    initial,     // one letter
    number,      // digits, "first", "iii"
    legal_form,  // "ltd", "gmbh": says less than anything else, but two different ones are two companies
};

struct NameWord {
    std::string latin;  // lower-case ASCII letters and digits; other text where no transliteration is known
    std::string sound;  // the same for spellings of one sound: "Yusuf", "Jusuf", "Youssouf"
    WordRole role = WordRole::ordinary;
    bool no_vowels = false;  // from a script that writes none (Arabic, Hebrew)
    bool operator==(const NameWord&) const = default;
};

struct Name {
    NameType type = NameType::unknown;
    bool has_comma = false;       // "SURNAME, Given": the order says nothing
    std::vector<NameWord> words;  // at most max_name_words; a longer name is cut
    bool operator==(const Name&) const = default;
};

constexpr size_t max_name_words = 24;

/// Reads a name of any script; never fails. Bytes above 1,024 are not read. Chinese, Japanese and Korean
/// legal forms are cut off the characters before these are transliterated.
Name read_name(std::string_view utf8, NameType type);

/// A word as it sounds, from lower-case Latin letters.
std::string sound_of(std::string_view latin);

/// Words of one name that answer words of the other.
struct NamePair {
    uint8_t asked = 0, asked_count = 1;    // several words written apart …
    uint8_t listed = 0, listed_count = 1;  // … may be one of the other ("Guang Wen", "Guangwen")
    int16_t similarity = 0;                // thousandths
};

/// Why two names are as alike as the score says, all in thousandths. score = words - open - order - form.
struct NameScore {
    int score = 0;  // 0 to 1000; 1000 only for equal words
    int words = 0;  // how alike the words are that answer each other
    int open = 0;   // what words without an answer take off
    int order = 0;  // what another order takes off
    int form = 0;   // what another legal form takes off
    std::vector<NamePair> pairs;
};

/// Symmetric but for the sides' names.
NameScore compare_names(const Name& asked, const Name& listed);

/// How alike two words are, 0 to 1000; below 550 is 0.
int word_similarity(const NameWord& a, const NameWord& b);

}  // namespace redshank::text
