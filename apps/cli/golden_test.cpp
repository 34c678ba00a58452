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
const std::string attack = "examples/parliament/mail/viktor-sabeken/0037.eml";  // the sign-in page
const std::string notice = "examples/parliament/mail/viktor-sabeken/0008.eml";  // a code host
const std::string report = "examples/parliament/mail/viktor-sabeken/0039.eml";  // of a failed delivery

// Commands run in a folder of their own with a link to the examples, so that no path in what they print is
// another elsewhere.
const Conditions& workplace() {
    static const TempFolder folder;
    static const Conditions conditions = [] {
        Conditions made;
        made.folder = folder.path();
        std::filesystem::create_directory_symlink(std::filesystem::path(REDSHANK_SOURCE_DIR) / "examples",
                                                  folder / "examples");
        const Outcome outcome = redshank({"hunt", parliament, "--org", organisation, "--case", "case"}, made);
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        return made;
    }();
    return conditions;
}

// What the kernel here has is no part of what is compared (sandbox_test.cpp).
std::string without_sandbox_line(std::string text) {
    const size_t begin = text.find("Sandbox while reading: ");
    if (begin != std::string::npos) text.erase(begin, text.find('\n', begin) + 2 - begin);
    return text;
}

void expect_golden(const std::string& name, const std::vector<std::string>& arguments) {
    const Outcome outcome = redshank(arguments, workplace());
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const std::string got = without_sandbox_line(outcome.out);
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
    const auto objects = list((workplace().folder / "case").string(), name);
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
    expect_golden("hunt-again.txt", {"hunt", parliament, "--case", "case"});
}

TEST(Golden, Lists) {
    expect_golden("campaigns.json", {"campaigns", "--case", "case", "--min-score", "60", "--format", "json"});
    expect_golden("campaigns.txt", {"campaigns", "--case", "case", "--min-score", "30"});
    expect_golden("targets.json", {"targets", "--case", "case", "--format", "json"});
    expect_golden("findings-phishing.csv",
                  {"findings", "--case", "case", "--class", "phishing", "--format", "csv"});
}

TEST(Golden, Report) {
    // With a key that is the same everywhere; a case of its own makes a random one.
    write_file(workplace().folder / "case/token.key", std::string(64, '7') + "\n");
    for (const std::string format : {"blocklist", "purge", "timesketch"})
        expect_golden("report-" + format + ".txt", {"report", "--case", "case", "--format", format});
    for (const std::string format : {"csv", "json", "stix", "misp"})
        expect_golden("report-phishing." + format,
                      {"report", "--case", "case", "--class", "phishing", "--format", format});
}

TEST(Golden, Inspect) {
    expect_golden("inspect-attack.txt", {"inspect", attack, "--org", organisation});
    expect_golden("inspect-notice.txt", {"inspect", notice, "--org", organisation});
    expect_golden("inspect-report.txt", {"inspect", report, "--org", organisation});
}

TEST(Golden, Debug) {
    for (const std::string stage : {"entities", "html", "urls", "facts", "anomalies"})
        expect_golden("debug-" + stage + ".txt", {"debug", stage, attack, "--org", organisation});
}

TEST(Golden, Show) {
    expect_golden("show-campaign.txt", {"show", first_id("campaigns"), "--case", "case"});
    expect_golden("show-message.txt", {"show", first_id("messages"), "--case", "case"});
    expect_golden("show-finding.txt", {"show", first_id("findings"), "--case", "case"});
    expect_golden("show-target.txt", {"show", "agnes.pelvezowic@parliament.example", "--case", "case"});
}

}  // namespace redshank::cli_test
