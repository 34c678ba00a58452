// SPDX-License-Identifier: Apache-2.0
// A hunt and all that it starts can neither open a socket, nor write beside the case, nor start a program: a
// planted reader of Outlook stores tries. What the kernel lacks is said, and skipped aloud.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>

#include "base/sandbox.h"
#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

// [MS-PST] 2.2.2.6, as far as telling the kind of a file looks.
std::string looks_like_a_pst() {
    std::string bytes("!BDN\0\0\0\0SM\x17\0\x13\0", 14);
    bytes.resize(4096, '\0');
    return bytes;
}

struct SandboxOfHunts : ::testing::Test {
    TempFolder folder;
    const std::string store = folder / "mail.pst", a_case = folder / "case";
    SandboxOfHunts() {
        write_file(store, looks_like_a_pst());
        ::setenv("REDSHANK_PST_READER", REDSHANK_PLANTED_READER, 1);
    }
    ~SandboxOfHunts() override { ::unsetenv("REDSHANK_PST_READER"); }

    Conditions here() const {
        Conditions conditions;
        conditions.folder = folder.path();
        return conditions;
    }

    // What the planted reader told, through whatever command read it.
    void expect_refused(const Outcome& outcome) const {
        const Sandbox kernel = sandbox_of_this_kernel();
        const auto has = [&](const std::string& words) {
            return outcome.err.find(words) != std::string::npos;
        };
        ASSERT_TRUE(has("socket ")) << outcome.exit_code << outcome.err;
        if (kernel.calls) {
            EXPECT_TRUE(has("socket " + std::to_string(EPERM) + " ")) << outcome.err;
        }
        if (kernel.files) {
            EXPECT_TRUE(has("file " + std::to_string(EACCES) + " ")) << outcome.err;
            EXPECT_TRUE(has("shell " + std::to_string(EACCES))) << outcome.err;
            EXPECT_FALSE(std::filesystem::exists(folder / "planted-file"));
        }
    }
};

}  // namespace

TEST_F(SandboxOfHunts, WhatIsPlantedIsRefusedInEachCommandThatReads) {
    const Sandbox kernel = sandbox_of_this_kernel();
    if (!kernel.files && !kernel.calls) GTEST_SKIP() << "this kernel has neither Landlock nor seccomp";
    expect_refused(redshank({"hunt", store, "--case", a_case}, here()));
    expect_refused(redshank({"extract", store}, here()));
    if (!kernel.files || !kernel.calls) GTEST_SKIP() << "the other half: " << in_words(kernel);
}

TEST_F(SandboxOfHunts, ItIsSaidWhatHolds) {
    const Sandbox kernel = sandbox_of_this_kernel();
    const Outcome version = redshank({"--version"});
    EXPECT_NE(version.out.find("sandbox: " + in_words(kernel) + "\n"), std::string::npos) << version.out;
    const std::string mbox = folder / "one.mbox";
    write_file(mbox, mbox_of(letters("any", 3)));
    const Outcome text = redshank({"hunt", mbox, "--case", a_case});
    EXPECT_NE(text.out.find("Sandbox while reading: " + in_words(kernel) + "\n"), std::string::npos)
        << text.out;
    const json summary = json::parse(redshank({"hunt", mbox, "--case", a_case, "--format", "json"}).out);
    EXPECT_EQ(summary.at("sandbox").at("files"), kernel.files);
    EXPECT_EQ(summary.at("sandbox").at("calls"), kernel.calls);
}

}  // namespace redshank::cli_test
