// SPDX-License-Identifier: Apache-2.0
// What goes wrong around a hunt: kills at a hundred points, disks that fill up, sources that vanish or grow
// while they are read, a damaged case, a clock that runs backwards. Nothing is lost: a hunt that comes
// through ends as if nothing had happened, and one that does not says why. Points are drawn from a fixed
// seed.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <utime.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::vector<std::string> command(const std::string& a_case) {
    return {"hunt",   practice_archive().string(),
            "--org",  (practice_archive() / "org.toml").string(),
            "--case", a_case};
}

const std::string& undisturbed() {
    static const std::string lists = [] {
        TempFolder folder;
        EXPECT_EQ(redshank(command(folder / "case")).exit_code, 0);
        return all_lists(folder / "case");
    }();
    return lists;
}

uint64_t folder_bytes(const fs::path& folder) {
    uint64_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder)) bytes += entry.file_size();
    return bytes;
}

void expect_said(const Outcome& outcome, int exit_code, const std::string& word) {
    EXPECT_EQ(outcome.exit_code, exit_code) << "signal " << outcome.signal << " " << outcome.err;
    EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
}

// Until the hunt holds the case; false when it never does.
bool wait_for_lock(const std::string& a_case) {
    for (int tries = 0; tries < 10'000; ++tries) {
        if (fs::exists(fs::path(a_case) / "case.sqlite-wal")) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

}  // namespace

// On the example, so that a hundred take little; interrupted_slow_test.cpp kills hunts of larger archives.
TEST(Faults, KilledAHundredTimes) {
    TempFolder folder;
    const auto example = [](const std::string& a_case) {
        return std::vector<std::string>{
            "hunt", "examples/parliament", "--org", "examples/parliament/org.toml", "--case", a_case};
    };
    const auto started = Clock::now();
    ASSERT_EQ(redshank(example(folder / "whole")).exit_code, 0);
    // How long a hunt may take from here on; a machine that is busier or idler than before moves it.
    auto longest = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started).count();
    const std::string wanted = all_lists(folder / "whole");
    std::mt19937_64 random(20'240'325);
    int killed = 0;
    for (int round = 0; round < 10; ++round) {
        const std::string a_case = folder / ("case" + std::to_string(round));
        for (int kills = 0, tries = 0; kills < 10 && tries < 50; ++tries) {
            Child child(example(a_case));
            std::this_thread::sleep_for(std::chrono::microseconds(random() % static_cast<uint64_t>(longest)));
            child.send(SIGKILL);
            const bool was_killed = child.wait().signal == SIGKILL;
            longest += was_killed ? longest / 16 : -longest / 4;
            kills += was_killed ? 1 : 0;
            killed += was_killed ? 1 : 0;
        }
        const Outcome last = redshank(example(a_case));
        EXPECT_EQ(last.exit_code, 0) << last.err;
        EXPECT_TRUE(same_text(all_lists(a_case), wanted)) << "round " << round;
    }
    EXPECT_EQ(killed, 100) << "the others had ended before";
}

TEST(Faults, ADiskThatIsFullAtAnyPoint) {
    TempFolder folder;
    ASSERT_EQ(redshank(command(folder / "whole")).exit_code, 0);
    const uint64_t largest = folder_bytes(folder / "whole");
    const std::string again = folder / "again";
    int full = 0;
    for (const uint64_t percent : {0u, 1u, 10u, 30u, 60u, 90u}) {
        Conditions conditions;
        conditions.max_file_bytes = 4096 + largest * percent / 100;  // room for what is said
        for (const std::string& a_case : {folder / ("once" + std::to_string(percent)), again}) {
            const Outcome outcome = redshank(command(a_case), conditions);
            if (outcome.exit_code == 0) continue;
            ++full;
            expect_said(outcome, 2, "redshank: ");
            if (a_case == again) continue;
            EXPECT_EQ(redshank(command(a_case)).exit_code, 0);
            EXPECT_TRUE(same_text(all_lists(a_case), undisturbed())) << percent << " percent";
        }
    }
    EXPECT_GT(full, 6);
    EXPECT_EQ(redshank(command(again)).exit_code, 0);
    EXPECT_TRUE(same_text(all_lists(again), undisturbed()));
}

// A real one, where a write gives ENOSPC: a small tmpfs of our own.
TEST(Faults, AFileSystemThatIsFull) {
    TempFolder folder;
    fs::create_directory(folder / "small");
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("small", (folder / "small").c_str(), "tmpfs", 0, "size=1m") != 0) {
        GTEST_SKIP() << "mounting needs root";
    }
    const std::string a_case = folder / "small/case";
    const Outcome outcome = redshank(command(a_case));
    expect_said(outcome, 2, "full");
    ASSERT_EQ(::mount("small", (folder / "small").c_str(), "tmpfs", MS_REMOUNT, "size=200m"), 0);
    EXPECT_EQ(redshank(command(a_case)).exit_code, 0);
    EXPECT_TRUE(same_text(all_lists(a_case), undisturbed()));
    // What is read only says so; what is in it can be read.
    ASSERT_EQ(::mount("small", (folder / "small").c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr), 0);
    expect_said(redshank(command(a_case)), 2, a_case);
    EXPECT_TRUE(same_text(all_lists(a_case), undisturbed()));
    ::umount((folder / "small").c_str());
}

