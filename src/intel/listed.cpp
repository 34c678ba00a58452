// SPDX-License-Identifier: Apache-2.0
// Dates and countries as lists print them, and which reader reads which kind.
#include "intel/listed.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_map>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/ascii.h"
#include "intel/list_builder.h"
#include "text/fold.h"

namespace redshank::intel {

namespace {

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};

int month_of(std::string_view word) {
    if (word.size() < 3) return 0;
    const std::string lower = ascii_lower(word.substr(0, 3));
    const auto at = std::find(months.begin(), months.end(), lower);
    return at == months.end() ? 0 : static_cast<int>(at - months.begin()) + 1;
}

std::vector<std::string_view> tokens(std::string_view text) {
    std::vector<std::string_view> out;
    size_t start = 0;
    for (size_t i = 0; i <= text.size() && out.size() < 12; ++i) {
        if (i < text.size() && is_alnum(text[i])) continue;
        if (i > start) out.push_back(text.substr(start, i - start));
        start = i + 1;
    }
    return out;
}

int number(std::string_view token) {
    if (token.empty() || token.size() > 4 || !std::all_of(token.begin(), token.end(), is_digit)) return -1;
    int value = 0;
    for (const char c : token) value = value * 10 + (c - '0');
    return value;
}

bool is_year(int value) {
    return value >= 1800 && value <= 2200;
}

// Demonyms that lists print in place of countries.
struct Adjective {
    std::string_view word, code;
};
constexpr std::array<Adjective, 62> adjectives = {{
    {"chinese", "CN"},
    {"russian", "RU"},
    {"iranian", "IR"},
    {"syrian", "SY"},
    {"iraqi", "IQ"},
    {"belarusian", "BY"},
    {"ukrainian", "UA"},
    {"afghan", "AF"},
    {"libyan", "LY"},
    {"tunisian", "TN"},
    {"egyptian", "EG"},
    {"yemeni", "YE"},
    {"north korean", "KP"},
    {"dprk", "KP"},
    {"pakistani", "PK"},
    {"saudi", "SA"},
    {"saudi arabian", "SA"},
    {"lebanese", "LB"},
    {"somali", "SO"},
    {"sudanese", "SD"},
    {"south sudanese", "SS"},
    {"burmese", "MM"},
    {"myanmar", "MM"},
    {"venezuelan", "VE"},
    {"nicaraguan", "NI"},
    {"turkish", "TR"},
    {"indian", "IN"},
    {"indonesian", "ID"},
    {"british", "GB"},
    {"uk", "GB"},
    {"american", "US"},
    {"usa", "US"},
    {"french", "FR"},
    {"german", "DE"},
    {"italian", "IT"},
    {"serbian", "RS"},
    {"congolese", "CD"},
    {"rwandan", "RW"},
    {"ugandan", "UG"},
    {"malian", "ML"},
    {"moldovan", "MD"},
    {"georgian", "GE"},
    {"armenian", "AM"},
    {"azerbaijani", "AZ"},
    {"kazakh", "KZ"},
    {"uzbek", "UZ"},
    {"jordanian", "JO"},
    {"palestinian", "PS"},
    {"haitian", "HT"},
    {"zimbabwean", "ZW"},
    {"guatemalan", "GT"},
    {"cypriot", "CY"},
    {"bosnian", "BA"},
    {"russian federation", "RU"},
    {"democratic republic of the congo", "CD"},
    {"congo democratic republic", "CD"},
    {"korea north", "KP"},
    {"democratic peoples republic of korea", "KP"},
    {"iran islamic republic of", "IR"},
    {"syrian arab republic", "SY"},
    {"united states of america", "US"},
    {"burma", "MM"},
}};

std::string plain_words(std::string_view text) {
    std::string out;
    for (const char c : text::to_latin(text)) {
        if (is_alpha(c)) out += c;
        if ((c == ' ' || c == '-') && !out.empty() && out.back() != ' ') out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// English names of all regions, as ICU has them.
const std::unordered_map<std::string, std::string>& countries() {
    static const std::unordered_map<std::string, std::string> names = [] {
        std::unordered_map<std::string, std::string> out;
        for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
            icu::UnicodeString name;
            icu::Locale("", *code).getDisplayCountry(icu::Locale::getEnglish(), name);
            std::string utf8;
            out.emplace(plain_words(name.toUTF8String(utf8)), *code);
            out.emplace(ascii_lower(*code), *code);
        }
        for (const Adjective& one : adjectives)
            out.insert_or_assign(std::string(one.word), std::string(one.code));
        return out;
    }();
    return names;
}

std::string_view list_name(Kind kind) {
    switch (kind) {
        case Kind::ofac_sdn_csv:
        case Kind::ofac_alt_csv:
        case Kind::ofac_add_csv:
        case Kind::ofac_comments_csv:
        case Kind::ofac_sdn_xml:
        case Kind::ofac_advanced_xml:
        case Kind::ofac_json:
            return "OFAC";
        case Kind::uk_list_csv:
        case Kind::uk_list_ods:
        case Kind::uk_list_xml:
            return "UK Sanctions List";
        case Kind::ofsi_csv:
        case Kind::ofsi_text:
            return "OFSI consolidated list";
        case Kind::eu_xml:
        case Kind::eu_csv:
            return "EU financial sanctions";
        case Kind::eu_journal_csv:
            return "EU Official Journal";
        case Kind::un_xml:
            return "UN Security Council";
        default:
            return "";
    }
}

}  // namespace

std::vector<Birth> parse_births(std::string_view text) {
    const std::vector<std::string_view> words = tokens(text);
    Birth birth;
    int day = 0;
    int month = 0;
    for (size_t i = 0; i < words.size(); ++i) {
        const int value = number(words[i]);
        if (is_year(value)) {
            // "1987-07-03": what follows is month and day.
            if (birth.first_year == 0 && i + 2 < words.size() && i == 0 && words[i].size() == 4 &&
                number(words[i + 1]) >= 0 && number(words[i + 1]) <= 12 && words[i + 1].size() == 2 &&
                number(words[i + 2]) >= 0 && number(words[i + 2]) <= 31) {
                month = number(words[i + 1]);
                day = number(words[i + 2]);
            }
            if (birth.first_year == 0) birth.first_year = static_cast<uint16_t>(value);
            birth.last_year = static_cast<uint16_t>(value);
        } else if (value > 0 && value <= 31 && birth.first_year == 0) {
            (day == 0 && month == 0 ? day : month) = value;
        } else if (birth.first_year == 0 && month_of(words[i]) != 0) {
            month = month_of(words[i]);
        }
    }
    if (birth.first_year == 0) return {};
    if (birth.last_year < birth.first_year) std::swap(birth.first_year, birth.last_year);
    const bool exact = birth.first_year == birth.last_year && month >= 1 && month <= 12;
    birth.month = static_cast<uint8_t>(exact ? month : 0);
    birth.day = static_cast<uint8_t>(exact && day >= 1 && day <= 31 ? day : 0);
    return {birth};
}

std::string parse_day(std::string_view text) {
    const std::vector<Birth> births = parse_births(text);
    if (births.empty() || births[0].day == 0) return "";
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", births[0].first_year, births[0].month,
                  births[0].day);
    return out.data();
}

