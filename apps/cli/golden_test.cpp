// SPDX-License-Identifier: Apache-2.0
// What whole commands print, against files in golden/. They guard only against a change that nobody wanted;
// what is right is asserted in the other tests. A failure writes what was printed beside the build.
#include <gtest/gtest.h>

#include <cstdlib>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

const std::string parliament = "examples/parliament";
const std::string organisation = "examples/parliament/org.toml";
const std::string attack = "examples/parliament/mail/viktor-sabeken/0018.eml";      // the sign-in page
const std::string newsletter = "examples/parliament/mail/viktor-sabeken/0002.eml";  // the house's own
const std::string report = "examples/parliament/mail/viktor-sabeken/0030.eml";      // of a failed delivery

const std::string& case_folder() {
    static const TempFolder folder;
    static const std::string made = [] {
        hunt(folder / "case", {parliament}, {"--org", organisation});
        return folder / "case";
    }();
    return made;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

// What changes from run to run: the case's folder, and how long the hunt took.
std::string masked(std::string text) {
    replace_all(text, case_folder(), "CASE");
    constexpr std::string_view key = "\"milliseconds\":";
    if (const size_t at = text.find(key); at != std::string::npos) {
        const size_t begin = at + key.size();
        text.replace(begin, text.find_first_not_of("0123456789", begin) - begin, "0");
    }
    return text;
}

void expect_golden(const std::string& name, const std::vector<std::string>& arguments) {
    const Outcome outcome = redshank(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const std::string got = masked(outcome.out);
    const std::filesystem::path golden =
        std::filesystem::path(REDSHANK_SOURCE_DIR) / "apps/cli/golden" / name;
    if (std::getenv("REDSHANK_RENEW_GOLDEN") != nullptr) return write_file(golden, got);
    const std::filesystem::path actual = std::filesystem::path(REDSHANK_GOLDEN_OUTPUT) / name;
    const auto same = same_text(got, read_file(golden));
    if (!same) write_file(actual, got);
    EXPECT_TRUE(same) << "compare " << golden << "\n   with " << actual
                      << "\nif the change is wanted, run this test with REDSHANK_RENEW_GOLDEN=1";
}

std::string first_id(const std::string& name) {
    const auto objects = list(case_folder(), name);
    return objects.empty() ? "" : objects.front().at("id").get<std::string>();
}

}  // namespace

TEST(Golden, Help) {
    expect_golden("help.txt", {"--help"});
    expect_golden("help-hunt.txt", {"hunt", "--help"});
}

TEST(Golden, Rules) {
    expect_golden("rules.txt", {"findings", "--list-rules"});
}

TEST(Golden, Summary) {
    // Hunted once more: the same case, and a summary that says that nothing is new.
    expect_golden("hunt-again.txt", {"hunt", parliament, "--case", case_folder()});
}

TEST(Golden, Lists) {
    expect_golden("campaigns.json", {"campaigns", "--case", case_folder(), "--format", "json"});
    expect_golden("campaigns.txt", {"campaigns", "--case", case_folder()});
    expect_golden("targets.json", {"targets", "--case", case_folder(), "--format", "json"});
    expect_golden("findings-phishing.csv",
                  {"findings", "--case", case_folder(), "--class", "phishing", "--format", "csv"});
}

TEST(Golden, Inspect) {
    expect_golden("inspect-attack.txt", {"inspect", attack, "--org", organisation});
    expect_golden("inspect-newsletter.txt", {"inspect", newsletter, "--org", organisation});
    expect_golden("inspect-report.txt", {"inspect", report, "--org", organisation});
}

TEST(Golden, Debug) {
    for (const std::string stage : {"entities", "html", "urls", "facts", "anomalies"})
        expect_golden("debug-" + stage + ".txt", {"debug", stage, attack, "--org", organisation});
}

TEST(Golden, Show) {
    const std::string folder = case_folder();
    expect_golden("show-campaign.txt", {"show", first_id("campaigns"), "--case", folder});
    expect_golden("show-message.txt", {"show", first_id("messages"), "--case", folder});
    expect_golden("show-finding.txt", {"show", first_id("findings"), "--case", folder});
    expect_golden("show-target.txt", {"show", "agnes.pelvezowic@parliament.example", "--case", folder});
}

}  // namespace redshank::cli_test
