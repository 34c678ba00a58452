// SPDX-License-Identifier: Apache-2.0
// Known ASCII names (tags, attributes, CSS properties) found by one hash, built at compile time. The hash is
// of the name in lower case, so that it serves the structure hash too.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/ascii.h"

namespace redshank::html {

/// FNV-1a of the lower-case bytes.
constexpr uint64_t name_hash(std::string_view name) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (const char c : name) hash = (hash ^ static_cast<uint8_t>(to_lower(c))) * 0x100000001B3u;
    return hash;
}

/// `names` holds lower-case names; entry 0 stands for every other name.
template <size_t Count>
class NameTable {
  public:
    constexpr explicit NameTable(const std::array<std::string_view, Count>& names) : names_(names) {
        for (size_t i = 1; i < Count; ++i) {
            size_t slot = first_slot(name_hash(names[i]));
            while (slots_[slot] != 0) slot = (slot + 1) % slot_count;
            slots_[slot] = static_cast<uint8_t>(i);
        }
    }

    /// The index of `name` in any case, or 0; `hash` is its name_hash.
    constexpr uint8_t find(std::string_view name, uint64_t hash) const {
        for (size_t slot = first_slot(hash); slots_[slot] != 0; slot = (slot + 1) % slot_count) {
            if (iequals(names_[slots_[slot]], name)) return slots_[slot];
        }
        return 0;
    }

  private:
    static_assert(Count < 256);
    static constexpr size_t slot_count = 1024;
    static constexpr size_t first_slot(uint64_t hash) { return (hash ^ (hash >> 32)) % slot_count; }

    std::array<std::string_view, Count> names_;
    std::array<uint8_t, slot_count> slots_{};
};

}  // namespace redshank::html
