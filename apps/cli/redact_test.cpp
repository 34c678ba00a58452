// SPDX-License-Identifier: Apache-2.0
// Redacted exports of whole cases: bytes are searched for people, words of mail and tokens, in the forms that
// URLs have for them too.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include "base/hash.h"
#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return text;
}

// A case of the drill, hunted once.
const std::string& drill_case() {
    static const TempFolder folder;
    static const std::string made = [] {
        hunt(folder / "case",
             {(practice_archive() / "mail").string(), (practice_archive() / "private").string()},
             {"--org", (practice_archive() / "org.toml").string()});
        return folder / "case";
    }();
    return made;
}

std::string all_files(const std::filesystem::path& folder) {
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            out += entry.path().filename().string() + "\n" + read_file(entry.path()) + "\n";
    }
    return out;
}

// Every format that can be redacted, by name.
std::map<std::string, std::string> redacted_exports(const std::string& a_case) {
    std::map<std::string, std::string> out;
    for (const std::string format : {"json", "csv", "timesketch", "stix", "misp", "blocklist", "html"}) {
        const Outcome outcome = redshank({"report", "--case", a_case, "--format", format, "--redact"});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        EXPECT_NE(outcome.out.find("Redacted: "), std::string::npos)
            << format << " does not say what was taken out";
        out[format] = outcome.out;
    }
    const TempFolder folder;
    const Outcome pack =
        redshank({"report", "--case", a_case, "--format", "pack", "--redact", "-o", folder / "pack"});
    EXPECT_EQ(pack.exit_code, 0) << pack.err;
    out["pack"] = all_files(folder / "pack");
    EXPECT_NE(out["pack"].find("Redacted: "), std::string::npos);
    return out;
}

const std::map<std::string, std::string>& drill_exports() {
    static const auto made = redacted_exports(drill_case());
    return made;
}

// Base64 of a text that stands somewhere within what was encoded: one for each way that it can lie.
std::set<std::string> within_base64(const std::string& text) {
    std::set<std::string> out;
    for (size_t before = 0; before < 3; ++before) {
        const std::string all = base64(std::string(before, 'x') + text);
        const size_t from = before == 0 ? 0 : 4, whole = (before + text.size()) / 3 * 4;
        if (whole > from + 8) out.insert(all.substr(from, whole - from));
    }
    return out;
}

std::set<std::string> forms(const std::string& text) {
    std::set<std::string> out = {text};
    std::string percent;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-') {
            percent += c;
        } else {
            percent += "%" + hex(std::string_view(&c, 1));
        }
    }
    out.insert(percent);
    for (const std::string& one : within_base64(text)) out.insert(one);
    out.insert({md5_hex(text), sha1_hex(text), sha256_hex(text), hex(text)});
    return out;
}

std::set<std::string> people_of_drill() {
    std::set<std::string> out;
    std::ifstream file(practice_archive() / "org.toml");
    bool in_person = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("[")) in_person = line == "[[person]]";
        if (!in_person) continue;
        for (size_t begin = line.find('"'); begin != std::string::npos;) {
            const size_t end = line.find('"', begin + 1);
            const std::string value = line.substr(begin + 1, end - begin - 1);
            if (!value.starts_with("sha256:")) out.insert(value);
            begin = line.find('"', end + 1);
        }
    }
    for (const auto& target : list(drill_case(), "targets")) {
        out.insert(target.at("address").get<std::string>());
        if (!target.at("name").get<std::string>().empty()) out.insert(target.at("name").get<std::string>());
    }
    return out;
}

}  // namespace

TEST(Redact, NoPersonOfADrillIsNamedInAnyForm) {
    const auto& exports = drill_exports();
    const std::set<std::string> people = people_of_drill();
    ASSERT_GE(people.size(), 40u);
    for (const auto& [format, text] : exports) {
        ASSERT_GT(text.size(), 500u) << format;
        const std::string small = lower(text);
        for (const std::string& one : people) {
            for (const std::string& form : forms(lower(one)))
                EXPECT_EQ(small.find(lower(form)), std::string::npos)
                    << format << " holds " << one << " as " << form;
            for (const std::string& form : within_base64(one))
                EXPECT_EQ(text.find(form), std::string::npos) << format << " holds " << one << " as " << form;
        }
    }
}

TEST(Redact, NoTokenAndNoSubjectOfADrillIsLeft) {
    std::set<std::string> hidden;
    for (const auto& finding : list(drill_case(), "findings")) {
        const auto& facts = finding.at("facts");
        for (const char* name : {"token", "value"}) {
            const auto value = facts.find(name);
            if (value != facts.end() && value->is_string() && value->get<std::string>().size() >= 6)
                hidden.insert(value->get<std::string>());
        }
    }
    for (const auto& campaign : list(drill_case(), "campaigns")) {
        for (const auto& subject : campaign.at("subjects"))
            if (subject.get<std::string>().size() >= 12) hidden.insert(subject.get<std::string>());
    }
    ASSERT_GE(hidden.size(), 50u);
    for (const auto& [format, text] : drill_exports()) {
        for (const std::string& one : hidden)
            EXPECT_EQ(text.find(one), std::string::npos) << format << " holds " << one;
    }
}

