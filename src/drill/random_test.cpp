// SPDX-License-Identifier: Apache-2.0
#include "drill/random.h"

#include <gtest/gtest.h>

namespace redshank::drill {
namespace {

// splitmix64 of 0 gives e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec (the published
// test values); from that state xoshiro256** gives first rotl(s1 * 5, 7) * 9.
TEST(Random, IsXoshiroSeededBySplitmix) {
    const uint64_t s1 = 0x6e789e6aa1b965f4u * 5;
    EXPECT_EQ(Random(0).next(), (s1 << 7 | s1 >> 57) * 9);
}

TEST(Random, StaysInItsBounds) {
    Random random(3);
    int64_t lowest = 99, highest = -99;
    for (int i = 0; i < 10'000; ++i) {
        const int64_t value = random.between(-3, 4);
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    EXPECT_EQ(lowest, -3);
    EXPECT_EQ(highest, 4);
}

TEST(Random, FillsAPattern) {
    const std::string out = Random(5).fill("a-##-%%-^^");
    ASSERT_EQ(out.size(), 10u);
    EXPECT_EQ(out.substr(0, 2), "a-");
    EXPECT_EQ(out.find_first_not_of("0123456789", 2), 4u);
    EXPECT_EQ(out.find_first_not_of("0123456789abcdef", 5), 7u);
    EXPECT_EQ(out.find_first_not_of("0123456789ABCDEF", 8), std::string::npos);
}

TEST(Random, DerivedSeedsDiffer) {
    EXPECT_NE(derive(1, 0), derive(1, 1));
    EXPECT_NE(derive(1, 0), derive(2, 0));
    EXPECT_EQ(derive(1, 0), derive(1, 0));
}

}  // namespace
}  // namespace redshank::drill
