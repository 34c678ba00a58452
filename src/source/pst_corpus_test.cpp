// SPDX-License-Identifier: Apache-2.0
// Real Outlook stores, whole and damaged, through the real reader.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>

#include "base/testing.h"
#include "source/pst.h"
#include "source/source.h"
#include "source/testing.h"

namespace redshank::source {

namespace {

class PstCorpus : public ::testing::Test {
  protected:
    void SetUp() override {
        REDSHANK_NEEDS_SHARED();
        ::setenv("REDSHANK_PST_READER", REDSHANK_PST_PROGRAM, 1);
    }
    static std::string archive() { return (shared_dir() / "corpus/pst/pst.tar.zst").native(); }
};

/// Messages by the store's name.
std::map<std::string, int> counts(const Read& read) {
    std::map<std::string, int> all;
    for (const SourceReport& report : read.reports) {
        if (report.kind == Kind::pst)
            all[report.source.substr(report.source.rfind('/') + 1)] += static_cast<int>(report.messages);
    }
    return all;
}

// The numbers of pst-utils 0.6.76: readpst -D -e, which leaves out posts and what lies beside the folders,
// and lspst, which stops at the second "message store" of some of these (the README's 60 and 3 are its).
// AddingBulk… has a damaged header, which readpst and pffinfo refuse too; twelve items in the contacts of
// Test_part1 cannot be read by libpff.
TEST_F(PstCorpus, EveryStoreIsReadWithItsNumberOfMails) {
    const Read read = read_path(archive());
    std::map<std::string, int> got = counts(read);
    const std::pair<const char*, int> cases[] = {
        {"SampleOstFile.ost", 87},  // 81 and 6 in Deleted Items; lspst 60
        {"test.pst", 14},           // 11 and 3 in Deleted Items; lspst 3
        {"Outlook_1.pst", 14},
        {"source.pst", 14},
        {"Outlook.pst", 25},  // two of that name: 14 and 11
        {"sample.ost", 5},
        {"test_unicode.pst", 2},  // a mail beside the folders and a post: readpst 0
        {"test_ansi.pst", 1},     // a post: readpst 0
        {"Test_part1.pst", 31},
        {"passwordprotectedPST.pst", 18},
        {"support.pst", 17},
        {"testPST.pst", 7},
        {"testPST_variousBodyTypes.pst", 4},
        {"submessage.pst", 1},
        {"Empty.pst", 0},
        {"32-bit.pst", 0},
    };
    for (const auto& [name, expected] : cases) EXPECT_EQ(got[name], expected) << name;
    size_t stores = 0;
    for (const SourceReport& report : read.reports) stores += report.kind == Kind::pst ? 1 : 0;
    EXPECT_EQ(stores, 56u);
    EXPECT_EQ(read.problems.size(), 13u);
    for (const RawMessage& message : read.messages) {
        EXPECT_TRUE(message.reconstructed);
        EXPECT_NE(message.source.find("/item-"), std::string::npos) << message.source;
    }
}

TEST_F(PstCorpus, APlaceIsFoundAgain) {
    const TemporaryFolder folder;
    const Read read = read_path(archive());
    std::vector<Range> ranges;
    for (const RawMessage& message : read.messages) {
        if (message.source.find("Test_part1") != std::string::npos ||
            message.source.find("support.pst") != std::string::npos)
            ranges.push_back({message.source, 0, message.bytes.size()});
    }
    ASSERT_EQ(ranges.size(), 48u);
    size_t found = 0;
    read_ranges(ranges, Limits{}, [&](size_t index, bool there, std::string_view bytes) {
        for (const RawMessage& message : read.messages) {
            if (there && message.source == ranges[index].source) found += message.bytes == bytes ? 1 : 0;
        }
    });
    EXPECT_EQ(found, ranges.size());
}

TEST_F(PstCorpus, RecoveredItemsAreGivenWhenAskedFor) {
    const auto messages = [](bool recover) {
        Read read;
        Sink sink = read.sink();
        sink.stores.recover = recover;
        read_source(archive(), Limits{}, sink);
        return read;
    };
    const Read plain = messages(false), more = messages(true);
    size_t deleted = 0;
    for (const RawMessage& message : more.messages) deleted += message.flags.deleted ? 1 : 0;
    EXPECT_GT(deleted, 0u);
    EXPECT_EQ(more.messages.size(), plain.messages.size() + deleted);
}

struct Damage {
    int messages = 0, problems = 0;
    double slowest_seconds = 0;
};

/// Reads the store with one byte flipped, `flips` times anew.
Damage flip_bytes(const std::string& whole, int flips) {
    Damage damage;
    std::mt19937 random(4);
    for (int i = 0; i < flips; ++i) {
        std::string damaged = whole;
        const size_t at = random() % damaged.size();
        damaged[at] = static_cast<char>(damaged[at] ^ (1 + random() % 255));
        const auto start = std::chrono::steady_clock::now();
        const Read read = read_memory("damaged.pst", damaged);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_LE(took.count(), static_cast<double>(pst_total_seconds(damaged.size(), Limits{}) + 1)) << at;
        damage.messages += static_cast<int>(read.messages.size());
        damage.problems += static_cast<int>(read.problems.size());
        damage.slowest_seconds = std::max(damage.slowest_seconds, took.count());
    }
    return damage;
}

// One flipped byte at a time, in every form of store that is here: never a crash, and never longer than the
// size allows. 1,000 flips of each take minutes: REDSHANK_PST_FLIPS asks for another number.
TEST_F(PstCorpus, DamagedStoresCostOnlyThemselves) {
    const char* asked = std::getenv("REDSHANK_PST_FLIPS");
    const int flips = asked != nullptr ? std::atoi(asked) : 20;
    struct Row {
        const char* what;
        const char* member;
        uint64_t bytes;
        int messages;
    };
    const Row rows[] = {
        {"Unicode", "mooijtech+go-pst/support.pst", 1'033'216, 17},
        {"ANSI", "enrondata+pstsdk/test_ansi.pst", 271'360, 1},
        {"OST", "groupdocs-parser+GroupDocs.Parser-for-.NET/sample.ost", 2'302'976, 5},
        {"password", "aspose-email+Aspose.Email-for-.NET/passwordprotectedPST.pst", 525'312, 18},
    };
    std::map<std::string, std::string> stores;
    std::vector<Range> ranges;
    for (const Row& row : rows) ranges.push_back({archive() + "!/" + row.member, 0, row.bytes});
    read_ranges(ranges, Limits{},
                [&](size_t index, bool, std::string_view bytes) { stores[rows[index].what] = bytes; });
    for (const Row& row : rows) {
        ASSERT_EQ(stores[row.what].size(), row.bytes) << row.what;
        const Damage damage = flip_bytes(stores[row.what], flips);
        const int whole = flips * row.messages;
        std::cout << row.what << ": " << flips << " flips, " << damage.messages << " of " << whole
                  << " messages read, " << damage.problems << " problems named, slowest "
                  << damage.slowest_seconds << " s\n";
        EXPECT_GT(damage.messages, whole * 8 / 10) << row.what;
    }
}

}  // namespace

}  // namespace redshank::source
