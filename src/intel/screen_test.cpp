// SPDX-License-Identifier: Apache-2.0
// A small list of made-up people and companies.
#include "intel/screen.h"

#include <gtest/gtest.h>

namespace redshank::intel {

namespace {

ListEntry entry(std::string id, ListedType type, std::vector<ListedName> names) {
    ListEntry out;
    out.list = "L";
    out.id = std::move(id);
    out.type = type;
    out.names = std::move(names);
    return out;
}

Screener small_list() {
    std::vector<ListEntry> entries = {
        entry("1", ListedType::person,
              {{"LIN, Guangwen", NameQuality::primary}, {"林广文", NameQuality::alias}}),
        entry("2", ListedType::person, {{"Sergey Petrovich MEDYAKOV", NameQuality::primary}}),
        entry("3", ListedType::entity,
              {{"WUXI QINGSHUO SCIENCE AND TECHNOLOGY COMPANY, LIMITED", NameQuality::primary}}),
        entry("4", ListedType::person, {{"Mohammad ALI", NameQuality::primary}}),
        entry("5", ListedType::person,
              {{"Jorund Tveitmoen", NameQuality::primary}, {"Skuldis", NameQuality::weak}}),
        entry("6", ListedType::person, {{"Jorund Tveitmoen Aasgrav", NameQuality::primary}}),
    };
    entries[0].births = parse_births("12 Nov 1985");
    entries[0].countries = {"CN"};
    entries[3].births = parse_births("1970");
    // So many bear the name that it tells nothing.
    for (int i = 0; i < 40; ++i)
        entries.push_back(entry(std::to_string(100 + i), ListedType::person,
                                {{"Mohammad Ali Zorbtak" + std::string(1, static_cast<char>('a' + i % 26)) +
                                      std::to_string(i / 26),
                                  NameQuality::primary}}));
    return Screener(compile_list(std::move(entries)));
}

std::vector<ScreenHit> ask(const Screener& screener, std::string name, std::string_view born = "",
                           std::string country = "") {
    ScreenQuery query;
    query.name = std::move(name);
    query.country = std::move(country);
    if (!born.empty()) query.born = parse_births(born).at(0);
    return screener.screen(query);
}

TEST(Screen, FirstInEveryOrderAndSpelling) {
    const Screener screener = small_list();
    for (const auto& [name, id] : {std::pair{"Lin Guangwen", "1"},
                                   {"Guangwen Lin", "1"},
                                   {"Guang Wen Lin", "1"},
                                   {"LIN Guang-Wen", "1"},
                                   {"Lín Guǎngwén", "1"},
                                   {"林广文", "1"},
                                   {"林 廣文", "1"},
                                   {"S. P. Medyakov", "2"},
                                   {"Medyakov Sergei", "2"},
                                   {"Сергей Петрович Медяков", "2"},
                                   {"Wuxi Qing Shuo Sci & Tech Co. Ltd", "3"},
                                   {"无锡青硕科技有限公司", "3"},
                                   {"Jorund Tveitmoen", "5"},
                                   {"Jorund Tveitmoen Aasgrav", "6"}}) {
        const auto hits = ask(screener, name);
        ASSERT_FALSE(hits.empty()) << name;
        EXPECT_EQ(hits[0].entry->id, id) << name;
        if (hits.size() > 1) {
            EXPECT_GT(hits[0].score, hits[1].score) << name;
        }
    }
}

TEST(Screen, NoCandidateNoHit) {
    const Screener screener = small_list();
    EXPECT_TRUE(ask(screener, "Amelia Okafor").empty());
    EXPECT_TRUE(ask(screener, "").empty());
    EXPECT_TRUE(ask(screener, "...").empty());
    EXPECT_TRUE(ask(Screener({}), "Lin Guangwen").empty());
}

TEST(Screen, ACommonNameAloneIsNoAlarmAndABirthLiftsIt) {
    const Screener screener = small_list();
    const auto alone = ask(screener, "Mohammad Ali");
    ASSERT_FALSE(alone.empty());
    EXPECT_EQ(alone[0].entry->id, "4");
    EXPECT_TRUE(alone[0].parts.capped);
    EXPECT_FALSE(alone[0].alarm());
    EXPECT_TRUE(ask(screener, "Mohammad Ali", "1970")[0].alarm());
    const auto other = ask(screener, "Mohammad Ali", "1995");
    EXPECT_FALSE(!other.empty() && other[0].entry->id == "4" && other[0].alarm());
}

TEST(Screen, FactsLiftAndLower) {
    const Screener screener = small_list();
    const int plain = ask(screener, "Guangwen Lin")[0].score;
    EXPECT_GE(ask(screener, "Guangwen Lin", "1985-11-12")[0].score, plain);
    EXPECT_LT(ask(screener, "Guangwen Lin", "1950")[0].score, plain);
    EXPECT_LT(ask(screener, "Guangwen Lin", "", "FR")[0].score, plain);
    EXPECT_GE(ask(screener, "Guangwen Lin", "", "CN")[0].score, plain);
}

TEST(Screen, TypeLeavesOut) {
    const Screener screener = small_list();
    ScreenQuery query;
    query.name = "Guangwen Lin";
    query.type = ListedType::entity;
    EXPECT_TRUE(screener.screen(query).empty());
    query.type = ListedType::person;
    EXPECT_EQ(screener.screen(query).size(), 1u);
}

TEST(Screen, PartsMakeTheScore) {
    const Screener screener = small_list();
    for (const char* name : {"Guang Wen Lin", "S. Medyakov", "Skuldis", "Jorund Aasgrav"}) {
        for (const ScreenHit& hit : ask(screener, name, "1950", "FR")) {
            const ScoreParts& p = hit.parts;
            if (p.capped) continue;
            EXPECT_NEAR(hit.score, p.words - p.open - p.order - p.form - p.weak + p.birth + p.country, 10)
                << name;
        }
    }
}

}  // namespace

}  // namespace redshank::intel
