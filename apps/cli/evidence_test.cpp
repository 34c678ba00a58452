// SPDX-License-Identifier: Apache-2.0
// Marks, ledger, verify and evidence packs: what somebody who doubts a case can check, and what shows when
// something was changed.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "base/hash.h"
#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

// Two copies that a remote picture tells apart, so that there are findings and a campaign.
std::vector<std::string> tracked() {
    std::vector<std::string> mails;
    for (int i = 0; i < 6; ++i) {
        const std::string number = std::to_string(i);
        Letter letter;
        letter.message_id = "<tracked-" + number + "@sender.example>";
        letter.to = "reader" + number + "@ours.example";
        letter.further_fields =
            "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n";
        letter.body = base64(
                          "<html><body><p>We would like to ask for your view on the report of last week.</p>"
                          "<img width=1 height=1 src=\"https://img.sender.example/o/" +
                          sha256_hex(number).substr(0, 24) + ".gif?u=reader" + number +
                          "@ours.example\"></body></html>") +
                      "\n";
        mails.push_back(text_of(letter));
    }
    return mails;
}

struct Evidence : ::testing::Test {
    TempFolder folder;
    const std::string a_case = folder / "case";

    json verify(int exit_code, const std::vector<std::string>& options = {}) const {
        std::vector<std::string> arguments = {"verify", "--case", a_case, "--format", "json"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Outcome outcome = redshank(arguments);
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome.out << outcome.err;
        return json::parse(outcome.out);
    }
    std::vector<json> ledger() const {
        std::vector<json> lines;
        std::ifstream file(a_case + "/ledger.jsonl");
        for (std::string line; std::getline(file, line);) lines.push_back(json::parse(line));
        return lines;
    }
    void flip(const std::filesystem::path& file, size_t at) const {
        std::string bytes = read_file(file);
        bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    }
    Outcome check_pack(const std::string& pack) const {
        return run({"python3", REDSHANK_SOURCE_DIR "/docs/verify_pack.py", pack});
    }
    static Outcome run(const std::vector<std::string>& words) {
        std::string line;
        for (const std::string& word : words) line += (line.empty() ? "'" : " '") + word + "'";
        Outcome outcome;
        FILE* pipe = ::popen((line + " 2>&1").c_str(), "r");
        char buffer[4096];
        for (size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
            outcome.out.append(buffer, got);
        outcome.exit_code = WEXITSTATUS(::pclose(pipe));
        return outcome;
    }
};

}  // namespace

TEST_F(Evidence, EveryStepIsInTheLedger) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    hunt(a_case, {folder / "a.mbox"}, {"--authority", "order 7 of the court", "--scope", "2019 to 2021"});
    const std::string id = list(a_case, "campaigns").at(0).at("id");
    EXPECT_EQ(redshank({"mark", id, "confirmed", "--note", "asked the paper", "--case", a_case}).exit_code,
              0);
    const json message = list(a_case, "messages").at(0);
    EXPECT_EQ(redshank({"show", message.at("id"), "--raw", "--case", a_case}).exit_code, 0);
    const auto lines = ledger();
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines[0].at("step"), "hunt");
    EXPECT_EQ(lines[0].at("details").at("authority"), "order 7 of the court");
    EXPECT_EQ(lines[0].at("details").at("scope"), "2019 to 2021");
    EXPECT_EQ(lines[1].at("step"), "hunt-end");
    EXPECT_EQ(lines[1].at("details").at("messages"), 6);
    EXPECT_EQ(lines[2].at("details").at("note"), "asked the paper");
    EXPECT_EQ(lines[3].at("step"), "view");
    EXPECT_EQ(lines[3].at("details").at("sha256"), message.at("sha256"));
    EXPECT_EQ(verify(0).at("ledger").at("lines"), 4);
}

