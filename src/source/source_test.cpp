// SPDX-License-Identifier: Apache-2.0
// Folders, Maildirs, archives in archives, damage, names, ranges: each made on the spot.
#include "source/source.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include "base/testing.h"
#include "mapi/testing.h"
#include "source/testing.h"

namespace redshank::source {
namespace {

using namespace std::string_literals;
using Strings = std::vector<std::string>;

const std::string one = "To: x\n\none\n";
const std::string two = "To: y\n\ntwo\n";
const std::string mbox = "From a@one.example Mon Jan  4 10:00:00 2021\n" + one +
                         "\nFrom b@two.example Tue Jan  5 11:00:00 2021\n" + two;

/// Mail that does not compress away, so that cutting an archive cuts it.
std::string noise(size_t size) {
    std::string text = "To: noise\n\n";
    uint64_t state = 1;
    while (text.size() < size) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        text.push_back(static_cast<char>('!' + (state >> 58)));
        if (text.size() % 70 == 0) text.push_back('\n');
    }
    return text;
}

TEST(Source, FolderInByteOrderWithKinds) {
    const TemporaryFolder folder;
    folder.write("b.eml", two);
    folder.write("B/z.mbox", mbox);
    folder.write("a/inbox", one);
    folder.write("note.json", "{\"to\": 1}");
    folder.write("empty", "");
    const Read read = read_path(folder.path() + "//");
    const std::string at = folder.path() + "/";
    EXPECT_EQ(read.sources(), (Strings{at + "B/z.mbox", at + "B/z.mbox", at + "a/inbox", at + "b.eml"}));
    EXPECT_TRUE(read.problems.empty()) << read.first_problem();
    ASSERT_EQ(read.reports.size(), 5u);
    EXPECT_EQ(read.reports[0].kind, Kind::mbox);
    EXPECT_EQ(read.reports[0].messages, 2u);
    EXPECT_EQ(read.reports[0].bytes, mbox.size());
    EXPECT_EQ(read.reports[1].kind, Kind::message);
    EXPECT_EQ(read.reports[3].source, at + "empty");
    EXPECT_EQ(read.reports[3].kind, Kind::unknown);
    EXPECT_EQ(read.reports[4].kind, Kind::unknown);
    EXPECT_EQ(total_bytes({folder.path()}, Limits{}), mbox.size() + one.size() + two.size() + 9);
    EXPECT_EQ(read_path(at + "b.eml").bytes(), Strings{two});
}

TEST(Source, MaildirAndMh) {
    const TemporaryFolder folder;
    folder.write("m/cur/1.host:2,RS", one);
    folder.write("m/new/2.host", two);
    folder.write("m/.Sub.Deep/cur/3.host;2,F", two);
    folder.write("m/maildirfolder", "");
    folder.write("mh/.mh_sequences", "cur: 3\nunseen: 2-3 9\nreplied: 1\n");
    for (const char* name : {"mh/1", "mh/2", "mh/10"}) folder.write(name, one);
    const Read read = read_path(folder.path());
    ASSERT_EQ(read.messages.size(), 6u);
    EXPECT_TRUE(read.messages[0].flags.flagged);
    EXPECT_FALSE(read.messages[0].flags.read);
    EXPECT_TRUE(read.messages[1].flags.read && read.messages[1].flags.replied);
    EXPECT_FALSE(read.messages[2].flags.read);
    EXPECT_EQ(read.reports[0].kind, Kind::maildir);
    EXPECT_TRUE(read.messages[3].flags.read && read.messages[3].flags.replied);  // mh/1
    EXPECT_TRUE(read.messages[4].flags.read);                                    // mh/10
    EXPECT_FALSE(read.messages[5].flags.read);                                   // mh/2
}

TEST(Source, NamesThatAreNotUtf8) {
    const TemporaryFolder folder;
    const std::string name = folder.write("caf\xE9.mbox", mbox);
    const Read read = read_path(folder.path());
    EXPECT_EQ(read.sources(), (Strings{name, name}));
    const Read member =
        read_memory("a.tar", make_archive({{"caf\xE9/x\xFF", one}}, ARCHIVE_FORMAT_TAR_USTAR));
    EXPECT_EQ(member.sources(), Strings{"a.tar!/caf\xE9/x\xFF"});
}

TEST(Source, WhatCannotBeReadIsToldAndTheRestGoesOn) {
    const TemporaryFolder folder;
    folder.write("good.eml", one);
    folder.write("sub/x.eml", two);
    ASSERT_EQ(::mkfifo((folder.path() + "/pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop", folder.path() + "/loop");
    std::filesystem::create_symlink("nowhere", folder.path() + "/dangling");
    std::filesystem::create_directory_symlink(".", folder.path() + "/self");
    std::filesystem::create_symlink("good.eml", folder.path() + "/link.eml");
    const Read read = read_path(folder.path());
    EXPECT_EQ(read.messages.size(), 3u);
    ASSERT_EQ(read.problems.size(), 4u);
    EXPECT_NE(read.problems[0].what.find("nowhere"), std::string::npos);
    EXPECT_NE(read.problems[2].source.find("pipe"), std::string::npos);
    EXPECT_NE(read.problems[3].what.find("link to a folder"), std::string::npos);
    EXPECT_EQ(read_path(folder.path() + "/missing").problems.size(), 1u);
    Limits limits;
    limits.max_folder_depth = 0;
    EXPECT_EQ(read_path(folder.path(), limits).problems.size(), 5u);
}

TEST(Source, SinkStopsSkipsAndSeesProgress) {
    const TemporaryFolder folder;
    folder.write("a", mbox);
    folder.write("b", one);
    Read read;
    Sink sink = read.sink();
    sink.wants_file = [](const std::string& source, const std::string& path, uint64_t size, int64_t mtime) {
        EXPECT_TRUE(path.starts_with('/'));
        EXPECT_GT(size, 0u);
        EXPECT_GT(mtime, 0);
        return source.ends_with("/b");
    };
    uint64_t bytes = 0;
    sink.progress = [&](uint64_t done) { bytes = done; };
    EXPECT_TRUE(read_source(folder.path(), Limits{}, sink));
    EXPECT_EQ(read.bytes(), Strings{one});
    EXPECT_TRUE(read.reports[0].skipped_known);
    EXPECT_EQ(bytes, one.size());
    sink.wants_file = nullptr;
    sink.message = [](RawMessage&&) { return false; };
    EXPECT_FALSE(read_source(folder.path(), Limits{}, sink));
}

TEST(Source, AThunderbirdProfile) {
    const TemporaryFolder folder;
    const auto in_mbox = [](const char* status, const std::string& subject) {
        return "From - Mon Jan 04 10:00:00 2021\nX-Mozilla-Status: " + std::string(status) +
               "\nX-Mozilla-Status2: 00000000\nFrom: a@b.example\nSubject: " + subject + "\n\nhi\n\n";
    };
    folder.write("Mail/Local Folders/Inbox",
                 in_mbox("0001", "read") + in_mbox("0003", "answered") + in_mbox("0009", "expunged"));
    folder.write("Mail/Local Folders/Inbox.msf", "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n");
    folder.write("Mail/Local Folders/Inbox.sbd/2019", in_mbox("0000", "old"));
    folder.write("ImapMail/mail.example/Sent/cur/1611.eml",
                 "X-Mozilla-Status: 0003\nFrom: a@b.example\nSubject: maildir\n\nhi\n");
    folder.write("ImapMail/mail.example/Sent/cur/1612.eml",
                 "From: a@b.example\nX-Mozilla-Status: 0001\nSubject: forged\n\nhi\n");
    folder.write("prefs.js", "user_pref(\"mail.root\", 1);\n");
    const Read read = read_path(folder.path());
    std::vector<std::string> got;
    for (const RawMessage& message : read.messages) {
        const std::string bytes(message.bytes);
        const size_t at = bytes.find("Subject: ") + 9;
        got.push_back(bytes.substr(at, bytes.find('\n', at) - at) + (message.flags.read ? " R" : "") +
                      (message.flags.replied ? " A" : "") + (message.flags.deleted ? " D" : ""));
    }
    EXPECT_EQ(got, (Strings{"maildir R A", "forged", "read R", "answered R A", "expunged R D", "old"}));
    EXPECT_TRUE(read.problems.empty());
}

TEST(Source, ExportsOfGoogleVaultAndPurview) {
    const std::string mail =
        "From x Mon Jan  4 10:00:00 2021\nX-GM-THRID: 1\nX-Gmail-Labels: Inbox\nFrom: a@b.example\n\nhi\n";
    const std::string msg = mapi::make_msg(mapi::plain_mail());
    const Read read = read_memory(
        "export.zip",
        make_archive({{"matter-1.mbox", mail},
                      {"matter-metadata.xml",
                       "<?xml version='1.0' encoding='UTF-8'?><Root DataInterchangeType='Update'></Root>"},
                      {"matter-metadata.csv", "Account,Rfc822MessageId,Labels\na,<1@b.example>,^INBOX\n"},
                      {"Exchange/okafor/Inbox/1.msg", msg},
                      {"Results.csv", "Item Identity,Document ID,Subject\n1,2,Budget\n"}},
                     ARCHIVE_FORMAT_ZIP));
    EXPECT_EQ(read.sources(),
              (Strings{"export.zip!/matter-1.mbox", "export.zip!/Exchange/okafor/Inbox/1.msg!/message"}));
    size_t sidecars = 0;
    for (const SourceReport& report : read.reports) sidecars += report.kind == Kind::sidecar ? 1 : 0;
    EXPECT_EQ(sidecars, 3u);
    EXPECT_TRUE(read.problems.empty());
}

TEST(Source, MessageStartsAreCleaned) {
    EXPECT_EQ(read_memory("x", "\xEF\xBB\xBF\r\n" + one).bytes(), Strings{one});
    EXPECT_EQ(read_memory("x", "\xEF\xBB\xBF\r\n" + one).messages[0].offset, 5u);
    EXPECT_EQ(read_memory("x.emlx", "11        \n" + one + "<?xml version=\"1.0\"?>\n<plist/>\n").bytes(),
              Strings{one});
    EXPECT_EQ(read_memory("x", "11\n" + one + "more\n").bytes(), Strings{"11\n" + one + "more\n"})
        << "no property list";
    Limits limits;
    limits.max_message_bytes = 5;
    const Read cut = read_memory("x", one, limits);
    EXPECT_EQ(cut.bytes(), Strings{one.substr(0, 5)});
    EXPECT_TRUE(cut.messages[0].truncated);
    limits.max_message_bytes = one.size();
    EXPECT_FALSE(read_memory("x", one, limits).messages[0].truncated);
}

TEST(Archive, EveryFormatAndFilter) {
    const Members members = {{"in/x.mbox", mbox}, {"pic.png", "\x89PNG\r\n"}, {"cur/1.h:2,S", one}};
    for (int format : {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE,
                       ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_7ZIP}) {
        const Read read = read_memory("a", make_archive(members, format));
        EXPECT_EQ(read.sources(), (Strings{"a!/in/x.mbox", "a!/in/x.mbox", "a!/cur/1.h:2,S"})) << format;
        EXPECT_EQ(read.bytes(), (Strings{one, two, one})) << format;
        EXPECT_TRUE(read.problems.empty()) << read.first_problem();
        ASSERT_EQ(read.messages.size(), 3u);
        EXPECT_TRUE(read.messages[2].flags.read);
    }
    for (int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD}) {
        const Read tar = read_memory("d/a.tar.zst", make_archive(members, ARCHIVE_FORMAT_TAR_USTAR, filter));
        EXPECT_EQ(tar.sources().back(), "d/a.tar.zst!/cur/1.h:2,S");
        const Read bare = read_memory("d/x.mbox.gz", compress(mbox, filter));
        EXPECT_EQ(bare.sources(), (Strings{"d/x.mbox.gz!/x.mbox", "d/x.mbox.gz!/x.mbox"})) << filter;
        EXPECT_EQ(bare.bytes(), (Strings{one, two}));
        const Read twice = read_memory("x.gz", compress(mbox, filter) + compress("\n" + mbox, filter));
        EXPECT_EQ(twice.messages.size(), 4u) << "two streams one after the other, filter " << filter;
        EXPECT_TRUE(twice.problems.empty()) << twice.first_problem();
    }
}

TEST(Archive, ZstdWithTheLongestWindow) {
    // A frame by hand (RFC 8878 3.1.1): window descriptor 0xA8 is 2^31 bytes, one raw and last block.
    const auto frame = [](const std::string& content) {
        const size_t block = content.size() << 3 | 1;
        return "\x28\xB5\x2F\xFD\0\xA8"s + static_cast<char>(block) + static_cast<char>(block >> 8) + "\0"s +
               content;
    };
    EXPECT_EQ(read_memory("x.eml.zst", frame(one)).bytes(), Strings{one});
    const Read cut = read_memory("x.eml.zst", frame(one).substr(0, 12));
    EXPECT_EQ(cut.problems.size(), 1u);
    EXPECT_EQ(cut.first_problem().substr(0, 10), "x.eml.zst ");
}

TEST(Archive, NestedToTheLimit) {
    std::string content = compress(mbox, ARCHIVE_FILTER_XZ);
    content = make_archive({{"x.mbox.xz", content}}, ARCHIVE_FORMAT_ZIP);
    content = make_archive({{"in.zip", content}}, ARCHIVE_FORMAT_7ZIP);
    content =
        make_archive({{"in.7z", content}, {"y.eml", one}}, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD);
    const Read read = read_memory("a.tar.zst", content);
    EXPECT_EQ(read.sources(), (Strings{"a.tar.zst!/in.7z!/in.zip!/x.mbox.xz!/x.mbox",
                                       "a.tar.zst!/in.7z!/in.zip!/x.mbox.xz!/x.mbox", "a.tar.zst!/y.eml"}));
    Limits limits;
    limits.max_archive_depth = 3;
    const Read shallow = read_memory("a.tar.zst", content, limits);
    EXPECT_EQ(shallow.sources(), Strings{"a.tar.zst!/y.eml"});
    ASSERT_EQ(shallow.problems.size(), 1u);
    EXPECT_EQ(shallow.problems[0].source, "a.tar.zst!/in.7z!/in.zip");
}

TEST(Archive, UnicodeNames) {
    const std::string name = "Grüße/€.eml";
    for (int format : {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE}) {
        EXPECT_EQ(read_memory("a", make_archive({{name, one}}, format)).sources(), Strings{"a!/" + name})
            << format;
    }
}

TEST(Archive, CutAnywhereGivesWhatCameBeforeAndOneProblem) {
    const std::string tar =
        make_archive({{"1.eml", noise(30'000)}, {"2.eml", noise(30'000)}}, ARCHIVE_FORMAT_TAR_USTAR);
    for (int filter : {ARCHIVE_FILTER_NONE, ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ,
                       ARCHIVE_FILTER_ZSTD}) {
        const std::string whole = filter == ARCHIVE_FILTER_NONE ? tar : compress(tar, filter);
        for (size_t size = 1024; size + 20'000 < whole.size(); size += 997) {
            const Read read = read_memory("a.tar", whole.substr(0, size));
            ASSERT_EQ(read.problems.size(), 1u) << filter << " cut at " << size << read.first_problem();
            EXPECT_EQ(read.problems[0].source.substr(0, 5), "a.tar");
            if (!read.messages.empty() && read.messages.back().bytes.size() < 30'000) {
                EXPECT_TRUE(read.messages.back().truncated) << filter << " " << size;
            }
        }
    }
    const Read cut = read_memory("a.tar", tar.substr(0, 50'000));
    ASSERT_EQ(cut.messages.size(), 2u);
    EXPECT_FALSE(cut.messages[0].truncated);
    EXPECT_TRUE(cut.messages[1].truncated);
}

TEST(Archive, DamagedBytesNeverKill) {
    for (int format : {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_7ZIP}) {
        const std::string whole = make_archive({{"x.mbox", mbox}, {"y.eml", noise(2000)}}, format);
        for (size_t at = 0; at < whole.size(); at += 3) {
            std::string bad = whole;
            bad[at] = static_cast<char>(bad[at] ^ 0x55);
            read_memory("a", std::string(ExactBytes(bad).view()));
        }
    }
}

TEST(Archive, BombIsStopped) {
    Limits limits;
    limits.archive_ratio_floor_bytes = 1u << 20;
    limits.max_archive_ratio = 100;
    const std::string zeros(8u << 20, 'a');
    for (int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD}) {
        const Read read = read_memory("a.gz", compress(one + zeros, filter), limits);
        ASSERT_EQ(read.problems.size(), 1u);
        EXPECT_NE(read.problems[0].what.find("bomb"), std::string::npos);
        EXPECT_LT(read.messages.at(0).bytes.size(), 4u << 20);
        // The ratio counts over all layers: each of these alone stays below it.
        const Read nested = read_memory("a.gz", compress(compress(one + zeros, filter), filter), limits);
        EXPECT_NE(nested.first_problem().find("bomb"), std::string::npos);
    }
    const Read honest = read_memory("a.gz", compress(one + zeros, ARCHIVE_FILTER_GZIP));
    EXPECT_TRUE(honest.problems.empty()) << honest.first_problem();
}

TEST(Archive, PasswordIsTold) {
    // A zip member with general purpose bit 0 set (APPNOTE 4.4.4), stored, 12 bytes of encryption header and
    // 1 of data.
    const std::string local =
        "PK\3\4\x14\0\1\0\0\0\0\0\0\0\0\0\0\0\x0d\0\0\0\1\0\0\0\1\0\0\0x"s + std::string(13, '?');
    const std::string central =
        "PK\1\2\x14\0\x14\0\1\0\0\0\0\0\0\0\0\0\0\0\x0d\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0x"s;
    std::string end = "PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\0\0"s;
    end[12] = static_cast<char>(central.size());
    end[16] = static_cast<char>(local.size());
    const Read read = read_memory("a.zip", local + central + end);
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_EQ(read.problems[0].source, "a.zip!/x");
    EXPECT_NE(read.problems[0].what.find("password"), std::string::npos) << read.first_problem();
}

TEST(Ranges, EveryMessageAgainInAnyOrder) {
    const TemporaryFolder folder;
    const std::string inner = make_archive({{"x.mbox", mbox}, {"y.eml", noise(100'000)}}, ARCHIVE_FORMAT_ZIP);
    folder.write("a.tar.zst", make_archive({{"in.zip", inner}, {"z.eml", two}}, ARCHIVE_FORMAT_TAR_USTAR,
                                           ARCHIVE_FILTER_ZSTD));
    folder.write("b.mbox", mbox);
    folder.write("c.mbox.gz", compress(mbox, ARCHIVE_FILTER_GZIP));
    folder.write("odd!/name.eml", one);
    folder.write("same.zip", make_archive({{"m.eml", one}, {"m.eml", two}}, ARCHIVE_FORMAT_ZIP));
    const Read read = read_path(folder.path());
    ASSERT_EQ(read.messages.size(), 11u);
    EXPECT_EQ(read.sources().back(), folder.path() + "/same.zip!/m.eml#2");
    std::vector<Range> ranges;
    Strings expected;
    for (size_t i = read.messages.size(); i-- > 0;) {
        const RawMessage& message = read.messages[i];
        for (int twice = 0; twice < 2; ++twice) {
            ranges.push_back({message.source, message.offset, message.bytes.size()});
            expected.emplace_back(message.bytes);
        }
    }
    const size_t good = ranges.size();
    ranges.push_back({folder.path() + "/b.mbox", 10, 1'000'000});
    ranges.push_back({folder.path() + "/gone.mbox", 0, 1});
    ranges.push_back({folder.path() + "/a.tar.zst!/gone", 0, 1});
    Strings got(good, "not found");
    size_t missing = 0;
    read_ranges(ranges, Limits{}, [&](size_t index, bool found, std::string_view bytes) {
        if (!found) {
            ++missing;
            EXPECT_GE(index, good);
        } else if (index < good) {
            got[index] = bytes;
        }
    });
    EXPECT_EQ(got, expected);
    EXPECT_EQ(missing, 3u);
}

std::string normal(std::string_view bytes, bool from_quoting) {
    std::string storage;
    return std::string(normal_form(bytes, from_quoting, storage));
}

TEST(NormalForm, Table) {
    struct Case {
        std::string bytes;
        bool from_quoting;
        std::string expected;
    };
    const Case cases[] = {
        {"To: x\n\nhi\n", false, "To: x\n\nhi\n"},
        {"To: x\r\n\r\nhi\r\n", false, "To: x\n\nhi\n"},
        {"To: x\r\r\rhi\r", false, "To: x\n\n\nhi\n"},
        {"To: x\n\nhi", false, "To: x\n\nhi\n"},
        {"To: x\n\nhi\n\n\n", false, "To: x\n\nhi\n"},
        {"To: x\n\n", false, "To: x\n"},
        {"", false, "\n"},
        {"To: x\n\na\rb\n", false, "To: x\n\na\rb\n"},
        {"To: x\n\n>From me\n>>From you\n>Frommer\n", true, "To: x\n\nFrom me\n>From you\n>Frommer\n"},
        {"To: x\n\n>From me\n", false, "To: x\n\n>From me\n"},
        {"To: x\r\n\r\n>From me\r\n", true, "To: x\n\nFrom me\n"},
        {"Status: RO\nTo: x\nX-Status: A\n folded\n\tmore\nSubject: y\n\nStatus: z\n", false,
         "To: x\nSubject: y\n\nStatus: z\n"},
        {"X-Mozilla-Status: 1\nX-Mozilla-Keys:   \nx-uid: 3\nX-UIDL: 4\nX-Keys: 5\nLines: 6\nContent-Length: "
         "7\nX-Evolution: 8\nTo: x\n\nb\n",
         false, "To: x\n\nb\n"},
        {"X-Status-Report: a\nStatusbar: b\n\nc\n", false, "X-Status-Report: a\nStatusbar: b\n\nc\n"},
    };
    for (const Case& row : cases)
        EXPECT_EQ(normal(ExactBytes(row.bytes).view(), row.from_quoting), row.expected) << row.bytes;
}

TEST(NormalForm, SameForEveryStore) {
    const std::string original = "Received: a\n\tb\nTo: x\n\nFrom here\n\n>From there\nend\n";
    const std::string quoted = "Received: a\n\tb\nTo: x\nStatus: RO\n\n>From here\n\n>>From there\nend\n";
    const Read rd = read_memory(
        "x", "From a Mon Jan  4 10:00:00 2021\n" + quoted + "\nFrom a Mon Jan  4 10:00:00 2021\nTo: y\n");
    ASSERT_EQ(rd.messages.size(), 2u);
    EXPECT_EQ(normal(rd.messages[0].bytes, rd.messages[0].from_quoting), normal(original, false));
}

}  // namespace
}  // namespace redshank::source
