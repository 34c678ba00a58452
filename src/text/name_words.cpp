// SPDX-License-Identifier: Apache-2.0
// Short on purpose, and sorted by what a reader would look for. Common names are those that so many people
// bear that meeting one tells nothing; they are facts of public statistics, set down from general knowledge.
#include "text/name_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"

namespace redshank::text {

namespace {

using Words = std::unordered_set<std::string_view>;

const Words& titles() {
    static const Words words = {
        "mr",      "mrs",       "ms",        "miss",     "dr",      "prof",       "professor", "doctor",
        "sir",     "dame",      "lord",      "lady",     "rev",     "hon",        "monsieur",  "madame",
        "mme",     "herr",      "frau",      "senor",    "senora",  "don",        "dona",      "signor",
        "pan",     "president", "prasident", "minister", "general", "gen",        "colonel",   "col",
        "major",   "maj",       "captain",   "capt",     "lt",      "lieutenant", "sgt",       "brigadier",
        "admiral", "marshal",   "commander", "haji",     "hajji",   "hadj",       "hadji",     "al-haj",
        "maulavi", "mawlawi",   "mullah",    "molla",    "mulla",   "maulana",    "qari",      "shaikh",
        "sheikh",  "shaykh",    "sheik",     "sayyid",   "ustad",   "alhaj",      "eng",       "engineer",
        "imam",    "ayatollah", "hojjat",    "emir",     "prince",  "princess",   "king",      "queen",
        "phd",     "md",        "esq",       "jr",       "sr",      "junior",     "senior",    "na",
        "fnu",     "lnu",       "the"};
    return words;
}

const Words& particles() {
    static const Words words = {
        "al",  "el",   "ul",   "ud",  "as",   "ar",    "an",  "ad",  "at",  "az",  "ash", "bin", "ben",
        "ibn", "bint", "ould", "abu", "abou", "aboul", "von", "van", "der", "den", "de",  "del", "della",
        "di",  "da",   "dos",  "das", "do",   "du",    "la",  "le",  "los", "las", "zu",  "zum", "af",
        "av",  "ter",  "ten",  "y",   "e",    "i",     "u",   "ur",  "umm", "bar", "vom", "aka"};
    return words;
}

const Words& connectives() {
    static const Words words = {"and", "of", "for", "the", "to",  "in",   "on",  "et",  "und", "y",
                                "e",   "i",  "v",   "im",  "de",  "la",   "le",  "les", "des", "du",
                                "del", "di", "da",  "do",  "der", "die",  "das", "fur", "al",  "el",
                                "po",  "na", "s",   "a",   "by",  "with", "mv",  "mt"};
    return words;
}

// As they sound (sound_of), so that spellings count together.
const Words& common_names() {
    static const Words sounds = [] {
        static std::vector<std::string> kept;
        Words out;
        for (const std::string_view word : {"mohammad",
                                            "mohamed",
                                            "muhammad",
                                            "mohammed",
                                            "mehmet",
                                            "ahmad",
                                            "ahmed",
                                            "ali",
                                            "hassan",
                                            "hasan",
                                            "hussein",
                                            "husain",
                                            "hossein",
                                            "abdul",
                                            "abdel",
                                            "abd",
                                            "abdallah",
                                            "abdullah",
                                            "ibrahim",
                                            "ismail",
                                            "khan",
                                            "khalid",
                                            "mahmoud",
                                            "mahmud",
                                            "mustafa",
                                            "omar",
                                            "umar",
                                            "osman",
                                            "othman",
                                            "said",
                                            "saeed",
                                            "salim",
                                            "saleh",
                                            "salih",
                                            "yusuf",
                                            "youssef",
                                            "hamid",
                                            "hamad",
                                            "rahman",
                                            "rahim",
                                            "karim",
                                            "aziz",
                                            "singh",
                                            "kumar",
                                            "fatima",
                                            "aisha",
                                            "reza",
                                            "mohsen",
                                            "mehdi",
                                            "mahdi",
                                            "hamza",
                                            "bilal",
                                            "abbas",
                                            "jalil",
                                            "latif",
                                            "wali",
                                            "jan",
                                            "agha",
                                            "shah",
                                            "din",
                                            "haq",
                                            "allah",
                                            "ullah",
                                            "li",
                                            "lee",
                                            "wang",
                                            "zhang",
                                            "chang",
                                            "chen",
                                            "chan",
                                            "liu",
                                            "lau",
                                            "yang",
                                            "huang",
                                            "zhao",
                                            "wu",
                                            "zhou",
                                            "xu",
                                            "sun",
                                            "ma",
                                            "zhu",
                                            "hu",
                                            "guo",
                                            "he",
                                            "lin",
                                            "gao",
                                            "luo",
                                            "wei",
                                            "jun",
                                            "jie",
                                            "lei",
                                            "yong",
                                            "yan",
                                            "tao",
                                            "ming",
                                            "hong",
                                            "hui",
                                            "ping",
                                            "jing",
                                            "fang",
                                            "bin",
                                            "bo",
                                            "feng",
                                            "hai",
                                            "hao",
                                            "hua",
                                            "jian",
                                            "kim",
                                            "pak",
                                            "park",
                                            "choe",
                                            "choi",
                                            "jong",
                                            "chung",
                                            "ri",
                                            "song",
                                            "chol",
                                            "kang",
                                            "cho",
                                            "nguyen",
                                            "tran",
                                            "le",
                                            "pham",
                                            "van",
                                            "thi",
                                            "tan",
                                            "ivan",
                                            "ivanov",
                                            "sergey",
                                            "sergei",
                                            "alexander",
                                            "aleksandr",
                                            "alexey",
                                            "aleksei",
                                            "andrey",
                                            "andrei",
                                            "dmitry",
                                            "dmitri",
                                            "vladimir",
                                            "mikhail",
                                            "nikolai",
                                            "nikolay",
                                            "igor",
                                            "oleg",
                                            "yuri",
                                            "viktor",
                                            "victor",
                                            "pavel",
                                            "petr",
                                            "anatoly",
                                            "petrov",
                                            "smirnov",
                                            "kuznetsov",
                                            "popov",
                                            "vladimirovich",
                                            "ivanovich",
                                            "nikolaevich",
                                            "aleksandrovich",
                                            "sergeevich",
                                            "mikhailovich",
                                            "viktorovich",
                                            "anatolyevich",
                                            "yurievich",
                                            "alexandrovich",
                                            "petrovich",
                                            "vasilyevich",
                                            "olga",
                                            "elena",
                                            "irina",
                                            "natalia",
                                            "tatiana",
                                            "svetlana",
                                            "anna",
                                            "maria",
                                            "john",
                                            "james",
                                            "robert",
                                            "michael",
                                            "william",
                                            "david",
                                            "richard",
                                            "joseph",
                                            "thomas",
                                            "charles",
                                            "daniel",
                                            "mark",
                                            "paul",
                                            "george",
                                            "peter",
                                            "steven",
                                            "andrew",
                                            "brian",
                                            "kevin",
                                            "smith",
                                            "johnson",
                                            "williams",
                                            "brown",
                                            "jones",
                                            "miller",
                                            "davis",
                                            "wilson",
                                            "taylor",
                                            "mary",
                                            "patricia",
                                            "jennifer",
                                            "linda",
                                            "elizabeth",
                                            "sarah",
                                            "jose",
                                            "juan",
                                            "carlos",
                                            "luis",
                                            "jorge",
                                            "miguel",
                                            "francisco",
                                            "antonio",
                                            "pedro",
                                            "manuel",
                                            "jesus",
                                            "garcia",
                                            "martinez",
                                            "rodriguez",
                                            "hernandez",
                                            "lopez",
                                            "gonzalez",
                                            "perez",
                                            "sanchez",
                                            "ramirez",
                                            "torres",
                                            "flores",
                                            "gomez",
                                            "silva",
                                            "santos",
                                            "fernandez",
                                            "diaz",
                                            "jean",
                                            "pierre",
                                            "marie",
                                            "michel",
                                            "hans",
                                            "carl",
                                            "karl",
                                            "anders",
                                            "lars",
                                            "marco",
                                            "mario",
                                            "giovanni",
                                            "francesco",
                                            "anh"}) {
            kept.push_back(sound_of(word));
        }
        for (const std::string& sound : kept) out.insert(sound);
        return out;
    }();
    return sounds;
}

const Words& business_words() {
    static const Words words = {
        "company",       "corporation",  "corp",         "group",        "holding",      "holdings",
        "international", "global",       "trading",      "trade",        "import",       "export",
        "industries",    "industry",     "industrial",   "services",     "service",      "bank",
        "banco",         "capital",      "fund",         "trust",        "partners",     "investment",
        "investments",   "finance",      "financial",    "management",   "systems",      "solutions",
        "technology",    "technologies", "science",      "research",     "institute",    "university",
        "development",   "engineering",  "construction", "energy",       "oil",          "gas",
        "petroleum",     "shipping",     "marine",       "maritime",     "aviation",     "airlines",
        "air",           "logistics",    "transport",    "general",      "national",     "state",
        "federal",       "center",       "centre",       "organization", "organisation", "foundation",
        "association",   "society",      "ministry",     "government",   "republic",     "enterprise",
        "enterprises",   "factory",      "plant",        "electronics",  "electronic",   "insurance",
        "exchange",      "money",        "commercial",   "company's",    "zavod",        "bureau",
        "office",        "committee",    "brigade",      "army",         "party",        "front",
        "movement",      "council",      "union",        "agency",       "security",     "defense",
        "defence",       "military",     "business",     "real",         "estate",       "sanctions",
        "products",      "materials"};
    return words;
}

// class by short form. The same class over languages where lawyers translate one by the other.
const std::unordered_map<std::string_view, int>& forms() {
    static const std::unordered_map<std::string_view, int> classes = {
        {"ltd", 1},  {"limited", 1},      {"pte", 1},    {"pvt", 1},   {"llc", 2},      {"ooo", 2},
        {"tov", 2},  {"gmbh", 3},         {"ag", 4},     {"jsc", 5},   {"oao", 5},      {"ojsc", 5},
        {"pjsc", 5}, {"pao", 5},          {"zao", 5},    {"ao", 5},    {"cjsc", 5},     {"at", 5},
        {"sa", 6},   {"spa", 6},          {"srl", 7},    {"sarl", 7},  {"sl", 7},       {"plc", 8},
        {"inc", 9},  {"incorporated", 9}, {"corp", 9},   {"bv", 10},   {"nv", 11},      {"oy", 12},
        {"oyj", 12}, {"ab", 13},          {"as", 14},    {"asa", 14},  {"kg", 15},      {"lp", 16},
        {"llp", 17}, {"fze", 18},         {"fzco", 18},  {"fzc", 18},  {"sro", 19},     {"doo", 20},
        {"dd", 21},  {"kft", 22},         {"spzoo", 23}, {"ltda", 24}, {"sadecv", 25},  {"sas", 26},
        {"ano", 27}, {"too", 2},          {"uab", 28},   {"eood", 29}, {"ood", 29},     {"ead", 30},
        {"aps", 31}, {"sae", 32},         {"bhd", 33},   {"sdn", 33},  {"pt", 34},      {"cv", 35},
        {"ev", 36},  {"eg", 37},          {"se", 38},    {"co", 40},   {"company", 40}, {"corporation", 9},
        {"na", 41},  {"kk", 42},          {"oo", 43},    {"sc", 44}};
    return classes;
}

struct Spelled {
    std::string_view words;
    std::string_view form;
};
// Longest first.
constexpr std::array<Spelled, 40> spelled = {{
    {"obshchestvo s ogranichennoi otvetstvennostiu", "ooo"},
    {"obshchestvo s ogranichennoy otvetstvennostyu", "ooo"},
    {"tovarystvo z obmezhenoyu vidpovidalnistyu", "tov"},
    {"gesellschaft mit beschrankter haftung", "gmbh"},
    {"societatea cu raspundere limitata", "srl"},
    {"public joint stock company", "pjsc"},
    {"closed joint stock company", "cjsc"},
    {"publichnoe aktsionernoe obshchestvo", "pao"},
    {"otkrytoe aktsionernoe obshchestvo", "oao"},
    {"zakrytoe aktsionernoe obshchestvo", "zao"},
    {"open joint stock company", "ojsc"},
    {"societa a responsabilita limitata", "srl"},
    {"sociedad de responsabilidad limitada", "srl"},
    {"societe a responsabilite limitee", "sarl"},
    {"limited liability partnership", "llp"},
    {"limited liability company", "llc"},
    {"free zone establishment", "fze"},
    {"public limited company", "plc"},
    {"private limited company", "ltd"},
    {"aktsionernoe obshchestvo", "ao"},
    {"joint stock company", "jsc"},
    {"joynt stock company", "jsc"},
    {"joint stock compan", "jsc"},
    {"limited partnership", "lp"},
    {"societe anonyme", "sa"},
    {"sociedad anonima", "sa"},
    {"private limited", "ltd"},
    {"company limited", "co ltd"},
    {"naamloze vennootschap", "nv"},
    {"besloten vennootschap", "bv"},
    {"aktiengesellschaft", "ag"},
    {"aktiengeselschaft", "ag"},
    {"sa de cv", "sadecv"},
    {"sp z oo", "spzoo"},
    {"sp z o o", "spzoo"},
    {"s r o", "sro"},
    {"d o o", "doo"},
    {"o o o", "ooo"},
    {"united states", "us"},
    {"united kingdom", "uk"},
}};

// What is cut off or said in English, longest first.
constexpr std::array<Spelled, 42> east_asian = {{
    {"有限责任公司", " co ltd "},
    {"有限責任公司", " co ltd "},
    {"股份有限公司", " co ltd "},
    {"有限公司", " co ltd "},
    {"株式会社", " kk "},
    {"有限会社", " co ltd "},
    {"주식회사", " co ltd "},
    {"유한회사", " llc "},
    {"公司", " company "},
    {"集团", " group "},
    {"集團", " group "},
    {"控股", " holding "},
    {"科学技术", " science technology "},
    {"科技", " science technology "},
    {"技术", " technology "},
    {"技術", " technology "},
    {"贸易", " trading "},
    {"貿易", " trading "},
    {"国际", " international "},
    {"國際", " international "},
    {"电子", " electronics "},
    {"電子", " electronics "},
    {"工业", " industry "},
    {"工業", " industry "},
    {"实业", " industrial "},
    {"實業", " industrial "},
    {"进出口", " import export "},
    {"進出口", " import export "},
    {"投资", " investment "},
    {"投資", " investment "},
    {"银行", " bank "},
    {"銀行", " bank "},
    {"大学", " university "},
    {"大學", " university "},
    {"研究所", " research institute "},
    {"研究院", " research institute "},
    {"中国", " china "},
    {"中國", " china "},
    {"航运", " shipping "},
    {"航運", " shipping "},
    {"物流", " logistics "},
    {"能源", " energy "},
}};

// `find` as whole words inside `text`.
size_t find_words(std::string_view text, std::string_view find) {
    for (size_t at = text.find(find); at != std::string_view::npos; at = text.find(find, at + 1)) {
        const size_t end = at + find.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return at;
    }
    return std::string_view::npos;
}

bool is_roman(std::string_view word) {
    return word.size() <= 5 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c == 'i' || c == 'v' || c == 'x'; });
}