TEST_F(Evidence, MarksSurviveALaterHunt) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    hunt(a_case, {folder / "a.mbox"});
    const std::string id = list(a_case, "campaigns").at(0).at("id");
    EXPECT_EQ(redshank({"mark", id, "dismissed", "--case", a_case}).exit_code, 0);
    EXPECT_EQ(redshank({"mark", "C0123456789abcdef", "dismissed", "--case", a_case}).exit_code, 1);
    EXPECT_EQ(redshank({"mark", id, "innocent", "--case", a_case}).exit_code, 2);
    EXPECT_EQ(redshank({"mark", id, "dismissed", "--case", folder / "none"}).exit_code, 2);
    EXPECT_FALSE(std::filesystem::exists(folder / "none"));
    write_file(folder / "b.mbox", mbox_of(letters("more", 3)));
    hunt(a_case, {folder / "b.mbox"});
    const json campaign = list(a_case, "campaigns").back();
    EXPECT_EQ(campaign.at("id"), id);
    EXPECT_EQ(campaign.at("mark").at("state"), "dismissed");
    EXPECT_NE(redshank({"show", id, "--case", a_case}).out.find("dismissed on "), std::string::npos);
}

TEST_F(Evidence, VerifyHoldsFindingsAgainstEveryKindOfSource) {
    const auto mails = tracked();
    write_file(folder / "mail/plain.mbox", mbox_of({mails[0], mails[1]}));
    write_file(folder / "mail/one.eml", mails[2]);
    write_file(folder / "mail/a.tar.zst",
               archive_of(Wrapping::tar_zst, {{"x.mbox", mbox_of({mails[3], mails[4]})}}));
    write_file(folder / "mail/b.zip", archive_of(Wrapping::zip, {{"in/y.eml", mails[5]}}));
    hunt(a_case, {folder / "mail"});
    const json whole = verify(0);
    EXPECT_TRUE(whole.at("whole"));
    EXPECT_EQ(whole.at("messages"), 6);
    EXPECT_GE(whole.at("findings"), 6);
    EXPECT_EQ(whole.at("verified"), whole.at("findings"));

    // Missing alone: exit 3; changed: exit 1; each named with what it held.
    std::filesystem::remove(folder / "mail/b.zip");
    const json missing = verify(3);
    ASSERT_EQ(missing.at("sources").size(), 1u);
    EXPECT_EQ(missing.at("sources")[0].at("state"), "missing");
    EXPECT_EQ(missing.at("sources")[0].at("source"), folder / "mail/b.zip!/in/y.eml");
    EXPECT_GT(missing.at("without_source"), 0);
    flip(folder / "mail/one.eml", mails[2].size() - 3);
    const json changed = verify(1);
    ASSERT_EQ(changed.at("sources").size(), 2u);
    EXPECT_EQ(changed.at("sources")[1].at("state"), "changed");
    EXPECT_EQ(changed.at("verified").get<int>() + changed.at("without_source").get<int>(),
              changed.at("findings"));
}

TEST_F(Evidence, VerifyNoticesAChangedLedger) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    hunt(a_case, {folder / "a.mbox"});
    std::string text = read_file(a_case + "/ledger.jsonl");
    text.replace(text.find("\"authority\":\"\""), 14, "\"authority\":\"x\"");
    std::ofstream(a_case + "/ledger.jsonl", std::ios::trunc) << text;
    EXPECT_FALSE(verify(1).at("ledger").at("problems").empty());
}

TEST_F(Evidence, LedgerSignedWithAKeyOfOpenssl) {
    const std::string key = folder / "key.pem", pub = folder / "key.pub";
    ASSERT_EQ(run({"openssl", "genpkey", "-algorithm", "ed25519", "-out", key}).exit_code, 0);
    ASSERT_EQ(run({"openssl", "pkey", "-in", key, "-pubout", "-out", pub}).exit_code, 0);
    write_file(folder / "a.mbox", mbox_of(tracked()));
    hunt(a_case, {folder / "a.mbox"}, {"--sign-key", key});
    EXPECT_EQ(verify(0, {"--key", pub}).at("ledger").at("verified_signatures"), 2);
    hunt(a_case, {folder / "a.mbox"});
    EXPECT_EQ(verify(1, {"--key", pub}).at("ledger").at("problems").size(), 2u);

    // As docs/evidence.md says: openssl alone.
    const std::string line = read_file(a_case + "/ledger.jsonl");
    const size_t at = line.find(",\"signature\":\"");
    write_file(folder / "signed", line.substr(0, at));
    write_file(folder / "signature", unhex(line.substr(at + 14, 128)));
    const std::vector<std::string> check = {
        "openssl",         "pkeyutl",  "-verify",           "-pubin", "-inkey", pub, "-rawin", "-in",
        folder / "signed", "-sigfile", folder / "signature"};
    EXPECT_EQ(run(check).exit_code, 0) << run(check).out;
}

