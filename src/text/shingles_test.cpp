// SPDX-License-Identifier: Apache-2.0
#include "text/shingles.h"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

namespace redshank::text {
namespace {

const std::vector<std::string> names = {"amelia", "okafor", "muller"};

Shingled sketch(std::string_view text) {
    return shingle(text, names);
}

// `count` words of a made-up language, the same for the same seed.
std::string words(int count, unsigned seed) {
    std::mt19937 random(seed);
    std::string out;
    for (int i = 0; i < count; ++i) {
        for (int letters = 3 + static_cast<int>(random() % 6); letters > 0; --letters)
            out += static_cast<char>('a' + random() % 26);
        out += ' ';
    }
    return out;
}

TEST(Shingle, masks_what_differs_between_the_copies_of_one_mail) {
    const std::string_view a =
        "Dear Amelia Okafor, the article of today may interest you. Read it: https://news.test/a/1";
    const std::string_view same[] = {
        "Dear Mr. Jean-Luc Smith, the article of today may interest you. Read it: https://news.test/b/2",
        "Dear Colleague, the article of today may interest you. Read it: www.news.test/b",
        "dear amelia,\r\nthe   ARTICLE of today\xC2\xA0may interest you! \xE2\x80\x9CRead it\xE2\x80\x9D "
        "\xE2\x80\x94 x@y.test",
        "Dear Amelia, the arti\xC2\xAD"
        "cle of to\xE2\x80\x8B"
        "day may interest you. Read it: abc123",
    };
    for (const std::string_view b : same) {
        EXPECT_EQ(sketch(a).masked_hash, sketch(b).masked_hash) << b;
        EXPECT_EQ(sketch(a).minhash, sketch(b).minhash) << b;
    }
    EXPECT_NE(
        sketch(a).masked_hash,
        sketch("Dear Amelia, the article of yesterday may interest you. Read it: www.news.test").masked_hash);
}

TEST(Shingle, masks_names_anywhere_and_over_accents) {
    EXPECT_EQ(sketch("we wrote to Amelia Okafor last week").masked_hash,
              sketch("we wrote to Müller last week").masked_hash);
    EXPECT_EQ(sketch("this is Amelia's day").masked_hash, sketch("this is OKAFOR day").masked_hash);
    EXPECT_EQ(sketch("Mu\xCC\x88ller said").masked_hash, sketch("MÜLLER said").masked_hash);
    EXPECT_NE(sketch("we wrote to Smith").masked_hash, sketch("we wrote to Okafor").masked_hash);
}

TEST(Shingle, masks_greetings_of_other_languages) {
    EXPECT_EQ(sketch("Sehr geehrte Frau Dr. Weber, anbei der Text").masked_hash,
              sketch("Sehr geehrte Anna, anbei der Text").masked_hash);
    EXPECT_EQ(sketch("Chère Claire, voici").masked_hash, sketch("Chère Madame Dupont, voici").masked_hash);
    EXPECT_EQ(sketch("Уважаемый Иван Петрович! Вот текст").masked_hash,
              sketch("Уважаемый Пётр! Вот текст").masked_hash);
}

TEST(Shingle, leaves_a_greeting_without_an_end_as_it_is) {
    EXPECT_NE(sketch("hello there we would like to tell you of the new edition").masked_hash,
              sketch("hello there we would like to tell you of the old edition").masked_hash);
    EXPECT_NE(sketch("hello\nfirst line, more").masked_hash, sketch("hello\nother line, more").masked_hash);
}

TEST(Shingle, counts_words_before_masking) {
    EXPECT_EQ(sketch("").words, 0u);
    EXPECT_EQ(sketch("  ** -- \n").words, 0u);
    EXPECT_EQ(sketch("one two three").words, 3u);
    EXPECT_EQ(sketch("Dear Amelia Okafor, read 3 of http://a.test now").words, 8u);
    EXPECT_EQ(sketch("東京都").words, 3u);
    EXPECT_EQ(sketch(std::string(1000, 'x')).words, 1u);
}

TEST(Shingle, is_zero_for_no_words_and_never_else) {
    EXPECT_EQ(sketch(" \n").minhash, (std::array<uint32_t, minhash_size>{}));
    EXPECT_EQ(sketch(" \n").masked_hash, 0u);
    for (const uint32_t value : sketch("word").minhash) EXPECT_NE(value, 0u);
    EXPECT_NE(sketch("word").masked_hash, 0u);
}

TEST(Similarity, estimates_the_share_of_common_shingles) {
    const std::string body = words(400, 1);
    const std::string same_half = words(200, 2);
    EXPECT_EQ(similarity(sketch(body).minhash, sketch(body).minhash), 1.0);
    EXPECT_EQ(similarity(sketch("").minhash, sketch("").minhash), 0.0);
    EXPECT_EQ(similarity(sketch(body).minhash, sketch(words(400, 3)).minhash), 0.0);
    // Half of each text is shared: 196 of 596 shingles; over 40 pairs the mean of the estimate is near 0.33.
    double sum = 0;
    for (unsigned round = 0; round < 40; ++round) {
        const std::string common = words(200, 100 + round);
        sum += similarity(sketch(common + words(200, 200 + round)).minhash,
                          sketch(common + words(200, 300 + round)).minhash);
    }
    EXPECT_NEAR(sum / 40, 196.0 / 596, 0.06);
    EXPECT_GE(similarity(sketch(body).minhash, sketch(body + "one sentence more").minhash), 0.9);
}

TEST(Similarity, of_short_texts_is_the_share_too) {
    double sum = 0;
    for (unsigned round = 0; round < 200; ++round) {
        const std::string common = words(12, 1000 + round);
        sum += similarity(sketch(common + words(8, 2000 + round)).minhash,
                          sketch(common + words(8, 3000 + round)).minhash);
    }
    EXPECT_NEAR(sum / 200, 8.0 / 24, 0.06);  // 8 shared shingles, 8 of each alone
}

TEST(Shingle, is_linear_and_takes_any_bytes) {
    std::string text;
    while (text.size() < 4u << 20) text += "dear hi hello dear ";
    const auto start = std::chrono::steady_clock::now();
    (void)sketch(text);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));

    const std::string whole = "Dear Amélie, 東京 \xF0\x9F\x98\x80 \xFF\xE2\x80 done";
    for (size_t cut = 0; cut <= whole.size(); ++cut) (void)sketch(std::string(whole, 0, cut));
}

}  // namespace
}  // namespace redshank::text
