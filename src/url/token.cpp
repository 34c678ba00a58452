// SPDX-License-Identifier: Apache-2.0
// Is "8f3a9c21" an identifier and "header-logo" a word? A value is cut at its joiners, and it is a token when
// one of the parts is: digits and letters mixed, numbers that are no year or date, letters that no language
// puts in that order. Tuned to say "token" for a real one: copies whose shapes differ would not be seen as
// copies.
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "url/url.h"

namespace redshank::url {

namespace {

constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

// For each letter those that hardly ever follow it inside a word of a language written in Latin letters. A
// third of all pairs: random letters meet one at every third step, words at every hundredth.
constexpr std::array<std::string_view, 26> rare_followers = {
    "",
    "cfgkpqwxz",
    "bdfgjmnpvwxz",
    "bcfkpqtxz",
    "",
    "bcdghjkmnpqvwxz",
    "bcdfjkpqvwxz",
    "bcdfghjkpqvxz",
    "hjwy",
    "bcdfghjklmnpqrstvwxyz",
    "bcdfgjmpqvxz",
    "hjqrxz",
    "cdfghjkqrtvwxz",
    "qx",
    "",
    "bcdfgjkmqvwxz",
    "bcdefghjklmnopqrstvwxyz",
    "jqx",
    "gjrvx",
    "bdfgjkpqvx",
    "hqwy",
    "bcdfghjklmnpqstwxz",
    "cfgjkmpquvxz",
    "bdfgjklmnqrsvwz",
    "fghjkqvxyz",
    "bfghjpqrstvx",
};

bool is_rare_pair(char a, char b) {
    return rare_followers[static_cast<size_t>(to_lower(a) - 'a')].find(to_lower(b)) != std::string_view::npos;
}

/// How much a run of letters is unlike a word: rare pairs, and capitals where camelCase has none ("aBC",
/// "xYz").
int oddity(std::string_view letters) {
    int odd = 0;
    for (size_t i = 1; i < letters.size(); ++i) {
        const bool rises = !is_upper(letters[i - 1]) && is_upper(letters[i]);
        // Where a new word begins any letter may follow any other.
        if (!rises && is_rare_pair(letters[i - 1], letters[i])) ++odd;
        const bool capital_alone_before = i + 1 == letters.size() || is_upper(letters[i + 1]);
        if (rises && (capital_alone_before || i == 1)) ++odd;
    }
    return odd;
}

/// Long compound words have a rare pair or two as well, so the share counts.
bool is_odd_word(std::string_view letters) {
    if (letters.size() < 6) return false;
    const auto odd = static_cast<size_t>(oddity(letters));
    return odd >= 2 && odd * 8 >= letters.size();
}

/// "logo", "LOGO", "Logo", or long enough for camelCase.
bool has_case_of_a_word(std::string_view letters) {
    const auto capitals = static_cast<size_t>(std::count_if(letters.begin(), letters.end(), is_upper));
    return capitals == 0 || capitals == letters.size() || (capitals == 1 && is_upper(letters.front())) ||
           letters.size() >= 8;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

/// 1900 to 2099, "202103", "20210315".
bool is_year_or_date(std::string_view digits) {
    if (digits.size() != 4 && digits.size() != 6 && digits.size() != 8) return false;
    const int year = number_of(digits.substr(0, 4));
    if (year < 1900 || year > 2099) return false;
    if (digits.size() == 4) return true;
    const int month = number_of(digits.substr(4, 2));
    const int day = digits.size() == 8 ? number_of(digits.substr(6)) : 1;
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_number_token(std::string_view digits) {
    return digits.size() >= 4 && !is_year_or_date(digits);
}

/// "600x400", "1200w", "2x", "300px", "3rd", "50k".
bool is_measure(std::string_view part) {
    const size_t digits = std::min(part.find_first_not_of("0123456789"), part.size());
    if (digits == 0 || digits > 4) return false;
    std::string_view unit = part.substr(digits);
    if (unit.size() >= 2 && unit.size() <= 5 && (unit[0] | 0x20) == 'x' && all_digits(unit.substr(1)))
        return true;
    for (const std::string_view known :
         {"px", "w", "h", "x", "k", "kb", "mb", "dpi", "st", "nd", "rd", "th", "min", "pt", "em", "d"}) {
        if (iequals(unit, known)) return true;
    }
    return false;
}

/// Letters and digits together.
bool is_mixed_token(std::string_view part) {
    if (is_measure(part)) return false;
    if (part.size() >= 6 && std::all_of(part.begin(), part.end(), is_hex_digit)) return true;

    size_t digits = 0;
    size_t longest_letters = 0;
    size_t runs_of_letters = 0;
    size_t runs_of_digits = 0;
    int odd = 0;
    for (size_t at = 0; at < part.size();) {
        size_t end = at;
        const bool number = is_digit(part[at]);
        while (end < part.size() && is_digit(part[end]) == number) ++end;
        if (number) {
            ++runs_of_digits;
            digits += end - at;
        } else {
            ++runs_of_letters;
            longest_letters = std::max(longest_letters, end - at);
            const std::string_view letters = part.substr(at, end - at);
            odd += oddity(letters) + (has_case_of_a_word(letters) ? 0 : 2);
        }
        at = end;
    }
    // Names have a number before or behind, and not two that cut them into three.
    if (runs_of_letters >= 3 && part.size() >= 10) return true;
    if (runs_of_letters >= 2 && runs_of_digits >= 2 && part.size() >= 12) return true;
    // "img01", "top10", "news24h"; no language minds one rare pair ("mg").
    const bool ends_in_number = is_alpha(part.front()) && is_digit(part.back());
    const bool word = longest_letters >= 3 && odd <= (ends_in_number ? 1 : 0);
    const bool word_with_number = digits <= 2 && (word || part.size() < 5);
    return !word_with_number && part.size() >= 4;
}

bool is_token_part(std::string_view part) {
    if (part.size() < 4) return false;
    const auto digits = std::count_if(part.begin(), part.end(), is_digit);
    if (digits == 0) return is_odd_word(part);
    return static_cast<size_t>(digits) == part.size() ? is_number_token(part) : is_mixed_token(part);
}

bool looks_like_address(std::string_view value) {
    const size_t at = value.find('@');
    if (at == std::string_view::npos || at == 0) return false;
    const size_t dot = value.find('.', at);
    return dot != std::string_view::npos && dot > at + 1 && dot + 1 < value.size();
}

}  // namespace

bool looks_like_token(std::string_view value) {
    if (value.size() < 4) return false;
    if (looks_like_address(value)) return true;
    for (size_t at = 0; at < value.size();) {
        size_t end = at;
        while (end < value.size() && is_alnum(value[end])) ++end;
        if (is_token_part(value.substr(at, end - at))) return true;
        at = end + 1;
    }
    // Bytes that are no text are an encrypted or packed identifier.
    return !is_utf8(value);
}

}  // namespace redshank::url
