// SPDX-License-Identifier: Apache-2.0
// The frames that redshank-pst writes (pst.h has their form), taken apart. That program reads hostile stores
// with a library that is not ours, so what it says is trusted no more than the store.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "source/content.h"
#include "source/store.h"

namespace redshank::source {

class PstFrames {
  public:
    /// Exactly `size` bytes into `buffer`; false: so many do not come.
    using Read = std::function<bool(char* buffer, size_t size)>;

    enum class Taken : uint8_t {
        frame,    // more may come
        end,      // the program has read all
        stopped,  // the visitor wants no more
        broken,   // no further frame comes, or what came is none: too long, or a message without an item
    };

    /// `asked`: the places of items that are wanted by their node ids. All four must outlive it.
    PstFrames(const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor,
              const std::map<std::string, std::string>& asked)
        : leaf_(leaf), limits_(limits), visitor_(visitor), asked_(asked) {}

    /// Takes one frame, and hands what it holds to the visitor: a message of at most 3 *
    /// limits.max_message_bytes (a rebuilt one is longer than what it was made of), or a problem in valid
    /// UTF-8.
    Taken next(const Read& read);

    /// Another run of the program begins: no item yet.
    void restart() { item_name_.clear(); }

    /// The item that the last frames were about; "" and 0 before the first.
    const std::string& item_name() const { return item_name_; }
    uint64_t ordinal() const { return ordinal_; }
    /// Of all messages so far.
    uint64_t message_bytes() const { return message_bytes_; }

  private:
    Taken take(char kind, std::string& payload);
    void item(const std::string& payload);
    bool message(std::string& payload);

    const Leaf& leaf_;
    const Limits& limits_;
    const StoreVisitor& visitor_;
    const std::map<std::string, std::string>& asked_;
    std::string item_name_;
    uint64_t ordinal_ = 0;
    uint64_t message_bytes_ = 0;
};

}  // namespace redshank::source
