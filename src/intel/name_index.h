// SPDX-License-Identifier: Apache-2.0
// Finds which of many names may be like one. Each distinct sound of a word is found under itself, under
// itself with any one letter left out, and under its consonants; a word that is asked for is looked up the
// same way, so that one letter more, less, other or swapped still meets (the deletion neighbourhood of Mor
// and Fraenkel, 1982). Words side by side are found joined too ("Guang Wen", "Guangwen").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/name.h"

namespace redshank::intel {

/// Key → numbers, flat: sorted pairs below a table of where each range of keys begins.
class KeyTable {
  public:
    void add(uint64_t key, uint32_t value) { pairs_.push_back({key, value}); }
    /// Once, behind the last add.
    void finish();
    template <class Take>
    void find(uint64_t key, Take take) const {
        const size_t end = begins_[range(key) + 1];
        for (size_t i = begins_[range(key)]; i < end; ++i)
            if (pairs_[i].first == key) take(pairs_[i].second);
    }

  private:
    static constexpr int range_bits = 18;
    static size_t range(uint64_t key) { return static_cast<size_t>(key >> (64 - range_bits)); }
    std::vector<std::pair<uint64_t, uint32_t>> pairs_;
    std::vector<uint32_t> begins_;
};

class NameIndex {
  public:
    /// Names get numbers from 0; those of one owner are added one after the other.
    void add(const text::Name& name, uint32_t owner);
    /// Once, behind the last add.
    void finish();

    /// Numbers of names that share words with this one, at most `most`, those first that share the most and
    /// rarest and have the least besides; equal ones by number. Threads may ask at once.
    std::vector<uint32_t> candidates(const text::Name& name, size_t most) const;

    /// How many owners have a name with a word of this sound.
    uint32_t owners_of(const std::string& sound) const;

  private:
    struct Sound {
        std::vector<uint32_t> names;
        uint32_t owners = 0;
        bool has_neighbours = false;
        bool has_keys = false;
    };
    void add_word(const std::string& sound, uint32_t name, bool with_neighbours);
    int worth_of(const std::vector<uint32_t>& sounds) const;

    std::unordered_map<std::string, uint32_t> numbers_;  // of sounds
    std::vector<Sound> sounds_;
    std::vector<uint32_t> owners_;                 // by name
    std::vector<std::vector<uint32_t>> words_of_;  // by name, until finish: its sounds
    std::vector<int> worths_;                      // by name
    KeyTable keys_;
};

}  // namespace redshank::intel
