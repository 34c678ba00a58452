// SPDX-License-Identifier: Apache-2.0
// What others published, against mail that was read before: the whole commands.
#include <gtest/gtest.h>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {
namespace {

std::string mail_with(const std::string& url, int number) {
    Letter letter;
    letter.message_id = "<" + std::to_string(number) + "@sender.example>";
    letter.body = "Read on: " + url + "\n";
    return text_of(letter);
}

size_t intel_findings(const std::string& case_folder) {
    size_t count = 0;
    for (const auto& finding : list(case_folder, "findings"))
        count += finding["rule"].get<std::string>().starts_with("intel/");
    return count;
}

TEST(Intel, NewKnowledgeMeetsOldMail) {
    const TempFolder folder;
    write_file(folder / "in.mbox",
               mbox_of({mail_with("https://cdn.evil.example/x", 1), mail_with("https://good.example/", 2)}));
    write_file(folder / "list.txt",
               "# source: CERT Example\n# date: 2024-03-25\nevil[.]example\nunseen.example\n");
    const std::string grown = folder / "grown", once = folder / "once";
    hunt(grown, {folder / "in.mbox"});
    EXPECT_EQ(intel_findings(grown), 0u);
    const Outcome added = redshank({"intel", "add", folder / "list.txt", "--case", grown});
    EXPECT_EQ(added.exit_code, 0) << added.err;
    EXPECT_NE(added.out.find("1 mail meets 1 of them"), std::string::npos) << added.out;
    EXPECT_EQ(intel_findings(grown), 1u);

    hunt(once, {folder / "in.mbox"}, {"--intel", folder / "list.txt"});
    EXPECT_TRUE(same_text(all_lists(grown), all_lists(once)));

    EXPECT_NE(redshank({"intel", "list", "--case", grown}).out.find("CERT Example"), std::string::npos);
    EXPECT_EQ(redshank({"intel", "remove", "7", "--case", grown}).exit_code, 1);
    EXPECT_EQ(redshank({"intel", "remove", "1", "--case", grown}).exit_code, 0);
    EXPECT_EQ(intel_findings(grown), 0u);
}

TEST(Intel, AHubSaysSoAndRaisesNothing) {
    const TempFolder folder;
    std::vector<std::string> mails;
    for (int i = 0; i < 40; ++i) mails.push_back(mail_with("https://shared.example/" + std::to_string(i), i));
    write_file(folder / "in.mbox", mbox_of(mails));
    write_file(folder / "list.txt", "shared.example\n");
    write_file(
        folder / "warning.json",
        R"({"name":"Known shorteners","type":"hostname","list":["shared.example"],"matching_attributes":["domain"]})");
    const std::string c = folder / "case";
    hunt(c, {folder / "in.mbox"}, {"--intel", folder / "list.txt", "--intel", folder / "warning.json"});
    size_t count = 0;
    for (const auto& finding : list(c, "findings")) {
        if (!finding["rule"].get<std::string>().starts_with("intel/")) continue;
        ++count;
        EXPECT_EQ(finding["severity"], "info");
        EXPECT_NE(finding["facts"]["against"].get<std::string>().find("Known shorteners"), std::string::npos);
    }
    EXPECT_EQ(count, 20u) << "Limits::max_matches_of_hub";
}

TEST(Intel, ABadFileIsNamedAndTheRestGoesOn) {
    const TempFolder folder;
    write_file(folder / "in.mbox", mbox_of({mail_with("https://evil.example/x", 1)}));
    write_file(folder / "prose.txt", "Dear colleagues,\nno list is here.\n");
    write_file(folder / "cut.json", R"({"type":"bundle","id":"bundle--1","objects":[{"type":"identity")");
    write_file(folder / "list.txt", "evil.example\n");
    const std::string c = folder / "case";
    hunt(c, {folder / "in.mbox"});
    const Outcome added = redshank({"intel", "add", folder / "prose.txt", folder / "cut.json",
                                    folder / "list.txt", folder / "none", "--case", c});
    EXPECT_EQ(added.exit_code, 3);
    for (const char* name : {"prose.txt", "cut.json", "none"})
        EXPECT_NE(added.err.find(name), std::string::npos) << name;
    EXPECT_EQ(intel_findings(c), 1u);
}

TEST(Intel, ActorIsFoundOrNot) {
    const TempFolder folder;
    const std::string c = folder / "case";
    const Outcome found = redshank({"actor", "apt 31", "--case", c});
    EXPECT_EQ(found.exit_code, 0) << found.err;
    EXPECT_NE(found.out.find("Violet Typhoon"), std::string::npos);
    EXPECT_NE(found.out.find("denies"), std::string::npos);
    EXPECT_EQ(redshank({"actor", "Nobody at all", "--case", c}).exit_code, 1);
    const auto json =
        nlohmann::json::parse(redshank({"actor", "APT31", "--case", c, "--format", "json"}).out);
    EXPECT_EQ(json["schema"], "redshank/1");
    EXPECT_FALSE(json["entries"].empty());
    EXPECT_FALSE(json["ambiguous"].is_null());
}

}  // namespace
}  // namespace redshank::cli_test
