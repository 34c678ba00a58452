// SPDX-License-Identifier: Apache-2.0
#include "text/fold.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace redshank::text {
namespace {

struct Row {
    std::string_view in;
    std::string_view out;
};

TEST(Fold, folds_case_and_drops_diacritics_but_keeps_the_script) {
    const Row rows[] = {
        {"", ""},
        {"Plain ASCII-1", "plain ascii-1"},
        {"Amélie", "amelie"},
        {"Ame\xCC\x81lie", "amelie"},  // decomposed
        {"STRASSE Straße", "strasse strasse"},
        {"ＷＩＤＥ ﬁ", "wide fi"},  // compatibility forms
        {"Привет Ёж", "привет еж"},
        {"ΑΣ ς", "ασ σ"},
        {"がぎ", "がぎ"},  // voicing marks are letters
        {"한국", "한국"},
        {"שָׁלוֹם", "שלום"},  // Hebrew points
        {"\xFF", "\xEF\xBF\xBD"},
    };
    for (const Row& row : rows) EXPECT_EQ(fold(row.in), row.out) << row.in;
}

TEST(Fold, is_idempotent) {
    for (const std::string_view text : {"Ǆ ﬃ Ⅷ", "ﷺ", "İ ı", "Ꭰ ꭰ", "ŉ", "한국", "पर्वत"})
        EXPECT_EQ(fold(fold(text)), fold(text));
}

TEST(Skeleton, is_equal_for_what_looks_the_same) {
    const Row pairs[] = {
        {"paypal", "pаypаl"},  // Cyrillic a
        {"modern", "modem"},    {"google", "g00gle"},          {"legal", "1ega1"},
        {"window", "vvindow"},  {"example", "ехаmрlе"},                             // Cyrillic е х а р е
        {"EXAMPLE", "example"}, {"parliament", "parliarnent"}, {"scope", "ѕсоре"},  // Cyrillic throughout
    };
    for (const Row& pair : pairs) EXPECT_EQ(skeleton(pair.in), skeleton(pair.out)) << pair.out;
    EXPECT_NE(skeleton("parliament"), skeleton("parliaments"));
    EXPECT_NE(skeleton("abc"), skeleton("abd"));
}

TEST(Skeleton, of_ascii_without_icu_equals_that_with_icu) {
    // A letter that folding keeps and that looks like no ASCII letter sends the text through ICU.
    const std::string other = "я";
    const std::string tail = skeleton(other);
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789-._@ ")) {
        EXPECT_EQ(skeleton(c + other), skeleton(std::string(1, c)) + tail) << c;
    }
}

TEST(ToLatin, transliterates) {
    const Row rows[] = {
        {"Amelia", "amelia"},
        {"Amélie", "amelie"},
        {"Søren Łukasz", "soren lukasz"},
        {"Иван Петров", "ivan petrov"},
        {"Γιάννης", "giannes"},
        {"東京", "dong jing"},
        {"ひらがな", "hiragana"},
        {"", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(to_latin(row.in), row.out) << row.in;
}

TEST(NameKey, is_equal_for_the_ways_to_write_one_person) {
    const Row rows[] = {
        {"Amelia Okafor", "amelia okafor"},
        {"Okafor, Amelia", "amelia okafor"},
        {"Dr. Amelia Okafor MP", "amelia okafor"},
        {"OKAFOR Amelia (Parliament)", "amelia okafor"},
        {"The Rt Hon Amelia Okafor", "amelia okafor"},
        {"\"Amelia\" Okafor", "amelia okafor"},
        {"Amélia  Okafor", "amelia okafor"},
        {"Jean-Luc O'Neill", "jean luc oneill"},
        {"Anna von der Aue", "anna aue"},
        {"Le Van", "le van"},  // both words may be particles
        {"A. Okafor", "a okafor"},
        {"Dr", "dr"},
        {"(Amelia Okafor)", "amelia okafor"},
        {"", ""},
        {"...", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(name_key(row.in), row.out) << row.in;
}

// The textbook matrix, to compare with.
int plain_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i) {
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

TEST(EditDistance, counts_single_edits_and_swaps) {
    EXPECT_EQ(edit_distance("", "", 2), 0);
    EXPECT_EQ(edit_distance("parliament", "parliament", 2), 0);
    EXPECT_EQ(edit_distance("parliament", "parlaiment", 2), 1);  // swap
    EXPECT_EQ(edit_distance("parliament", "parliamment", 2), 1);
    EXPECT_EQ(edit_distance("parliament", "parlament", 2), 1);
    EXPECT_EQ(edit_distance("abc", "xyz", 2), 3);
    EXPECT_EQ(edit_distance("abc", "abcdef", 2), 3);
    EXPECT_EQ(edit_distance("a", "b", 0), 1);
    EXPECT_EQ(edit_distance("", "ab", 5), 2);
}

TEST(EditDistance, equals_the_whole_matrix_cut_off) {
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        const auto word = [&] {
            std::string out(random() % 9, 'a');
            for (char& c : out) c = static_cast<char>('a' + random() % 3);
            return out;
        };
        const std::string a = word();
        const std::string b = word();
        const int limit = static_cast<int>(random() % 6);
        ASSERT_EQ(edit_distance(a, b, limit), std::min(plain_distance(a, b), limit + 1))
            << a << ' ' << b << ' ' << limit;
    }
}

}  // namespace
}  // namespace redshank::text
