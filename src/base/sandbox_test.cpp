// SPDX-License-Identifier: Apache-2.0
// Each attempt is made in a child, for a sandbox cannot be left.
#include "base/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <thread>

namespace redshank {

namespace {

namespace fs = std::filesystem;

struct Folders {
    fs::path root, allowed, other;
    Folders() {
        std::string name = (fs::temp_directory_path() / "redshank-sandbox-XXXXXX").string();
        root = ::mkdtemp(name.data());
        fs::create_directory(allowed = root / "allowed");
        fs::create_directory(other = root / "other");
    }
    ~Folders() { fs::remove_all(root); }
};

// What `attempt` gives (0 or an errno) inside the sandbox, on its first thread and on one made later.
int in_sandbox(const SandboxRules& rules, const std::function<int()>& attempt) {
    const pid_t child = ::fork();
    if (child == 0) {
        enter_sandbox(rules);
        const int first = attempt();
        int later = -1;
        std::thread([&] { later = attempt(); }).join();
        ::_exit(first == later ? first : 200);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 201;
}

int make_file(const fs::path& file) {
    const int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0) return errno;
    ::close(made);
    return ::unlink(file.c_str()) == 0 ? 0 : errno;
}

int start(const char* program) {
    const char* arguments[] = {program, nullptr};
    char* none[] = {nullptr};
    pid_t child = 0;
    const int failed =
        ::posix_spawn(&child, program, nullptr, nullptr, const_cast<char* const*>(arguments), none);
    int status = 0;
    if (failed == 0) ::waitpid(child, &status, 0);
    return failed != 0 ? failed : status;
}

int open_socket(int family) {
    const int made = ::socket(family, SOCK_STREAM, 0);
    return made >= 0 ? 0 : errno;
}

struct SandboxTest : ::testing::Test {
    Folders folders;
    SandboxRules rules{.writable_folders = {folders.allowed}, .programs = {}};
};

#define NEEDS(part) \
    if (!sandbox_of_this_kernel().part) GTEST_SKIP() << "this kernel lacks it: " << #part

}  // namespace

TEST_F(SandboxTest, NoSocketOpens) {
    NEEDS(calls);
    for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK}) {
        EXPECT_NE(open_socket(family), EPERM) << "outside of it this is allowed";
        EXPECT_EQ(in_sandbox(rules, [&] { return open_socket(family); }), EPERM) << family;
    }
}

TEST_F(SandboxTest, WritesStayBelowTheFolder) {
    NEEDS(files);
    EXPECT_EQ(in_sandbox(rules, [&] { return make_file(folders.allowed / "new"); }), 0);
    const fs::path there = folders.other / "there";
    ASSERT_EQ(::close(::open(there.c_str(), O_CREAT | O_WRONLY, 0600)), 0);
    struct Attempt {
        const char* name;
        std::function<int()> make;
    };
    const auto error = [](int result) { return result == 0 ? 0 : errno; };
    for (const Attempt& attempt : {
             Attempt{"new file", [&] { return make_file(folders.other / "new"); }},
             Attempt{"by ..", [&] { return make_file(folders.allowed / "../other/new"); }},
             Attempt{"old file", [&] { return ::open(there.c_str(), O_WRONLY) < 0 ? errno : 0; }},
             Attempt{"append", [&] { return ::open(there.c_str(), O_WRONLY | O_APPEND) < 0 ? errno : 0; }},
             Attempt{"remove", [&] { return error(::unlink(there.c_str())); }},
             Attempt{"folder", [&] { return error(::mkdir((folders.other / "d").c_str(), 0700)); }},
             Attempt{"symlink", [&] { return error(::symlink("/", (folders.allowed / "l").c_str())); }},
         }) {
        EXPECT_EQ(in_sandbox(rules, attempt.make), EACCES) << attempt.name;
    }
    EXPECT_TRUE(fs::exists(there));
    EXPECT_EQ(in_sandbox(rules, [&] { return ::open(there.c_str(), O_RDONLY) < 0 ? errno : 0; }), 0)
        << "reading stays";
}

TEST_F(SandboxTest, ModesAndOwnersStay) {
    NEEDS(calls);
    EXPECT_EQ(in_sandbox(rules, [&] { return ::chmod(folders.other.c_str(), 0777) == 0 ? 0 : errno; }),
              EPERM);
}

TEST_F(SandboxTest, OnlyNamedProgramsStart) {
    NEEDS(files);
    ASSERT_EQ(start("/bin/true"), 0);
    EXPECT_EQ(in_sandbox(rules, [] { return start("/bin/true"); }), EACCES);
    rules.programs = {"/bin/true"};
    EXPECT_EQ(in_sandbox(rules, [] { return start("/bin/true"); }), 0);
    EXPECT_EQ(in_sandbox(rules, [] { return start("/bin/sh"); }), EACCES);
}

TEST_F(SandboxTest, WhatIsInForceIsWhatTheKernelHas) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(enter_sandbox(rules) == sandbox_of_this_kernel() ? 0 : 1);
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

}  // namespace redshank