TEST(Faults, FilesThatVanishWhileOthersAreRead) {
    TempFolder folder;
    write_file(folder / "mail/a.mbox", mbox_of(letters("stays", 30'000)));
    const auto vanishing = letters("goes", 50);
    const auto write_vanishing = [&] {
        for (size_t i = 0; i < vanishing.size(); ++i)
            write_file(folder / ("mail/z-" + std::to_string(i) + ".eml"), vanishing[i]);
    };
    write_vanishing();
    const std::string a_case = folder / "case", whole = folder / "whole";
    {
        Child child({"hunt", folder / "mail", "--case", a_case, "--jobs", "1"});
        ASSERT_TRUE(wait_for_lock(a_case));
        for (size_t i = 0; i < vanishing.size(); ++i)
            fs::remove(folder / ("mail/z-" + std::to_string(i) + ".eml"));
        const Outcome outcome = child.wait();
        // Those that were listed and not yet read are named; if none was, none is missed.
        EXPECT_TRUE(outcome.exit_code == 3 || outcome.exit_code == 0) << outcome.err << outcome.signal;
        EXPECT_EQ(outcome.exit_code == 3, outcome.err.find("mail/z-") != std::string::npos) << outcome.err;
    }
    EXPECT_GE(list(a_case, "messages").size(), 30'000u);
    write_vanishing();
    hunt(a_case, {folder / "mail"});
    hunt(whole, {folder / "mail"});
    EXPECT_TRUE(same_text(all_lists(a_case), all_lists(whole)));
}

TEST(Faults, ASourceThatGrowsWhileItIsRead) {
    TempFolder folder;
    const std::string mbox = folder / "grows.mbox", a_case = folder / "case", whole = folder / "whole";
    write_file(mbox, mbox_of(letters("first", 20'000)));
    {
        Child child({"hunt", mbox, "--case", a_case});
        std::ofstream more(mbox, std::ios::binary | std::ios::app);
        const auto added = letters("later", 500);
        for (const std::string& letter : added) {
            more << mbox_of({letter}) << std::flush;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        EXPECT_EQ(child.wait().exit_code, 0);
    }
    EXPECT_GE(list(a_case, "messages").size(), 20'000u);
    hunt(a_case, {mbox});
    hunt(whole, {mbox});
    EXPECT_EQ(list(a_case, "messages").size(), 20'500u);
    EXPECT_TRUE(same_text(all_lists(a_case), all_lists(whole)));
}

// Bytes overwritten and ends cut off, at drawn places: whatever reads such a case says so or reads on, and
// none crashes.
TEST(Faults, ADamagedCaseIsToldNeverACrash) {
    TempFolder folder;
    const std::string good = folder / "good", bad = folder / "bad";
    ASSERT_EQ(redshank({"hunt", "examples/parliament", "--case", good}).exit_code, 0);
    const std::string database = read_file(folder / "good/case.sqlite");
    const std::string id = list(good, "messages").front().at("id");
    std::mt19937_64 random(7);
    int told = 0;
    for (int round = 0; round < 60; ++round) {
        std::string damaged = database;
        if (round % 3 == 0) damaged.resize(random() % damaged.size());
        for (int i = 0; i < 1 << (round % 12) && !damaged.empty(); ++i)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        fs::remove_all(bad);
        write_file(folder / "bad/case.sqlite", damaged);
        for (const std::vector<std::string>& asked : std::vector<std::vector<std::string>>{
                 {"messages"}, {"campaigns"}, {"findings"}, {"show", id}, {"hunt", "examples/parliament"}}) {
            std::vector<std::string> arguments = asked;
            arguments.insert(arguments.end(), {"--case", bad});
            const Outcome outcome = redshank(arguments);
            EXPECT_EQ(outcome.signal, 0) << asked[0] << " round " << round;
            EXPECT_TRUE(outcome.exit_code >= 0 && outcome.exit_code <= 2) << asked[0] << outcome.exit_code;
            if (outcome.exit_code != 2) continue;
            ++told;
            EXPECT_NE(outcome.err.find("case"), std::string::npos)
                << asked[0] << " round " << round << outcome.err;
        }
    }
    EXPECT_GT(told, 60);
}

TEST(Faults, TheSecondHuntOfACaseIsRefused) {
    TempFolder folder;
    const std::string a_case = folder / "case";
    Child first(command(a_case));
    ASSERT_TRUE(wait_for_lock(a_case));
    first.send(SIGSTOP);  // holds the case for as long as it takes to look
    expect_said(redshank(command(a_case)), 2, "another hunt");
    first.send(SIGCONT);
    EXPECT_EQ(first.wait().exit_code, 0);
    EXPECT_TRUE(same_text(all_lists(a_case), undisturbed()));
}

// The times of files jump to and fro between hunts, and so does the clock that they were set by.
TEST(Faults, AClockThatRunsBackwards) {
    TempFolder folder;
    const std::string mbox = folder / "mail.mbox", a_case = folder / "case", whole = folder / "whole";
    const auto all = letters("any", 40);
    for (const auto& [count, time] : std::vector<std::pair<int, time_t>>{
             {10, 4'000'000'000}, {20, 1'000'000'000}, {30, -1'000}, {40, 0}}) {
        write_file(mbox, mbox_of({all.begin(), all.begin() + count}));
        const utimbuf times{time, time};
        ASSERT_EQ(::utime(mbox.c_str(), &times), 0);
        hunt(a_case, {mbox});
        EXPECT_EQ(list(a_case, "messages").size(), static_cast<size_t>(count));
    }
    hunt(whole, {mbox});
    EXPECT_TRUE(same_text(all_lists(a_case), all_lists(whole)));
}

}  // namespace redshank::cli_test
