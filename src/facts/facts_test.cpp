// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"

namespace redshank::facts {
namespace {

TEST(Places, FirstPlaceGivesHashAndBestReaderWins) {
    Message m;
    m.places = {
        {"b.mbox", 0, 9, "", "hash-b", "owner@parliament.example", ReaderBasis::mailbox_owner, false, false},
        {"a.mbox", 70, 9, "", "hash-a70", "", ReaderBasis::none, true, false},
        {"a.mbox", 5, 9, "", "hash-a5", "sole@parliament.example", ReaderBasis::sole_to, false, false},
        {"a.mbox", 70, 9, "", "hash-a70", "", ReaderBasis::none, true, false}};
    settle_places(m);
    ASSERT_EQ(m.places.size(), 3u);
    EXPECT_EQ(m.sha256, "hash-a5");
    EXPECT_EQ(m.reader, "owner@parliament.example");
    EXPECT_EQ(m.reader_basis, ReaderBasis::mailbox_owner);
    const std::vector<Place> once = m.places;
    settle_places(m);
    EXPECT_EQ(m.places, once);
}

TEST(Places, NoneIsTheWeakestBasis) {
    Place none, sole;
    sole.basis = ReaderBasis::sole_to;
    EXPECT_TRUE(better_reader(sole, none));
    EXPECT_FALSE(better_reader(none, sole));
    EXPECT_FALSE(better_reader(sole, sole));
}

TEST(Finding, IdDependsOnEveryPart) {
    Finding finding;
    finding.message = "M1";
    finding.rule = "tracking/hidden-image";
    finding.evidence = {{"1", 5, "x"}};
    const std::string id = finding_id(finding);
    EXPECT_EQ(id.size(), 17u);
    EXPECT_EQ(id, finding_id(finding));
    Finding other = finding;
    other.evidence[0].part_offset = 6;
    EXPECT_NE(finding_id(other), id);
    other = finding;
    other.facts = {{"host", "a.example"}};
    EXPECT_NE(finding_id(other), id);
    // Moving a byte from one field to the next must not give the same id.
    other = finding;
    other.message = "M";
    other.rule = "1tracking/hidden-image";
    EXPECT_NE(finding_id(other), id);
}

TEST(Names, EveryEnumeratorHasOne) {
    for (int kind = 0; kind <= static_cast<int>(UrlKind::other); ++kind) {
        EXPECT_FALSE(url_kind_name(static_cast<UrlKind>(kind)).empty());
    }
    EXPECT_EQ(campaign_class_name(CampaignClass::covert), "covert");
    EXPECT_EQ(proof_kind_name(ProofKind::differs_between_readers), "differs-between-readers");
    EXPECT_EQ(slot_class_name(SlotClass::per_reader), "per-reader");
    EXPECT_EQ(severity_name(Severity::critical), "critical");
    EXPECT_EQ(domain_of("a@b@c.example"), "c.example");
    EXPECT_EQ(domain_of("none"), "");
}

}  // namespace
}  // namespace redshank::facts
