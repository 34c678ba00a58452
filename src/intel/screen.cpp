// SPDX-License-Identifier: Apache-2.0
// Candidates by the index (name_index.h), each compared in full; the best name of an entry speaks for it.
#include "intel/screen.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "intel/name_index.h"

namespace redshank::intel {

namespace {

// Names compared in full for one that is asked.
constexpr size_t max_compared = 80;
// What the words of a name must tell together (telling) to stand alone, and where a part of it is missing.
constexpr int least_telling = 14;
constexpr int least_telling_part = 22;
constexpr int joined_telling = 13;
constexpr int heard_the_same = 970;
// The most that a common name alone can have: below the line, and above what is merely alike.
constexpr int common_cap = default_alarm_line - 10;

bool type_fits(ListedType asked, ListedType listed) {
    if (asked == ListedType::unknown || listed == ListedType::unknown) return true;
    return (asked == ListedType::person) == (listed == ListedType::person);
}

// The same day says much, the same year something, another year much against.
int birth_points(const std::optional<Birth>& born, const std::vector<Birth>& listed) {
    if (!born || listed.empty()) return 0;
    int best = -200;
    for (const Birth& one : listed) {
        const int distance =
            std::max({0, born->first_year - one.last_year, one.first_year - born->last_year});
        const bool both_days = born->day != 0 && one.day != 0;
        const bool same_day = both_days && born->day == one.day && born->month == one.month;
        if (distance == 0) best = std::max(best, same_day ? 80 : both_days ? 0 : 40);
        if (distance == 1) best = std::max(best, -40);
    }
    return best;
}

int country_points(const std::string& country, const std::vector<std::string>& listed) {
    if (country.empty() || listed.empty()) return 0;
    return std::find(listed.begin(), listed.end(), country) != listed.end() ? 20 : -60;
}

bool is_better(const ScreenHit& a, const ScreenHit& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.parts.words != b.parts.words) return a.parts.words > b.parts.words;
    if (a.entry->list != b.entry->list) return a.entry->list < b.entry->list;
    return a.entry->id < b.entry->id;
}

}  // namespace

struct Screener::Index {
    std::vector<CompiledEntry> entries;
    std::vector<std::pair<uint32_t, uint32_t>> names;  // entry, and which of its names
    NameIndex by_sound;

    explicit Index(std::vector<CompiledEntry> given) : entries(std::move(given)) {
        for (uint32_t e = 0; e < entries.size(); ++e) {
            for (uint32_t n = 0; n < entries[e].names.size(); ++n) {
                names.emplace_back(e, n);
                by_sound.add(entries[e].names[n], e);
            }
        }
        by_sound.finish();
    }

    // How much a word tells: each halving of its bearers on the lists adds one.
    int telling(const text::NameWord& word) const {
        if (word.role != text::WordRole::ordinary) return word.role == text::WordRole::common ? 2 : 0;
        return std::max(2, 15 - static_cast<int>(std::bit_width(by_sound.owners_of(word.sound))));
    }

    // Chinese and Korean names are few syllables, each of them common: together they tell what the rarest two
    // side by side do.
    int telling_of_syllables(const text::Name& name) const {
        if (name.words.size() < 3 ||
            std::any_of(name.words.begin(), name.words.end(), [](const text::NameWord& word) {
                return word.latin.size() > 5 || word.latin.size() < 2;
            }))
            return 0;
        int most = 0;
        for (size_t i = 0; i + 1 < name.words.size(); ++i) {
            const std::string sound = text::sound_of(name.words[i].latin + name.words[i + 1].latin);
            most = std::max(most, 15 - static_cast<int>(std::bit_width(by_sound.owners_of(sound))));
        }
        return most;
    }

