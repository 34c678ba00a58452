// SPDX-License-Identifier: Apache-2.0
// Exit codes and what goes to which stream (interfaces.md): 0 done, 1 not found, 2 bad usage or nothing could
// be done, 3 some input could not be read. A failure says why on stderr and prints nothing on stdout.
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <set>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// Both: the code, and a word of the reason.
void expect_failure(const std::vector<std::string>& arguments, int exit_code, const std::string& reason,
                    const Conditions& conditions = {}) {
    const Outcome outcome = redshank(arguments, conditions);
    const std::string shown = arguments.empty() ? "(nothing)" : arguments[0] + " " + arguments.back();
    EXPECT_EQ(outcome.exit_code, exit_code) << shown << "\n" << outcome.err << " signal " << outcome.signal;
    EXPECT_EQ(outcome.out, "") << shown;
    EXPECT_NE(outcome.err.find(reason), std::string::npos) << shown << " said: " << outcome.err;
}

struct Contract : ::testing::Test {
    TempFolder folder;
    const std::string a_case = folder / "case";
    const std::string mbox = folder / "inbox.mbox";

    void SetUp() override { write_file(mbox, mbox_of(letters("old", 3))); }
};

}  // namespace

TEST_F(Contract, BadUsageIsTwo) {
    hunt(a_case, {mbox});
    expect_failure({}, 2, "subcommand");
    expect_failure({"chase"}, 2, "chase");
    expect_failure({"hunt"}, 2, "SOURCE");
    expect_failure({"hunt", mbox, "--colour"}, 2, "--colour");
    expect_failure({"hunt", mbox, "--jobs", "many"}, 2, "--jobs");
    expect_failure({"campaigns", "--case", a_case, "--format", "xml"}, 2, "--format");
    expect_failure({"campaigns", "--case", a_case, "--class", "evil"}, 2, "--class");
    expect_failure({"campaigns", "--case", a_case, "--since", "yesterday"}, 2, "yesterday");
    expect_failure({"campaigns", "--case", a_case, "--min-score", "101"}, 2, "--min-score");
    expect_failure({"debug", "feelings", mbox}, 2, "feelings");
    expect_failure({"drill"}, 2, "-o");
    expect_failure({"drill", "score", "--truth", mbox, "--case", a_case}, 2, mbox);
}

TEST_F(Contract, WhatIsMissingIsTwo) {
    const std::string missing = folder / "missing";
    for (const char* name : {"campaigns", "findings", "messages", "targets"})
        expect_failure({name, "--case", missing}, 2, missing);
    expect_failure({"show", "M0123456789abcdef", "--case", missing}, 2, missing);
    expect_failure({"hunt", missing, "--case", a_case}, 2, missing);
    EXPECT_FALSE(fs::exists(a_case)) << "nothing was hunted, so there is no case";
    expect_failure({"hunt", mbox, "--org", missing, "--case", a_case}, 2, missing);
    expect_failure({"inspect", missing}, 2, missing);
    expect_failure({"debug", "facts", missing}, 2, missing);
    expect_failure({"group", missing}, 2, "");
    expect_failure({"drill", "score", "--truth", missing, "--case", a_case}, 2, "");
    EXPECT_FALSE(fs::exists(missing)) << "asking must not make a case";
}

TEST_F(Contract, AnIdThatIsNotThereIsOne) {
    hunt(a_case, {mbox});
    for (const char* id : {"M0123456789abcdef", "C0123456789abcdef", "F0123456789abcdef", "<no@such.example>",
                           "nobody@ours.example", "", "M", "'; DROP TABLE message; --"})
        expect_failure({"show", id, "--case", a_case}, 1, "holds no");
    expect_failure({"show", "M0123456789abcdef", "--raw", "--case", a_case}, 1, "holds no");
    EXPECT_EQ(list(a_case, "messages").size(), 3u);
}

TEST_F(Contract, HelpAndVersionAreNoErrors) {
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {"--help"}, {"hunt", "--help"}, {"drill", "score", "--help"}, {"--version"}}) {
        const Outcome outcome = redshank(arguments);
        EXPECT_EQ(outcome.exit_code, 0);
        EXPECT_NE(outcome.out, "");
        EXPECT_EQ(outcome.err, "");
    }
}

