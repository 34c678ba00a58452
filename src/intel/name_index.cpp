// SPDX-License-Identifier: Apache-2.0
#include "intel/name_index.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/hash.h"

namespace redshank::intel {

namespace {

std::string consonants(std::string_view sound) {
    std::string out;
    for (const char c : sound) {
        const bool silent = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'h' || c == 'v';
        if (!silent && (out.empty() || out.back() != c)) out += c;
    }
    return out;
}

bool is_indexed(const text::NameWord& word) {
    return word.role != text::WordRole::particle && word.role != text::WordRole::title &&
           word.role != text::WordRole::legal_form && word.sound.size() >= 2;
}

bool may_join(const text::NameWord& word) {
    return word.role != text::WordRole::legal_form && word.role != text::WordRole::initial;
}

// Calls take(key) for the sound, then for its neighbourhood and its consonants.
template <class Take>
void each_key(std::string_view sound, bool with_neighbours, Take take) {
    take(hash64(sound));
    if (!with_neighbours) return;
    std::array<char, 64> rest;
    if (sound.size() >= 4 && sound.size() <= rest.size()) {
        for (size_t skip = 0; skip < sound.size(); ++skip) {
            const auto at = static_cast<std::ptrdiff_t>(skip);
            std::copy(sound.begin(), sound.begin() + at, rest.begin());
            std::copy(sound.begin() + at + 1, sound.end(), rest.begin() + at);
            take(hash64({rest.data(), sound.size() - 1}));
        }
    }
    const std::string bare = consonants(sound);
    if (bare.size() >= 3) take(hash64(bare, 1));
}

// Each halving of a word's bearers makes it worth one more.
int rarity(uint32_t owners) {
    return std::max(2, 18 - static_cast<int>(std::bit_width(owners)));
}

/// What one question counts, kept by each thread so that nothing is cleared between questions.
struct Tally {
    std::vector<int> weight;      // by name
    std::vector<uint32_t> round;  // by name: the question that `weight` is of
    std::vector<uint32_t> word;   // by name: the word that was counted last
    std::vector<uint32_t> touched;
    uint32_t now = 0;

    void begin(size_t names) {
        if (round.size() != names) {
            weight.assign(names, 0);
            round.assign(names, 0);
            word.assign(names, 0);
            now = 0;
        }
        touched.clear();
        if (++now == 0) {
            std::fill(round.begin(), round.end(), 0);
            now = 1;
        }
    }
    // Once a word: the exact sound is looked up first.
    void count(uint32_t name, uint32_t asked_word, int value) {
        if (round[name] != now) {
            round[name] = now;
            weight[name] = 0;
            word[name] = UINT32_MAX;
            touched.push_back(name);
        }
        if (word[name] == asked_word) return;
        word[name] = asked_word;
        weight[name] += value;
    }
};

}  // namespace

void KeyTable::finish() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    begins_.assign((1u << range_bits) + 1, static_cast<uint32_t>(pairs_.size()));
    for (size_t i = pairs_.size(); i-- > 0;) begins_[range(pairs_[i].first)] = static_cast<uint32_t>(i);
    for (size_t r = begins_.size() - 1; r-- > 0;) begins_[r] = std::min(begins_[r], begins_[r + 1]);
}

void NameIndex::add_word(const std::string& sound, uint32_t name, bool with_neighbours) {
    const auto [at, is_new] = numbers_.emplace(sound, static_cast<uint32_t>(sounds_.size()));
    if (is_new) sounds_.emplace_back();
    const uint32_t number = at->second;
    Sound& of = sounds_[number];
    if (of.names.empty() || of.names.back() != name) of.names.push_back(name);
    if (of.has_keys && (of.has_neighbours || !with_neighbours)) return;
    each_key(sound, with_neighbours, [&](uint64_t key) { keys_.add(key, number); });
    of.has_keys = true;
    of.has_neighbours = with_neighbours;
}

void NameIndex::add(const text::Name& name, uint32_t owner) {
    const auto number = static_cast<uint32_t>(owners_.size());
    owners_.push_back(owner);
    words_of_.emplace_back();
    for (size_t i = 0; i < name.words.size(); ++i) {
        const text::NameWord& word = name.words[i];
        if (is_indexed(word)) {
            add_word(word.sound, number, true);
            words_of_.back().push_back(numbers_[word.sound]);
        }
        if (i + 1 < name.words.size() && may_join(word) && may_join(name.words[i + 1]))
            add_word(text::sound_of(word.latin + name.words[i + 1].latin), number, false);
    }
}

int NameIndex::worth_of(const std::vector<uint32_t>& sounds) const {
    int sum = 0;
    for (const uint32_t sound : sounds) sum += rarity(sounds_[sound].owners);
    return sum;
}

void NameIndex::finish() {
    for (Sound& sound : sounds_) {
        for (size_t i = 0; i < sound.names.size(); ++i)
            if (i == 0 || owners_[sound.names[i]] != owners_[sound.names[i - 1]]) ++sound.owners;
    }
    for (const std::vector<uint32_t>& sounds : words_of_) worths_.push_back(worth_of(sounds));
    words_of_.clear();
    words_of_.shrink_to_fit();
    keys_.finish();
}

uint32_t NameIndex::owners_of(const std::string& sound) const {
    const auto at = numbers_.find(sound);
    return at == numbers_.end() ? 0 : sounds_[at->second].owners;
}

std::vector<uint32_t> NameIndex::candidates(const text::Name& name, size_t most) const {
    static thread_local Tally tally;
    tally.begin(owners_.size());
    uint32_t step = 0;
    const auto look_up = [&](std::string_view sound, bool with_neighbours, int factor) {
        ++step;
        each_key(sound, with_neighbours, [&](uint64_t key) {
            keys_.find(key, [&](uint32_t number) {
                const Sound& found = sounds_[number];
                for (const uint32_t one : found.names) tally.count(one, step, rarity(found.owners) * factor);
            });
        });
    };
    for (size_t i = 0; i < name.words.size(); ++i) {
        if (is_indexed(name.words[i])) look_up(name.words[i].sound, true, 1);
        std::string joined = name.words[i].latin;
        for (size_t k = i + 1;
             k < std::min(i + 3, name.words.size()) && may_join(name.words[k - 1]) && may_join(name.words[k]);
             ++k) {
            joined += name.words[k].latin;
            look_up(text::sound_of(joined), false, static_cast<int>(k - i));
        }
    }
    // Shared worth against what the listed name has besides.
    const auto rank = [&](uint32_t one) { return tally.weight[one] * 1000 / (worths_[one] + 20); };
    const auto before = [&](uint32_t a, uint32_t b) {
        const int left = rank(a) + tally.weight[a] * 20;
        const int right = rank(b) + tally.weight[b] * 20;
        return left != right ? left > right : a < b;
    };
    std::vector<uint32_t>& found = tally.touched;
    const size_t kept = std::min(most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(), before);
    return {found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept)};
}

}  // namespace redshank::intel