WordRole role_in_entity(std::string_view latin) {
    if (legal_class(latin) != 0) return WordRole::legal_form;
    if (connectives().contains(latin)) return WordRole::particle;
    if (is_roman(latin)) return WordRole::number;
    if (business_words().contains(latin)) return WordRole::common;
    return WordRole::ordinary;
}

WordRole role_in_person(std::string_view latin) {
    if (titles().contains(latin)) return WordRole::title;
    if (particles().contains(latin)) return WordRole::particle;
    if (latin == "llc" || latin == "ltd" || latin == "sa" || latin == "inc") return WordRole::legal_form;
    if (common_names().contains(sound_of(latin))) return WordRole::common;
    return WordRole::ordinary;
}

}  // namespace

WordRole role_of(std::string_view latin, NameType type) {
    if (std::any_of(latin.begin(), latin.end(), is_digit)) return WordRole::number;
    if (type == NameType::person) return latin.size() == 1 ? WordRole::initial : role_in_person(latin);
    const WordRole role = role_in_entity(latin);
    const bool may_be_person = type == NameType::unknown && role == WordRole::ordinary;
    return may_be_person && common_names().contains(sound_of(latin)) ? WordRole::common : role;
}

int legal_class(std::string_view latin) {
    const auto at = forms().find(latin);
    return at == forms().end() ? 0 : at->second;
}

