// SPDX-License-Identifier: Apache-2.0
#include "campaign/strings.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace redshank::campaign {

namespace {
constexpr size_t block_size = 1 << 18;
}

Strings::Strings() : views_{{"", 0, 0}}, table_(64) {}

// Where it stands in the table, or the free place where it would.
size_t Strings::place_of(std::string_view text, uint32_t hash) const {
    const size_t mask = table_.size() - 1;
    size_t at = hash & mask;
    for (; table_[at] != 0; at = (at + 1) & mask) {
        if (views_[table_[at]].hash == hash && (*this)[table_[at]] == text) break;
    }
    return at;
}

uint32_t Strings::find(std::string_view text) const {
    return text.empty() ? 0 : table_[place_of(text, static_cast<uint32_t>(hash64(text)))];
}

uint32_t Strings::add(std::string_view text) {
    if (text.empty()) return 0;
    if (views_.size() * 3 > table_.size() * 2) grow();
    const auto hash = static_cast<uint32_t>(hash64(text));
    uint32_t& id = table_[place_of(text, hash)];
    if (id == 0) {
        id = static_cast<uint32_t>(views_.size());
        views_.push_back({store(text), static_cast<uint32_t>(text.size()), hash});
    }
    return id;
}

const char* Strings::store(std::string_view text) {
    if (text.size() > left_) {
        const size_t size = std::max(block_size, text.size());
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
        next_ = blocks_.back().get();
        left_ = size;
        block_bytes_ += size;
    }
    char* const at = next_;
    std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    left_ -= text.size();
    return at;
}

void Strings::grow() {
    std::vector<uint32_t> bigger(table_.size() * 2);
    const size_t mask = bigger.size() - 1;
    for (uint32_t id = 1; id < views_.size(); ++id) {
        size_t at = views_[id].hash & mask;
        while (bigger[at] != 0) at = (at + 1) & mask;
        bigger[at] = id;
    }
    table_ = std::move(bigger);
}

size_t Strings::memory_bytes() const {
    return block_bytes_ + views_.capacity() * sizeof(View) + table_.capacity() * sizeof(uint32_t);
}

}  // namespace redshank::campaign
