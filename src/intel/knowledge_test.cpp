// SPDX-License-Identifier: Apache-2.0
#include "intel/knowledge.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "intel/actor.h"

namespace redshank::intel {
namespace {

Knowledge read(Kind kind, std::string_view text, std::string columns = "") {
    return read_knowledge(kind, text, {"file", "", "", std::move(columns)}, Limits{});
}

constexpr std::string_view indicator =
    R"({"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-000000000001",)"
    R"("created":"2021-02-03T00:00:00Z","modified":"2021-02-03T00:00:00Z","valid_from":"2021-01-01T00:00:00Z",)"
    R"("valid_until":"2022-01-01T00:00:00Z","pattern_type":"stix","pattern":"[domain-name:value = 'evil.example']",)"
    R"("object_marking_refs":["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]})";
constexpr std::string_view group =
    R"({"type":"intrusion-set","id":"intrusion-set--00000000-0000-4000-8000-000000000002","name":"GROUP ONE",)"
    R"("created":"2021-02-03T00:00:00Z","modified":"2021-02-03T00:00:00Z","aliases":["GROUP ONE","First Panda"]})";
constexpr std::string_view indicates =
    R"({"type":"relationship","id":"relationship--00000000-0000-4000-8000-000000000003","relationship_type":"indicates",)"
    R"("created":"2021-02-03T00:00:00Z","modified":"2021-02-03T00:00:00Z",)"
    R"("source_ref":"indicator--00000000-0000-4000-8000-000000000001",)"
    R"("target_ref":"intrusion-set--00000000-0000-4000-8000-000000000002"})";

std::string bundle(std::initializer_list<std::string_view> objects) {
    std::string out = R"({"type":"bundle","id":"bundle--1","objects":[)";
    for (const std::string_view one : objects) out += (out.ends_with('[') ? "" : ",") + std::string(one);
    return out + "]}";
}

TEST(Stix, IndicatorsCarryWhatTheirBundleSays) {
    const Knowledge said = read(Kind::stix, bundle({indicator, group, indicates}));
    EXPECT_TRUE(said.problems.empty());
    ASSERT_EQ(said.indicators.size(), 1u);
    const Indicator& one = said.indicators.front();
    EXPECT_EQ(one.observable, (Observable{ObservableType::domain, "evil.example"}));
    EXPECT_EQ(one.published_for, "GROUP ONE");
    EXPECT_EQ(one.date, "2021-02-03");
    EXPECT_EQ(date_only(one.valid_until), "2022-01-01");
    EXPECT_EQ(one.tlp, "green");
    ASSERT_EQ(said.claims.size(), 1u);
    EXPECT_EQ(said.claims.front().object, "First Panda");
}

TEST(Stix, ABrokenObjectIsToldAndTheOthersLoad) {
    const std::string text =
        "\n" + bundle({R"({"type":"indicator",})", R"({"type":"identity","id":"identity--x"})", indicator});
    const Knowledge said = read(Kind::stix, text);
    EXPECT_EQ(said.indicators.size(), 1u);
    ASSERT_EQ(said.problems.size(), 2u);
    EXPECT_EQ(said.problems[0].line, 2u);
    EXPECT_EQ(text.substr(said.problems[1].offset, 10), R"({"type":"i)");
}

TEST(Stix, ACutBundleLoadsUpToThere) {
    const std::string whole = bundle({indicator, group, indicates});
    for (size_t length = 0; length < whole.size(); ++length) {
        const Knowledge said = read(Kind::stix, std::string_view(whole).substr(0, length));
        EXPECT_FALSE(said.problems.empty()) << length;
        const size_t end_of_first = whole.find(indicator) + indicator.size();
        EXPECT_EQ(said.indicators.size(), length >= end_of_first ? 1u : 0u) << length;
    }
}

TEST(Stix, NewestVersionCountsAndRevokedSaysSo) {
    std::string later(indicator);
    later.replace(later.find("\"modified\":\"2021-02-03"), 22, "\"modified\":\"2021-05-03");
    later.insert(1, R"("revoked":true,)");
    const Knowledge said = read(Kind::stix_lines, later + "\n" + std::string(indicator) + "\n");
    ASSERT_EQ(said.indicators.size(), 1u);
    EXPECT_NE(said.indicators.front().against.find("revoked"), std::string::npos);
    EXPECT_EQ(said.counts.at("superseded"), 1u);
}

