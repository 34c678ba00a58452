// SPDX-License-Identifier: Apache-2.0
// The practice archive of the repository against its answer key: every planted campaign found, nobody else
// alarmed. All expected values come from truth.json and org.toml.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;
using Ids = std::set<std::string>;

const std::string parliament = "examples/parliament";

struct Example : ::testing::Test {
    static const std::string& case_folder() {
        static const TempFolder folder;
        static const std::string made = [] {
            hunt(folder / "case", {parliament}, {"--org", parliament + "/org.toml"});
            return folder / "case";
        }();
        return made;
    }
    static const json& truth() {
        static const json key =
            json::parse(read_file(std::filesystem::path(REDSHANK_SOURCE_DIR) / parliament / "truth.json"));
        return key;
    }
    static Ids ids(const json& campaign) { return campaign.at("message_ids").get<Ids>(); }
    static bool is_alarm(const json& campaign) {
        static const Ids classes{"covert", "phishing", "impersonation"};
        return classes.count(campaign.at("class").get<std::string>()) > 0;
    }
    /// Campaigns of the case that share messages with the planted one of that name.
    static std::vector<json> found(const std::string& name) {
        Ids planted;
        for (const json& one : truth().at("campaigns"))
            if (one.at("name") == name) planted = ids(one);
        EXPECT_FALSE(planted.empty()) << name;
        std::vector<json> out;
        for (const json& campaign : list(case_folder(), "campaigns")) {
            const Ids members = ids(campaign);
            if (std::any_of(members.begin(), members.end(),
                            [&](const std::string& id) { return planted.count(id) > 0; }))
                out.push_back(campaign);
        }
        return out;
    }
};

bool has_proof(const std::vector<json>& campaigns, const std::string& kind, const std::string& trigger,
               const std::string& encoding) {
    for (const json& campaign : campaigns) {
        for (const json& proof : campaign.at("proofs")) {
            if (proof.at("kind") == kind && proof.at("trigger") == trigger &&
                proof.value("encoding", "").find(encoding) != std::string::npos)
                return true;
        }
    }
    return false;
}

}  // namespace

TEST_F(Example, EachPlantedCampaignIsFoundWholeInItsClass) {
    const auto campaigns = list(case_folder(), "campaigns");
    ASSERT_FALSE(truth().at("campaigns").empty());
    for (const json& planted : truth().at("campaigns")) {
        Ids missing = ids(planted);
        for (const json& campaign : campaigns) {
            if (campaign.at("class") != planted.at("class")) continue;
            for (const std::string& id : ids(campaign)) missing.erase(id);
        }
        EXPECT_TRUE(missing.empty()) << planted.at("name") << ": " << missing.size()
                                     << " messages are missing";
    }
}

TEST_F(Example, AnAlarmHoldsOnlyPlantedMail) {
    Ids planted;
    for (const json& one : truth().at("campaigns")) planted.merge(ids(one));
    for (const json& campaign : list(case_folder(), "campaigns")) {
        if (!is_alarm(campaign)) continue;
        for (const std::string& id : ids(campaign))
            EXPECT_EQ(planted.count(id), 1u) << campaign.at("id") << " " << campaign.at("title") << " " << id;
    }
}

TEST_F(Example, AlarmsComeBeforeEverythingElse) {
    int last_score = 100;
    for (const json& campaign : list(case_folder(), "campaigns")) {
        const int score = campaign.at("score").get<int>();
        EXPECT_LE(score, last_score);
        last_score = score;
    }
    // Four are planted; what a reader sees first are they.
    const auto campaigns = list(case_folder(), "campaigns");
    ASSERT_GE(campaigns.size(), 4u);
    for (size_t i = 0; i < 4; ++i) EXPECT_TRUE(is_alarm(campaigns[i])) << campaigns[i].at("title");
}

// The key says where the tokens are: a photo in whose URL another one is nested with the address
// percent-encoded, a hidden picture with random digits in its host's name, a link with the address as base64.
TEST_F(Example, WhatATokenTellsIsProvedForEachKindOfToken) {
    EXPECT_TRUE(has_proof(found("covert-wave"), "names-reader", "open", "plain"));
    EXPECT_TRUE(has_proof(found("covert-few"), "differs-between-readers", "open", ""));
    EXPECT_TRUE(has_proof(found("sign-in-page"), "names-reader", "click", "base64"));
    for (const json& campaign : found("posing-as-member")) EXPECT_TRUE(campaign.at("proofs").empty());
}

// The links of the wave hold the address too.
TEST_F(Example, WhatAClickTellsIsProvedToo) {
    EXPECT_TRUE(has_proof(found("covert-wave"), "names-reader", "click", "plain"));
}

TEST_F(Example, EveryReaderOfAPlantedMailIsATarget) {
    Ids planted, targets, readers;
    for (const json& one : truth().at("campaigns")) planted.merge(ids(one));
    for (const json& target : list(case_folder(), "targets")) {
        if (target.at("messages") > 0) targets.insert(target.at("address").get<std::string>());
    }
    for (const json& message : list(case_folder(), "messages")) {
        if (planted.count(message.at("message_id").get<std::string>()) > 0)
            readers.insert(message.at("reader").get<std::string>());
    }
    EXPECT_GE(readers.size(), 8u);
    EXPECT_EQ(readers.count(""), 0u);
    EXPECT_EQ(targets, readers);
}

TEST_F(Example, EveryMessageOfTheKeyIsThereOnceAndHasAReader) {
    std::map<std::string, int> count;
    for (const char* part : {"campaigns", "harmless"}) {
        for (const json& one : truth().at(part))
            for (const std::string& id : ids(one)) count[id] = 0;
    }
    EXPECT_GT(count.size(), 250u);
    for (const json& message : list(case_folder(), "messages")) {
        const auto found = count.find(message.at("message_id").get<std::string>());
        if (found != count.end()) ++found->second;
    }
    for (const auto& [id, times] : count) EXPECT_GE(times, 1) << id;
}

TEST_F(Example, TheScoreAgreesWithTheKey) {
    const Outcome outcome = redshank({"drill", "score", "--truth", parliament + "/truth.json", "--case",
                                      case_folder(), "--format", "json"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const json score = json::parse(outcome.out);
    EXPECT_EQ(score.at("recall").at("value"), 1);
    EXPECT_EQ(score.at("precision").at("value"), 1);
    EXPECT_EQ(score.at("false_alarms"), 0);
    EXPECT_EQ(score.at("cases").size(), truth().at("campaigns").size());
}

}  // namespace redshank::cli_test