TEST_F(Evidence, NoBodyOfMailWithoutFindingsIsKept) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    write_file(folder / "b.mbox", mbox_of(letters("innocent", 2)));
    hunt(a_case, {folder / "a.mbox", folder / "b.mbox"});
    std::filesystem::remove(folder / "a.mbox");
    std::filesystem::remove(folder / "b.mbox");
    size_t kept = 0;
    for (const json& message : list(a_case, "messages")) {
        const Outcome raw = redshank({"show", message.at("id"), "--raw", "--case", a_case});
        const bool tracks = message.at("message_id").get<std::string>().starts_with("<tracked");
        EXPECT_EQ(raw.exit_code, tracks ? 0 : 2) << message;
        kept += raw.exit_code == 0 ? 1 : 0;
    }
    EXPECT_EQ(kept, 6u);
}

TEST_F(Evidence, OldAndInnocentMailIsForgottenAndNotReadInAgain) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    write_file(folder / "b.mbox", mbox_of(letters("innocent", 5)));
    hunt(a_case, {folder / "a.mbox", folder / "b.mbox"});
    const auto serious = [&] {
        size_t count = 0;
        for (const json& finding : list(a_case, "findings"))
            count += finding.at("severity") == "info" || finding.at("severity") == "low" ? 0 : 1;
        return count;
    };
    const size_t before = serious();
    EXPECT_GT(before, 0u);
    const Outcome outcome = redshank({"case", "expire", "--older-than", "1", "--case", a_case});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(list(a_case, "messages").size(), 6u) << outcome.out;
    EXPECT_EQ(serious(), before);
    EXPECT_EQ(read_file(a_case + "/case.sqlite").find("innocent-3@sender.example"), std::string::npos);
    EXPECT_EQ(ledger().back().at("details").at("messages"), 5);
    // Neither the same file again nor the same mail elsewhere brings it back.
    write_file(folder / "c.mbox", mbox_of(letters("innocent", 5)));
    hunt(a_case, {folder / "b.mbox", folder / "c.mbox"});
    EXPECT_EQ(list(a_case, "messages").size(), 6u);
    EXPECT_EQ(verify(0).at("verified"), verify(0).at("findings"));
    EXPECT_EQ(redshank({"case", "expire", "--older-than", "1", "--case", folder / "none"}).exit_code, 2);
}

TEST_F(Evidence, SearchGoesOverSubjectsSendersAndHosts) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    Letter budget;
    budget.from = "=?utf-8?q?Zo=C3=A9?= Lind <zoe@paper.example>";
    budget.subject = "Budget of spring";
    write_file(folder / "b.mbox", mbox_of({text_of(budget)}));
    hunt(a_case, {folder / "a.mbox", folder / "b.mbox"});
    const auto found = [&](std::vector<std::string> words, int exit_code) {
        words.insert(words.begin(), "search");
        words.insert(words.end(), {"--case", a_case, "--format", "json"});
        const Outcome outcome = redshank(words);
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome.err;
        return std::count(outcome.out.begin(), outcome.out.end(), '\n') - 1;
    };
    EXPECT_EQ(found({"BUDGET", "zoe"}, 0), 1);
    EXPECT_EQ(found({"img.sender.example"}, 0), 6);
    EXPECT_EQ(found({"budget", "img.sender.example"}, 1), 0);
    EXPECT_EQ(found({"minutes of tuesday"}, 1), 0) << "the text of mail is not kept";
}