// Words that stand nowhere but in a text, a link's text, a file's name and a header field.
TEST(Redact, NoWordOfAMailIsLeft) {
    const TempFolder folder;
    std::vector<std::string> mails;
    for (int i = 0; i < 6; ++i) {
        const std::string number = std::to_string(i);
        Letter letter;
        letter.message_id = "<quibblefen" + number + "@sender.example>";
        letter.to = "Reader Grommelby <reader" + number + "@ours.example>";
        letter.subject = "Wobbletrope " + number;
        letter.further_fields =
            "X-Mailer: Snorkelwhist 1.0\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
            "boundary=b\n";
        letter.body =
            "--b\nContent-Type: text/html\n\n<p>The flimjazzle of Thrumbleton is "
            "<a href=\"https://go.sender.example/crankledew/" +
            sha256_hex(number).substr(0, 20) +
            "\">splendiforous</a></p><img width=1 height=1 src=\"https://img.sender.example/o/" +
            sha256_hex("x" + number).substr(0, 24) + ".gif?u=reader" + number +
            "@ours.example\">\n--b\nContent-Type: application/x-jimblepot; name=\"Puddlewick.exe\"\n"
            "Content-Disposition: attachment; filename=\"Puddlewick.exe\"\n\nMZ Drizzlecombe\n--b--\n";
        mails.push_back(text_of(letter));
    }
    write_file(folder / "snickerbox.mbox", mbox_of(mails));
    hunt(folder / "case", {folder / "snickerbox.mbox"},
         {"--authority", "Zimblegate", "--scope", "Frumpledon"});
    const std::string id = list(folder / "case", "campaigns").at(0).at("id");
    ASSERT_EQ(redshank({"mark", id, "confirmed", "--note", "Bramblewhack said so", "--case", folder / "case"})
                  .exit_code,
              0);
    for (const auto& [format, text] : redacted_exports(folder / "case")) {
        EXPECT_NE(text.find("sender.example"), std::string::npos) << format << ": the sender's domain stays";
        for (const std::string word :
             {"quibblefen", "grommelby", "wobbletrope", "snorkelwhist", "flimjazzle", "thrumbleton",
              "crankledew", "splendiforous", "jimblepot", "puddlewick", "drizzlecombe", "snickerbox",
              "zimblegate", "frumpledon", "bramblewhack", "reader0", "berit"})
            EXPECT_EQ(lower(text).find(word), std::string::npos) << format << " holds " << word;
    }
}

TEST(Redact, TheSameCaseGivesTheSameTwice) {
    const auto& first = drill_exports();
    for (const std::string format : {"json", "stix", "html"}) {
        const Outcome second = redshank({"report", "--case", drill_case(), "--format", format, "--redact"});
        EXPECT_TRUE(same_text(second.out, first.at(format))) << format;
    }
    // And one person is one pseudonym in every format.
    const auto messages = json::parse(first.at("json")).at("messages");
    const std::string reader = messages.at(0).at("reader");
    ASSERT_TRUE(reader.starts_with("person-")) << reader;
    for (const std::string format : {"csv", "timesketch", "html", "pack"})
        EXPECT_NE(first.at(format).find(reader), std::string::npos) << format;
}

TEST(Redact, IsRefusedWhereNothingWouldBeLeftOrWithItsOpposite) {
    for (const std::string format : {"purge", "letter"})
        EXPECT_EQ(redshank({"report", "--case", drill_case(), "--format", format, "--redact"}).exit_code, 2);
    for (const std::string option : {"--targets", "--with-tokens"})
        EXPECT_EQ(redshank({"report", "--case", drill_case(), "--redact", option}).exit_code, 2);
}

TEST(Redact, ARedactedPackIsStillABagWithAChain) {
    const TempFolder folder;
    ASSERT_EQ(
        redshank({"report", "--case", drill_case(), "--format", "pack", "--redact", "-o", folder / "pack"})
            .exit_code,
        0);
    EXPECT_FALSE(std::filesystem::exists(folder / "pack/data/messages"));
    const std::string check = std::string("python3 '" REDSHANK_SOURCE_DIR "/docs/verify_pack.py' '") +
                              (folder / "pack") + "' >'" + (folder / "out") + "'";
    EXPECT_EQ(std::system(check.c_str()), 0);
    EXPECT_NE(read_file(folder / "out").find("Findings cannot be checked"), std::string::npos);
    // The hashes are those of the ledger itself.
    std::ifstream whole(drill_case() + "/ledger.jsonl"), outline(folder / "pack/data/ledger.jsonl");
    for (std::string line, short_line; std::getline(whole, line) && std::getline(outline, short_line);)
        EXPECT_EQ(json::parse(line).at("hash"), json::parse(short_line).at("hash"));
}

}  // namespace redshank::cli_test
