// SPDX-License-Identifier: Apache-2.0
// The dice of the practice archive: xoshiro256** (Blackman and Vigna), seeded by splitmix64, with integer
// arithmetic only. The standard library's distributions differ between implementations; these give the same
// bytes everywhere.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace redshank::drill {

class Random {
  public:
    explicit Random(uint64_t seed);

    uint64_t next();
    /// 0 to n - 1; n from 1 to 2^32. The bias (below n / 2^32) does not matter here.
    uint64_t below(uint64_t n) { return ((next() >> 32) * n) >> 32; }
    int64_t between(int64_t low, int64_t high) {
        return low + static_cast<int64_t>(below(static_cast<uint64_t>(high - low) + 1));
    }
    bool chance(uint32_t permille) { return below(1000) < permille; }

    template <typename List>
    const auto& pick(const List& list) {
        return list[below(std::size(list))];
    }

    /// '#' becomes a digit, '%' a lower-case and '^' an upper-case hex digit, '*' a letter or digit; the rest
    /// stays.
    std::string fill(std::string_view pattern);
    /// Any bytes.
    std::string bytes(size_t count);

  private:
    uint64_t state_[4];
};

/// An independent seed for the `index`-th thing that hangs on `seed`.
uint64_t derive(uint64_t seed, uint64_t index);

}  // namespace redshank::drill
