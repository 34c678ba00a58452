// SPDX-License-Identifier: Apache-2.0
// Words are paired greedily, the most alike and longest first; words written apart on one side may answer one
// word of the other. What is paired counts by how alike it is and what it is worth. What is left over on one
// side only is a part that somebody left out; what is left over on both is another name, and weighs much
// more. The constants were chosen on half of the labelled pairs (docs/screening.md).
#include "text/name.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <tuple>

#include "text/name_words.h"

namespace redshank::text {

struct NameWeights {
    // Worth of a word by role, where it is paired, where it is left over on one side, and where other words
    // are left over on the other side too.
    // ordinary, common, particle, title, initial, number, legal form
    std::array<int, 7> paired = {1000, 600, 50, 150, 300, 600, 150};
    std::array<int, 7> left_over = {250, 200, 20, 10, 50, 400, 0};
    std::array<int, 7> contrary = {2500, 1500, 100, 0, 2500, 50, 0};
    int single = 60;  // one word alone answers
    int order_person = 40;
    int order_patronymic = 300;
    int form = 150;
    int weak_from = 840;  // words less alike than this count for less still
    int weak_slope = 2000;
};
constexpr NameWeights name_weights;

namespace {

constexpr int least_similarity = 550;
constexpr int least_of_common = 820;

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

using Costs = std::array<std::array<uint8_t, 128>, 128>;

// What one letter for another costs, hundredths: vowels, and consonants that scripts and ears mix up, cost
// less.
constexpr Costs substitutions() {
    constexpr std::array<std::string_view, 9> groups = {"aeiou", "kg",  "td", "bp", "vf",
                                                        "szS",   "CjS", "hk", "Cs"};
    Costs costs{};
    for (size_t a = 0; a < costs.size(); ++a)
        for (size_t b = 0; b < costs.size(); ++b) costs[a][b] = a == b ? 0 : 100;
    for (const std::string_view group : groups)
        for (const char a : group)
            for (const char b : group)
                if (a != b) costs[static_cast<size_t>(a)][static_cast<size_t>(b)] = 60;
    // "Yusuf", "Jusuf".
    costs['i']['j'] = costs['j']['i'] = 40;
    return costs;
}
constexpr Costs substitution_costs = substitutions();

int substitution(char a, char b) {
    const auto left = static_cast<unsigned char>(a);
    const auto right = static_cast<unsigned char>(b);
    if (left >= 128 || right >= 128) return a == b ? 0 : 100;
    return substitution_costs[left][right];
}

int gap(char c) {
    return is_vowel(c) || c == 'h' ? 70 : 100;
}

// Optimal string alignment with the costs above, hundredths; above `limit` it may stop.
int weighted_distance(std::string_view a, std::string_view b, int limit) {
    constexpr size_t longest = 40;
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    std::array<std::array<int, longest + 1>, 3> rows;
    rows[0][0] = 0;
    for (size_t j = 1; j <= b.size(); ++j) rows[0][j] = rows[0][j - 1] + gap(b[j - 1]);
    for (size_t i = 1; i <= a.size(); ++i) {
        auto& now = rows[i % 3];
        const auto& before = rows[(i + 2) % 3];
        const auto& two_before = rows[(i + 1) % 3];
        now[0] = before[0] + gap(a[i - 1]);
        int smallest = now[0];
        for (size_t j = 1; j <= b.size(); ++j) {
            int cost = std::min({before[j - 1] + substitution(a[i - 1], b[j - 1]), before[j] + gap(a[i - 1]),
                                 now[j - 1] + gap(b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = std::min(cost, two_before[j - 2] + 70);
            now[j] = cost;
            smallest = std::min(smallest, cost);
        }
        if (smallest > limit) return smallest;
    }
    return rows[a.size() % 3][b.size()];
}

// Which letters but vowels a word has, one bit each.
uint64_t consonants_of(std::string_view word) {
    uint64_t bits = 0;
    for (const char c : word)
        if (!is_vowel(c)) bits |= uint64_t{1} << (static_cast<unsigned char>(c) & 63);
    return bits;
}

int similarity_of(std::string_view a, std::string_view b) {
    const size_t length = std::max(a.size(), b.size());
    const size_t shorter = std::min(a.size(), b.size());
    if (length == 0 || shorter * 2 < length) return 0;
    // Words that share few consonants are not alike; told without the table below.
    const int other = std::popcount(consonants_of(a) ^ consonants_of(b));
    if (static_cast<size_t>(other) > 1 + length / 2) return 0;
    const int limit = static_cast<int>(length) * 45;
    const int cost = weighted_distance(a, b, limit);
    return cost > limit ? 0 : 1000 - cost * 10 / static_cast<int>(length);
}

std::string without_vowels(std::string_view sound) {
    std::string out;
    for (const char c : sound)
        if (!is_vowel(c) && c != 'v' && c != 'h' && (out.empty() || out.back() != c)) out += c;
    return out;
}

int similarity_without_vowels(std::string_view a, std::string_view b) {
    const std::string left = without_vowels(a);
    const std::string right = without_vowels(b);
    if (left.size() < 2 || right.size() < 2) return left == right && !left.empty() ? 700 : 0;
    // What the vowels would tell is not known.
    if (left == right) return left.size() > 2 ? 900 : 750;
    return similarity_of(left, right) * 80 / 100;
}

// "nilreb": a way to get past a filter that is still one name.
bool is_backwards(std::string_view a, std::string_view b) {
    return a.size() > 4 && a.size() == b.size() && std::equal(a.begin(), a.end(), b.rbegin());
}

struct Candidate {
    NamePair pair;
    int worth = 0;
};

int weight(WordRole role, const std::array<int, 7>& by_role) {
    return by_role[static_cast<size_t>(role)];
}

NameWord joined(const std::vector<NameWord>& words, size_t first, size_t count) {
    if (count == 1) return words[first];
    NameWord out;
    for (size_t i = first; i < first + count; ++i) {
        out.latin += words[i].latin;
        out.no_vowels = out.no_vowels || words[i].no_vowels;
    }
    out.sound = sound_of(out.latin);
    return out;
}

int pair_worth(const Name& name, size_t first, size_t count) {
    int sum = 0;
    for (size_t i = first; i < first + count; ++i)
        sum = std::max(sum, weight(name.words[i].role, name_weights.paired));
    return sum;
}

bool is_initial_of(const NameWord& initial, const NameWord& word) {
    return initial.latin.size() == 1 && word.latin.size() > 1 && initial.latin[0] == word.latin[0] &&
           word.role != WordRole::particle && word.role != WordRole::title;
}

int pair_similarity(const NameWord& a, const NameWord& b) {
    if (a.role == WordRole::initial || b.role == WordRole::initial) {
        if (a.latin == b.latin) return 1000;
        return is_initial_of(a, b) || is_initial_of(b, a) ? 900 : 0;
    }
    return word_similarity(a, b);
}

int legal_class_of(const Name& name) {
    for (const NameWord& word : name.words)
        if (word.role == WordRole::legal_form && legal_class(word.latin) < 40) return legal_class(word.latin);
    return 0;
}

void add_candidate(std::vector<Candidate>& out, const Name& a, const Name& b, NamePair pair, int similarity) {
    if (similarity < least_similarity) return;
    pair.similarity = static_cast<int16_t>(similarity);
    const int worth =
        std::max(pair_worth(a, pair.asked, pair.asked_count), pair_worth(b, pair.listed, pair.listed_count));
    out.push_back({pair, worth * similarity / 1000});
}

// Two or three words of `apart` against one of `whole`.
void add_joined(std::vector<Candidate>& out, const Name& asked, const Name& listed, bool asked_apart) {
    const Name& apart = asked_apart ? asked : listed;
    const Name& whole = asked_apart ? listed : asked;
    for (size_t count = 2; count <= 3; ++count) {
        for (size_t i = 0; i + count <= apart.words.size(); ++i) {
            size_t length = 0;
            bool has_full_word = false;
            bool has_number = false;
            for (size_t k = i; k < i + count; ++k) {
                const WordRole role = apart.words[k].role;
                // "xi" is eleven, and a syllable.
                has_number = has_number || role == WordRole::number || role == WordRole::legal_form;
                length += apart.words[k].latin.size();
                has_full_word = has_full_word || apart.words[k].latin.size() > 1;
            }
            NameWord one;
            for (size_t j = 0; j < whole.words.size(); ++j) {
                const size_t other = whole.words[j].latin.size();
                // Only the whole of it: pieces of like length, and no more than one letter of damage in ten.
                if (length > other + 2 || other > length + 2) continue;
                if (one.latin.empty()) one = joined(apart.words, i, count);
                const int similarity = word_similarity(one, whole.words[j]);
                const bool must_be_same = !has_full_word || has_number || length < 5 || other < 5;
                if (similarity < 850 || (must_be_same && one.latin != whole.words[j].latin)) continue;
                NamePair pair;
                (asked_apart ? pair.asked : pair.listed) = static_cast<uint8_t>(i);
                (asked_apart ? pair.asked_count : pair.listed_count) = static_cast<uint8_t>(count);
                (asked_apart ? pair.listed : pair.asked) = static_cast<uint8_t>(j);
                add_candidate(out, asked, listed, pair, similarity - 10);
            }
        }
    }
}

std::vector<Candidate> candidates(const Name& asked, const Name& listed) {
    std::vector<Candidate> out;
    for (size_t i = 0; i < asked.words.size(); ++i) {
        for (size_t j = 0; j < listed.words.size(); ++j) {
            NamePair pair;
            pair.asked = static_cast<uint8_t>(i);
            pair.listed = static_cast<uint8_t>(j);
            add_candidate(out, asked, listed, pair, pair_similarity(asked.words[i], listed.words[j]));
        }
    }
    add_joined(out, asked, listed, true);
    add_joined(out, asked, listed, false);
    std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
        const int many_a = a.pair.asked_count + a.pair.listed_count;
        const int many_b = b.pair.asked_count + b.pair.listed_count;
        const int distance_a = std::abs(a.pair.asked - a.pair.listed);
        const int distance_b = std::abs(b.pair.asked - b.pair.listed);
        return std::tuple(b.worth, many_b, distance_a) < std::tuple(a.worth, many_a, distance_b);
    });
    return out;
}

using Used = std::array<bool, max_name_words>;

bool all_free(const Used& used, size_t first, size_t count) {
    return std::none_of(used.begin() + first, used.begin() + first + count, [](bool taken) { return taken; });
}

struct Open {
    int alone = 0;     // counted as left out
    int contrary = 0;  // counted as saying otherwise
};

// Words without an answer. One that repeats an answered word of its own side is not left out.
Open open_words(const Name& name, const Used& used) {
    Open open;
    for (size_t i = 0; i < name.words.size(); ++i) {
        const NameWord& word = name.words[i];
        const auto is_twin = [&](size_t j) { return used[j] && name.words[j].sound == word.sound; };
        bool repeated = false;
        for (size_t j = 0; j < name.words.size(); ++j) repeated = repeated || (j != i && is_twin(j));
        if (used[i]) continue;
        if (!repeated) open.alone += weight(word.role, name_weights.left_over);
        open.contrary += weight(word.role, name_weights.contrary);
    }
    return open;
}

int counted(int similarity) {
    if (similarity >= name_weights.weak_from) return similarity;
    return std::max(0, similarity - (name_weights.weak_from - similarity) * name_weights.weak_slope / 1000);
}

bool has_patronymic(const Name& name) {
    return std::any_of(name.words.begin(), name.words.end(), [](const NameWord& word) {
        return word.latin == "bin" || word.latin == "ben" || word.latin == "ibn";
    });
}

bool is_full(const NameWord& word) {
    return word.role == WordRole::ordinary || word.role == WordRole::common;
}

// Full words that answer each other in another order.
bool order_differs(const Name& asked, const Name& listed, const std::vector<NamePair>& pairs) {
    std::vector<std::pair<int, int>> places;
    for (const NamePair& pair : pairs) {
        if (is_full(asked.words[pair.asked]) && is_full(listed.words[pair.listed]))
            places.emplace_back(pair.asked, pair.listed);
    }
    std::sort(places.begin(), places.end());
    return !std::is_sorted(places.begin(), places.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
}

int order_penalty(const Name& asked, const Name& listed, const std::vector<NamePair>& pairs) {
    if (!order_differs(asked, listed, pairs)) return 0;
    const bool comma = asked.has_comma || listed.has_comma;
    if (has_patronymic(asked) && has_patronymic(listed) && !comma) return name_weights.order_patronymic;
    return comma ? 0 : name_weights.order_person;
}

bool is_same(const Name& asked, const Name& listed) {
    return asked.words.size() == listed.words.size() &&
           std::equal(asked.words.begin(), asked.words.end(), listed.words.begin(),
                      [](const NameWord& a, const NameWord& b) { return a.latin == b.latin; });
}

}  // namespace

int word_similarity(const NameWord& a, const NameWord& b) {
    if (a.latin == b.latin) return 1000;
    if (a.role == WordRole::number || b.role == WordRole::number) return 0;
    if (a.no_vowels != b.no_vowels) return similarity_without_vowels(a.sound, b.sound);
    if (is_short_form(a.latin, b.latin)) return 900;
    if (is_backwards(a.latin, b.latin)) return 850;
    // Two spellings of one sound are not quite one spelling.
    const int heard = similarity_of(a.sound, b.sound) - 20;
    const int read = similarity_of(a.latin, b.latin);
    const int best = std::max(heard, read);
    // Two names that many bear are two names, however alike ("Ahmed", "Mohamed").
    const bool both_common = a.role == WordRole::common && b.role == WordRole::common;
    return best < (both_common ? least_of_common : least_similarity) ? 0 : best;
}

NameScore compare_names(const Name& asked, const Name& listed) {
    NameScore out;
    if (asked.words.empty() || listed.words.empty()) return out;
    Used used_asked{};
    Used used_listed{};
    int sum = 0;
    int worth = 0;
    int full_words = 0;
    for (const Candidate& one : candidates(asked, listed)) {
        const NamePair& pair = one.pair;
        if (!all_free(used_asked, pair.asked, pair.asked_count) ||
            !all_free(used_listed, pair.listed, pair.listed_count))
            continue;
        std::fill_n(used_asked.begin() + pair.asked, pair.asked_count, true);
        std::fill_n(used_listed.begin() + pair.listed, pair.listed_count, true);
        const int value = std::max(pair_worth(asked, pair.asked, pair.asked_count),
                                   pair_worth(listed, pair.listed, pair.listed_count)) *
                          std::max(pair.asked_count, pair.listed_count);
        sum += value * counted(pair.similarity) / 1000;
        worth += value;
        if (value >= name_weights.paired[1]) full_words += std::max(pair.asked_count, pair.listed_count);
        out.pairs.push_back(pair);
    }
    if (worth == 0) return out;
    const Open left = open_words(asked, used_asked);
    const Open right = open_words(listed, used_listed);
    const int contrary = std::min(left.contrary, right.contrary);
    const int alone = std::max(0, std::max(left.alone, right.alone) - std::min(left.alone, right.alone));
    out.words = sum * 1000 / worth;
    out.open = out.words - sum * 1000 / (worth + 2 * contrary + alone);
    if (full_words <= 1 && left.alone + right.alone > 300) out.open += name_weights.single;
    out.order = asked.type == NameType::entity ? 0 : order_penalty(asked, listed, out.pairs);
    const int form_a = legal_class_of(asked);
    const int form_b = legal_class_of(listed);
    out.form = form_a != 0 && form_b != 0 && form_a != form_b ? name_weights.form : 0;
    out.score =
        std::clamp(out.words - out.open - out.order - out.form, 0, is_same(asked, listed) ? 1000 : 990);
    return out;
}

}  // namespace redshank::text
