// SPDX-License-Identifier: Apache-2.0
// No PST can be made by hand here: these run the reader on what is none, and a stand-in for it, a shell
// script that says what the real one might when a store kills it. The real one meets real stores in
// pst_corpus_test.cpp.
#include "source/pst.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "source/testing.h"

namespace redshank::source {

namespace {

std::string frame(char kind, const std::string& payload) {
    std::string out(1, kind);
    for (int i = 0; i < 8; ++i) out += static_cast<char>(payload.size() >> (8 * i));
    return out + payload;
}
std::string number(uint64_t value) {
    std::string out;
    for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
}
std::string item(uint64_t ordinal, const std::string& name) {
    return frame('I', number(ordinal) + name);
}
std::string message(char flags, const std::string& bytes) {
    return frame('M', flags + number(7) + bytes);
}

/// Reads a file that looks like a PST with `program` as its reader.
class PstStandIn : public ::testing::Test {
  protected:
    void TearDown() override { ::unsetenv("REDSHANK_PST_READER"); }

    /// A reader that prints run-0 when started first, run-1 when told --skip once, and so on, then does
    /// `end`.
    Read read(const std::vector<std::string>& runs, const std::string& end, const Limits& limits = {}) {
        for (size_t i = 0; i < runs.size(); ++i) folder_.write("run-" + std::to_string(i), runs[i]);
        const std::string script = folder_.write(
            "reader", "#!/bin/sh\nn=0\nfor a; do [ \"$a\" = --skip ] && n=$((n+1)); done\n/bin/cat " +
                          folder_.path() + "/run-$n\n" + end + "\n");
        ::chmod(script.c_str(), 0700);
        ::setenv("REDSHANK_PST_READER", script.c_str(), 1);
        return read_path(folder_.write("a.pst", "!BDN" + std::string(600, '\0')), limits);
    }
    std::string pst() const { return folder_.path() + "/a.pst"; }

    TemporaryFolder folder_;
};

TEST_F(PstStandIn, MessagesAndTheirFlags) {
    const Read got = read(
        {item(0, "list") + item(1, "Inbox/item-32") + message(1 | 2 | 8, "Subject: x\r\n\r\n") +
         item(2, "Inbox/item-64") + message(0, "Subject: y\r\n\r\n") + frame('P', "is odd") + frame('E', "")},
        "");
    ASSERT_EQ(got.messages.size(), 2u);
    EXPECT_EQ(got.messages[0].source, pst() + "!/Inbox/item-32");
    EXPECT_EQ(got.messages[0].bytes, "Subject: x\r\n\r\n");
    EXPECT_TRUE(got.messages[0].reconstructed);
    EXPECT_TRUE(got.messages[0].flags.read && got.messages[0].flags.replied && got.messages[0].flags.deleted);
    EXPECT_FALSE(got.messages[0].flags.flagged);
    EXPECT_EQ(got.messages[0].delivered, 7);
    EXPECT_FALSE(got.messages[1].flags.read);
    ASSERT_EQ(got.problems.size(), 1u);
    EXPECT_EQ(got.first_problem(), pst() + "!/Inbox/item-64 is odd");
    EXPECT_EQ(kind_name(got.reports[0].kind), "pst");
    EXPECT_EQ(got.reports[0].messages, 2u);
}

TEST_F(PstStandIn, AnItemThatKillsItIsNamedAndTheRestGoesOn) {
    const Read got =
        read({item(0, "list") + item(1, "item-1") + message(0, "A: 1\r\n\r\n") + item(2, "item-2"),
              item(3, "item-3") + message(0, "A: 3\r\n\r\n") + frame('E', "")},
             "[ $n = 0 ] && kill -SEGV $$");
    ASSERT_EQ(got.messages.size(), 2u);
    EXPECT_EQ(got.messages[1].bytes, "A: 3\r\n\r\n");
    ASSERT_EQ(got.problems.size(), 1u);
    EXPECT_EQ(got.first_problem(),
              pst() + "!/item-2 made the reader of Outlook stores stop; the rest of the store was read");
}

TEST_F(PstStandIn, OneThatSaysNothingIsEnded) {
    Limits limits;
    limits.store_item_seconds = 0;  // and ten times that is waited
    limits.store_seconds = 1;
    const Read got = read({item(0, "list")}, "exec /bin/sleep 60", limits);
    ASSERT_EQ(got.problems.size(), 1u);
    EXPECT_NE(got.first_problem().find("took longer than its size allows"), std::string::npos)
        << got.first_problem();
}

TEST_F(PstStandIn, RestartsAreBounded) {
    Limits limits;
    limits.max_store_restarts = 2;
    const Read got = read({item(0, "a"), item(1, "b"), item(2, "c"), item(3, "d")}, "kill -ABRT $$", limits);
    ASSERT_EQ(got.problems.size(), 4u);
    EXPECT_NE(got.problems[3].what.find("the rest was not read"), std::string::npos);
}

TEST_F(PstStandIn, WhatItSendsIsNotTrusted) {
    const std::pair<const char*, std::string> cases[] = {
        {"a length of everything", std::string("I") + std::string(8, '\xFF') + "x"},
        {"a message of no item", message(0, "A: 1\r\n\r\n") + frame('E', "")},
        {"an item without a number", frame('I', "x") + frame('E', "")},
        {"an empty message", item(0, "a") + frame('M', "") + frame('E', "")},
        {"an unknown frame", frame('?', "x") + frame('E', "")},
        {"half a frame", "M\1"},
        {"nothing", ""},
    };
    for (const auto& [what, bytes] : cases) EXPECT_TRUE(read({bytes, bytes}, "").messages.empty()) << what;
}

TEST_F(PstStandIn, NoReaderIsAProblemWithAWayOut) {
    ::setenv("REDSHANK_PST_READER", "/nonexistent/redshank-pst", 1);
    const Read got = read_path(folder_.write("a.pst", "!BDN" + std::string(600, '\0')));
    ASSERT_EQ(got.problems.size(), 1u);
    EXPECT_NE(got.first_problem().find("cannot be started"), std::string::npos) << got.first_problem();
}

TEST_F(PstStandIn, InAnArchiveWithinBounds) {
    ::setenv("REDSHANK_PST_READER", "/nonexistent/redshank-pst", 1);
    const std::string zip = make_archive({{"a.pst", "!BDN" + std::string(5000, 'x')}}, ARCHIVE_FORMAT_ZIP);
    Limits limits;
    limits.max_store_in_memory = 1000;
    EXPECT_NE(read_memory("x.zip", zip, limits).first_problem().find("unpack it"), std::string::npos);
    Read read;
    Sink sink = read.sink();
    sink.stores.scratch_folder = folder_.path();
    read_bytes("x.zip", zip, limits, sink);
    EXPECT_NE(read.first_problem().find("cannot be started"), std::string::npos) << "it was laid out";
    limits.max_store_bytes = 2000;
    Read refused;
    Sink refusing = refused.sink();
    refusing.stores.scratch_folder = folder_.path();
    read_bytes("x.zip", zip, limits, refusing);
    EXPECT_NE(refused.first_problem().find("too large"), std::string::npos) << refused.first_problem();
}

TEST(Pst, TimeGoesByItsSize) {
    const Limits limits;
    EXPECT_EQ(pst_total_seconds(0, limits), 60u);
    EXPECT_EQ(pst_total_seconds(50'000'000'000, limits), 100'060u);
    EXPECT_EQ(pst_item_seconds(0, limits), 5u);
    EXPECT_EQ(pst_item_seconds(1'000'000'000, limits), 105u);
}

}  // namespace

}  // namespace redshank::source
