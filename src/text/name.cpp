// SPDX-License-Identifier: Apache-2.0
// From bytes to words. Cyrillic goes by the table that passports and English lists use (ISO 9, which ICU
// writes, would give "c" for "ch"); every other script by ICU. A word's sound drops what spellings of one
// sound differ in: doubled letters, h after consonants, y and j and i, w and v, x and ks, k and c and q.
#include "text/name.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "text/fold.h"
#include "text/name_words.h"

namespace redshank::text {

namespace {

constexpr size_t max_name_bytes = 1024;
constexpr size_t max_word_bytes = 64;

struct Letter {
    UChar32 cyrillic;
    const char* latin;
};
// Lower case. Russian, Ukrainian, Belarusian, Serbian, Macedonian, Kazakh, Mongolian.
constexpr Letter cyrillic_letters[] = {
    {U'а', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},  {U'д', "d"},  {U'е', "e"},    {U'ё', "e"},
    {U'ж', "zh"}, {U'з', "z"},  {U'и', "i"},  {U'й', "y"},  {U'к', "k"},  {U'л', "l"},    {U'м', "m"},
    {U'н', "n"},  {U'о', "o"},  {U'п', "p"},  {U'р', "r"},  {U'с', "s"},  {U'т', "t"},    {U'у', "u"},
    {U'ф', "f"},  {U'х', "kh"}, {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},
    {U'ы', "y"},  {U'ь', ""},   {U'э', "e"},  {U'ю', "yu"}, {U'я', "ya"}, {U'і', "i"},    {U'ї', "yi"},
    {U'є', "ye"}, {U'ґ', "g"},  {U'ў', "u"},  {U'ђ', "dj"}, {U'ј', "j"},  {U'љ', "lj"},   {U'њ', "nj"},
    {U'ћ', "c"},  {U'џ', "dz"}, {U'қ', "q"},  {U'ғ', "gh"}, {U'ә', "a"},  {U'ө', "o"},    {U'ү', "u"},
    {U'ұ', "u"},  {U'ң', "ng"}, {U'һ', "h"}};

const char* latin_of_cyrillic(UChar32 c) {
    for (const Letter& letter : cyrillic_letters)
        if (letter.cyrillic == c) return letter.latin;
    return nullptr;
}

bool has_cyrillic(std::string_view utf8) {
    return std::any_of(utf8.begin(), utf8.end(), [](char c) {
        return static_cast<unsigned char>(c) == 0xD0 || static_cast<unsigned char>(c) == 0xD1 ||
               static_cast<unsigned char>(c) == 0xD2 || static_cast<unsigned char>(c) == 0xD3;
    });
}

icu::UnicodeString from_utf8(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

std::string with_latin_for_cyrillic(std::string_view utf8) {
    const icu::UnicodeString text = from_utf8(utf8);
    icu::UnicodeString out;
    for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 c = text.char32At(at);
        const char* latin = latin_of_cyrillic(u_tolower(c));
        if (latin != nullptr) {
            out.append(icu::UnicodeString(latin, -1, US_INV));
        } else {
            out.append(c);
        }
    }
    std::string utf8_out;
    return out.toUTF8String(utf8_out);
}

// Arabic, Hebrew and Syriac write no short vowels.
bool has_no_vowels(std::string_view utf8) {
    const icu::UnicodeString text = from_utf8(utf8);
    for (int32_t at = 0; at < text.length(); ++at)
        if (text[at] >= 0x590 && text[at] <= 0x74F) return true;
    return false;
}

std::string latin_of(std::string_view utf8) {
    if (is_ascii(utf8)) return ascii_lower(utf8);
    std::string text = is_utf8(utf8) ? std::string(utf8) : replace_bad_utf8(utf8);
    text = with_english_trades(std::move(text));
    if (has_cyrillic(text)) text = with_latin_for_cyrillic(text);
    return to_latin(text);
}

bool is_word_byte(char c) {
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Letters of initials that stand together are one word where dots alone part them ("A.B.C.", "p.l.c."), in a
// company's name only: a person's are initials each.
std::string without_dots_of_initials(std::string_view latin) {
    std::string out;
    for (size_t i = 0; i < latin.size(); ++i) {
        const bool letter_before =
            i > 0 && is_word_byte(latin[i - 1]) && (i == 1 || !is_word_byte(latin[i - 2]));
        if (latin[i] == '.' && letter_before) continue;
        out += latin[i];
    }
    return out;
}

std::vector<std::string> words_of(std::string_view latin) {
    std::vector<std::string> words;
    std::string word;
    for (size_t i = 0; i <= latin.size(); ++i) {
        const char c = i < latin.size() ? latin[i] : ' ';
        if (is_word_byte(c)) {
            if (word.size() < max_word_bytes) word += c;
        } else if (c == '&') {
            if (!word.empty()) words.push_back(std::move(word));
            words.emplace_back("and");
            word.clear();
        } else if (c != '\'' && c != '`' && !word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

// "Ig0r Sech1n": digits between letters are letters in disguise.
std::string with_letters_for_digits(std::string word) {
    const auto letters = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (letters < 2 || letters == static_cast<std::ptrdiff_t>(word.size())) return word;
    constexpr std::string_view digits = "01345789";
    constexpr std::string_view looks = "oieastbg";
    for (char& c : word) {
        const size_t at = digits.find(c);
        if (at != std::string_view::npos) c = looks[at];
    }
    return word;
}

bool ends_in_vowel(std::string_view text) {
    return !text.empty() && std::string_view("aeiou").find(text.back()) != std::string_view::npos;
}

void add_sound(std::string& out, char c) {
    if (out.empty() || out.back() != c) out += c;
}

// One spelling of several letters, at the start of `rest`; how many letters it takes, 0 for none.
size_t spelled_sound(std::string_view rest, bool at_start, std::string& out) {
    struct Spelling {
        std::string_view letters;
        char sound;
    };
    // Longest first. Capitals are sounds of their own: C (ch), S (sh).
    static constexpr Spelling spellings[] = {
        {"shch", 'S'}, {"tsch", 'C'}, {"dzh", 'j'}, {"tch", 'C'}, {"sch", 'S'}, {"ts", 'C'}, {"tz", 'C'},
        {"ch", 'C'},   {"sh", 'S'},   {"zh", 'j'},  {"kh", 'h'},  {"gh", 'g'},  {"ph", 'f'}, {"th", 't'},
        {"dh", 'd'},   {"ck", 'k'},   {"dj", 'j'},  {"ou", 'u'},  {"oo", 'u'},  {"ee", 'i'}, {"ie", 'i'},
        {"iy", 'i'},   {"yi", 'i'},   {"ij", 'i'},  {"hs", 'S'}};
    for (const Spelling& one : spellings) {
        if (!rest.starts_with(one.letters) || (one.letters == "hs" && !at_start)) continue;
        add_sound(out, one.sound);
        return one.letters.size();
    }
    return 0;
}

void add_letter(std::string& out, char c, bool at_start) {
    switch (c) {
        case 'q':
        case 'c':
            return add_sound(out, 'k');
        case 'w':
            return add_sound(out, 'v');
        case 'y':
            return add_sound(out, 'i');
        case 'j':
            return add_sound(out, at_start ? 'j' : 'i');
        case 'x':
            if (at_start) return add_sound(out, 'S');
            add_sound(out, 'k');
            return add_sound(out, 's');
        case 'h':
            if (at_start || ends_in_vowel(out)) add_sound(out, 'h');
            return;
        default:
            add_sound(out, c);
    }
}

}  // namespace

std::string sound_of(std::string_view latin) {
    std::string out;
    out.reserve(latin.size());
    for (size_t i = 0; i < latin.size();) {
        const size_t taken = spelled_sound(latin.substr(i), i == 0, out);
        if (taken == 0) add_letter(out, latin[i], i == 0);
        i += std::max<size_t>(taken, 1);
    }
    // A last h is not heard.
    if (out.size() > 3 && out.back() == 'h') out.pop_back();
    return out;
}

Name read_name(std::string_view utf8, NameType type) {
    utf8 = utf8.substr(0, max_name_bytes);
    Name name;
    name.type = type;
    const bool no_vowels = !is_ascii(utf8) && has_no_vowels(utf8);
    std::string latin = latin_of(utf8);
    name.has_comma = latin.find(',') != std::string::npos;
    if (type != NameType::person) latin = with_short_forms(joined(words_of(without_dots_of_initials(latin))));
    for (std::string& word : words_of(latin)) {
        if (name.words.size() == max_name_words) break;
        NameWord one;
        one.latin = type == NameType::person ? with_letters_for_digits(std::move(word)) : written_out(word);
        one.role = role_of(one.latin, type);
        one.sound = sound_of(one.latin);
        one.no_vowels = no_vowels;
        name.words.push_back(std::move(one));
    }
    return name;
}

}  // namespace redshank::text
