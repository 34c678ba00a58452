// SPDX-License-Identifier: Apache-2.0
#include "document/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include "base/testing.h"
#include "document/passwords.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

struct Read {
    std::vector<NamedFile> members;
    ArchiveOutcome outcome;
    Unpacked unpacked;
};

Read read(std::string_view bytes, std::string_view type, const std::string& password = {},
          const Limits& limits = {}) {
    Read out;
    ArchiveVisitor visitor;
    visitor.wants = [](std::string_view name, std::string_view) { return !name.ends_with(".png"); };
    visitor.member = [&](std::string name, std::string content) {
        out.members.push_back({std::move(name), std::move(content)});
    };
    out.outcome = read_archive(bytes, type, password, limits, out.unpacked, visitor);
    return out;
}

TEST(Archive, WantedMembersComeWhole) {
    const std::string big(100'000, 'x');
    const Read got = read(make_zip({{"a.txt", "hello"}, {"p.png", "picture"}, {"b/c.txt", big}}), "zip");
    ASSERT_EQ(got.members.size(), 2u);
    EXPECT_EQ(got.members[0].bytes, "hello");
    EXPECT_EQ(got.members[1].name, "b/c.txt");
    EXPECT_EQ(got.members[1].bytes, big);
    EXPECT_EQ(got.outcome.names, (std::vector<std::string>{"a.txt", "p.png", "b/c.txt"}));
    EXPECT_FALSE(got.outcome.cut || got.outcome.encrypted || got.outcome.opened);
}

TEST(Archive, OpensWithThePasswordOnly) {
    const std::string zip = make_zip({{"a.txt", "hello"}, {"b.txt", "there"}}, "Spring2021!");
    EXPECT_TRUE(read(zip, "zip").outcome.encrypted);
    EXPECT_TRUE(read(zip, "zip").members.empty());
    const Read wrong = read(zip, "zip", "spring2021!");
    EXPECT_TRUE(wrong.members.empty() && !wrong.outcome.opened);
    const Read right = read(zip, "zip", "Spring2021!");
    EXPECT_TRUE(right.outcome.opened);
    ASSERT_EQ(right.members.size(), 2u);
    EXPECT_EQ(right.members[1].bytes, "there");
}

// AE-2 (APPNOTE 7.2), as libarchive, WinZip and 7-Zip write it.
std::string make_aes_zip(const NamedFile& file, const char* encryption, const char* password) {
    std::string out(100'000, '\0');
    size_t used = 0;
    archive* writer = ::archive_write_new();
    ::archive_write_set_format_zip(writer);
    ::archive_write_set_options(writer, encryption);
    ::archive_write_set_passphrase(writer, password);
    ::archive_write_open_memory(writer, out.data(), out.size(), &used);
    archive_entry* entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, file.name.c_str());
    ::archive_entry_set_filetype(entry, AE_IFREG);
    ::archive_entry_set_size(entry, static_cast<la_int64_t>(file.bytes.size()));
    ::archive_write_header(writer, entry);
    ::archive_write_data(writer, file.bytes.data(), file.bytes.size());
    ::archive_entry_free(entry);
    ::archive_write_free(writer);
    out.resize(used);
    return out;
}

TEST(Archive, OpensAesWithThePasswordOnly) {
    for (const char* encryption : {"zip:encryption=aes128", "zip:encryption=aes256"}) {
        const std::string zip = make_aes_zip({"a.txt", std::string(5000, 'h')}, encryption, "Kr7-qq");
        EXPECT_TRUE(read(zip, "zip").outcome.encrypted) << encryption;
        const Read wrong = read(zip, "zip", "Kr7-qx");
        EXPECT_TRUE(wrong.members.empty() && wrong.outcome.encrypted && !wrong.outcome.opened) << encryption;
        const Read right = read(zip, "zip", "Kr7-qq");
        ASSERT_EQ(right.members.size(), 1u) << encryption;
        EXPECT_TRUE(right.outcome.opened) << encryption;
        EXPECT_EQ(right.members[0].bytes, std::string(5000, 'h')) << encryption;
    }
}

TEST(Archive, LimitsEndTheReading) {
    const std::string zip = make_zip({{"a.txt", std::string(50'000, 'a')}, {"b.txt", "b"}});
    Limits small_member;
    small_member.max_unpacked_member_bytes = 40'000;
    const Read one = read(zip, "zip", {}, small_member);
    ASSERT_EQ(one.members.size(), 1u);  // the one that is small enough
    EXPECT_EQ(one.members[0].name, "b.txt");
    EXPECT_TRUE(one.outcome.cut);
    Limits total;
    total.max_unpacked_bytes = 10'000;
    EXPECT_TRUE(read(zip, "zip", {}, total).members.empty());
    EXPECT_TRUE(read(zip, "zip", {}, total).outcome.cut);
    Limits members;
    members.max_unpacked_members = 1;
    EXPECT_EQ(read(zip, "zip", {}, members).members.size(), 1u);
}

TEST(Archive, ABombStopsAtTheRatio) {
    std::string gzip = "\x1f\x8b\x08";  // RFC 1952: the raw deflate inside of a zlib stream
    gzip += std::string(7, '\0');
    const std::string zeros(64 << 20, '\0');
    const std::string zlib = deflated(zeros);
    gzip += zlib.substr(2, zlib.size() - 6);
    gzip += std::string(8, '\0');
    const Read got = read(gzip, "gzip");
    EXPECT_TRUE(got.members.empty());
    EXPECT_TRUE(got.outcome.cut);
    EXPECT_LT(got.unpacked.bytes, gzip.size() * Limits{}.max_unpack_ratio + (1 << 20));
}

TEST(Archive, CutAtEveryLength) {
    const std::string zip = make_zip({{"a.txt", "hello"}, {"b.txt", "there"}});
    for (size_t length = 0; length < zip.size(); ++length) {
        const ExactBytes cut(std::string_view(zip).substr(0, length));
        for (const char* type : {"zip", "7z", "tar", "gzip", "bzip2", "xz", "zstd"}) read(cut.view(), type);
    }
}

TEST(Passwords, WordsNearTheMention) {
    struct Row {
        const char* text;
        const char* word;
    };
    const Row rows[] = {{"Hello. The password is: Spring2021!", "Spring2021!"},
                        {"Password: \"abc 1\" and more", "abc"},
                        {"Das Passwort lautet Sommer-7.", "Sommer-7"},
                        {"Le mot de passe est « été42 ».", "été42"},
                        {"1234 is the password", "1234"},
                        {"пароль: зима2020", "зима2020"},
                        {"password:2021", "2021"},
                        {"ZIP PASSWORD\n\nkr7-QQ", "kr7-QQ"}};
    for (const Row& row : rows) {
        const auto words = password_candidates(row.text, Limits{});
        EXPECT_NE(std::find(words.begin(), words.end(), row.word), words.end()) << row.text;
    }
    EXPECT_TRUE(password_candidates("Nothing to see here", Limits{}).empty());
    Limits few;
    few.max_passwords = 3;
    EXPECT_EQ(password_candidates("password a b c d e f", few).size(), 3u);
}

}  // namespace
}  // namespace redshank::document