bool is_short_form(std::string_view a, std::string_view b) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 34> forms_of_one = {{
        {"alex", "alexander"}, {"andy", "andrew"},       {"ben", "benjamin"},   {"bill", "william"},
        {"bob", "robert"},     {"chris", "christopher"}, {"dan", "daniel"},     {"dave", "david"},
        {"dick", "richard"},   {"ed", "edward"},         {"fred", "frederick"}, {"greg", "gregory"},
        {"jim", "james"},      {"joe", "joseph"},        {"ken", "kenneth"},    {"larry", "lawrence"},
        {"liz", "elizabeth"},  {"matt", "matthew"},      {"mike", "michael"},   {"nick", "nicholas"},
        {"pat", "patrick"},    {"pete", "peter"},        {"rick", "richard"},   {"rob", "robert"},
        {"sam", "samuel"},     {"steve", "steven"},      {"sue", "susan"},      {"ted", "theodore"},
        {"tom", "thomas"},     {"tony", "anthony"},      {"will", "william"},   {"sasha", "aleksandr"},
        {"vova", "vladimir"},  {"misha", "mikhail"},
    }};
    // None of them is longer.
    if (std::min(a.size(), b.size()) > 5) return false;
    return std::any_of(forms_of_one.begin(), forms_of_one.end(), [&](const auto& one) {
        return (one.first == a && one.second == b) || (one.first == b && one.second == a);
    });
}

