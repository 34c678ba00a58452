// SPDX-License-Identifier: Apache-2.0
// Whole archives, small and made by hand: what must be found, and what must not be called by a name it does
// not deserve.
#include "campaign/campaign.h"

#include <gtest/gtest.h>

#include <chrono>

#include "campaign/test_mail.h"

namespace redshank::campaign {
namespace {

using facts::Campaign;
using facts::CampaignClass;
using facts::ProofKind;
using facts::Severity;
using facts::SlotClass;
using facts::Trigger;

const Campaign* with_host(const Grouping& grouping, std::string_view host) {
    for (const Campaign& campaign : grouping.campaigns) {
        for (const std::string& known : campaign.hosts) {
            if (known == host) return &campaign;
        }
    }
    return nullptr;
}

const facts::Proof* proof_of(const Campaign& campaign, ProofKind kind) {
    for (const facts::Proof& proof : campaign.proofs) {
        if (proof.kind == kind) return &proof;
    }
    return nullptr;
}

bool has_reason(const Campaign& campaign, std::string_view name) {
    for (const facts::Reason& reason : campaign.reasons) {
        if (reason.name == name) return true;
    }
    return false;
}

// Ten accounts, three waves, a token for each reader in a picture; half of the readers get two mails.
void add_covert_wave(TestArchive& archive) {
    const std::vector<std::string> readers = people(60);
    archive.past(readers, at(2021, 1, 23));
    int n = 0;
    for (const int day : {23, 25, 27}) {
        for (size_t i = 0; i < readers.size(); ++i) {
            if (i % 3 != static_cast<size_t>(day) % 3 && i % 2 == 1) continue;
            const std::string from =
                "reporter" + std::string(1, static_cast<char>('a' + n++ % 10)) + "@press.example";
            archive.mail(readers[i], from, at(2021, 1, day) + n, text_about("strait"), "An article")
                .open("https://img.tracker.test/o/" + token(readers[i]) + "/photo.jpg")
                .click("https://news.outlet.test/story")
                .finding("identity/claims-office", Severity::medium)
                .finding("tracking/open-token", Severity::low);
            archive.mails().back().standing.reader_protected = true;
            archive.mails().back().standing.reader_ours = true;
        }
    }
}

void add_newsletter(TestArchive& archive, int issues, const std::vector<std::string>& readers) {
    for (int issue = 0; issue < issues; ++issue) {
        const Seconds date = at(2020, 1, 15) + issue * 31 * 86400;
        for (const std::string& reader : readers) {
            TestMail& mail =
                archive.mail(reader, "news@shop.example", date,
                             text_about("issue" + std::string(1, static_cast<char>('a' + issue))),
                             "Issue " + std::to_string(issue));
            mail.open("https://t.shop.example/o?i=" + std::to_string(issue) + "&u=" + token("shop" + reader))
                .click("https://t.shop.example/c?i=" + std::to_string(issue) + "&u=" + token("shop" + reader))
                .authenticated()
                .finding("tracking/open-token", Severity::low);
            mail.message.list_unsubscribe = {"<https://t.shop.example/out>"};
        }
    }
}

TEST(Campaign, CovertWaveOfTenIdentitiesIsOneCampaign) {
    TestArchive archive;
    add_covert_wave(archive);
    add_newsletter(archive, 12, people(5));
    const Grouping grouping = archive.group();
    ASSERT_FALSE(grouping.campaigns.empty());
    const Campaign& first = grouping.campaigns.front();
    EXPECT_EQ(first.campaign_class, CampaignClass::covert);
    EXPECT_GE(first.score, 90);
    EXPECT_EQ(first.reader_count, 60u);
    EXPECT_EQ(first.senders.size(), 10u);
    EXPECT_EQ(first.hosts, std::vector<std::string>{"img.tracker.test"});
    EXPECT_TRUE(has_reason(first, "several-identities"));
    EXPECT_TRUE(has_reason(first, "first-contact"));
    EXPECT_TRUE(has_reason(first, "unrelated-hosts"));
    const facts::Proof* follows = proof_of(first, ProofKind::follows_reader);
    ASSERT_NE(follows, nullptr);
    EXPECT_EQ(follows->trigger, Trigger::open);
    EXPECT_LT(follows->log10_p_hundredths, -1000);
    EXPECT_EQ(follows->slot, "path[2]");
    EXPECT_EQ(follows->url_shape, "https://img.tracker.test/o/{path[2]}/photo.jpg");
    for (const facts::Proof& proof : first.proofs)
        EXPECT_EQ(proof.url_shape.find(token("x").substr(0, 3) + "0"), std::string::npos);
}

TEST(Campaign, NewsletterOfTwelveIssuesIsOneBulkCampaign) {
    TestArchive archive;
    add_newsletter(archive, 12, people(8));
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    const Campaign& letter = grouping.campaigns.front();
    EXPECT_EQ(letter.campaign_class, CampaignClass::bulk);
    EXPECT_LT(letter.score, 20);
    EXPECT_EQ(letter.message_count, 96u);
    EXPECT_FALSE(letter.links.empty());
    const facts::Proof* follows = proof_of(letter, ProofKind::follows_reader);
    ASSERT_NE(follows, nullptr) << "that it tracks is a fact all the same";
    // 12 issues to the same 8 readers: 1 / (8!)^11, corrected for two tests of each of two slots: the
    // picture's token and the links'.
    EXPECT_NEAR(follows->log10_p_hundredths, -100 * 11 * std::log10(40320.0) + 100 * std::log10(4.0), 1);
}

TEST(Campaign, SenderAddressMadeForEachMailIsOneIdentity) {
    TestArchive archive;
    for (const std::string& reader : people(20)) {
        archive.mail(reader, "bounce+" + token(reader) + "@shop.example", at(2022, 5, 3), text_about("sale"))
            .open("https://t.shop.example/p.png?u=" + token(reader));
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_FALSE(has_reason(grouping.campaigns[0], "several-identities"));
    EXPECT_TRUE(has_reason(grouping.campaigns[0], "one-identity"));
    EXPECT_EQ(grouping.campaigns[0].campaign_class, CampaignClass::bulk);
}

TEST(Campaign, EightMailsOnce) {
    TestArchive archive;
    const std::vector<std::string> readers = people(8);
    archive.past(readers, at(2022, 5, 3));
    for (const std::string& reader : readers) {
        archive.mail(reader, "editor@daily-review.test", at(2022, 5, 3), text_about("seminar"), "Request")
            .open("https://cdn.pictures.test/p.png?id=" + token(reader))
            .finding("tracking/open-token", Severity::low);
        archive.mails().back().standing.reader_protected = true;
    }
    const Grouping grouping = archive.group();
    const Campaign* campaign = with_host(grouping, "cdn.pictures.test");
    ASSERT_NE(campaign, nullptr);
    EXPECT_EQ(campaign->message_count, 8u);
    EXPECT_EQ(campaign->campaign_class, CampaignClass::covert);
    EXPECT_EQ(campaign, &grouping.campaigns.front());
    // 16! / (8! 16^8) = 0.12: listed as the best there is, but it weighs nothing.
    ASSERT_EQ(campaign->proofs.size(), 1u);
    EXPECT_EQ(campaign->proofs[0].kind, ProofKind::differs_between_readers);
    EXPECT_EQ(campaign->proofs[0].log10_p_hundredths, -92);
    EXPECT_EQ(campaign->proofs[0].variants_assumed, 16u);
    EXPECT_FALSE(has_reason(*campaign, "open-proven"));
    ASSERT_EQ(campaign->slots.size(), 1u);
    EXPECT_EQ(campaign->slots[0].slot_class, SlotClass::per_message);
    EXPECT_EQ(campaign->slots[0].name, "query[id]");
    EXPECT_EQ(campaign->slots[0].values, 8u);
}

TEST(Campaign, WhatADocumentLoadsForEachReaderIsASlotApartFromLinks) {
    TestArchive archive;
    for (const std::string& reader : people(12)) {
        archive.mail(reader, "a@sender.example", at(2021, 3, 1), text_about("papers"))
            .use(facts::UrlKind::document_template, Trigger::click,
                 "https://t.example/d/" + token(reader) + "/a.dotm")
            .click("https://news.outlet.test/r?u=" + token(reader))
            .finding("attachment/remote-template", Severity::high);
    }
    const Grouping grouping = archive.group();
    const Campaign* campaign = with_host(grouping, "t.example");
    ASSERT_NE(campaign, nullptr);
    const auto is_template = [](const facts::Slot& slot) {
        return slot.kind == facts::UrlKind::document_template;
    };
    EXPECT_EQ(std::count_if(campaign->slots.begin(), campaign->slots.end(), is_template), 1);
    const auto proves = [](const facts::Proof& proof) {
        return proof.url_kind == facts::UrlKind::document_template && proof.host == "t.example";
    };
    const auto proof = std::find_if(campaign->proofs.begin(), campaign->proofs.end(), proves);
    ASSERT_NE(proof, campaign->proofs.end());
    EXPECT_EQ(proof->kind, ProofKind::differs_between_readers);
    EXPECT_EQ(proof->trigger, Trigger::click) << "opening the mail alone tells nobody";
    EXPECT_NE(campaign->title.find("opened attachment"), std::string::npos) << campaign->title;
    EXPECT_FALSE(has_reason(*campaign, "open-tells-apart"));
    EXPECT_TRUE(has_reason(*campaign, "dangerous-attachment"));
}

TEST(Campaign, ValueThatNamesTheReaderIsProvenByOneCopy) {
    TestArchive archive;
    archive.mail("personaa.a@parliament.example", "x@sender.test", at(2022, 5, 3), text_about("paper"))
        .open("https://cdn.pictures.test/p.png?id=" + md5_hex("personaa.a@parliament.example"))
        .finding("tracking/names-reader", Severity::high);
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    const facts::Proof* proof = proof_of(grouping.campaigns[0], ProofKind::names_reader);
    ASSERT_NE(proof, nullptr);
    EXPECT_EQ(proof->encoding, "md5");
    EXPECT_EQ(proof->copies, 1u);
    EXPECT_EQ(proof->trigger, Trigger::open);
}

TEST(Campaign, VariantsAreNoProof) {
    TestArchive archive;
    const std::vector<std::string> readers = people(40);
    for (size_t i = 0; i < readers.size(); ++i) {
        archive
            .mail(readers[i], "news@shop.example", at(2022, 5, 3) + static_cast<Seconds>(i),
                  text_about("sale"))
            .open("https://t.shop.example/" + token(i % 3 == 0 ? "A" : "B") + ".png");
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_TRUE(grouping.campaigns[0].proofs.empty());
    ASSERT_FALSE(grouping.campaigns[0].slots.empty());
    EXPECT_EQ(grouping.campaigns[0].slots[0].slot_class, SlotClass::few_variants);
}

TEST(Campaign, VariantsKeptForEachReaderAreNoProof) {
    TestArchive archive;
    for (int issue = 0; issue < 12; ++issue) {
        for (const std::string& reader : people(2)) {
            archive.mail(reader, "news@shop.example", at(2022, 5, 3) + issue * 7 * 86400, text_about("sale"))
                .open("https://t.shop.example/p.png?v=" +
                      std::string(reader.starts_with("personaa") ? "a" : "b"));
        }
    }
    for (const Campaign& campaign : archive.group().campaigns) EXPECT_TRUE(campaign.proofs.empty());
}

TEST(Campaign, OwnGatewayIsNoProof) {
    TestArchive archive;
    for (const std::string& reader : people(30)) {
        archive.mail(reader, "news@shop.example", at(2022, 5, 3), text_about("sale"))
            .wrapped("https://links.parliament.example/?url=https%3A%2F%2Fshop.example%2Fsale%2Fspring&d=" +
                         token(reader),
                     "https://shop.example/sale/spring");
    }
    Options options;
    options.link_gateways = {"links.parliament.example"};
    const Grouping grouping = archive.group(options);
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_TRUE(grouping.campaigns[0].proofs.empty());
    EXPECT_FALSE(has_reason(grouping.campaigns[0], "click-tells-apart"));
    // Without the organisation's word it is a proof, and the gateway stays among what explains it.
    const Grouping unknowing = archive.group();
    ASSERT_FALSE(unknowing.campaigns[0].proofs.empty());
    ASSERT_FALSE(unknowing.campaigns[0].proofs[0].remaining.empty());
    EXPECT_NE(unknowing.campaigns[0].proofs[0].remaining[0].find("gateway"), std::string::npos);
}

TEST(Campaign, TokenInsideAGatewayIsStillTheSenders) {
    TestArchive archive;
    int n = 0;
    for (const std::string& reader : people(30)) {
        const std::string inner =
            "https://t.shop.example/c/" + token(reader) + "?url=https%3A%2F%2Fshop.example%2Fsale";
        TestMail& mail = archive.mail(reader, "news@shop.example", at(2022, 5, 3), text_about("sale"));
        if (n++ % 2 == 0) {
            mail.click(inner);  // a reader without the gateway
        } else {
            mail.wrapped("https://links.parliament.example/?d=" + token("gateway" + reader) +
                             "&url=https%3A%2F%2Ft.shop.example%2Fc%2F" + token(reader) +
                             "%3Furl%3Dhttps%253A%252F%252Fshop.example%252Fsale",
                         "https://shop.example/sale");
        }
    }
    Options options;
    options.link_gateways = {"links.parliament.example"};
    const Grouping grouping = archive.group(options);
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    ASSERT_FALSE(grouping.campaigns[0].proofs.empty());
    for (const facts::Proof& proof : grouping.campaigns[0].proofs) {
        EXPECT_EQ(proof.host, "t.shop.example");
        EXPECT_EQ(proof.slot, "path[2]");
        EXPECT_EQ(proof.readers, 30u);
    }
}

TEST(Campaign, SentAgainIsNoSecondMessage) {
    TestArchive archive;
    for (const std::string& reader : people(6)) {
        for (int again = 0; again < 3; ++again) {
            archive.mail(reader, "news@shop.example", at(2022, 5, 3) + again * 86400, text_about("sale"))
                .open("https://t.shop.example/p.png?u=" + token(reader));
            archive.mails().back().message.message_id = "<" + reader + ">";
        }
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    ASSERT_EQ(grouping.campaigns[0].proofs.size(), 1u);
    // Six readers with one message each, 16! / (10! 16^6) = 0.34, corrected for two tests.
    EXPECT_EQ(grouping.campaigns[0].proofs[0].copies, 6u);
    EXPECT_EQ(grouping.campaigns[0].proofs[0].log10_p_hundredths, -16);
    EXPECT_EQ(grouping.campaigns[0].slots[0].slot_class, SlotClass::per_message);
}

TEST(Campaign, CacheBusterIsToldAsWhatRemains) {
    TestArchive archive;
    const std::vector<std::string> readers = people(20);
    for (int wave = 0; wave < 2; ++wave) {
        for (const std::string& reader : readers) {
            archive.mail(reader, "news@shop.example", at(2022, 5, 3 + wave), text_about("sale"))
                .open("https://t.shop.example/p.png?r=" + token(reader + std::to_string(wave)));
        }
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_EQ(proof_of(grouping.campaigns[0], ProofKind::follows_reader), nullptr);
    const facts::Proof* differs = proof_of(grouping.campaigns[0], ProofKind::differs_between_readers);
    ASSERT_NE(differs, nullptr);
    EXPECT_EQ(differs->variants_assumed, 20u);
    ASSERT_FALSE(differs->remaining.empty());
    EXPECT_NE(differs->remaining[0].find("caching"), std::string::npos);
}

TEST(Campaign, ClockIsNoProof) {
    TestArchive archive;
    const std::vector<std::string> readers = people(20);
    for (size_t i = 0; i < readers.size(); ++i) {
        const Seconds date = at(2022, 5, 3) + static_cast<Seconds>(i);
        archive.mail(readers[i], "news@shop.example", date, text_about("sale"))
            .open("https://t.shop.example/p.png?ts=" + std::to_string(date));
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_TRUE(grouping.campaigns[0].proofs.empty());
}

TEST(Campaign, MailingListIsNotCovert) {
    TestArchive archive;
    const std::vector<std::string> readers = people(10);
    archive.past(readers, at(2022, 5, 3));
    for (int post = 0; post < 6; ++post) {
        const std::string from = "member" + std::string(1, static_cast<char>('a' + post)) + "@home.example";
        for (const std::string& reader : readers) {
            TestMail& mail = archive.mail(reader, from, at(2022, 5, 3 + post),
                                          text_about("post" + std::string(1, static_cast<char>('a' + post))),
                                          "[list] post");
            mail.message.list_id = "<talk.lists.example>";
            mail.message.precedence = "list";
            mail.click("https://lists.example/talk");
        }
    }
    for (const Campaign& campaign : archive.group().campaigns) {
        EXPECT_LE(campaign.campaign_class, CampaignClass::bulk);
        EXPECT_LT(campaign.score, 20);
        EXPECT_TRUE(campaign.proofs.empty());
    }
}

TEST(Campaign, UnknownReadersAreNoReaders) {
    TestArchive archive;
    for (int i = 0; i < 40; ++i) {
        archive.mail("", "news@shop.example", at(2022, 5, 3), text_about("sale"))
            .open("https://t.shop.example/p.png?u=" + token(std::to_string(i)));
    }
    const Grouping grouping = archive.group();
    EXPECT_EQ(grouping.unknown_readers, 40u);
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_TRUE(grouping.campaigns[0].proofs.empty());
    EXPECT_EQ(grouping.campaigns[0].reader_count, 0u);
    EXPECT_EQ(grouping.campaigns[0].slots[0].slot_class, SlotClass::per_message);
}

TEST(Campaign, ImpersonationWithoutTracking) {
    TestArchive archive;
    const std::vector<std::string> readers = people(3);
    archive.past(readers, at(2022, 5, 3));
    for (const std::string& reader : readers) {
        TestMail& mail =
            archive.mail(reader, "a.okafor@parliarnent.example", at(2022, 5, 3), text_about("favour"));
        mail.finding("identity/look-alike-domain", Severity::high)
            .finding("identity/protected-name", Severity::low);
    }
    const Campaign first = archive.group().campaigns.front();
    EXPECT_EQ(first.campaign_class, CampaignClass::impersonation);
    EXPECT_GE(first.score, 60);
}

// One by one, other subjects, texts, readers, and two accounts: what they share is the name they borrow.
TEST(Campaign, MailsInOnePersonsNameAreOneCampaign) {
    TestArchive archive;
    const std::vector<std::string> readers = people(8);
    archive.past(readers, at(2022, 5, 3));
    for (size_t i = 0; i < readers.size(); ++i) {
        const std::string topic(1, static_cast<char>('a' + i));
        archive
            .mail(readers[i],
                  i % 2 == 0 ? "amelia.okafor@parliarnent.example" : "amelia.okafor7@freemail.example",
                  at(2022, 5, 3 + static_cast<int>(i)), text_about("favour" + topic), "Request " + topic)
            .finding("identity/protected-name", Severity::low)
            .fact("person", "Amelia Okafor");
    }
    archive.mail(readers[0], "bruno.lindqvist@freemail.example", at(2022, 5, 4), text_about("other"), "Other")
        .finding("identity/protected-name", Severity::low)
        .fact("person", "Bruno Lindqvist");
    const Grouping grouping = archive.group();
    ASSERT_FALSE(grouping.campaigns.empty());
    const Campaign& first = grouping.campaigns.front();
    EXPECT_EQ(first.message_count, 8u);
    EXPECT_EQ(first.campaign_class, CampaignClass::impersonation);
    EXPECT_EQ(first.title, "2 senders, 8 mails to 8 people in the name of Amelia Okafor");
}

TEST(Campaign, PostsOfOneListAreOneCampaign) {
    TestArchive archive;
    const std::vector<std::string> readers = people(4);
    const auto post = [&](int n) -> TestMail& {
        const std::string topic(1, static_cast<char>('a' + n));
        TestMail& mail = archive.mail("", "member" + topic + "@home.example", at(2022, 1, 3) + n * 60 * 86400,
                                      text_about("post" + topic), "[talk] " + topic);
        mail.message.list_id = "Talk <talk.lists.example>";
        return mail;
    };
    for (int n = 0; n < 6; ++n) {
        for (const std::string& reader : readers) post(n).message.reader = reader;
    }
    ASSERT_EQ(archive.group().campaigns.size(), 1u);
    EXPECT_EQ(archive.group().campaigns[0].title.substr(0, 38), "talk.lists.example, 24 mails to 4 peop");
    // Whoever writes the name of the list into a mail that loads something for its reader stays apart.
    for (const std::string& reader : readers) {
        post(7).open("https://cdn.pictures.test/" + token(reader) + ".png").message.reader = reader;
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 2u);
    EXPECT_NE(with_host(grouping, "cdn.pictures.test"), nullptr);
}

TEST(Campaign, TitleNamesWhoWritesWhereThatIsNoDeceit) {
    TestArchive archive;
    const auto letters = [&](std::string_view site, std::string_view name, std::string_view other_name) {
        for (const std::string& reader : people(6)) {
            TestMail& mail =
                archive.mail(reader, "news@" + std::string(site), at(2022, 5, 3), text_about(site), "Sale");
            mail.message.from.front().name = reader < people(6)[3] ? name : other_name;
            mail.click("https://" + std::string(site) + "/" + token(std::string(site) + reader));
        }
    };
    letters("shop.example", "Shop News", "Shop News");
    letters("forge.example", "One Member", "Another Member");
    std::vector<std::string> titles;
    for (const Campaign& campaign : archive.group().campaigns) titles.push_back(campaign.title);
    std::sort(titles.begin(), titles.end());
    ASSERT_EQ(titles.size(), 2u);
    EXPECT_EQ(titles[0], "Shop News, 6 mails to 6 people: links to shop[.]example differ for each reader");
    EXPECT_EQ(titles[1],
              "news@forge.example, 6 mails to 6 people: links to forge[.]example differ for each reader");
}

TEST(Campaign, CallingItselfAListHidesNobody) {
    TestArchive archive;
    add_covert_wave(archive);
    for (TestMail& mail : archive.mails()) {
        if (mail.message.urls.empty()) continue;
        mail.message.list_id = "<news.lists.example>";
        mail.message.return_path = "bounce@press.example";
    }
    const Campaign first = archive.group().campaigns.front();
    EXPECT_TRUE(has_reason(first, "several-identities"));
    EXPECT_EQ(first.campaign_class, CampaignClass::covert);
}

TEST(Campaign, LetterToThreePeopleIsPlainMail) {
    TestArchive archive;
    for (const std::string& reader : people(3))
        archive.mail(reader, "someone@office.example", at(2022, 5, 3), text_about("minutes"));
    EXPECT_TRUE(archive.group().campaigns.empty());
}

// One mail every two months, another sender and another host each time.
TEST(Campaign, LowAndSlowJoinsByWhatIsLeft) {
    const auto slow = [](bool same_words, bool to_protected) {
        TestArchive archive;
        const std::vector<std::string> readers = people(5);
        archive.past(readers, at(2015, 1, 1));
        for (int i = 0; i < 12; ++i) {
            const std::string n(1, static_cast<char>('a' + i));
            std::string path;  // another form of URL each time
            for (int depth = 0; depth < i; ++depth) path += "/" + n;
            const std::string body =
                (same_words ? text_about("harbour") : text_about("harbour" + n)) + text_about("topic" + n);
            archive
                .mail(readers[static_cast<size_t>(i) % 5], n + "writer" + n + "@freemail.example",
                      at(2016, 1, 1) + i * 61 * 86400, body, "Subject " + n)
                .open("https://cdn." + n + "host" + n + ".test" + path + "/" + token("slow" + n) + ".gif")
                .finding("tracking/open-token", Severity::low);
            archive.mails().back().standing = {
                to_protected, true,  false,
                true,         false, to_protected ? 1u + static_cast<uint32_t>(i) % 5 : 0u};
        }
        return archive.group();
    };
    const Grouping found = slow(true, true);
    ASSERT_EQ(found.campaigns.size(), 1u);
    EXPECT_EQ(found.campaigns[0].campaign_class, CampaignClass::covert);
    EXPECT_EQ(found.campaigns[0].message_count, 12u);
    EXPECT_TRUE(has_reason(found.campaigns[0], "never-the-same"));
    EXPECT_FALSE(found.campaigns[0].links.empty());
    // Strangers' mail of which nothing is alike stays what it is, and so does what aims at nobody.
    for (const Grouping& other : {slow(false, true), slow(true, false)}) {
        for (const Campaign& campaign : other.campaigns) EXPECT_EQ(campaign.message_count, 1u);
    }
}

TEST(Campaign, OneTokenOnTwoHostsIsOneHand) {
    TestArchive archive;
    const std::vector<std::string> readers = people(6);
    archive.past(readers, at(2019, 1, 1));
    for (const int year : {2020, 2022}) {
        const std::string host = year == 2020 ? "img.first.test" : "pics.second.test";
        for (const std::string& reader : readers) {
            archive
                .mail(reader, "w" + std::to_string(year) + "@freemail.example", at(year, 5, 3),
                      text_about("wave" + std::string(1, static_cast<char>('a' + year % 20))),
                      "Of " + std::to_string(year))
                .open("https://" + host + "/" + token("hand" + reader) + ".png")
                .finding("tracking/open-token", Severity::low);
        }
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_EQ(grouping.campaigns[0].message_count, 12u);
    EXPECT_EQ(grouping.campaigns[0].links[0].text, "the same token for the same reader on another host");
}

// Each reader gets one mail only, so that no token is seen twice: what is left is the key.
TEST(Campaign, TokensUnderOneMaskAreOneHandAndNameTheirReaders) {
    const auto masked = [](const std::string& address) {
        std::string out;
        for (size_t i = 0; i < address.size(); ++i) out += static_cast<char>(address[i] ^ "k3y!"[i % 4]);
        return hex(out);
    };
    TestArchive archive;
    const std::vector<std::string> readers = people(12);
    archive.past(readers, at(2019, 1, 1));
    for (size_t i = 0; i < readers.size(); ++i) {
        const std::string year = i < 6 ? "2020" : "2022";
        archive
            .mail(readers[i], "w" + year + "@freemail.example", at(i < 6 ? 2020 : 2022, 5, 3),
                  text_about(i < 6 ? "first" : "second"), "Of " + year)
            .open("https://" + std::string(i < 6 ? "img.first.test" : "pics.second.test") + "/" +
                  masked(readers[i]) + ".png")
            .finding("tracking/open-token", Severity::low);
    }
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_EQ(grouping.campaigns[0].message_count, 12u);
    EXPECT_EQ(grouping.campaigns[0].links[0].text,
              "tokens that hide the reader's address under the same mask");
    ASSERT_FALSE(grouping.campaigns[0].proofs.empty());
    EXPECT_EQ(grouping.campaigns[0].proofs[0].kind, ProofKind::names_reader);
    EXPECT_EQ(grouping.campaigns[0].proofs[0].encoding, "masked with one key");
}

// A colleague's account leads to a sign-in page that nobody else uses; the house's own, it has used for long.
TEST(Campaign, AColleaguesAccountIsNoExcuseForASignInPage) {
    for (const bool is_house_page : {false, true}) {
        TestArchive archive;
        const std::vector<std::string> readers = people(8);
        archive.past(readers, at(2019, 1, 1));
        const auto mail = [&](const std::string& reader, Seconds date, const std::string& about) {
            archive.mail(reader, "colleague@parliament.example", date, text_about(about), about)
                .click("https://parliament.login.test/" + about)
                .finding("link/sign-in-look-alike", Severity::low)
                .fact("url", "https://parliament.login.test/" + about);
            archive.mails().back().standing.author_ours = true;
        };
        if (is_house_page) mail(readers[0], at(2019, 3, 1), "before");
        for (const std::string& reader : readers) mail(reader, at(2020, 6, 1), "now");
        const Grouping grouping = archive.group();
        const bool alarm = std::any_of(
            grouping.campaigns.begin(), grouping.campaigns.end(),
            [](const Campaign& campaign) { return campaign.campaign_class == CampaignClass::phishing; });
        EXPECT_EQ(alarm, !is_house_page);
    }
}

// A partner of years, whose account others now write from.
TEST(Campaign, AccountTakenOverIsCovert) {
    TestArchive archive;
    const std::vector<std::string> readers = people(8);
    archive.past(readers, at(2017, 1, 1));
    for (int i = 0; i < 14; ++i) {
        archive
            .mail(readers[static_cast<size_t>(i) % 8], "partner@institute.example",
                  at(2019, 1, 1) + i * 30 * 86400,
                  text_about("letter" + std::string(1, static_cast<char>('a' + i))),
                  "Letter " + std::to_string(i))
            .authenticated();
    }
    for (const std::string& reader : readers) {
        archive.mail(reader, "partner@institute.example", at(2020, 6, 1), text_about("report"), "A report")
            .open("https://img.nobodys.test/" + token("taken" + reader) + "/cover.jpg")
            .authenticated()
            .finding("tracking/open-token", Severity::low);
    }
    const Grouping grouping = archive.group();
    const Campaign* wave = with_host(grouping, "img.nobodys.test");
    ASSERT_NE(wave, nullptr);
    EXPECT_EQ(wave->campaign_class, CampaignClass::covert);
    EXPECT_EQ(wave->message_count, 8u);
    EXPECT_TRUE(has_reason(*wave, "strange-host"));
}

// Tracks each of the people it wants to sell to, under its own name.
TEST(Campaign, SalesPersonIsNoAlarm) {
    TestArchive archive;
    const std::vector<std::string> readers = people(6);
    archive.past(readers, at(2022, 5, 3));
    for (const std::string& reader : readers) {
        archive.mail(reader, "sales@desks.example", at(2022, 5, 3), text_about("desks"))
            .open("https://t.desks.example/open/" + token(reader))
            .authenticated();
        archive.mails().back().standing = {true, true, false, false, false};
    }
    ASSERT_EQ(archive.group().campaigns.size(), 1u);
    EXPECT_EQ(archive.group().campaigns[0].campaign_class, CampaignClass::bulk);
    EXPECT_LT(archive.group().campaigns[0].score, 20);
    // The same from a host of nobody's is a question.
    for (TestMail& mail : archive.mails()) {
        for (facts::UrlUse& use : mail.message.urls) {
            use.url.replace(use.url.find("t.desks.example"), 15, "img.pictures.test");
            use.host = "img.pictures.test";
            use.site = "pictures.test";
        }
    }
    EXPECT_EQ(archive.group().campaigns.front().campaign_class, CampaignClass::none);
    EXPECT_FALSE(archive.group().campaigns.front().question.empty());
}

TEST(Campaign, LinkThatLiesIsPhishingUnlessItCountsClicks) {
    TestArchive archive;
    const std::string reader = people(1)[0];
    archive.past({reader}, at(2022, 5, 3));
    archive.mail(reader, "service@bank.example", at(2022, 5, 3), text_about("account"))
        .click("https://host.elsewhere.test/bank")
        .finding("link/text-host-mismatch", Severity::medium)
        .fact("url", "https://host.elsewhere.test/bank");
    TestMail& letter = archive.mail(reader, "news@shop.example", at(2022, 5, 3), text_about("sale"));
    for (int link = 0; link < 6; ++link) letter.click("https://count.elsewhere.test/" + std::to_string(link));
    letter.finding("link/text-host-mismatch", Severity::medium).fact("url", "https://count.elsewhere.test/3");
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_EQ(grouping.campaigns[0].campaign_class, CampaignClass::phishing);
    EXPECT_EQ(grouping.campaigns[0].senders[0].address, "service@bank.example");
}

TEST(Campaign, NameThatAuthenticationRefusesHasNoHistory) {
    TestArchive archive;
    const std::vector<std::string> readers = people(5);
    for (int month = 1; month <= 12; ++month) {
        for (const std::string& reader : readers)
            archive.mail(reader, "office@partner.example", at(2022, month, 3),
                         text_about("letter" + std::string(1, static_cast<char>('a' + month))), "Letter");
    }
    for (const std::string& reader : readers) {
        TestMail& mail = archive.mail(reader, "office@partner.example", at(2023, 1, 3), text_about("paper"));
        mail.open("https://cdn.pictures.test/" + token(reader) + ".png");
        mail.message.auth.push_back({"dmarc", "fail", "partner.example", "mx.parliament.example", true});
    }
    const Grouping grouping = archive.group();
    const Campaign* forged = with_host(grouping, "cdn.pictures.test");
    ASSERT_NE(forged, nullptr);
    EXPECT_TRUE(has_reason(*forged, "auth-fails"));
    EXPECT_FALSE(has_reason(*forged, "even-history"));
    EXPECT_FALSE(has_reason(*forged, "known-sender"));
}

TEST(Campaign, SignInLookAlikeIsPhishing) {
    TestArchive archive;
    archive.past(people(1), at(2022, 5, 3));
    archive.mail(people(1)[0], "it@helpdesk.test", at(2022, 5, 3), text_about("quota"))
        .click("https://webmail-parliament.test/login")
        .finding("link/sign-in-look-alike", Severity::high);
    const Grouping grouping = archive.group();
    ASSERT_EQ(grouping.campaigns.size(), 1u);
    EXPECT_EQ(grouping.campaigns[0].campaign_class, CampaignClass::phishing);
    EXPECT_GE(grouping.campaigns[0].score, 50);
}

TEST(Campaign, OrdinaryMailIsNoCampaign) {
    TestArchive archive;
    for (int i = 0; i < 30; ++i) {
        archive.mail(people(30)[static_cast<size_t>(i)], "someone@office.example", at(2022, 5, 3) + i * 3600,
                     text_about("talk" + std::string(1, static_cast<char>('a' + i))),
                     "Talk " + std::to_string(i));
        archive.mail("", "robot@office.example", at(2022, 6, 3) + i * 3600, "", "");  // neither text nor URL
        archive.mail(people(30)[static_cast<size_t>(i)], "a" + std::to_string(i) + "@office.example",
                     at(2022, 7, 3), "ok thanks", "Re: talk " + std::to_string(i));
    }
    const Grouping grouping = archive.group();
    EXPECT_TRUE(grouping.campaigns.empty());
    EXPECT_EQ(grouping.single_copies, 90u);
}

TEST(Campaign, LeaveOneOutTellsOfEveryReason) {
    TestArchive archive;
    add_covert_wave(archive);
    Options options;
    options.leave_one_out = true;
    const Campaign campaign = archive.group(options).campaigns.front();
    ASSERT_EQ(campaign.would_change.size(), campaign.reasons.size());
    for (size_t i = 0; i < campaign.reasons.size(); ++i) {
        EXPECT_EQ(campaign.would_change[i].without, campaign.reasons[i].text);
        const bool speaks_for = campaign.reasons[i].weight_thousandths > 0;
        EXPECT_TRUE(speaks_for ? campaign.would_change[i].score <= campaign.score
                               : campaign.would_change[i].score >= campaign.score);
    }
}

std::string print(const Grouping& grouping) {
    std::string out;
    for (const Campaign& c : grouping.campaigns) {
        out += c.id + "|" + c.title + "|" + std::to_string(c.score) + "|" + c.question;
        for (const auto& s : c.senders) out += s.address + s.name + std::to_string(s.messages);
        for (const auto* list : {&c.hosts, &c.subjects, &c.readers, &c.messages, &c.message_ids}) {
            for (const std::string& text : *list) out += text + ",";
        }
        for (const auto& s : c.slots)
            out += s.url_shape + s.name + std::to_string(s.values) +
                   std::string(facts::slot_class_name(s.slot_class));
        for (const auto& p : c.proofs) {
            out += p.slot + std::to_string(p.log10_p_hundredths);
            for (const std::string& text : p.example) out += text;
        }
        for (const auto& r : c.reasons) out += r.name + r.text;
        for (const auto& l : c.links) out += l.text + std::to_string(l.weight_thousandths);
        out += "\n";
    }
    return out;
}

TEST(Campaign, OrderOfAddingAndThreadsDoNotMatter) {
    TestArchive archive;
    add_covert_wave(archive);
    add_newsletter(archive, 12, people(7));
    const std::string expected = print(archive.group());
    EXPECT_GT(expected.size(), 1000u);
    for (unsigned seed = 1; seed <= 5; ++seed) {
        archive.shuffle(seed);
        Options options;
        options.threads = static_cast<int>(seed);
        EXPECT_EQ(print(archive.group(options)), expected);
    }
}

TEST(Campaign, MoreSlotsThanAreKept) {
    TestArchive archive;
    for (const std::string& reader : people(3)) {
        TestMail& mail = archive.mail(reader, "news@shop.example", at(2022, 5, 3), text_about("sale"));
        for (int link = 0; link < 600; ++link) {
            const std::string own = token(reader + std::to_string(link));
            mail.click("https://t.shop.example/" + own + "?a=" + own + "&b=" + token(own));
        }
    }
    archive.mail("x@parliament.example", "other@shop.example", at(2023, 5, 3), text_about("rent"))
        .finding("tracking/open-token", Severity::low);
    for (int link = 0; link < 100; ++link) {
        const std::string own = token(std::to_string(link));
        archive.mails().back().click("https://t.shop.example/" + own + "?a=" + own);
    }
    const Grouping grouping = archive.group();
    ASSERT_FALSE(grouping.campaigns.empty());
    EXPECT_EQ(grouping.campaigns.front().slots.size(), 64u);
}

TEST(Campaign, HostileUrlsAndDates) {
    TestArchive archive;
    const std::vector<std::string> odd = {"",
                                          "http://",
                                          "://",
                                          "http://[::1",
                                          "https://a.test/%00%ff?=&&=#",
                                          "x",
                                          "https://a.test/" + std::string(70000, 'a'),
                                          "https://a.test/?" + std::string(5000, '&'),
                                          "https://a.test" + std::string(5000, '/')};
    for (const std::string& reader : people(4)) {
        TestMail& mail = archive.mail(reader, "", 0, text_about("odd"));
        for (const std::string& url : odd) {
            facts::UrlUse& use = mail.message.urls.emplace_back();
            use.kind = facts::UrlKind::img_src;
            use.trigger = Trigger::open;
            use.url = url;
            use.target = use.sent = url + reader;
            use.host = use.site = "a.test";
            use.target_host = "b.test";
        }
        mail.message.from.clear();
        mail.message.date = reader < people(3)[2] ? INT64_MIN : INT64_MAX;
        mail.message.list_id = ">x<";
        mail.message.list_unsubscribe = {"mailto:", "https://", "<"};
    }
    archive.mails().front().message.content_id = "not hex";
    EXPECT_FALSE(archive.group().campaigns.empty());
}

TEST(Campaign, SameMessageTwiceIsOne) {
    TestArchive archive;
    archive.mail("a@b.example", "c@d.example", at(2022, 5, 3), text_about("one"));
    archive.mails().push_back(archive.mails().front());
    EXPECT_EQ(archive.archive().size(), 1u);
}

TEST(Campaign, AQuarterMillionWithOneSketchStaysLinear) {
    const TestMail pattern =
        TestArchive().mail("r@parliament.example", "a@b.test", at(2020, 1, 1), text_about("footer"));
    Archive archive;
    constexpr int count = 200'000;
    for (int i = 0; i < count; ++i) {
        TestMail mail = pattern;
        mail.message.content_id = sha256_hex(std::to_string(i));
        mail.message.text.masked_hash =
            hash64(std::to_string(i));  // texts that differ, in one bucket of every band
        if (i % 2 == 0) {
            for (size_t at = 0; at < mail.message.text.minhash.size(); ++at) {
                if (at % 4 == 0)
                    mail.message.text.minhash[at] = static_cast<uint32_t>(hash64(std::to_string(i), at));
            }
            for (size_t at = 0; at < 4; ++at) mail.message.text.minhash[at] = 7;
        }
        mail.message.date += i;
        mail.open("https://img.tracker.test/" + token(std::to_string(i)) + ".png");
        archive.add(mail.message, {}, {});
    }
    EXPECT_LT(archive.memory_bytes() / count, 700u);
    const auto start = std::chrono::steady_clock::now();
    const Grouping grouping = group(archive, {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_FALSE(grouping.campaigns.empty());
    EXPECT_LT(took.count(), 60) << "seconds; quadratic work would take hours";
    std::cout << count << " messages grouped in " << took.count() << " s, " << archive.memory_bytes() / count
              << " bytes each\n";
}

}  // namespace
}  // namespace redshank::campaign
