// SPDX-License-Identifier: Apache-2.0
#include "campaign/reasons.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "campaign/campaign.h"

namespace redshank::campaign {
namespace {

TEST(Score, LogisticInIntegers) {
    for (const int x : {-20000, -8000, -5000, -2200, -700, -1, 0, 1, 700, 2200, 5000, 8000, 20000}) {
        EXPECT_EQ(logistic_percent(x), std::lround(100 / (1 + std::exp(-x / 1000.0)))) << x;
    }
}

TEST(Reasons, EachRowIsWholeAndNamedOnce) {
    std::set<std::string_view> names;
    for (const ReasonRule& rule : reason_table()) {
        EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
        EXPECT_NE(rule.weight_thousandths, 0) << rule.name;
        EXPECT_FALSE(rule.text.empty() || rule.ground.empty()) << rule.name;
    }
}

TEST(Verdict, NothingKnownIsNoAlarm) {
    Profile profile;
    profile.messages = 3;
    profile.readers = 3;
    profile.identities = 2;
    profile.sender_domains = 2;
    const Verdict verdict = judge_campaign(profile);
    EXPECT_TRUE(verdict.reasons.empty());
    EXPECT_EQ(verdict.score, 5);
    EXPECT_EQ(verdict.campaign_class, facts::CampaignClass::none);
}

TEST(Verdict, BetweenTheLinesThereIsAQuestion) {
    Profile profile;
    profile.messages = 4;
    profile.readers = 4;
    profile.identities = 1;
    profile.sender_domains = 1;
    profile.poses = 4;
    profile.readers_with_past = 4;
    profile.new_to_readers = 4;
    const Verdict verdict = judge_campaign(profile);  // -3000 + 1700 + 1200 - 400 = -500
    EXPECT_EQ(verdict.score, 38);
    EXPECT_EQ(verdict.campaign_class, facts::CampaignClass::none) << "a name alone is a namesake's too";
    EXPECT_FALSE(verdict.question.empty());
    EXPECT_EQ(verdict.reasons.front().name, "poses-as-person");
    profile.claims_office = 4;  // + 1200
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::impersonation);
}

TEST(Verdict, ReadersThatComeOneByOneAreNoWave) {
    Profile profile;
    profile.messages = profile.readers = profile.readers_with_past = profile.new_to_readers = 12;
    profile.unrelated_hosts = profile.protected_readers = 12;
    profile.identities = profile.sender_domains = 1;
    profile.open_tells_apart = true;
    profile.contact_times = 3;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
    profile.contact_times = 12;
    EXPECT_NE(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
}

TEST(Verdict, DeceptiveLinksOfChangingSendersArePhishing) {
    Profile profile;
    profile.messages = profile.deceptive_links = 8;
    profile.identities = profile.sender_domains = 8;
    profile.click_tells_apart = true;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::phishing);
    profile.open_tells_apart = true;
    profile.readers = 1;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::phishing);
    profile.readers = 8;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
}

// A news site made for the purpose: everything about it is in order, but it knows where protected people
// live.
TEST(Verdict, CarefulDeceitIsUnsureAndNeverPlainBulk) {
    Profile profile;
    profile.messages = profile.readers = profile.authenticated = profile.unsubscribe = 40;
    profile.any_unsubscribe = profile.readers_with_past = profile.new_to_readers = 40;
    profile.identities = profile.sender_domains = 1;
    profile.protected_readers = 40;
    profile.private_addresses = profile.office_readers = profile.people_twice = 20;
    profile.click_tells_apart = true;
    const Verdict verdict = judge_campaign(profile);
    EXPECT_NE(verdict.campaign_class, facts::CampaignClass::bulk);
    EXPECT_GE(verdict.score, 35);
    EXPECT_FALSE(verdict.question.empty());
}

TEST(Verdict, APrivateMailboxWithALinkForEachStrangerIsAskedAbout) {
    Profile profile;
    profile.messages = profile.readers = profile.readers_with_past = profile.new_to_readers = 40;
    profile.protected_readers = 40;
    profile.identities = profile.sender_domains = profile.contact_times = 1;
    profile.click_tells_apart = profile.freemail = true;
    const Verdict verdict = judge_campaign(profile);  // -3000 + 1200 + 900 + 300 - 400: 27
    EXPECT_EQ(verdict.campaign_class, facts::CampaignClass::none);
    EXPECT_EQ(verdict.score, 35);
    EXPECT_FALSE(verdict.question.empty());
    profile.freemail = false;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::bulk);
    EXPECT_EQ(judge_campaign(profile).score, 27);
}

TEST(Verdict, AnAgencyWithANewServiceIsAskedAbout) {
    Profile profile;
    profile.messages = profile.readers = profile.readers_with_past = profile.new_to_readers = 36;
    profile.protected_readers = profile.office_readers = profile.unrelated_hosts = profile.authenticated = 36;
    profile.identities = profile.sender_domains = profile.contact_times = 1;
    profile.open_tells_apart = profile.open_proven = true;
    const Verdict agency = judge_campaign(profile);
    EXPECT_EQ(agency.campaign_class, facts::CampaignClass::none);
    EXPECT_GE(agency.score, 35);
    EXPECT_FALSE(agency.question.empty());
    profile.private_addresses = 3;  // it knows where they live
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
}