    // Whether the words that answer each other tell too little to stand alone: each one that many bear, or
    // one word of several.
    bool is_common_name(const text::Name& asked, const text::Name& listed,
                        const text::NameScore& score) const {
        int sum = 0;
        size_t asked_words = 0;
        size_t listed_words = 0;
        for (const text::NamePair& pair : score.pairs) {
            const text::NameWord& word = listed.words[pair.listed];
            const bool joined = pair.listed_count > 1 || pair.asked_count > 1;
            int value = joined ? joined_telling : telling(word);
            // Short words are alike by chance; so are syllables written apart in another script.
            if (pair.similarity < heard_the_same && (joined || word.latin.size() <= 5)) value /= 3;
            sum += value * std::max(0, pair.similarity - 500) / 500;
            asked_words += value > 0 ? pair.asked_count : 0;
            listed_words += value > 0 ? pair.listed_count : 0;
        }
        if (score.score == 1000) sum = std::max(sum, telling_of_syllables(listed));
        const bool part = asked_words < full_words(asked) || listed_words < full_words(listed);
        return sum < least_telling ||
               (part && (asked_words == 1 || listed_words == 1 || sum < least_telling_part));
    }

    static size_t full_words(const text::Name& name) {
        return static_cast<size_t>(
            std::count_if(name.words.begin(), name.words.end(), [](const text::NameWord& word) {
                return word.role == text::WordRole::ordinary || word.role == text::WordRole::common;
            }));
    }

    ScreenHit hit(const ScreenQuery& query, const text::Name& asked, uint32_t number) const {
        const auto& [e, n] = names[number];
        const ListEntry& entry = entries[e].entry;
        const text::NameScore score = text::compare_names(asked, entries[e].names[n]);
        ScreenHit hit{&entry, n, 0, {}};
        ScoreParts& parts = hit.parts;
        parts.words = score.words;
        parts.open = score.open;
        parts.order = score.order;
        parts.form = score.form;
        parts.weak = entry.names[n].quality == NameQuality::weak ? 60 : 0;
        if (score.score < least_told - 100) return hit;
        parts.birth = birth_points(query.born, entry.births);
        parts.country = country_points(query.country, entry.countries);
        hit.score = score.score - parts.weak + parts.birth + parts.country;
        parts.capped =
            parts.birth <= 0 && hit.score > common_cap && is_common_name(asked, entries[e].names[n], score);
        // Exact stays above alike below the cap too.
        if (parts.capped) hit.score = common_cap - (1000 - std::min(1000, hit.score)) / 10;
        hit.score = std::clamp(hit.score, 0, 1000);
        return hit;
    }
};

Screener::Screener(std::vector<CompiledEntry> entries)
    : index_(std::make_unique<const Index>(std::move(entries))) {}
Screener::~Screener() = default;
Screener::Screener(Screener&&) noexcept = default;

std::vector<ScreenHit> Screener::screen(const ScreenQuery& query, size_t most) const {
    std::unordered_map<const ListEntry*, ScreenHit> best;
    for (const text::NameType type : {text::NameType::person, text::NameType::entity}) {
        const ListedType listed = type == text::NameType::person ? ListedType::person : ListedType::entity;
        if (!type_fits(query.type, listed)) continue;
        const text::Name asked = text::read_name(query.name, type);
        for (const uint32_t number : index_->by_sound.candidates(asked, max_compared)) {
            const auto& [e, n] = index_->names[number];
            if (index_->entries[e].names[n].type != type) continue;
            const ScreenHit hit = index_->hit(query, asked, number);
            if (hit.score < least_told) continue;
            const auto [at, is_new] = best.emplace(hit.entry, hit);
            if (!is_new && is_better(hit, at->second)) at->second = hit;
        }
    }
    std::vector<ScreenHit> hits;
    for (const auto& [entry, hit] : best) hits.push_back(hit);
    std::sort(hits.begin(), hits.end(), is_better);
    if (hits.size() > most) hits.resize(most);
    return hits;
}

size_t Screener::entry_count() const {
    return index_->entries.size();
}
size_t Screener::name_count() const {
    return index_->names.size();
}

}  // namespace redshank::intel
