// SPDX-License-Identifier: Apache-2.0
// Disjoint sets over 0 … size-1 (Tarjan), with path halving. The smallest member is the root, so that the
// outcome does not depend on the order of joining.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace redshank::campaign {

class UnionFind {
  public:
    explicit UnionFind(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
    uint32_t find(uint32_t x) {
        while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
        return x;
    }
    void join(uint32_t a, uint32_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<uint32_t> parent_;
};

}  // namespace redshank::campaign