TEST(Verdict, SaysWhichReasonItHangsOn) {
    Profile profile;
    profile.messages = profile.readers = profile.strange_host = profile.authenticated = 6;
    profile.even_history = profile.unrelated_hosts = 6;
    profile.identities = profile.sender_domains = 1;
    profile.open_tells_apart = true;
    const Verdict verdict = judge_campaign(profile);
    EXPECT_EQ(verdict.campaign_class, facts::CampaignClass::covert);
    ASSERT_FALSE(verdict.would_change.empty());
    EXPECT_EQ(verdict.would_change[0].without, verdict.reasons[0].text);
    EXPECT_EQ(verdict.reasons[0].name, "strange-host");
    EXPECT_EQ(verdict.would_change[0].campaign_class, facts::CampaignClass::bulk);
    // With a way out in it the same is how a newsletter begins, and the sender's history counts again.
    profile.any_unsubscribe = 6;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::bulk);
}

TEST(Verdict, NeverTheSameNeedsSomebodyAimedAt) {
    Profile profile;
    profile.messages = profile.templates = profile.sender_domains = profile.tracking_sites = 8;
    profile.tell_a_stranger = profile.unrelated_hosts = profile.readers = 8;
    profile.identities = 1;
    profile.spanned = 400 * 86400;
    profile.open_tells_apart = true;
    EXPECT_NE(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
    profile.protected_readers = 8;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
}

TEST(Verdict, WithoutAnAlarmTheScoreStaysInTheMiddle) {
    Profile profile;
    profile.messages = profile.readers = 10;
    profile.identities = profile.sender_domains = 10;
    profile.readers_with_past = profile.new_to_readers = 10;
    profile.auth_failed = 10;
    const Verdict verdict = judge_campaign(profile);  // -3000 + 2200 + 1200 + 900
    EXPECT_EQ(verdict.campaign_class, facts::CampaignClass::none);
    EXPECT_EQ(verdict.score, 60);
    EXPECT_FALSE(verdict.question.empty());
}

TEST(Verdict, OwnExerciseIsNeverAnAlarm) {
    Profile profile;
    profile.messages = profile.simulation = 50;
    profile.sign_in = profile.look_alike = profile.poses = 50;
    profile.identities = 5;
    const Verdict verdict = judge_campaign(profile);
    EXPECT_LE(verdict.campaign_class, facts::CampaignClass::bulk);
}

TEST(Verdict, APetitionIsNotWorthTheNextHour) {
    Profile profile;
    profile.messages = profile.readers = profile.identities = profile.sender_domains = 50;
    profile.readers_with_past = profile.new_to_readers = 50;
    profile.protected_readers = 50;
    const Verdict with_links = judge_campaign(profile);  // -3000 + 2200 + 1200 + 900 = 1300
    EXPECT_GE(with_links.score, 35);
    profile.only_words = 50;  // - 2000
    const Verdict verdict = judge_campaign(profile);
    EXPECT_EQ(verdict.campaign_class, facts::CampaignClass::none);
    EXPECT_EQ(verdict.score, 33);
    profile.identities = 10;  // accounts that are used again
    EXPECT_GE(judge_campaign(profile).score, 35);
}

TEST(Verdict, ANamesakeIsAQuestionAndAWaveInANameAnAlarm) {
    Profile profile;
    profile.messages = profile.poses = profile.readers = profile.protected_readers = 3;
    profile.readers_with_past = profile.new_to_readers = 3;
    profile.identities = profile.sender_domains = 2;
    const Verdict few = judge_campaign(profile);  // -3000 + 1700 + 900 + 700 = 300
    EXPECT_EQ(few.campaign_class, facts::CampaignClass::none);
    EXPECT_FALSE(few.question.empty());
    profile.reply_elsewhere = 3;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::impersonation);
    profile.reply_elsewhere = 0;
    profile.messages = profile.poses = profile.readers = profile.protected_readers = 6;
    profile.readers_with_past = profile.new_to_readers = 6;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::impersonation);
    profile.identities = 1;
    profile.attachments = 6;  // an application for a post
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::none);
}

TEST(Verdict, ADocumentThatTellsItsReadersApartLoadsAsAMailDoes) {
    Profile profile;
    profile.messages = profile.readers = profile.protected_readers = 8;
    profile.readers_with_past = profile.new_to_readers = 8;
    profile.contact_times = 1;
    profile.identities = profile.sender_domains = 1;
    profile.click_tells_apart = true;  // a link alone is how junk counts its clicks
    EXPECT_NE(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
    profile.attachment_tells_apart = true;
    EXPECT_EQ(judge_campaign(profile).campaign_class, facts::CampaignClass::covert);
}

}  // namespace
}  // namespace redshank::campaign
