// SPDX-License-Identifier: Apache-2.0
// The statistics against values worked out by hand.
#include "campaign/proof.h"

#include <gtest/gtest.h>

#include <cmath>

namespace redshank::campaign {
namespace {

using facts::SlotClass;

/// n readers with `copies` each in each of `waves`; the value is the reader's own.
std::vector<Copy> following(uint32_t readers, uint32_t waves, uint32_t copies) {
    std::vector<Copy> out;
    for (uint32_t wave = 1; wave <= waves; ++wave) {
        for (uint32_t reader = 1; reader <= readers; ++reader) {
            for (uint32_t i = 0; i < copies; ++i) out.push_back({wave, reader, 0, 100 + reader});
        }
    }
    return out;
}

double p(double log10_p) {
    return std::pow(10, log10_p);
}

TEST(Statistics, FactorialsExactAndByStirling) {
    EXPECT_EQ(log10_factorial(0), 0);
    EXPECT_EQ(log10_factorial(1), 0);
    EXPECT_NEAR(log10_factorial(5), std::log10(120.0), 1e-12);
    // Both ways agree where they meet: 32! = 31! * 32.
    EXPECT_NEAR(log10_factorial(32), log10_factorial(31) + std::log10(32.0), 1e-9);
    EXPECT_NEAR(log10_factorial(170), 306.86078, 1e-5);  // 170! = 7.2574e306
}

TEST(Statistics, FollowsReader) {
    // One wave, two readers with two copies: 4!/(2! 2!) = 6 arrangements, 2 of them follow the readers.
    EXPECT_NEAR(p(log10_follows_reader(following(2, 1, 2))), 2.0 / 6, 1e-9);
    // Eight readers with two: 8! 2^8 / 16! = 4.93e-7.
    EXPECT_NEAR(p(log10_follows_reader(following(8, 1, 2))) * 1e7, 4.93, 0.005);
    // Two waves with one copy each: the second must repeat the first, 1 of n!.
    EXPECT_NEAR(p(log10_follows_reader(following(5, 2, 1))), 1.0 / 120, 1e-9);
    // Three waves: 1 / (n!)^2.
    EXPECT_NEAR(p(log10_follows_reader(following(4, 3, 1))), 1.0 / 576, 1e-9);
}

TEST(Statistics, FollowsReaderWithUnevenCopies) {
    // Wave 1 holds A, B, C; wave 2 holds A and B again. A and B have equal signatures (2!), C stands alone:
    // 1/3! * 1/2! * 2! = 1/6.
    const std::vector<Copy> copies = {
        {1, 1, 0, 11}, {1, 2, 0, 12}, {1, 3, 0, 13}, {2, 1, 0, 11}, {2, 2, 0, 12}};
    EXPECT_NEAR(p(log10_follows_reader(copies)), 1.0 / 6, 1e-9);
}

TEST(Statistics, NoEvidenceWhereItDoesNotFollow) {
    EXPECT_EQ(log10_follows_reader({}), 0);
    EXPECT_EQ(log10_follows_reader(following(1, 5, 1)), 0) << "one reader";
    EXPECT_EQ(log10_follows_reader(following(8, 1, 1)), 0) << "nobody has two messages";
    std::vector<Copy> copies = following(4, 2, 1);
    copies.back().value = 999;
    EXPECT_EQ(log10_follows_reader(copies), 0) << "a reader with two values";
    copies = following(4, 2, 1);
    for (Copy& copy : copies) copy.value = 7;
    EXPECT_EQ(log10_follows_reader(copies), 0) << "one value for all";
    copies = following(4, 2, 1);
    for (Copy& copy : copies) copy.reader = 0;
    EXPECT_EQ(log10_follows_reader(copies), 0) << "unknown readers are none";
}

TEST(Statistics, AllDifferent) {
    EXPECT_NEAR(p(log10_all_different(8, 8)), 0.0024, 0.00005);  // 8!/8^8
    EXPECT_NEAR(p(log10_all_different(8, 16)), 0.1208, 0.0005);  // 16!/(8! 16^8)
    EXPECT_NEAR(p(log10_all_different(2, 16)), 15.0 / 16, 1e-9);
    EXPECT_EQ(log10_all_different(1, 16), 0);
    EXPECT_NEAR(log10_all_different(410, 410), -176.4, 0.1);  // n!/n^n ~ sqrt(2 pi n) e^-n
}

TEST(Statistics, ResendsCountOnce) {
    const std::vector<Copy> copies = {
        {1, 1, 5, 11}, {1, 1, 6, 11},  // same wave, same value
        {2, 1, 5, 99},                 // same Message-ID, days later
        {2, 1, 7, 11},                 // a second mail
        {1, 0, 5, 11}, {1, 0, 5, 11},  // readers unknown: cannot be told
    };
    EXPECT_EQ(without_resends(copies).size(), 4u);
}

TEST(Statistics, SlotClasses) {
    struct Case {
        const char* what;
        std::vector<Copy> copies;
        SlotClass expected;
    };
    const std::vector<Case> cases = {
        {"one value", {{1, 1, 0, 7}, {1, 2, 0, 7}}, SlotClass::constant},
        {"a value a wave", {{1, 1, 0, 7}, {1, 2, 0, 7}, {2, 1, 0, 8}, {2, 2, 0, 8}}, SlotClass::per_wave},
        {"follows", following(3, 2, 1), SlotClass::per_reader},
        {"one message each", following(3, 1, 1), SlotClass::per_message},
        {"new each time", {{1, 1, 0, 1}, {1, 2, 0, 2}, {2, 1, 0, 3}, {2, 2, 0, 4}}, SlotClass::per_message},
        {"two variants", {{1, 1, 0, 1}, {1, 2, 0, 2}, {1, 3, 0, 1}, {1, 4, 0, 2}}, SlotClass::few_variants},
        {"variants kept for each reader",
         {{1, 1, 0, 1}, {1, 2, 0, 2}, {1, 3, 0, 1}, {1, 4, 0, 2}, {2, 1, 0, 1}, {2, 2, 0, 2}, {2, 3, 0, 1}},
         SlotClass::few_variants},
        {"three copies, two values", {{1, 1, 0, 1}, {1, 2, 0, 2}, {1, 3, 0, 1}}, SlotClass::unclear},
        {"unknown readers, all different",
         {{1, 0, 0, 1}, {1, 0, 0, 2}, {1, 0, 0, 3}},
         SlotClass::per_message},
    };
    for (const Case& c : cases) EXPECT_EQ(classify(c.copies), c.expected) << c.what;
}

TEST(Statistics, ReadersToldApart) {
    EXPECT_EQ(readers_told_apart(following(5, 1, 1)), 5u);
    const std::vector<Copy> shared = {{1, 1, 0, 7}, {1, 2, 0, 7}, {1, 3, 0, 8}};
    EXPECT_EQ(readers_told_apart(shared), 0u);
    const std::vector<Copy> unknown = {{1, 0, 0, 7}, {1, 0, 0, 8}, {1, 3, 0, 9}};
    EXPECT_EQ(readers_told_apart(unknown), 1u);
}

}  // namespace
}  // namespace redshank::campaign
