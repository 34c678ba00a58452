// SPDX-License-Identifier: Apache-2.0
// show --raw gives exactly the bytes of the source, in every kind of store; their SHA-256 is the listed one.
#include <gtest/gtest.h>

#include <map>

#include "base/hash.h"
#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

struct Raw : ::testing::Test {
    TempFolder folder;
    const std::string a_case = folder / "case";

    // Message-ID → the bytes that were stored.
    std::map<std::string, std::string> stored;

    std::vector<std::string> store(const std::string& kind, bool crlf = false) {
        auto mails = letters(kind, 3);
        mails[1] = mails[1].substr(0, mails[1].size() - 1) + "\n\n\n";  // empty lines at the end are its own
        for (size_t i = 0; i < mails.size(); ++i) {
            if (crlf) mails[i] = with_crlf(mails[i]);
            stored["<" + kind + "-" + std::to_string(i) + "@sender.example>"] = mails[i];
        }
        return mails;
    }
    void expect_stored_bytes() {
        size_t seen = 0;
        for (const json& message : list(a_case, "messages")) {
            const Outcome raw = redshank({"show", message.at("id"), "--raw", "--case", a_case});
            EXPECT_EQ(raw.exit_code, 0) << message << raw.err;
            const std::string& wanted = stored[message.at("message_id")];
            EXPECT_TRUE(same_text(raw.out, wanted)) << message.at("places");
            EXPECT_EQ(sha256_hex(raw.out), message.at("sha256").get<std::string>()) << message.at("places");
            const json place = message.at("places").at(0);
            EXPECT_EQ(place.at("length"), raw.out.size());
            const std::string source = place.at("source");
            if (source.find("!/") == std::string::npos) {
                EXPECT_EQ(read_file(source).substr(place.at("offset").get<size_t>(), raw.out.size()),
                          raw.out);
            }
            ++seen;
        }
        EXPECT_EQ(seen, stored.size());
    }
};

}  // namespace

TEST_F(Raw, FilesAndFolders) {
    auto mails = store("mbox");
    write_file(folder / "mail/lf.mbox", mbox_of(mails));
    mails = store("crlf");
    write_file(folder / "mail/crlf.mbox", with_crlf(mbox_of(mails)));
    for (size_t i = 0; i < mails.size(); ++i)
        stored["<crlf-" + std::to_string(i) + "@sender.example>"] = with_crlf(mails[i]);
    mails = store("maildir");
    write_file(folder / "mail/md/cur/1.M1P1.host:2,S", mails[0]);
    write_file(folder / "mail/md/new/2.M2P2.host", mails[1]);
    write_file(folder / "mail/md/.Sent/cur/3.M3P3.host:2,RS", mails[2]);
    std::filesystem::create_directories(folder / "mail/md/tmp");
    mails = store("eml", true);
    for (size_t i = 0; i < mails.size(); ++i)
        write_file(folder / ("mail/eml/" + std::to_string(i) + ".eml"), mails[i]);
    hunt(a_case, {folder / "mail"});
    expect_stored_bytes();
}

// Offset of the message in the file, of the part in the message, of the evidence in the part: they lead to
// the bytes, with nothing but a file viewer where nothing is encoded.
TEST_F(Raw, EvidenceStandsWhereItSaysThatItStands) {
    Letter letter;
    letter.further_fields = "MIME-Version: 1.0\nContent-Type: text/html\n";
    letter.body =
        "<p>Hello</p>\n<img src=\"http://pics.sender.example/a/0123456789abcdef.png\" width=1 height=1>\n"
        "<a href=\"http://pics.sender.example/b/\">http://www.ours.example/</a>\n";
    write_file(folder / "a.mbox", mbox_of({letters("before", 1)[0], text_of(letter)}));
    hunt(a_case, {folder / "a.mbox"});
    const std::string mbox = read_file(folder / "a.mbox");
    size_t seen = 0;
    for (const json& finding : list(a_case, "findings")) {
        for (const json& evidence : finding.at("evidence")) {
            ASSERT_EQ(evidence.at("part"), "1");
            const size_t part = mbox.find("<p>Hello") - evidence.at("offset").get<size_t>();
            const auto bytes = evidence.at("bytes").get<std::string>();
            const size_t at =
                evidence.at("offset").get<size_t>() + part + evidence.at("part_offset").get<size_t>();
            EXPECT_EQ(mbox.substr(at, bytes.size()), bytes) << finding.at("rule");
            ++seen;
        }
    }
    EXPECT_GE(seen, 2u);
}