std::string country_code(std::string_view text) {
    const std::string words = plain_words(text);
    if (words.empty() || words.size() > 80) return "";
    const auto at = countries().find(words);
    return at == countries().end() ? "" : at->second;
}

std::string_view listed_type_name(ListedType type) {
    constexpr std::array<std::string_view, 5> names = {"unknown", "person", "entity", "ship", "aircraft"};
    return names[static_cast<size_t>(type)];
}

std::string_view name_quality_name(NameQuality quality) {
    constexpr std::array<std::string_view, 4> names = {"name", "alias", "former name", "weak alias"};
    return names[static_cast<size_t>(quality)];
}

SanctionsList read_sanctions(Kind kind, std::string_view text, const Limits& limits) {
    ListBuilder builder(list_name(kind), text, limits);
    switch (kind) {
        case Kind::ofac_sdn_csv:
        case Kind::ofac_alt_csv:
        case Kind::ofac_add_csv:
        case Kind::ofac_comments_csv:
            read_ofac_csv(kind, text, limits, builder);
            break;
        case Kind::ofac_json:
        case Kind::sanctions_json:
            read_list_json(kind, text, limits, builder);
            break;
        case Kind::uk_list_csv:
        case Kind::ofsi_csv:
        case Kind::eu_csv:
        case Kind::eu_journal_csv:
            read_list_table(kind, text, limits, builder);
            break;
        case Kind::uk_list_ods:
            read_list_ods(text, limits, builder);
            break;
        case Kind::ofsi_text:
            read_ofsi_text(text, limits, builder);
            break;
        default:
            read_list_xml(kind, text, limits, builder);
    }
    return builder.take();
}

}  // namespace redshank::intel