TEST_F(Contract, AMissingSourceBesideAGoodOneIsThreeAndIsNamed) {
    const std::string missing = folder / "not-there.mbox";
    const Outcome outcome = redshank({"hunt", missing, mbox, "--case", a_case, "--format", "json"});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_NE(outcome.err.find(missing), std::string::npos) << outcome.err;
    const json summary = json::parse(outcome.out);
    ASSERT_EQ(summary.at("unread").size(), 1u);
    EXPECT_EQ(summary.at("unread")[0].at("source"), missing);
    EXPECT_EQ(list(a_case, "messages").size(), 3u);
}

// What is cut off is lost; what came before it is not, and the case remembers what it lacks.
TEST_F(Contract, ATruncatedArchiveGivesWhatItHoldsAndThree) {
    std::string filler;
    for (int i = 0; i < 20'000; ++i) filler += std::to_string(i * 7919 % 65537) + "\n";
    Letter large;
    large.message_id = "<large@sender.example>";
    large.body = filler;
    for (const Wrapping wrapping : {Wrapping::zip, Wrapping::tar, Wrapping::tar_zst}) {
        const std::string whole =
            archive_of(wrapping, {{"a.mbox", mbox_of(letters("kept", 3))}, {"b.eml", text_of(large)}});
        const std::string name = folder / ("cut" + std::to_string(static_cast<int>(wrapping)));
        const std::string cut_case = name + "-case";
        write_file(name, whole.substr(0, whole.size() * 2 / 3));
        const Outcome outcome = redshank({"hunt", name, "--case", cut_case, "--format", "json"});
        EXPECT_EQ(outcome.exit_code, 3) << name << outcome.err;
        EXPECT_NE(outcome.err.find(name), std::string::npos) << outcome.err;
        EXPECT_GE(json::parse(outcome.out).at("unread").size(), 1u);
        size_t kept = 0;
        for (const json& message : list(cut_case, "messages"))
            kept += message.at("message_id").get<std::string>().starts_with("<kept-") ? 1 : 0;
        // A frame of zstd that was cut gives nothing before it is whole.
        if (wrapping != Wrapping::tar_zst) {
            EXPECT_EQ(kept, 3u) << name;
        }
        // Not healed by looking away: the next hunt still says so.
        EXPECT_EQ(redshank({"hunt", mbox, "--case", cut_case}).exit_code, 3);
        // Healed by a whole copy.
        write_file(name, whole);
        EXPECT_EQ(redshank({"hunt", name, "--case", cut_case}).exit_code, 0);
        std::set<std::string> ids;  // a message that was cut stays beside the whole one
        for (const json& message : list(cut_case, "messages")) ids.insert(message.at("message_id"));
        EXPECT_EQ(ids.size(), 7u) << name;
    }
}

TEST_F(Contract, AFileThatMayNotBeReadIsThreeAndIsNamed) {
    if (::geteuid() != 0 || ::access(REDSHANK_PROGRAM, X_OK) != 0)
        GTEST_SKIP() << "needs root to become nobody";
    const fs::path shared = folder.path() / "shared";
    write_file(shared / "secret.mbox", mbox_of(letters("secret", 1)));
    write_file(shared / "open.mbox", mbox_of(letters("open", 2)));
    fs::permissions(shared / "secret.mbox", fs::perms::none);
    fs::permissions(folder.path(), fs::perms::all);
    Conditions conditions;
    conditions.as_other_user = true;
    const Outcome outcome = redshank({"hunt", shared.string(), "--case", a_case}, conditions);
    if (outcome.exit_code == 127) GTEST_SKIP() << "nobody may not run " << REDSHANK_PROGRAM;
    EXPECT_EQ(outcome.exit_code, 3) << outcome.err;
    EXPECT_NE(outcome.err.find("secret.mbox"), std::string::npos) << outcome.err;
    EXPECT_EQ(list(a_case, "messages").size(), 2u);
}

TEST_F(Contract, NothingToFindIsNoError) {
    write_file(folder / "empty.mbox", "");
    fs::create_directories(folder / "hollow/deep");
    write_file(folder / "hollow/deep/notes.txt", "no mail at all\n");
    for (const std::string& source : {folder / "empty.mbox", folder / "hollow"}) {
        const Outcome outcome = redshank({"hunt", source, "--case", a_case, "--format", "json"});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        const json met = json::parse(outcome.out).at("met");
        EXPECT_EQ(met.at("messages"), 0);
        EXPECT_EQ(met.at("files_without_mail"), 1) << source;
    }
    for (const char* name : {"campaigns", "findings", "messages", "targets"})
        EXPECT_TRUE(list(a_case, name).empty());
    EXPECT_EQ(redshank({"inspect", folder / "empty.mbox"}).exit_code, 2);
}

TEST_F(Contract, AClosedPipeIsQuietSuccess) {
    hunt(a_case, {"examples/parliament"}, {"--org", "examples/parliament/org.toml"});
    Conditions conditions;
    conditions.nobody_reads = true;
    const std::string mail = "examples/parliament/mail/viktor-sabeken/0037.eml";
    const std::vector<std::vector<std::string>> commands{
        {"campaigns", "--case", a_case},
        {"messages", "--case", a_case, "--format", "json"},
        {"findings", "--list-rules"},
        {"show", list(a_case, "campaigns").at(0).at("id"), "--case", a_case},
        {"extract", "examples/parliament"},
        {"inspect", mail},
        {"debug", "facts", mail},
        {"--help"},
        {"hunt", mbox, "--case", a_case}};
    for (const auto& command : commands) {
        const Outcome outcome = redshank(command, conditions);
        EXPECT_EQ(outcome.signal, 0) << command[0];
        EXPECT_EQ(outcome.exit_code, 0) << command[0] << outcome.err;
        EXPECT_EQ(outcome.err, "") << command[0];
    }
    EXPECT_EQ(list(a_case, "messages", {"--new"}).size(), 3u) << "the hunt was whole nevertheless";
}

// Output that was lost must not look like output that was short.
TEST_F(Contract, OutputThatCannotBeWrittenIsTwo) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
    hunt(a_case, {"examples/parliament"}, {"--org", "examples/parliament/org.toml"});
    Conditions conditions;
    conditions.out_file = "/dev/full";
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"campaigns", "--case", a_case}, {"extract", "examples/parliament"}}) {
        expect_failure(command, 2, "standard output", conditions);
    }
}