std::string with_short_forms(std::string latin) {
    for (const Spelled& one : spelled) {
        const size_t at = find_words(latin, one.words);
        if (at != std::string::npos) latin.replace(at, one.words.size(), one.form);
    }
    return latin;
}

std::string with_english_trades(std::string utf8) {
    for (const Spelled& one : east_asian) {
        const size_t at = utf8.find(one.words);
        if (at != std::string::npos) utf8.replace(at, one.words.size(), one.form);
    }
    return utf8;
}

std::string written_out(std::string_view latin) {
    static const std::unordered_map<std::string_view, std::string_view> words = {{"first", "1"},
                                                                                 {"1st", "1"},
                                                                                 {"second", "2"},
                                                                                 {"2nd", "2"},
                                                                                 {"third", "3"},
                                                                                 {"3rd", "3"},
                                                                                 {"fourth", "4"},
                                                                                 {"4th", "4"},
                                                                                 {"one", "1"},
                                                                                 {"two", "2"},
                                                                                 {"three", "3"},
                                                                                 {"four", "4"},
                                                                                 {"five", "5"},
                                                                                 {"six", "6"},
                                                                                 {"seven", "7"},
                                                                                 {"eight", "8"},
                                                                                 {"nine", "9"},
                                                                                 {"ten", "10"},
                                                                                 {"intl", "international"},
                                                                                 {"sci", "science"},
                                                                                 {"tech", "technology"},
                                                                                 {"dev", "development"},
                                                                                 {"mfg", "manufacturing"},
                                                                                 {"ind", "industry"},
                                                                                 {"assoc", "association"},
                                                                                 {"inst", "institute"},
                                                                                 {"univ", "university"}};
    const auto at = words.find(latin);
    return std::string(at == words.end() ? latin : at->second);
}

}  // namespace redshank::text
