// SPDX-License-Identifier: Apache-2.0
// Whole exports of the example's case: nothing that could tell a sender who reads leaves it.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <set>

#include "base/hash.h"
#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

const std::vector<std::string> formats = {"json", "csv", "timesketch", "stix", "misp", "blocklist", "purge"};

// A case of the example, hunted once.
const std::string& example_case() {
    static const TempFolder folder;
    static const std::string made = [] {
        hunt(folder / "case", {"examples/parliament"}, {"--org", "examples/parliament/org.toml"});
        return folder / "case";
    }();
    return made;
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return text;
}

std::string percent(std::string text) {
    if (const size_t at = text.find('@'); at != std::string::npos) text.replace(at, 1, "%40");
    return text;
}

// What URLs of the campaigns hold that tells readers apart: the tokens that findings name, labels of hosts
// that differ, and the reader's address in the forms that the answer key says were used.
std::set<std::string> live_tokens() {
    std::set<std::string> messages, out;
    for (const auto& campaign : list(example_case(), "campaigns", {"--min-score", "60"})) {
        for (const auto& id : campaign.at("messages")) messages.insert(id.get<std::string>());
        if (campaign.at("hosts").size() < 3) continue;
        for (const auto& host : campaign.at("hosts"))
            out.insert(lower(host.get<std::string>().substr(0, host.get<std::string>().find('.'))));
    }
    for (const auto& finding : list(example_case(), "findings")) {
        if (messages.count(finding.at("message").get<std::string>()) == 0) continue;
        const auto token = finding.at("facts").find("token");
        if (token != finding.at("facts").end() && token->get<std::string>().find('@') == std::string::npos)
            out.insert(lower(token->get<std::string>()));
    }
    for (const auto& message : list(example_case(), "messages")) {
        if (messages.count(message.at("id").get<std::string>()) == 0) continue;
        const std::string reader = message.at("reader").get<std::string>();
        if (reader.empty()) continue;
        for (const std::string& form : {percent(reader), base64(reader), md5_hex(reader), sha256_hex(reader)})
            out.insert(lower(form));
    }
    return out;
}

std::string exported(const std::string& format, const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments = {"report", "--case", example_case(), "--format", format};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = redshank(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
}

}  // namespace

TEST(Report, NoTokenLeavesTheCase) {
    const std::set<std::string> tokens = live_tokens();
    ASSERT_GE(tokens.size(), 30u);
    for (const std::string& format : formats) {
        const std::string text = lower(exported(format));
        ASSERT_GT(text.size(), 500u) << format;
        for (const std::string& token : tokens)
            EXPECT_EQ(text.find(token), std::string::npos) << format << " holds " << token;
    }
}

// Pages and exports put the same hash for the same token, and it is none that an outsider can make of a
// guess.
TEST(Report, PagesAndExportsHaveOneKeyedHash) {
    const std::string pages = exported("html"), json = exported("json");
    size_t same = 0;
    for (size_t at = json.find('{'); at != std::string::npos; at = json.find('{', at + 1)) {
        const std::string hash = json.substr(at, 14);
        if (hash.size() == 14 && hash[13] == '}') same += pages.find(hash) != std::string::npos;
    }
    EXPECT_GE(same, 10u);
    for (const std::string& token : live_tokens()) {
        // Pages name people, and so their addresses.
        const bool is_address = token.find('%') != std::string::npos;
        EXPECT_TRUE(is_address || pages.find(token) == std::string::npos) << token;
        EXPECT_EQ(pages.find(sha256_hex(token).substr(0, 8)), std::string::npos) << token;
    }
}

TEST(Report, WithTokensTheUrlsAreWhole) {
    const std::string text = lower(exported("stix", {"--with-tokens"}));
    size_t found = 0;
    for (const std::string& token : live_tokens()) found += text.find(token) != std::string::npos;
    EXPECT_GE(found, 10u);
    EXPECT_NE(text.find("warning: this file holds live"), std::string::npos);
}

TEST(Report, NamesReadersOnlyWhenAsked) {
    for (const std::string format : {"json", "csv", "timesketch", "stix", "misp"}) {
        const std::string without = exported(format), with = exported(format, {"--targets"});
        EXPECT_EQ(without.find("edgar.ullanrasson@parliament.example"), std::string::npos) << format;
        EXPECT_NE(with.find("bruno.holgard@parliament.example"), std::string::npos) << format;
    }
}

TEST(Report, TheBlocklistHoldsTheCampaignsHostsAndNobodyElses) {
    const std::string text = exported("blocklist");
    EXPECT_NE(text.find("\ndomain\tpics.rusagardpelnogard27.example\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\ndomain\tcdn.samorin-dronodal17.example\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("\ndomain\tfreemail.example\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("\ndomain\tparliament.example\n"), std::string::npos) << text;
}

TEST(Report, AFileIsWholeAndItsOwners) {
    const TempFolder folder;
    const std::string file = folder / "list.txt";
    EXPECT_EQ(redshank({"report", "--case", example_case(), "--format", "blocklist", "-o", file}).exit_code,
              0);
    EXPECT_EQ(read_file(file), exported("blocklist"));
    struct stat info {};
    ASSERT_EQ(::stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    const Outcome nowhere =
        redshank({"report", "--case", example_case(), "--format", "csv", "-o", folder / "no/such/x"});
    EXPECT_EQ(nowhere.exit_code, 2);
    EXPECT_NE(nowhere.err.find("cannot be written"), std::string::npos);
}

TEST(Report, LettersNeedAMark) {
    const TempFolder folder;
    const Outcome outcome =
        redshank({"report", "--case", example_case(), "--format", "letter", "-o", folder / "letters"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_NE(outcome.err.find("confirmed"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(folder / "letters"));
}

TEST(Report, ACampaignThatIsNotThereIsTold) {
    const Outcome outcome =
        redshank({"report", "--case", example_case(), "--campaign", "C0000000000000000", "--format", "csv"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_TRUE(outcome.out.empty());
}

}  // namespace redshank::cli_test