TEST_F(Contract, AFullDiskIsTwoAndTheCaseGoesOnLater) {
    Conditions conditions;
    conditions.max_file_bytes = 100'000;
    const std::vector<std::string> command{"hunt",  "examples/parliament",         "--case", a_case,
                                           "--org", "examples/parliament/org.toml"};
    const Outcome full = redshank(command, conditions);
    EXPECT_EQ(full.exit_code, 2) << full.err << " signal " << full.signal;
    EXPECT_NE(full.err.find("redshank: "), std::string::npos) << full.err;
    EXPECT_EQ(redshank(command).exit_code, 0);
    const std::string undisturbed = folder / "undisturbed";
    hunt(undisturbed, {"examples/parliament"}, {"--org", "examples/parliament/org.toml"});
    EXPECT_TRUE(same_text(all_lists(a_case), all_lists(undisturbed)));
}

TEST_F(Contract, ACaseThatCannotBeMadeOrWrittenIsTwo) {
    expect_failure({"hunt", mbox, "--case", mbox + "/case"}, 2, mbox + "/case");
    if (::geteuid() != 0) GTEST_SKIP() << "the rest needs root to become nobody";
    hunt(a_case, {mbox});
    fs::permissions(folder.path(), fs::perms(0755));
    fs::permissions(mbox, fs::perms(0644));
    fs::permissions(a_case, fs::perms(0555));
    for (const auto& entry : fs::directory_iterator(a_case)) fs::permissions(entry.path(), fs::perms(0444));
    Conditions conditions;
    conditions.as_other_user = true;
    if (redshank({"--version"}, conditions).exit_code == 127)
        GTEST_SKIP() << "nobody may not run " << REDSHANK_PROGRAM;
    expect_failure({"hunt", mbox, "--case", a_case}, 2, a_case, conditions);
    expect_failure({"hunt", mbox, "--case", folder / "new"}, 2, folder / "new", conditions);
    // What cannot be written can be read.
    const Outcome read = redshank({"messages", "--case", a_case}, conditions);
    EXPECT_EQ(read.exit_code, 0) << read.err;
    EXPECT_EQ(read.out, redshank({"messages", "--case", a_case}).out);
}

