// SPDX-License-Identifier: Apache-2.0
#include "org/organisation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/hash.h"
#include "org/freemail.h"

namespace redshank::org {
namespace {

constexpr std::string_view example = R"([organisation]
name = "Parliament"
domains = ["Parliament.example", "bücher.example"]
authserv_ids = ["mx.parliament.example"]
link_gateways = ["safelinks.protection.example"]
freemail_domains = ["post.example"]
own_mailers = ["newsletter.parliament.example"]
simulations = ["phish-training.example"]

[[mailbox]]
path = "exports/okafor*.mbox"
owner = "Amelia.Okafor@Parliament.example"

[[person]]
name = "Amelia Okafor"
addresses = ["amelia.okafor@parliament.example", "sha256:HASH"]
)";

std::string with_hash() {
    std::string text(example);
    text.replace(text.find("HASH"), 4, sha256_hex("amelia@freemail.example"));
    return text;
}

TEST(Organisation, ReadsTheFileOfInterfaces) {
    const Result<Organisation> read = parse_organisation(with_hash());
    ASSERT_TRUE(read) << read.error().message;
    const Organisation& org = *read;
    EXPECT_EQ(org.name, "Parliament");
    EXPECT_EQ(org.domains, (std::vector<std::string>{"parliament.example", "xn--bcher-kva.example"}));
    EXPECT_TRUE(org.is_ours("parliament.example"));
    EXPECT_TRUE(org.is_ours("mx.parliament.example"));
    EXPECT_FALSE(org.is_ours("notparliament.example"));
    EXPECT_FALSE(org.is_ours(""));
    EXPECT_EQ(org.person_with_address("amelia.okafor@parliament.example"), 0);
    EXPECT_EQ(org.person_with_address("amelia@freemail.example"), 0);
    EXPECT_EQ(org.person_with_address("bela@freemail.example"), -1);
    EXPECT_EQ(org.mailbox_owner("/data/exports/okafor1.mbox"), "amelia.okafor@parliament.example");
    EXPECT_EQ(org.mailbox_owner("/data/exports/other.mbox"), "");
    EXPECT_TRUE(org.is_freemail("gmail.com"));
    EXPECT_TRUE(org.is_freemail("post.example"));
    EXPECT_FALSE(org.is_freemail("parliament.example"));
    EXPECT_EQ(org.digest, sha256_hex(with_hash()));
    EXPECT_TRUE(org.warnings.empty());
}

TEST(Organisation, UnknownKeysWarnAndWrongTypesFail) {
    const Result<Organisation> typo =
        parse_organisation("[organisation]\ndomain = [\"a.example\"]\n[persons]\n");
    ASSERT_TRUE(typo);
    EXPECT_EQ(typo->warnings, (std::vector<std::string>{"line 3: unknown key 'persons'",
                                                        "line 2: unknown key 'organisation.domain'"}));

    const struct {
        std::string_view toml;
        std::string_view error;
    } rows[] = {
        {"[organisation]\ndomains = \"a.example\"\n", "line 2: 'domains' must be a list of strings"},
        {"[organisation]\ndomains = [1]\n", "line 2: 'domains' must be a list of strings"},
        {"[organisation]\nname = 7\n", "line 2: 'name' must be a string"},
        {"[mailbox]\npath = \"x\"\n", "line 1: 'mailbox' must be written [[mailbox]]"},
        {"organisation = 1\n", "line 1: 'organisation' must be a table"},
    };
    for (const auto& row : rows) {
        const Result<Organisation> read = parse_organisation(row.toml);
        ASSERT_FALSE(read) << row.toml;
        EXPECT_EQ(read.error().message, row.error);
    }
    const Result<Organisation> no_toml = parse_organisation("[organisation]\nname = \n");
    ASSERT_FALSE(no_toml);
    EXPECT_TRUE(no_toml.error().message.starts_with("line 2, column ")) << no_toml.error().message;
}

TEST(Organisation, WhatIsNoAddressIsSaid) {
    const Result<Organisation> read = parse_organisation(
        "[[person]]\nname = \"A\"\naddresses = [\"nobody\", \"sha256:12\", \"a@b.example\"]\n"
        "[[mailbox]]\npath = \"x\"\n[[person]]\nname = \"B\"\naddresses = [\"A@b.example\"]\n");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->warnings.size(), 4u);
    EXPECT_EQ(read->people[0].addresses, std::vector<std::string>{"a@b.example"});
    EXPECT_TRUE(read->mailboxes.empty());
    EXPECT_EQ(read->person_with_address("a@b.example"), 0);
}

TEST(Organisation, WarnsOfAFileThatOthersCanRead) {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "redshank_org_test.toml";
    // Under a name that is not kept for examples, or there would be nobody to protect.
    std::ofstream(file) << "[[person]]\nname = \"A\"\naddresses = [\"clerk@mail.localhost\"]\n";
    using std::filesystem::perms;
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write | perms::others_read);
    const Result<Organisation> open = load_organisation(file);
    ASSERT_TRUE(open);
    EXPECT_EQ(open->warnings.size(), 1u);
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
    const Result<Organisation> closed = load_organisation(file);
    ASSERT_TRUE(closed);
    EXPECT_TRUE(closed->warnings.empty());
    std::ofstream(file) << with_hash();
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write | perms::others_read);
    const Result<Organisation> reserved = load_organisation(file);
    ASSERT_TRUE(reserved);
    EXPECT_TRUE(reserved->warnings.empty());
    std::filesystem::remove(file);
    EXPECT_FALSE(load_organisation(file));
    EXPECT_FALSE(load_organisation(std::filesystem::temp_directory_path()));
}

TEST(Organisation, WithoutAFileNothingIsOurs) {
    const Organisation org = default_organisation();
    EXPECT_FALSE(org.is_ours("parliament.example"));
    EXPECT_TRUE(org.is_freemail("freemail.example"));
    EXPECT_TRUE(org.digest.empty());
    const auto domains = built_in_freemail_domains();
    EXPECT_TRUE(std::is_sorted(domains.begin(), domains.end()));
}

}  // namespace
}  // namespace redshank::org