TEST_F(Raw, EvidenceInTheHeaderToo) {
    Letter letter;
    letter.from = "\"Ours\" <desk@0urs.example>";
    write_file(folder / "a.eml", text_of(letter));
    write_file(folder / "org.toml", "[organisation]\nname = \"Ours\"\ndomains = [\"ours.example\"]\n");
    hunt(a_case, {folder / "a.eml"}, {"--org", folder / "org.toml"});
    size_t seen = 0;
    for (const json& finding : list(a_case, "findings")) {
        for (const json& evidence : finding.at("evidence")) {
            if (evidence.at("part") != "") continue;
            const auto bytes = evidence.at("bytes").get<std::string>();
            EXPECT_EQ(text_of(letter).substr(evidence.at("part_offset").get<size_t>(), bytes.size()), bytes);
            ++seen;
        }
    }
    EXPECT_GE(seen, 1u);
}

// What an mbox quoted is part of the stored bytes: the hash is of what lies in the file.
TEST_F(Raw, QuotingOfAnMboxStays) {
    Letter letter;
    letter.body = "He wrote:\nFrom now on we meet on Mondays.\n>From here to there.\n";
    write_file(folder / "quoted.mbox", mbox_of({text_of(letter)}));
    letter.body = "He wrote:\n>From now on we meet on Mondays.\n>>From here to there.\n";
    stored[letter.message_id] = text_of(letter);
    hunt(a_case, {folder / "quoted.mbox"});
    expect_stored_bytes();
}

TEST_F(Raw, ArchivesInArchives) {
    write_file(folder / "a.tar.zst", archive_of(Wrapping::tar_zst, {{"deep/x.mbox", mbox_of(store("zst"))}}));
    const auto zipped = store("zip", true);
    write_file(folder / "b.zip", archive_of(Wrapping::zip, {{"0.eml", zipped[0]},
                                                            {"notes.txt", "nothing\n"},
                                                            {"1.eml", zipped[1]},
                                                            {"2.eml", zipped[2]}}));
    const std::string inner =
        archive_of(Wrapping::zip, {{"y.mbox", mbox_of(store("nested"))}, {"z.eml", store("last")[0]}});
    stored.erase("<last-1@sender.example>");
    stored.erase("<last-2@sender.example>");
    write_file(folder / "c.tar", archive_of(Wrapping::tar, {{"takeout/inner.zip", inner}}));
    hunt(a_case, {folder / "a.tar.zst", folder / "b.zip", folder / "c.tar"});
    expect_stored_bytes();
}

TEST_F(Raw, ASourceThatIsGoneOrHasChangedIsSaidAndNothingIsWritten) {
    const std::string file = folder / "a.eml";
    write_file(file, letters("old", 1)[0]);
    hunt(a_case, {file});
    for (const bool is_gone : {false, true}) {
        if (is_gone) {
            std::filesystem::remove(file);
        } else {
            write_file(file, letters("new", 1)[0]);
        }
        const Outcome outcome = redshank({"show", "<old-0@sender.example>", "--raw", "--case", a_case});
        EXPECT_EQ(outcome.exit_code, 2);
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err.find(file), std::string::npos) << outcome.err;
    }
}

// The copy that lies in a second place is as good as the first.
TEST_F(Raw, AnotherPlaceServesWhenTheFirstIsGone) {
    const std::string mail = letters("old", 1)[0];
    write_file(folder / "a.eml", mail);
    write_file(folder / "b.eml", mail);
    hunt(a_case, {folder / "a.eml", folder / "b.eml"});
    std::filesystem::remove(folder / "a.eml");
    const Outcome outcome = redshank({"show", "<old-0@sender.example>", "--raw", "--case", a_case});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, mail);
}

}  // namespace redshank::cli_test
