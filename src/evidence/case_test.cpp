// SPDX-License-Identifier: Apache-2.0
#include "evidence/case.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "evidence/pack.h"
#include "evidence/record.h"
#include "evidence/sqlite.h"

namespace redshank::evidence {
namespace {

class CaseTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("redshank-case-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static facts::Message message(char digit, Seconds date) {
        facts::Message m;
        m.content_id = std::string(64, digit);
        m.id = "M" + m.content_id.substr(0, 16);
        m.message_id = std::string("<") + digit + "@a.example>";
        m.date = date;
        m.places = {{"in.mbox", 10, 20, "", "h", "", facts::ReaderBasis::none, false, false}};
        return m;
    }
    static facts::Finding finding(const facts::Message& m, const std::string& rule) {
        facts::Finding f;
        f.message = m.id;
        f.rule = rule;
        f.id = facts::finding_id(f);
        return f;
    }

    std::filesystem::path folder_;
};

TEST_F(CaseTest, KeepsWhatWasCommittedAndFindsIt) {
    const facts::Message later = message('b', 200), earlier = message('a', 100);
    const facts::Finding one = finding(later, "link/x"), two = finding(later, "link/y");
    {
        auto opened = Case::open_for_writing(folder_);
        ASSERT_TRUE(opened) << opened.error().message;
        Case& c = **opened;
        c.begin();
        const int64_t hunt = c.begin_hunt(0);
        EXPECT_EQ(hunt, 1);
        const int64_t row = c.add_message(later, write_message(later), hunt, 7);
        c.add_message(earlier, write_message(earlier), hunt, 7);
        c.add_findings(row, {one, two});
        c.set_body(row, "raw\0bytes");
        c.add_place(row, later.places[0], 7);
        c.set_source("in.mbox", {"/x/in.mbox", 5, 6, "mbox", 2, 7});
        c.add_problem({"a.tar!/b", 3, "cut"});
        c.set_setting("k", "v");
        c.commit();
        c.make_indexes();
    }
    auto opened = Case::open_for_reading(folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    const Case& c = **opened;
    EXPECT_EQ(c.message_count(), 2);
    EXPECT_EQ(c.setting("k"), "v");
    EXPECT_EQ(c.setting("absent"), "");
    std::vector<std::string> ids;
    c.each_message(Case::Order::by_date, [&](const Case::StoredMessage& stored) {
        ids.push_back(read_message(stored.record)->id);
        return true;
    });
    EXPECT_EQ(ids, (std::vector<std::string>{earlier.id, later.id}));
    const auto rows = c.rows_by_id(later.id);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(c.rows_by_message_id("b@a.example"), rows);
    EXPECT_EQ(c.findings_of(rows[0]).size(), 2u);
    ASSERT_TRUE(c.finding_by_id(two.id));
    EXPECT_EQ(c.finding_by_id(two.id)->rule, "link/y");
    EXPECT_EQ(c.body(rows[0]), std::string("raw"));
    EXPECT_EQ(c.unsettled_rows(7), rows);
    EXPECT_EQ(c.unsettled_rows(8).size(), 2u);
    EXPECT_TRUE(c.has_read({"/x/in.mbox", 5, 6, "", 0, 7}));
    EXPECT_FALSE(c.has_read({"/x/in.mbox", 5, 6, "", 0, 8}));
    EXPECT_FALSE(c.has_read({"/x/other", 5, 6, "", 0, 7}));
    EXPECT_EQ(c.problems().size(), 1u);
    EXPECT_FALSE(c.finding_by_id("F12"));
    EXPECT_TRUE(c.rows_by_id("x'; DROP TABLE message").empty());
}

TEST_F(CaseTest, BringsACaseOfVersion1UpToDate) {
    const facts::Message m = message('a', 100);
    {
        std::filesystem::create_directories(folder_);
        Database database(folder_ / "case.sqlite", Database::Mode::write);
        database.run(R"sql(
            CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE hunt(number INTEGER PRIMARY KEY, started INTEGER NOT NULL);
            CREATE TABLE source(path TEXT PRIMARY KEY, absolute TEXT, size INTEGER, mtime_ns INTEGER, kind TEXT,
                                messages INTEGER, generation INTEGER) WITHOUT ROWID;
            CREATE TABLE problem(number INTEGER PRIMARY KEY, source TEXT NOT NULL, offset INTEGER, what TEXT);
            CREATE TABLE message(row INTEGER PRIMARY KEY, id INTEGER, content_id BLOB, message_id TEXT, date INTEGER,
                                 hunt INTEGER, generation INTEGER, settled INTEGER, source TEXT, offset INTEGER,
                                 part TEXT, record BLOB);
            CREATE TABLE place(message INTEGER, generation INTEGER, record TEXT);
            CREATE TABLE finding(row INTEGER PRIMARY KEY, id INTEGER, message INTEGER, record TEXT);
            CREATE TABLE body(message INTEGER PRIMARY KEY, zstd BLOB);
            CREATE TABLE campaign(position INTEGER PRIMARY KEY, id TEXT, is_new INTEGER, new_messages INTEGER,
                                  record TEXT);
            CREATE TABLE target(position INTEGER PRIMARY KEY, address TEXT, record TEXT);
            PRAGMA user_version=1)sql");
        const std::string packed = pack(write_message(m));
        database.prepare("INSERT INTO message(row, record) VALUES(5, ?)").bind_blob(1, packed).run();
    }
    EXPECT_FALSE(Case::open_for_reading(folder_)) << "only a hunt changes a case";
    auto opened = Case::open_for_writing(folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    const auto kept = (*opened)->message_by_row(5);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->id, m.id);
    EXPECT_EQ((*opened)->message_count(), 1);
}

TEST_F(CaseTest, ReadsACaseOnAMediumThatCannotBeWritten) {
    {
        auto opened = Case::open_for_writing(folder_);
        ASSERT_TRUE(opened);
        (*opened)->set_setting("k", "v");
    }
    const auto read = Case::open_for_reading(folder_, true);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ((*read)->setting("k"), "v");
}

TEST_F(CaseTest, PagesFromTheNewestToTheOldest) {
    auto opened = Case::open_for_writing(folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    Case& c = **opened;
    c.begin();
    const int64_t hunt = c.begin_hunt(0);
    // 2020-01-31, 2020-02-01, 2020-02-02, 2020-03-01, none.
    const Seconds dates[] = {1580428800, 1580515200, 1580601600, 1583020800, 0};
    for (size_t i = 0; i < 5; ++i) {
        const facts::Message m = message(static_cast<char>('a' + i), dates[i]);
        c.add_message(m, write_message(m), hunt, 7);
    }
    c.make_indexes();
    c.commit();
    const std::vector<int64_t> all = {4, 3, 2, 1, 5};
    for (int64_t offset = 0; offset <= 6; ++offset) {
        for (int64_t count = 0; count <= 6; ++count) {
            std::vector<int64_t> wanted;
            for (int64_t i = offset; i < std::min<int64_t>(5, offset + count); ++i) wanted.push_back(all[i]);
            EXPECT_EQ(c.newest_rows(offset, count), wanted) << offset << " " << count;
        }
    }
    const std::vector<std::pair<std::string, uint64_t>> months = {{"2020-01", 1}, {"2020-02", 2}, {"2020-03", 1}};
    EXPECT_EQ(c.messages_by_month(), months);
    EXPECT_EQ(c.undated_count(), 1);
    EXPECT_EQ(c.date_of(3), dates[2]);
    EXPECT_EQ(c.date_of(99), 0);
}

TEST_F(CaseTest, ProblemsOfAnArchiveGoWithIt) {
    auto opened = Case::open_for_writing(folder_);
    ASSERT_TRUE(opened);
    Case& c = **opened;
    for (const char* source : {"a.tar", "a.tar!/b", "a.tar2", "b"}) c.add_problem({source, 0, "w"});
    c.clear_problems("a.tar");
    ASSERT_EQ(c.problems().size(), 2u);
    EXPECT_EQ(c.problems()[0].source, "a.tar2");
}

TEST_F(CaseTest, OnlyItsOwnerMayEnterAndOnlyOneMayWrite) {
    auto first = Case::open_for_writing(folder_);
    ASSERT_TRUE(first);
    struct stat status;
    ASSERT_EQ(::stat(folder_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    ASSERT_EQ(::stat((folder_ / "case.sqlite").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0077, 0u);
    const auto second = Case::open_for_writing(folder_);
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("another hunt"), std::string::npos);
}

TEST_F(CaseTest, WhatIsNotCommittedIsGone) {
    {
        auto opened = Case::open_for_writing(folder_);
        ASSERT_TRUE(opened);
        (*opened)->begin();
        const facts::Message m = message('a', 1);
        (*opened)->add_message(m, write_message(m), 1, 1);
    }
    auto opened = Case::open_for_reading(folder_);
    ASSERT_TRUE(opened);
    EXPECT_EQ((*opened)->message_count(), 0);
}

TEST_F(CaseTest, SaysWhatIsWrong) {
    const auto missing = Case::open_for_reading(folder_);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("there is no case"), std::string::npos);
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "case.sqlite")
        << "this is no database, but it is long enough to look like a header ........";
    EXPECT_FALSE(Case::open_for_reading(folder_));
    EXPECT_FALSE(Case::open_for_writing(folder_));
}

}  // namespace
}  // namespace redshank::evidence
