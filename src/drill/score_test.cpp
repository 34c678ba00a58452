// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "drill/drill.h"
#include "drill/intervals.h"
#include "drill/key.h"

namespace redshank::drill {
namespace {

// Wilson's interval by hand, z = 1.96: for 8 of 10 the centre is (0.8 + 0.19207) / 1.38415 = 0.71674 and the
// half width 1.95996 * sqrt(0.016 + 0.0096) / 1.38415 = 0.22658.
TEST(Intervals, Wilson) {
    const Share eight = wilson(8, 10);
    EXPECT_DOUBLE_EQ(eight.value, 0.8);
    EXPECT_NEAR(eight.low, 0.4902, 5e-5);
    EXPECT_NEAR(eight.high, 0.9433, 5e-5);
    // With all hits the lower bound is n / (n + z²).
    EXPECT_NEAR(wilson(20, 20).low, 20 / 23.841459, 1e-6);
    EXPECT_DOUBLE_EQ(wilson(20, 20).high, 1);
    EXPECT_NEAR(wilson(0, 20).high, 3.841459 / 23.841459, 1e-6);
    EXPECT_EQ(wilson(0, 0).high, 1);
}

// Garwood's published table of 1936: 95 % limits for counts.
TEST(Intervals, Poisson) {
    struct Row {
        uint64_t count;
        double low, high;
    };
    for (const Row& row : {Row{0, 0, 3.689}, Row{1, 0.0253, 5.572}, Row{2, 0.242, 7.225},
                           Row{3, 0.619, 8.767}, Row{10, 4.795, 18.39}, Row{50, 37.11, 65.92}}) {
        EXPECT_NEAR(poisson(row.count).low, row.low, row.low * 1e-3 + 1e-9) << row.count;
        EXPECT_NEAR(poisson(row.count).high, row.high, row.high * 1e-3) << row.count;
    }
    // -ln(0.025): the mean at which nothing is seen once in forty.
    EXPECT_NEAR(poisson(0).high, 3.6888794541, 1e-9);
}

TEST(Intervals, PoissonHoldsForLargeCounts) {
    // Near the normal limits n + 1 ± z sqrt(n + 1), within the skewness of a few units.
    const Share many = poisson(10'000);
    EXPECT_NEAR(many.low, 10'000 - 1.96 * 100, 4);
    EXPECT_NEAR(many.high, 10'000 + 1.96 * 100, 5);
}

std::vector<std::string> ids(std::string_view prefix, int count) {
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i)
        out.push_back("<" + std::string(prefix) + std::to_string(i) + "@x.example>");
    return out;
}

std::vector<std::string> part(const std::vector<std::string>& all, size_t begin, size_t end) {
    return {all.begin() + static_cast<ptrdiff_t>(begin), all.begin() + static_cast<ptrdiff_t>(end)};
}

class ScoreTest : public testing::Test {
  protected:
    void SetUp() override {
        const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
        file_ = std::filesystem::temp_directory_path() / ("redshank-key-" + name + ".json");
        Key key;
        key.messages = 2000;
        key.entries.push_back({"wave", "covert", {}, {"one host"}, "photo", "random", ids("w", 10)});
        key.entries.push_back({"lure", "phishing", {}, {}, "", "", ids("p", 4)});
        key.entries.push_back({"letter", "bulk", {}, {}, "", "", ids("n", 20)});
        key.entries.push_back({"spam", "none", {"phishing"}, {}, "", "", ids("s", 5)});
        std::ofstream(file_, std::ios::binary) << write_key(key);
    }
    void TearDown() override { std::filesystem::remove(file_); }

    std::filesystem::path file_;
};

TEST_F(ScoreTest, CountsWhatWasFound) {
    const auto wave = ids("w", 10);
    // Six and two of the wave in two pieces with three newsletters in one, the lure as covert, one false
    // alarm.
    auto first = part(wave, 0, 6);
    for (const auto& id : ids("n", 3)) first.push_back(id);
    const Result<Score> result = score(file_, {{"C1", "covert", 90, first},
                                               {"C2", "covert", 70, part(wave, 6, 8)},
                                               {"C3", "covert", 60, ids("p", 4)},
                                               {"C4", "bulk", 10, part(ids("n", 20), 3, 20)},
                                               {"C5", "impersonation", 40, part(ids("n", 20), 3, 5)},
                                               {"C6", "phishing", 40, ids("s", 5)}});
    ASSERT_TRUE(result) << result.error().message;
    ASSERT_EQ(result->cases.size(), 2u);
    EXPECT_EQ(result->cases[0].name, "wave");
    EXPECT_EQ(result->cases[0].found, 8u);
    EXPECT_EQ(result->cases[0].pieces, 2u);
    EXPECT_EQ(result->cases[0].found_class, "covert");
    EXPECT_EQ(result->cases[1].found, 0u);
    EXPECT_EQ(result->cases[1].found_class, "covert");
    EXPECT_DOUBLE_EQ(result->recall.value, 8.0 / 14);
    // 6 + 2 + 4 planted of 9 + 2 + 4 + 2 in alarms; the spam is excused and counts on neither side.
    EXPECT_DOUBLE_EQ(result->precision.value, 12.0 / 17);
    EXPECT_EQ(result->false_alarms, 1u);
    EXPECT_EQ(result->false_alarm_ids, std::vector<std::string>{"C5"});
    EXPECT_EQ(result->false_alarm_kinds, std::vector<std::string>{"letter"});
    EXPECT_DOUBLE_EQ(result->false_alarms_per_million, 500);
    EXPECT_NEAR(result->false_alarms_low, 0.025318 * 500, 0.01);
    EXPECT_NEAR(result->false_alarms_high, 5.571643 * 500, 0.01);
}

TEST_F(ScoreTest, NothingFound) {
    const Result<Score> result = score(file_, {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->cases[0].found_class, "");
    EXPECT_EQ(result->cases[0].pieces, 0u);
    EXPECT_DOUBLE_EQ(result->recall.value, 0);
    EXPECT_DOUBLE_EQ(result->precision.high, 1);
    EXPECT_EQ(result->messages, 2000u);
}

TEST_F(ScoreTest, SpamTakenForEspionageIsAFalseAlarm) {
    const Result<Score> result =
        score(file_, {{"C1", "covert", 90, ids("s", 5)}, {"C2", "phishing", 9, {"<stranger@x.example>"}}});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->false_alarm_kinds, (std::vector<std::string>{"spam", "not in the key"}));
}

TEST_F(ScoreTest, CountsWhatWasJoinedAndWhatBroke) {
    const auto wave = ids("w", 10);
    auto both = part(wave, 0, 4);
    for (const auto& id : ids("p", 4)) both.push_back(id);
    const Result<Score> result = score(file_, {{"C1", "covert", 90, both},
                                               {"C2", "covert", 70, part(wave, 4, 8)},
                                               {"C3", "none", 0, part(wave, 8, 10)}});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->merged, 1u);
    // Three pieces of one and one of the other: two breaks in two campaigns; Garwood for 2 is 0.242 to 7.225.
    EXPECT_DOUBLE_EQ(result->pieces.value, 2);
    EXPECT_NEAR(result->pieces.low, 1 + 0.242 / 2, 1e-3);
    EXPECT_NEAR(result->pieces.high, 1 + 7.225 / 2, 1e-2);
}

TEST_F(ScoreTest, AQuestionIsAnAnswerWhereTheKeySaysSo) {
    Key key;
    key.messages = 100;
    key.entries.push_back({"site", "covert", {}, {}, "", "", ids("a", 4), true});
    key.entries.push_back({"wave", "covert", {}, {}, "", "", ids("b", 4)});
    std::ofstream(file_, std::ios::binary) << write_key(key);
    struct Row {
        const char* found_as;
        bool unsure;
        const char* site;
        const char* wave;
        uint64_t site_found, wave_found;
    };
    for (const Row& row :
         {Row{"bulk", true, "unsure", "unsure", 4, 0}, Row{"bulk", false, "bulk", "bulk", 0, 0},
          Row{"none", true, "unsure", "unsure", 4, 0}, Row{"covert", true, "covert", "covert", 4, 4},
          Row{"covert", false, "covert", "covert", 4, 4}}) {
        const Result<Score> result = score(file_, {{"C1", row.found_as, 40, ids("a", 4), row.unsure},
                                                   {"C2", row.found_as, 40, ids("b", 4), row.unsure}});
        ASSERT_TRUE(result);
        EXPECT_EQ(result->cases[0].found_class, row.site);
        EXPECT_EQ(result->cases[1].found_class, row.wave);
        EXPECT_EQ(result->cases[0].found, row.site_found);
        EXPECT_EQ(result->cases[1].found, row.wave_found);
    }
}

TEST_F(ScoreTest, AFalseAlarmWithAQuestionIsCountedAsBoth) {
    const Result<Score> result = score(file_, {{"C1", "covert", 40, ids("n", 20), true}});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->false_alarms, 1u);
    EXPECT_EQ(result->false_alarms_unsure, 1u);
    EXPECT_EQ(result->pieces.value, 0);  // all were missed
}

TEST_F(ScoreTest, TheKeyReadsBack) {
    const Result<Key> key = read_key(file_);
    ASSERT_TRUE(key);
    ASSERT_EQ(key->entries.size(), 4u);
    EXPECT_EQ(key->entries[0].links, std::vector<std::string>{"one host"});
    EXPECT_EQ(key->entries[0].token, "random");
    EXPECT_EQ(key->entries[3].excused, std::vector<std::string>{"phishing"});
}

TEST(Score, SaysWhyAKeyCannotBeRead) {
    EXPECT_FALSE(score("/nonexistent/truth.json", {}));
    const auto file = std::filesystem::temp_directory_path() / "redshank-no-key.json";
    std::ofstream(file) << "{\"seed\": \"x\"";
    EXPECT_FALSE(score(file, {}));
    std::ofstream(file) << "[1]";
    EXPECT_FALSE(score(file, {}));
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace redshank::drill
