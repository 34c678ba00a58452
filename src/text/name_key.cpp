// SPDX-License-Identifier: Apache-2.0
// Display names write one person in many ways: "Okafor, Amelia", "Dr. Amelia Okafor MP (Office)". Sorted
// words are the same for all. The lists are short on purpose: a word that is somebody's name more often than
// a title stays.
#include "text/fold.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace redshank::text {

namespace {

// A display name of a mail has a few words; a longer one is no name.
constexpr size_t max_name_bytes = 1024;

// After to_latin, without dots.
constexpr std::array<std::string_view, 32> titles = {
    "the",  "dr",   "prof",     "professor", "mr", "mrs",  "ms",   "miss", "mx",   "sir", "dame",
    "lord", "lady", "baroness", "rev",       "rt", "hon",  "mp",   "mep",  "msp",  "kc",  "qc",
    "phd",  "md",   "esq",      "jr",        "sr", "herr", "frau", "mme",  "mlle", "dipl"};
constexpr std::array<std::string_view, 22> particles = {
    "von", "van", "der", "den", "de", "del", "della", "di", "da",  "dos", "das",
    "du",  "la",  "le",  "al",  "el", "bin", "ibn",   "zu", "zum", "af",  "av"};

template <size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// What stands in brackets is an office or a nickname.
std::string without_brackets(std::string_view name) {
    std::string out;
    int depth = 0;
    for (const char c : name) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) out += c;
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    return out;
}

// Letters, digits and bytes of other scripts make words; an apostrophe inside is dropped ("O'Neill",
// "Igor'").
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    for (size_t i = 0; i <= name.size(); ++i) {
        const char c = i < name.size() ? name[i] : ' ';
        if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
            word += c;
        } else if (c != '\'' && c != '`' && !word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

template <class Drop>
void drop_unless_fewer_remain(std::vector<std::string>& words, std::ptrdiff_t remain, Drop drop) {
    if (std::count_if(words.begin(), words.end(), [&](const std::string& w) { return !drop(w); }) < remain)
        return;
    std::erase_if(words, drop);
}

}  // namespace

std::string name_key(std::string_view display_name) {
    const std::string latin = to_latin(display_name.substr(0, max_name_bytes));
    std::vector<std::string> words = words_of(without_brackets(latin));
    if (words.empty()) words = words_of(latin);
    drop_unless_fewer_remain(words, 1, [](const std::string& word) { return is_one_of(word, titles); });
    // "Le" and "Van" are names too: a particle goes only from a name that is still two words without it.
    drop_unless_fewer_remain(words, 2, [](const std::string& word) { return is_one_of(word, particles); });
    std::sort(words.begin(), words.end());
    std::string key;
    for (const std::string& word : words) {
        if (!key.empty()) key += ' ';
        key += word;
    }
    return key;
}

}  // namespace redshank::text