TEST_F(Contract, OnlyItsOwnerCanEnterACase) {
    hunt(a_case, {mbox});
    struct stat status {};
    ASSERT_EQ(::stat(a_case.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    for (const auto& entry : fs::directory_iterator(a_case)) {
        ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0077, 0u) << entry.path();
    }
}

TEST_F(Contract, ADamagedCaseIsTwo) {
    write_file(folder / "broken/case.sqlite", "this was a database once\n");
    expect_failure({"campaigns", "--case", folder / "broken"}, 2, "broken");
    expect_failure({"hunt", mbox, "--case", folder / "broken"}, 2, "broken");
}

TEST_F(Contract, StandardInputIsReadForADash) {
    const std::string text = text_of(Letter{});
    write_file(folder / "one.eml", text);
    Conditions conditions;
    conditions.input = text;
    const json from_file = json::parse(redshank({"inspect", folder / "one.eml", "--format", "json"}).out);
    const json from_input = json::parse(redshank({"inspect", "-", "--format", "json"}, conditions).out);
    const auto id = [](const json& inspected) {
        return inspected.at("messages").at(0).at("message").at("id");
    };
    EXPECT_EQ(id(from_file), id(from_input));
    EXPECT_EQ(redshank({"debug", "entities", "-"}, conditions).exit_code, 0);
    expect_failure({"inspect", "-"}, 2, "");  // nothing comes
}

TEST_F(Contract, OfSeveralMessagesInspectExplainsTheFirstAndSaysSo) {
    const Outcome as_json = redshank({"inspect", mbox, "--format", "json"});
    EXPECT_EQ(json::parse(as_json.out).at("further_messages"), 2);
    const Outcome outcome = redshank({"inspect", mbox});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_NE(outcome.err.find("2 more"), std::string::npos);
}

TEST_F(Contract, TalkGoesToStderrOnly) {
    hunt(a_case, {mbox});
    const Outcome raw = redshank({"show", "<old-0@sender.example>", "--raw", "--case", a_case});
    EXPECT_NE(raw.err.find("take care"), std::string::npos);
    EXPECT_EQ(raw.out, letters("old", 1)[0]);
}

TEST_F(Contract, TimesAndClassesNarrowAList) {
    hunt(a_case, {mbox});  // all of 2 February 2021, 08:00 UTC
    const auto count = [&](const std::vector<std::string>& options) {
        return list(a_case, "messages", options).size();
    };
    EXPECT_EQ(count({"--since", "2021-02-02"}), 3u);
    EXPECT_EQ(count({"--since", "2021-02-03"}), 0u);
    EXPECT_EQ(count({"--until", "2021-02-02"}), 3u);
    EXPECT_EQ(count({"--until", "2021-02-01"}), 0u);
    EXPECT_EQ(count({"--until", "2021-02-02T07:59:59Z"}), 0u);
    EXPECT_EQ(count({"--since", "2021-02-02T08:00:00Z", "--until", "2021-02-02T08:00:00Z"}), 3u);
    EXPECT_EQ(count({"--class", "covert"}), 0u);
}

TEST_F(Contract, ADrillIsTheSameBytesFromTheSameSeed) {
    for (const char* name : {"one", "two"}) {
        const Outcome outcome = redshank({"drill", "--seed", "5", "--messages", "200", "-o", folder / name});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    }
    size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "one")) {
        if (!entry.is_regular_file()) continue;
        const fs::path other = folder / "two" / fs::relative(entry.path(), folder / "one");
        EXPECT_TRUE(same_text(read_file(entry.path()), read_file(other))) << other;
        ++files;
    }
    EXPECT_GT(files, 5u);
}

TEST_F(Contract, ADrillKeepsItsHandsOffOtherFiles) {
    write_file(folder / "home/thesis.txt", "ten years of work\n");
    expect_failure({"drill", "--messages", "50", "-o", folder / "home"}, 2, folder / "home");
    EXPECT_EQ(read_file(folder / "home/thesis.txt"), "ten years of work\n");
    expect_failure({"drill", "--messages", "50", "-o", mbox}, 2, mbox);
    expect_failure({"drill", "power", "-o", folder / "home"}, 2, folder / "home");
    expect_failure({"drill", "--only", "covert-wave,no-such-case", "-o", folder / "new"}, 2, "no-such-case");
}

}  // namespace redshank::cli_test