TEST_F(Evidence, APackIsCheckedWithoutRedshank) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    hunt(a_case, {folder / "a.mbox"});
    const std::string id = list(a_case, "campaigns").at(0).at("id"), pack = folder / "pack";
    const Outcome made =
        redshank({"report", "--format", "pack", "--campaign", id, "-o", pack, "--case", a_case});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const Outcome whole = check_pack(pack);
    EXPECT_EQ(whole.exit_code, 0) << whole.out;
    EXPECT_NE(whole.out.find(" 0 of them inside attachments"), std::string::npos) << whole.out;
    EXPECT_EQ(ledger().back().at("step"), "export");
    EXPECT_EQ(read_file(pack + "/bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    size_t messages = 0;
    for (const auto& file : std::filesystem::directory_iterator(pack + "/data/messages")) {
        EXPECT_EQ(file.path().extension(), ".bin");
        ++messages;
    }
    EXPECT_EQ(messages, 6u);
    // A folder that is there is never written over.
    EXPECT_EQ(
        redshank({"report", "--format", "pack", "--campaign", id, "-o", pack, "--case", a_case}).exit_code,
        2);
}

TEST_F(Evidence, ATamperedPackShows) {
    write_file(folder / "a.mbox", mbox_of(tracked()));
    hunt(a_case, {folder / "a.mbox"});
    const std::string id = list(a_case, "campaigns").at(0).at("id"), pack = folder / "pack";
    ASSERT_EQ(
        redshank({"report", "--format", "pack", "--campaign", id, "-o", pack, "--case", a_case}).exit_code,
        0);
    const std::string message = std::filesystem::directory_iterator(pack + "/data/messages")->path();
    // Hashes made anew over what was changed, as somebody would who knows what a bag is.
    const auto reseal = [](const std::string& bag) {
        return run({"sh", "-c",
                    "cd \"$0\" && sed \"s/^[^ ]*  //\" manifest-sha256.txt | xargs sha256sum > m && mv m "
                    "manifest-sha256.txt && sha256sum bag-info.txt bagit.txt manifest-sha256.txt > "
                    "tagmanifest-sha256.txt",
                    bag});
    };
    const auto tampered = [&](const std::string& name, bool sealed, const auto& change) {
        const std::string copy = folder / ("copy-" + name);
        std::filesystem::copy(pack, copy, std::filesystem::copy_options::recursive);
        change(copy);
        EXPECT_TRUE(!sealed || reseal(copy).exit_code == 0);
        const Outcome outcome = check_pack(copy);
        EXPECT_EQ(outcome.exit_code, 1) << name << ": " << outcome.out;
        return outcome.out;
    };
    const std::string in_pack = message.substr(pack.size());
    tampered("message", false, [&](const std::string& copy) { flip(copy + in_pack, 200); });
    tampered("ledger", false, [&](const std::string& copy) {
        flip(copy + "/data/ledger.jsonl", read_file(copy + "/data/ledger.jsonl").find("\"hunt\"") + 2);
    });
    tampered("gone", false, [&](const std::string& copy) { std::filesystem::remove(copy + in_pack); });
    tampered("added", false,
             [&](const std::string& copy) { write_file(copy + "/data/messages/x.bin", "x"); });
    EXPECT_NE(tampered("sealed-message", true, [&](const std::string& copy) { flip(copy + in_pack, 200); })
                  .find("of another pack"),
              std::string::npos);
    EXPECT_NE(tampered("sealed-ledger", true,
                       [&](const std::string& copy) {
                           flip(copy + "/data/ledger.jsonl",
                                read_file(copy + "/data/ledger.jsonl").find("\"hunt\"") + 2);
                       })
                  .find("ledger: line 1"),
              std::string::npos);
    EXPECT_NE(tampered("sealed-finding", true,
                       [&](const std::string& copy) {
                           std::string text = read_file(copy + "/data/findings.jsonl");
                           text.replace(text.find("\"part_offset\":") + 14, 1, "9");
                           std::ofstream(copy + "/data/findings.jsonl", std::ios::trunc) << text;
                       })
                  .find("not at byte"),
              std::string::npos);
    // And nothing of that was the copying.
    EXPECT_EQ(reseal(pack).exit_code, 0);
    EXPECT_EQ(check_pack(pack).exit_code, 0);
}

}  // namespace redshank::cli_test
