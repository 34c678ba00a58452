// SPDX-License-Identifier: Apache-2.0
// A hunt that was killed or stopped, at whatever point, and started again ends as if nothing had happened.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

void wait_ms(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

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

// An mbox beyond what a hunt reads between two commits (64 MB): mail with large attachments.
void write_large_mbox(const std::string& file, int messages) {
    std::string attachment;
    uint64_t state = 1;
    for (int line = 0; line < 5000; ++line) {
        for (int i = 0; i < 76; ++i) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            attachment += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[state >> 58];
        }
        attachment += '\n';
    }
    std::ofstream mbox(file, std::ios::binary);
    for (int i = 0; i < messages; ++i) {
        Letter letter;
        const std::string n = std::to_string(i);
        letter.message_id = "<large-" + n + "@sender.example>";
        letter.to = "reader" + std::to_string(i % 7) + "@ours.example";
        letter.further_fields = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
        letter.body =
            "--b\nContent-Type: text/html\n\n<p>The plan of the week for all of us, as every week: "
            "rooms, hours, names.</p><img src=\"http://pics.sender.example/" +
            n + "abcdefgh.png\">\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" +
            attachment + "--b--\n";
        mbox << mbox_of({text_of(letter)});
    }
}

}  // namespace

TEST(Interrupted, KilledAtManyPoints) {
    TempFolder folder;
    ASSERT_GT(undisturbed().size(), 1'000'000u);
    int killed = 0;
    const std::string again_and_again = folder / "again";
    for (const int after : {5, 20, 50, 100, 200, 350, 500, 800, 1200}) {
        for (const std::string& a_case : {folder / ("once" + std::to_string(after)), again_and_again}) {
            Child child(command(a_case));
            wait_ms(after);
            child.send(SIGKILL);
            killed += child.wait().signal == SIGKILL ? 1 : 0;
            if (a_case == again_and_again) continue;
            EXPECT_EQ(redshank(command(a_case)).exit_code, 0);
            EXPECT_TRUE(same_text(all_lists(a_case), undisturbed())) << "killed after " << after << " ms";
        }
    }
    EXPECT_GT(killed, 4) << "the archive is too small for this machine";
    EXPECT_EQ(redshank(command(again_and_again)).exit_code, 0);
    EXPECT_TRUE(same_text(all_lists(again_and_again), undisturbed()));
}

TEST(Interrupted, StoppedByAKeyItSaysSoAndGoesOnLater) {
    TempFolder folder;
    int interrupted = 0;
    for (const int signal : {SIGINT, SIGTERM}) {
        for (const int after : {30, 100, 300}) {
            const std::string a_case = folder / (std::to_string(signal) + "-" + std::to_string(after));
            Child child(command(a_case));
            wait_ms(after);
            child.send(signal);
            const Outcome outcome = child.wait();
            // Before the hunt listens, the signal does what it always does.
            EXPECT_TRUE(outcome.exit_code == 130 || outcome.exit_code == 0 || outcome.signal == signal)
                << outcome.exit_code << " " << outcome.signal << outcome.err;
            if (outcome.exit_code == 130) {
                ++interrupted;
                EXPECT_NE(outcome.out.find("Stopped before the end"), std::string::npos) << outcome.out;
                // What is read stands in the case and can be listed.
                EXPECT_EQ(redshank({"messages", "--case", a_case}).exit_code, 0);
            }
            EXPECT_EQ(redshank(command(a_case)).exit_code, 0);
            EXPECT_TRUE(same_text(all_lists(a_case), undisturbed())) << signal << " after " << after << " ms";
        }
    }
    EXPECT_GT(interrupted, 0);
}

TEST(Interrupted, KilledBetweenTwoCommits) {
    TempFolder folder;
    const std::string mbox = folder / "large.mbox", killed = folder / "killed", whole = folder / "whole";
    write_large_mbox(mbox, 500);
    {
        Child child({"hunt", mbox, "--case", killed});
        size_t committed = 0;
        for (int tries = 0; tries < 1000 && committed == 0; ++tries) {
            wait_ms(5);
            const std::string listed = redshank({"messages", "--case", killed, "--format", "csv"}).out;
            committed = static_cast<size_t>(std::count(listed.begin(), listed.end(), '\n'));
            committed -= committed > 0 ? 1 : 0;
        }
        child.send(SIGKILL);
        child.wait();
        EXPECT_GT(committed, 0u) << "a case can be listed while a hunt writes it";
        EXPECT_LT(committed, 500u) << "killed before the end";
    }
    hunt(killed, {mbox});
    hunt(whole, {mbox});
    EXPECT_EQ(list(whole, "messages").size(), 500u);
    EXPECT_TRUE(same_text(all_lists(killed), all_lists(whole)));
}

TEST(Interrupted, TwoHuntsAtOnceDoNotMix) {
    TempFolder folder;
    const std::string a_case = folder / "case";
    Child first(command(a_case));
    wait_ms(100);
    const Outcome second = redshank(command(a_case));
    const Outcome outcome = first.wait();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_TRUE(second.exit_code == 2 || second.exit_code == 0) << second.err;
    if (second.exit_code == 2) {
        EXPECT_NE(second.err.find("another hunt"), std::string::npos) << second.err;
    }
    EXPECT_TRUE(same_text(all_lists(a_case), undisturbed()));
}

TEST(Interrupted, ThreadsDoNotMatterInALargeArchive) {
    TempFolder folder;
    for (const char* jobs : {"1", "3"}) {
        auto arguments = command(folder / jobs);
        arguments.insert(arguments.end(), {"--jobs", jobs});
        EXPECT_EQ(redshank(arguments).exit_code, 0);
        EXPECT_TRUE(same_text(all_lists(folder / jobs), undisturbed())) << jobs;
    }
}

}  // namespace redshank::cli_test
