// SPDX-License-Identifier: Apache-2.0
// What leaves the case: no token, no live link, no reader unless asked; and each format's own promises.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "base/hash.h"
#include "report/handout_for_testing.h"
#include "report/indicators.h"
#include "report/keyed_hash.h"
#include "report/letter.h"
#include "report/masked_urls.h"

namespace redshank::report {
namespace {

using namespace facts;
using namespace testing_handout;
using nlohmann::json;

struct Named {
    const char* name;
    std::string (*write)(const Handout&);
};
const Named exports[] = {
    {"json", json_export},           {"csv", csv_export},   {"timesketch", timesketch_export},
    {"blocklist", blocklist_export}, {"stix", stix_export}, {"misp", misp_export},
    {"purge", purge_export}};

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return text;
}

// RFC 4231, test case 2; RFC 9562 A.4 (www.example.com in the DNS name space).
TEST(KeyedHash, Standards) {
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(uuid_v5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
              "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    EXPECT_NE(short_name("one key", readers[0]), short_name("another", readers[0]));
}

TEST(MaskedUrls, KeepsWhatAllShareAndHashesTheRest) {
    const Handout handout = four_copies();
    const MaskedUrls masked(handout);
    const auto name = [&](const std::string& value) { return "{" + short_name(handout.key, value) + "}"; };
    EXPECT_EQ(masked.url(handout.messages[0].message.urls[0].url),
              "https://img.evil.example/o/" + name(tokens[0]) + ".gif");
    EXPECT_EQ(masked.form(handout.messages[1].message.urls[2].url),
              "https://go.evil.example/in?to={}&lang=en");
    EXPECT_EQ(masked.host(tokens[0] + ".cdn.evil.example"), name(tokens[0]) + ".cdn.evil.example");
    EXPECT_EQ(masked.text("see " + tokens[0] + "[.]cdn"), "see " + name(tokens[0]) + "[.]cdn");
    EXPECT_EQ(masked.text("a https://x.example/y b"), "a [URL left out] b");
}

// One reader alone: nothing can be compared, so nothing but the host and plain names stays.
TEST(MaskedUrls, ASingleCopyLosesAll) {
    Handout handout = four_copies();
    handout.messages.resize(1);
    const MaskedUrls masked(handout);
    EXPECT_EQ(masked.form(handout.messages[0].message.urls[2].url),
              "https://go.evil.example/{}?to={}&lang={}");
}

TEST(Exports, NoTokenLeaves) {
    const Handout handout = four_copies();
    for (const Named& one : exports) {
        const std::string text = lower(one.write(handout));
        for (const std::string& token : tokens)
            EXPECT_EQ(text.find(lower(token)), std::string::npos) << one.name << " holds " << token;
        EXPECT_EQ(text.find("%40"), std::string::npos) << one.name;
        if (one.write == purge_export) continue;  // is about mailboxes
        for (const std::string& reader : readers)
            EXPECT_EQ(text.find(reader), std::string::npos) << one.name << " names " << reader;
    }
}

// The other way round, so that the test above can fail.
TEST(Exports, WithTokensTheyDoAndWarn) {
    Handout handout = four_copies();
    handout.with_tokens = true;
    for (auto* write : {json_export, csv_export, timesketch_export, stix_export, misp_export}) {
        const std::string text = write(handout);
        EXPECT_NE(text.find(tokens[0]), std::string::npos);
        EXPECT_NE(text.find("WARNING: this file holds live"), std::string::npos);
    }
}

TEST(Exports, ReadableOnesHoldNoLiveUrl) {
    Handout handout = four_copies();
    for (const bool with_tokens : {false, true}) {
        handout.with_tokens = with_tokens;
        EXPECT_EQ(csv_export(handout).find("http"), std::string::npos);
    }
}

TEST(Csv, FormulasAreText) {
    EXPECT_NE(csv_export(four_copies()).find(",'=cmd|"), std::string::npos);
}

TEST(Blocklist, SharedHostsAreLeftOutWithWhy) {
    Handout handout = four_copies();
    EXPECT_NE(blocklist_export(handout).find("domain\tcdn.evil.example\n"), std::string::npos);
    handout.shared_hosts["evil.example"] = "a mail provider";
    const std::string text = blocklist_export(handout);
    EXPECT_EQ(text.find("\ndomain\t"), std::string::npos) << text;
    EXPECT_EQ(text.find("\nurl\t"), std::string::npos) << text;
    EXPECT_NE(text.find("# left out: domain cdn[.]evil[.]example (a mail provider)"), std::string::npos)
        << text;
    EXPECT_NE(text.find("address\tberit@evil.example"), std::string::npos);  // one mailbox there is not all
}

TEST(Blocklist, WhoIsPosedAsIsNotBlocked) {
    Handout handout = four_copies();
    for (HandoutMessage& one : handout.messages) {
        AuthResult dmarc;
        dmarc.method = "dmarc";
        dmarc.result = "fail";
        dmarc.trusted = true;
        one.message.auth = {dmarc};
    }
    EXPECT_EQ(blocklist_export(handout).find("\naddress\t"), std::string::npos);
}

TEST(Blocklist, PatternsMatchEveryCopyAndNothingShorter) {
    const Handout handout = four_copies();
    const MaskedUrls masked(handout);
    size_t patterns = 0;
    for (const Indicator& one : indicators(handout, masked)) {
        if (one.kind != IndicatorKind::url) continue;
        ++patterns;
        const std::regex pattern(one.value);
        size_t hits = 0;
        for (const HandoutMessage& mail : handout.messages) {
            for (const UrlUse& use : mail.message.urls) hits += std::regex_search(use.url, pattern);
        }
        EXPECT_EQ(hits, 4u) << one.value;
        EXPECT_FALSE(std::regex_search(std::string("https://evil.example/"), pattern));
    }
    EXPECT_GE(patterns, 1u);
}

TEST(Stix, EveryReferenceIsThereAndIdsAreStable) {
    Handout handout = four_copies();
    handout.campaigns[0].campaign.matches = {
        {"evil.example", "Grey Heron", "Report X", "2021-05-01", "", "", 4}};
    handout.campaigns[0].mark = Mark{MarkState::confirmed, "", 1'600'100'000};
    handout.with_targets = true;
    const json bundle = json::parse(stix_export(handout));
    std::set<std::string> ids, types, mails;
    for (const json& one : bundle.at("objects")) {
        EXPECT_TRUE(ids.insert(one.at("id")).second) << one.at("id");
        types.insert(one.at("type").get<std::string>());
        if (one.at("type") == "email-message") mails.insert(one.at("id").get<std::string>());
    }
    EXPECT_EQ(mails.size(), 4u);
    for (const char* type : {"campaign", "indicator", "email-message", "url", "domain-name", "observed-data",
                             "sighting", "note", "opinion", "identity", "intrusion-set", "relationship",
                             "extension-definition", "marking-definition", "artifact", "email-addr"})
        EXPECT_EQ(types.count(type), 1u) << type;
    for (const json& one : bundle.at("objects")) {
        for (const auto& [key, value] : one.items()) {
            if (key.ends_with("_ref")) {
                EXPECT_EQ(ids.count(value.get<std::string>()), 1u) << key << value;
            }
            if (!key.ends_with("_refs")) continue;
            for (const json& ref : value) EXPECT_EQ(ids.count(ref.get<std::string>()), 1u) << key << ref;
        }
        if (one.at("type") == "relationship" &&
            one.at("target_ref").get<std::string>().starts_with("intrusion")) {
            EXPECT_NE(one.at("description").get<std::string>().find("Report X"), std::string::npos);
        }
    }
    EXPECT_EQ(stix_export(handout), stix_export(handout));
}

// The standard's own example: an email-addr's id comes from its value alone (2.9, RFC 8785).
TEST(Stix, ObservablesHaveTheStandardsIds) {
    const json bundle = json::parse(stix_export(four_copies()));
    const std::string wanted =
        "email-addr--" + uuid_v5("00abedb4-aa42-466c-9c01-fed23315a9b7", R"({"value":"berit@evil.example"})");
    size_t found = 0;
    for (const json& one : bundle.at("objects")) found += one.at("id") == wanted;
    EXPECT_EQ(found, 1u);
}

TEST(Misp, ObjectsHaveWhatTheirTemplatesRequire) {
    const json event = json::parse(misp_export(four_copies())).at("Event");
    EXPECT_EQ(event.at("Tag").at(0).at("name"), "tlp:amber");
    std::set<std::string> uuids, names;
    for (const json& object : event.at("Object")) {
        EXPECT_TRUE(uuids.insert(object.at("uuid")).second);
        names.insert(object.at("name").get<std::string>());
        std::set<std::string> relations;
        for (const json& one : object.at("Attribute")) {
            relations.insert(one.at("object_relation").get<std::string>());
            EXPECT_TRUE(uuids.insert(one.at("uuid")).second) << one;
        }
        if (object.at("name") == "email") {
            EXPECT_EQ(relations.count("from"), 1u);
        }
        if (object.at("name") == "url") {
            EXPECT_EQ(relations.count("resource_path"), 1u);
        }
        if (object.at("name") == "domain-ip") {
            EXPECT_EQ(relations.count("domain"), 1u);
        }
    }
    EXPECT_EQ(names, (std::set<std::string>{"email", "url", "domain-ip"}));
}

TEST(Timesketch, TimesAreMicroseconds) {
    const std::string text = timesketch_export(four_copies());
    const json first = json::parse(text.substr(0, text.find('\n')));
    EXPECT_EQ(first.at("timestamp"), 1'600'000'000'000'000);
    EXPECT_EQ(first.at("datetime"), "2020-09-13T12:26:40+00:00");
    EXPECT_EQ(first.at("timestamp_desc"), "Mail Sent (Date)");
}

// --- letters ---

Handout confirmed() {
    Handout handout = four_copies();
    handout.campaigns[0].mark = Mark{MarkState::confirmed, "", 0};
    return handout;
}

std::vector<Letter> letters_of(const Handout& handout) {
    auto made = letters(handout, default_letter_template());
    EXPECT_TRUE(made) << made.error().message;
    return *made;
}

TEST(Letter, OnlyForConfirmedCampaigns) {
    EXPECT_TRUE(letters_of(four_copies()).empty());
    Handout handout = confirmed();
    EXPECT_EQ(letters_of(handout).size(), 4u);
    handout.campaigns[0].mark->state = MarkState::watching;
    EXPECT_TRUE(letters_of(handout).empty());
}

TEST(Letter, NamesNobodyElseAndHoldsNothingLive) {
    Handout handout = confirmed();
    handout.with_tokens = true;  // no letter holds one, whatever was asked
    handout.messages[0].message.subject = "For Bela Nordahl and you, www.evil.example/" + tokens[0];
    for (const Letter& letter : letters_of(handout)) {
        for (const std::string* text : {&letter.markdown, &letter.html}) {
            const bool is_ada = text->find("Ada Holm") != std::string::npos;
            if (is_ada) {
                EXPECT_EQ(text->find("Nordahl"), std::string::npos) << *text;
            }
            EXPECT_EQ(text->find("http://"), std::string::npos);
            EXPECT_EQ(text->find("https://"), std::string::npos);
            EXPECT_EQ(text->find("evil.example"), std::string::npos);
            EXPECT_EQ(text->find("<a "), std::string::npos);
            for (const std::string& token : tokens) EXPECT_EQ(text->find(token), std::string::npos);
        }
    }
}

TEST(Letter, SaysWhatWasSeenInEachState) {
    struct Row {
        const char* state;
        const char* says;
        const char* never;
    };
    const Row rows[] = {
        {"delivered", "Whether it was opened, we do not know", "as read"},
        {"read", "does not say that pictures were loaded", "Whether it was opened"},
        {"replied", "as answered", "Whether it was opened"},
        {"opened", "a security scanner does the same", "marks at least one"},
        {"clicked", "a link of one of these mails was followed", "marks at least one"},
        {"account-accessed", "Please call us first", "marks at least one"},
    };
    for (const Row& row : rows) {
        Handout handout = confirmed();
        handout.targets[0].state = row.state;
        handout.messages[0].message.places[0].read = std::string_view(row.state) == "read";
        handout.messages[0].message.places[0].replied = std::string_view(row.state) == "replied";
        const auto made = letters_of(handout);
        ASSERT_FALSE(made.empty());
        EXPECT_NE(made[0].markdown.find(row.says), std::string::npos) << row.state << made[0].markdown;
        EXPECT_EQ(made[0].markdown.find(row.never), std::string::npos) << row.state << made[0].markdown;
        EXPECT_EQ(made[0].markdown.find("{{"), std::string::npos);
    }
}

TEST(Letter, SaysOfLoadingOnlyWhatIsThere) {
    Handout handout = confirmed();
    EXPECT_NE(letters_of(handout)[0].markdown.find("with remote pictures on"), std::string::npos);
    for (HandoutMessage& one : handout.messages) one.message.urls.clear();
    const std::string text = letters_of(handout)[0].markdown;
    EXPECT_EQ(text.find("with remote pictures on"), std::string::npos);
    EXPECT_NE(text.find("nothing in these mails that tells the sender anything by itself"),
              std::string::npos);
}

TEST(Letter, AMistakeInATemplateIsTold) {
    const struct {
        const char* form;
        const char* says;
    } rows[] = {{"Dear {{nmae}}", "line 1: there is nothing called \"nmae\""},
                {"a\n{{#if raed}}\nb\n{{/if}}", "line 2: there is no condition \"raed\""},
                {"a\n{{#if read}}\nb", "line 2: a condition without"},
                {"{{/if}}", "without a condition"},
                {"{{name", "without \"}}\""}};
    for (const auto& row : rows) {
        const auto made = letters(confirmed(), row.form);
        ASSERT_FALSE(made) << row.form;
        EXPECT_NE(made.error().message.find(row.says), std::string::npos) << made.error().message;
    }
}

TEST(Letter, MailTextIsNoMarkup) {
    Handout handout = confirmed();
    handout.messages[0].message.subject = "<img src=x> [a](b) <script>";
    const Letter letter = letters_of(handout)[0];
    EXPECT_EQ(letter.html.find("<img"), std::string::npos);
    EXPECT_EQ(letter.html.find("<script"), std::string::npos);
    EXPECT_NE(letter.markdown.find("\\<img"), std::string::npos);
    EXPECT_NE(letter.markdown.find("\\[a\\]\\(b\\)"), std::string::npos);
}

}  // namespace
}  // namespace redshank::report
