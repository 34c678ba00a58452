// SPDX-License-Identifier: Apache-2.0
// Stores that keep no original bytes, and journals, through the whole program.
#include <gtest/gtest.h>

#include "cli/testing/child.h"
#include "cli/testing/files.h"
#include "mapi/testing.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

const std::string organisation =
    "[organisation]\nname = \"Ours\"\ndomains = [\"ours.example\"]\n"
    "[[mailbox]]\npath = \"exports/okafor\"\nowner = \"amelia@ours.example\"\n"
    "[[person]]\nname = \"Amelia Okafor\"\naddresses = [\"amelia@ours.example\"]\n"
    "[[person]]\nname = \"Ben Ito\"\naddresses = [\"ben@ours.example\"]\n";

struct Stores : ::testing::Test {
    TempFolder folder;
    const std::string a_case = folder / "case";

    std::vector<json> list(const std::string& name) {
        const Outcome outcome = redshank({name, "--case", a_case, "--format", "json"});
        std::vector<json> lines;
        std::istringstream in(outcome.out);
        for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
        EXPECT_FALSE(lines.empty()) << outcome.err;
        if (!lines.empty()) lines.erase(lines.begin());
        return lines;
    }
};

TEST_F(Stores, AMsgIsReadMarkedAndFoundAgain) {
    write_file(folder / "exports/okafor/1.msg", mapi::make_msg(mapi::plain_mail()));
    write_file(folder / "org.toml", organisation);
    const Outcome hunted = redshank({"hunt", "--case", a_case, folder / "exports", "--org", folder / "org.toml"});
    EXPECT_EQ(hunted.exit_code, 0) << hunted.err;
    const auto messages = list("messages");
    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].at("reconstructed"), true);
    EXPECT_EQ(messages[0].at("reader"), "amelia@ours.example");
    EXPECT_EQ(messages[0].at("places").at(0).at("source"), folder / "exports/okafor/1.msg!/message");
    const Outcome raw = redshank({"show", messages[0].at("id"), "--raw", "--case", a_case});
    EXPECT_EQ(raw.exit_code, 0) << raw.err;
    EXPECT_TRUE(raw.out.starts_with("From: \"Ada Example\" <ada@sender.example>\r\n")) << raw.out;
    const Outcome again = redshank({"hunt", "--case", a_case, folder / "exports", "--format", "json"});
    EXPECT_EQ(json::parse(again.out).at("met").at("files_known"), 1);
}

TEST_F(Stores, EveryoneThatAJournalNamesIsAReader) {
    write_file(folder / "mail/journal.eml",
               "From: journal@ours.example\nTo: archive@ours.example\nX-MS-Journal-Report:\n"
               "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
               "Sender: a@s.example\nSubject: x\nTo: amelia@ours.example\nBcc: ben@ours.example, Expanded: all@ours.example\n"
               "\n--b\nContent-Type: message/rfc822\n\nFrom: a@s.example\nTo: amelia@ours.example\nSubject: x\n\nhello\n--b--\n");
    write_file(folder / "org.toml", organisation);
    redshank({"hunt", "--case", a_case, folder / "mail", "--org", folder / "org.toml"});
    std::vector<std::string> addresses;
    for (const json& target : list("targets")) addresses.push_back(target.at("address"));
    EXPECT_EQ(addresses, (std::vector<std::string>{"amelia@ours.example", "ben@ours.example"}));
}

}  // namespace

}  // namespace redshank::cli_test
