// SPDX-License-Identifier: Apache-2.0
// Strings kept once and named by a number. Bytes lie in blocks that never move, so a view stays valid as long
// as the table lives. Id 0 is the empty string.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace redshank::campaign {

class Strings {
  public:
    Strings();

    uint32_t add(std::string_view text);
    /// 0 when it is not there.
    uint32_t find(std::string_view text) const;
    std::string_view operator[](uint32_t id) const { return {views_[id].data, views_[id].size}; }
    size_t size() const { return views_.size(); }
    size_t memory_bytes() const;

  private:
    struct View {
        const char* data;
        uint32_t size;
        uint32_t hash;  // the low half: growing the table needs no second look at the bytes
    };
    size_t place_of(std::string_view text, uint32_t hash) const;
    const char* store(std::string_view text);
    void grow();

    std::vector<View> views_;
    std::vector<uint32_t> table_;  // open addressing; 0 is free, as "" is never looked up in it
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    size_t left_ = 0;
    size_t block_bytes_ = 0;
};

}  // namespace redshank::campaign