TEST(Stix, CyclesAndDeepNestingAreBounded) {
    std::string back(indicates);
    const std::string a = "indicator--00000000-0000-4000-8000-000000000001",
                      b = "intrusion-set--00000000-0000-4000-8000-000000000002";
    back.replace(back.find(a), a.size(), b);
    back.replace(back.rfind(b), b.size(), a);
    back.replace(back.find("000000000003"), 12, "000000000004");
    EXPECT_EQ(read(Kind::stix, bundle({indicator, group, indicates, back})).indicators.size(), 1u);
    const std::string deep = bundle({std::string(100'000, '[') + std::string(100'000, ']'), indicator});
    const Knowledge said = read(Kind::stix, deep);
    EXPECT_EQ(said.indicators.size(), 1u);
    EXPECT_EQ(said.problems.size(), 1u);
}

TEST(Stix, OpinionsAndSightingsAreKept) {
    const Knowledge said = read(
        Kind::stix,
        bundle(
            {indicator,
             R"({"type":"opinion","id":"opinion--00000000-0000-4000-8000-000000000005","created":"2021-03-01T00:00:00Z","modified":"2021-03-01T00:00:00Z","opinion":"strongly-disagree","object_refs":["indicator--00000000-0000-4000-8000-000000000001"]})",
             R"({"type":"sighting","id":"sighting--00000000-0000-4000-8000-000000000006","created":"2021-03-01T00:00:00Z","modified":"2021-03-01T00:00:00Z","count":3,"sighting_of_ref":"indicator--00000000-0000-4000-8000-000000000001"})"}));
    ASSERT_EQ(said.indicators.size(), 1u);
    EXPECT_NE(said.indicators.front().against.find("strongly-disagree"), std::string::npos);
    EXPECT_NE(said.indicators.front().note.find("sighted 3 times"), std::string::npos);
}

TEST(IndicatorCsv, ColumnsAreGuessedAndOverridden) {
    constexpr std::string_view table =
        "value,entity_type,actor,date,other\nevil[.]example,hostname,GROUP,2021-02-03,good.example\n";
    const Knowledge said = read(Kind::indicator_csv, table);
    ASSERT_EQ(said.indicators.size(), 1u);
    EXPECT_EQ(said.indicators.front().observable.value, "evil.example");
    EXPECT_EQ(said.indicators.front().published_for, "GROUP");
    EXPECT_EQ(said.indicators.front().date, "2021-02-03");
    const Knowledge other = read(Kind::indicator_csv, table, "value=5");
    ASSERT_EQ(other.indicators.size(), 1u);
    EXPECT_EQ(other.indicators.front().observable.value, "good.example");
    EXPECT_EQ(read(Kind::indicator_csv, table, "value=nothing").notes.size(), 2u);
}

TEST(IndicatorCsv, QuotedCellsHoldSeparatorsAndLines) {
    const Knowledge said =
        read(Kind::indicator_csv, "type;value;note\nip;\"192.0.2.1\";\"a;b\n\"\"c\"\"\"\nx;nonsense;y\n");
    ASSERT_EQ(said.indicators.size(), 1u);
    EXPECT_EQ(said.indicators.front().note, "a;b\n\"c\"");
    ASSERT_EQ(said.problems.size(), 1u);
    EXPECT_EQ(said.problems.front().line, 4u);
}

TEST(MispEvent, AttributesAndObjectsBecomeIndicators) {
    const Knowledge said = read(Kind::misp_event,
                                R"({"Event":{"info":"Wave","date":"2021-02-03","Orgc":{"name":"CERT"},
        "Tag":[{"name":"tlp:amber"},{"name":"misp-galaxy:threat-actor=\"GROUP ONE\""}],
        "Attribute":[{"type":"domain","value":"evil.example","to_ids":false},{"type":"ip-dst|port","value":"192.0.2.1|443"},
                     {"type":"email-subject","value":"It's here"},{"type":"comment","value":"x"},{"type":"domain","value":"gone.example","deleted":true}],
        "Object":[{"Attribute":[{"type":"filename|sha256","value":"a.exe|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}]}})");
    ASSERT_EQ(said.indicators.size(), 4u);
    EXPECT_EQ(said.indicators[0].published_for, "GROUP ONE");
    EXPECT_EQ(said.indicators[0].tlp, "amber");
    EXPECT_FALSE(said.indicators[0].against.empty());
    EXPECT_EQ(said.indicators[1].observable.value, "192.0.2.1");
    EXPECT_NE(said.indicators[2].pattern, nullptr);
    EXPECT_EQ(said.indicators[3].observable.type, ObservableType::sha256);
    EXPECT_EQ(said.source, "CERT");
}

TEST(Warninglist, SaysWhetherManyShareIt) {
    const Knowledge hub = read(
        Kind::misp_warninglist,
        R"({"name":"List of known shorteners","version":3,"type":"hostname","list":["short.example",".dot.example"],"matching_attributes":["domain"]})");
    ASSERT_EQ(hub.warninglists.size(), 1u);
    EXPECT_TRUE(hub.warninglists.front().is_hub);
    EXPECT_EQ(hub.warninglists.front().domains.size(), 2u);
    EXPECT_FALSE(read(Kind::misp_warninglist, R"({"name":"Sinkholes","type":"cidr","list":["192.0.2.0/24"]})")
                     .warninglists.front()
                     .is_hub);
}

TEST(PlainList, SaysItsSourceAndEveryBadLine) {
    const Knowledge said =
        read(Kind::plain_list,
             "# Source: CERT Example\n# date: 2021-02-03\nevil[.]example\nnot a thing\n192.0.2.1 # seen\n");
    EXPECT_EQ(said.source, "CERT Example");
    ASSERT_EQ(said.indicators.size(), 2u);
    EXPECT_EQ(said.indicators[1].date, "2021-02-03");
    ASSERT_EQ(said.problems.size(), 1u);
    EXPECT_EQ(said.problems.front().line, 4u);
}

TEST(AsText, WrongEncodingsAreReadAndSaid) {
    std::vector<FileProblem> problems;
    EXPECT_EQ(as_text("\xEF\xBB\xBF"
                      "a",
                      problems),
              "a");
    EXPECT_EQ(as_text(std::string("\xFF\xFE"
                                  "a\0b\0",
                                  6),
                      problems),
              "ab");
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(as_text("caf\xE9", problems), "caf\xC3\xA9");
    EXPECT_EQ(problems.size(), 1u);
}

std::vector<Claim> claims() {
    return {{"ONE", Relation::same_as, "First Panda", "Vendor A", "2021"},
            {"ONE", Relation::same_as, "Shared Name", "Vendor A", "2021"},
            {"Panda 1", Relation::same_as, "First-Panda", "Vendor B", "2022"},
            {"TWO", Relation::same_as, "SharedName", "Vendor B", "2022"},
            {"ONE", Relation::attributed_to, "Land", "Vendor A", "2021"},
            {"Embassy of Land", Relation::denies, "ONE", "Embassy of Land", "2021"},
            {"Panda 1", Relation::attributed_to, "Other land", "Vendor B", "2022"}};
}

TEST(Actor, SharedNamesNeverMerge) {
    const ActorReport report = look_up_actor(claims(), "one");
    ASSERT_EQ(report.entries.size(), 1u);
    EXPECT_EQ(report.entries.front().aliases.size(), 2u);
    ASSERT_EQ(report.ambiguous.size(), 2u) << "Vendor B uses both names for other groups";
    EXPECT_EQ(report.claims.size(), 2u) << "the attribution and its denial side by side";
    EXPECT_TRUE(report.elsewhere.empty()) << "what is said of TWO and Panda 1 is not said of ONE";
}

TEST(Actor, AgreementIsByNameNotBySpelling) {
    const ActorReport report = look_up_actor(claims(), "first panda");
    EXPECT_EQ(report.entries.size(), 2u);
    ASSERT_EQ(report.agreed.size(), 1u);
    EXPECT_EQ(report.agreed.front().sources, (std::vector<std::string>{"Vendor A", "Vendor B"}));
    EXPECT_EQ(report.elsewhere.size(), 3u);
}

TEST(Actor, UnknownNamesAreNotFound) {
    EXPECT_FALSE(look_up_actor(claims(), "Nobody").found());
    EXPECT_FALSE(look_up_actor(claims(), " - ").found());
}

TEST(BuiltIn, EveryStatementNamesSourceAndDate) {
    const Knowledge set = built_in_knowledge(Limits{});
    EXPECT_TRUE(set.problems.empty());
    EXPECT_TRUE(set.indicators.empty());
    EXPECT_GT(set.claims.size(), 50u);
    for (const Claim& claim : set.claims) {
        EXPECT_NE(claim.source, "Redshank's built-in set") << claim.subject << " " << claim.object;
        EXPECT_FALSE(claim.date.empty()) << claim.subject << " " << claim.object;
        const bool is_charge = claim.relation == Relation::charged_with;
        EXPECT_EQ(is_charge, claim.note == "charged, not convicted as of 2024-03-25") << claim.subject;
    }
    // The acts stay apart: who was sanctioned did not thereby enter the Electoral Commission.
    for (const Claim& claim : look_up_actor(set.claims, "APT31").claims)
        EXPECT_NE(claim.subject, "Intrusion into the British Electoral Commission, 2021 to 2022");
    EXPECT_EQ(look_up_actor(set.claims, "Hurricane Panda").entries.size(), 2u);
}

}  // namespace
}  // namespace redshank::intel
