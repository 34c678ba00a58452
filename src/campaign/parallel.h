// SPDX-License-Identifier: Apache-2.0
// The same work for 0 … count-1 on several threads. Each piece writes only its own place, so the outcome does
// not depend on the number of threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace redshank::campaign {

template <typename Work>
void for_each_index(size_t count, int threads, Work work) {
    std::atomic<size_t> next = 0;
    const auto run = [&] {
        for (size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(run);
    run();
}

}  // namespace redshank::campaign
