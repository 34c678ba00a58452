// SPDX-License-Identifier: Apache-2.0
#include "evidence/marks.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "evidence/case.h"

namespace redshank::evidence {
namespace {

using facts::MarkState;

facts::ListedCampaign campaign(const std::string& digits, int32_t score) {
    facts::ListedCampaign listed;
    for (const char digit : digits) listed.campaign.messages.push_back("M" + std::string(16, digit));
    listed.campaign.id = "C" + std::string(16, digits.front());
    listed.campaign.score = score;
    return listed;
}

class MarksTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("redshank-marks-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        auto opened = Case::open_for_writing(folder_);
        ASSERT_TRUE(opened) << opened.error().message;
        case_ = std::move(*opened);
    }
    void TearDown() override {
        case_.reset();
        std::filesystem::remove_all(folder_);
    }
    /// "c3" for a confirmed campaign whose id is of 3s; "-3" for one without a mark.
    std::string order() const {
        std::string out;
        for (const auto& listed : case_->campaigns()) {
            out += listed.mark ? facts::mark_state_name(listed.mark->state).substr(0, 1) : "-";
            out += listed.campaign.id[1];
        }
        return out;
    }

    std::filesystem::path folder_;
    std::unique_ptr<Case> case_;
};

TEST_F(MarksTest, ConfirmedFirstDismissedLastWhateverTheScore) {
    const std::vector<facts::ListedCampaign> campaigns = {campaign("1", 90), campaign("2", 80),
                                                          campaign("3", 70), campaign("4", 60)};
    case_->set_campaigns(campaigns);
    EXPECT_EQ(order(), "-1-2-3-4");
    case_->marks().set(campaigns[0].campaign, {MarkState::dismissed, "ours", 1});
    case_->marks().set(campaigns[2].campaign, {MarkState::watching, "", 2});
    case_->marks().set(campaigns[3].campaign, {MarkState::confirmed, "", 3});
    EXPECT_EQ(order(), "c4-2w3d1");
    EXPECT_EQ(case_->campaigns().back().mark->note, "ours");
}

TEST_F(MarksTest, FollowsACampaignThatIsRenamedOrMerged) {
    case_->set_campaigns({campaign("45", 50), campaign("78", 40)});
    case_->marks().set(campaign("45", 50).campaign, {MarkState::dismissed, "", 9});
    case_->marks().set(campaign("78", 40).campaign, {MarkState::confirmed, "", 1});
    // An earlier message names it anew.
    case_->set_campaigns({campaign("345", 50), campaign("78", 40)});
    EXPECT_EQ(order(), "c7d3");
    // Merged, nothing confirmed is hidden by what was dismissed, however much later that was.
    case_->set_campaigns({campaign("34578", 60)});
    EXPECT_EQ(order(), "c3");
}

TEST_F(MarksTest, AMarkReplacesAllThatTheCampaignHad) {
    case_->set_campaigns({campaign("34", 60)});
    case_->marks().set(campaign("3", 0).campaign, {MarkState::confirmed, "", 1});
    case_->marks().set(campaign("4", 0).campaign, {MarkState::confirmed, "", 2});
    case_->marks().set(campaign("34", 60).campaign, {MarkState::dismissed, "", 3});
    EXPECT_EQ(order(), "d3");
    EXPECT_EQ(case_->marks().all().size(), 1u);
}

TEST_F(MarksTest, AnOldIdNamesTheCampaignThatItsMessageIsInNow) {
    const std::vector<facts::ListedCampaign> campaigns = {campaign("12", 50), campaign("3", 40)};
    EXPECT_EQ(find_campaign(campaigns, "C" + std::string(16, '3')), &campaigns[1]);
    EXPECT_EQ(find_campaign(campaigns, "C" + std::string(16, '2')), &campaigns[0]);
    EXPECT_EQ(find_campaign(campaigns, "C" + std::string(16, '9')), nullptr);
    EXPECT_EQ(find_campaign(campaigns, "M" + std::string(16, '3')), nullptr);
    EXPECT_EQ(find_campaign(campaigns, ""), nullptr);
}

}  // namespace
}  // namespace redshank::evidence
