// SPDX-License-Identifier: Apache-2.0
// Nothing that a mail, a file's or an archive member's name carries reaches the terminal, a log or a
// spreadsheet raw: escapes, bidi controls, line breaks, formulas, links that open by a click.
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

// Clears the screen, sets the title, turns the text round, begins a new line; the word shows that the name
// was printed at all.
const std::string hostile =
    "wicked\x1b[2J\x1b]0;owned\x07\xe2\x80\xae\xe2\x81\xa6\xc2\x9b"
    "2J\x7f\x08\r\nhuman";

std::string base64(std::string_view bytes) {
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (size_t i = 0; i < bytes.size(); i += 3) {
        uint32_t group = 0;
        for (size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<uint8_t>(bytes[i + k]) : 0);
        for (size_t k = 0; k < 4; ++k)
            out += i + k > bytes.size() ? '=' : alphabet[group >> (18 - 6 * k) & 63];
    }
    return out;
}

const std::string encoded = "=?utf-8?B?" + base64(hostile) + "?=";

// Everything that can carry a name does; the copies make a campaign.
std::string hostile_mail(int number) {
    const std::string n = std::to_string(number);
    Letter letter;
    letter.message_id = "<wicked-" + n + "\x1b[2J@sender.example>";
    letter.from = encoded + " <wicked" + "\x1b[31m" + "@sender.example>";
    letter.to = encoded + " <reader" + n + "@ours.example>";
    letter.subject = encoded;
    letter.further_fields = "List-ID: " + hostile.substr(0, 30) +
                            "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
    letter.body = "--b\nContent-Type: text/html; charset=utf-8\n\n<p>" + hostile +
                  " to each of you the same words about the same meeting in the same room on the same day</p>"
                  "<img src=\"http://wicked.example/\x1b[2J/token-" +
                  std::string(12, static_cast<char>('a' + number)) +
                  ".png\" width=1 height=1><a href=\"http://other.example/" + hostile.substr(0, 20) +
                  "\">http://www.ours.example/</a>\n--b\nContent-Type: application/octet-stream; "
                  "name*=utf-8''wicked%1B%5B2J"
                  "%E2%80%AEfdp.exe\nContent-Disposition: attachment; "
                  "filename*=utf-8''wicked%1B%5B2J%E2%80%AEfdp.exe\n\n"
                  "MZ\n--b--\n";
    return text_of(letter);
}

// The first raw control, C1 or bidi character, or "".
std::string raw_control(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<uint8_t>(text[i]);
        if ((c < 0x20 && c != '\n') || c == 0x7f) return "control " + std::to_string(c);
        if (i + 1 < text.size() && c == 0xc2 && static_cast<uint8_t>(text[i + 1]) < 0xa0) return "C1 control";
        const std::string_view three = text.substr(i, 3);
        if ((three >= "\xe2\x80\x8e" && three <= "\xe2\x80\x8f") ||
            (three >= "\xe2\x80\xaa" && three <= "\xe2\x80\xae") ||
            (three >= "\xe2\x81\xa6" && three <= "\xe2\x81\xa9"))
            return "bidi control";
    }
    return "";
}

void expect_harmless(const Outcome& outcome, const std::string& what, bool is_csv = false) {
    std::string printed = outcome.out;
    if (is_csv) std::erase(printed, '\r');  // RFC 4180
    EXPECT_EQ(raw_control(printed), "") << what << ": " << printed.substr(0, 3000);
    EXPECT_EQ(raw_control(outcome.err), "") << what << ": " << outcome.err;
    EXPECT_EQ(outcome.signal, 0) << what;
}

// RFC 4180.
std::vector<std::vector<std::string>> parse_csv(std::string_view text) {
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
        if (quoted) {
            if (text[i] != '"') {
                rows.back().back() += text[i];
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                rows.back().back() += text[i++];
            } else {
                quoted = false;
            }
        } else if (text[i] == '"') {
            quoted = true;
        } else if (text[i] == ',') {
            rows.back().emplace_back();
        } else if (text[i] == '\n') {
            rows.push_back({""});
        } else if (text[i] != '\r') {
            rows.back().back() += text[i];
        }
    }
    rows.pop_back();
    return rows;
}

struct Hostile : ::testing::Test {
    TempFolder folder;
    const std::string a_case = folder / "case";
    // Names of files may hold anything but '/' and NUL.
    const std::string file_name = "wicked\x1b[2J\xe2\x80\xae\n\xff.eml";
};

}  // namespace

TEST_F(Hostile, NothingOfANameReachesTheTerminal) {
    for (int i = 0; i < 4; ++i)
        write_file(folder.path() / "mail" / (std::to_string(i) + file_name), hostile_mail(i));
    write_file(folder.path() / "mail/members.tar",
               archive_of(Wrapping::tar, {{"wicked\x1b[2J\n.eml", hostile_mail(5)}}));
    write_file(folder.path() / "mail" / ("cut" + file_name + ".zip"),
               archive_of(Wrapping::zip, {{"wicked\x1b[2J.eml", hostile_mail(6)}}).substr(0, 300));
    const std::string source = folder / "mail";

    const Outcome hunted = redshank({"hunt", source, source + "/missing\x1b[2J", "--case", a_case});
    EXPECT_EQ(hunted.exit_code, 3);
    EXPECT_NE(hunted.err.find("wicked"), std::string::npos) << hunted.err;
    expect_harmless(hunted, "hunt");
    expect_harmless(redshank({"hunt", source, "--case", a_case, "--format", "json"}), "hunt json");

    for (const std::string name : {"campaigns", "findings", "messages", "targets"}) {
        for (const std::string format : {"table", "json", "csv"}) {
            const Outcome outcome = redshank({name, "--case", a_case, "--format", format});
            EXPECT_EQ(outcome.exit_code, 0);
            expect_harmless(outcome, name + " " + format, format == "csv");
            if (name == "messages") {
                EXPECT_NE(outcome.out.find("wicked"), std::string::npos) << outcome.out;
                EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 7)
                    << "six messages and a header line: no name made a line of its own\n"
                    << outcome.out;
            }
        }
        for (const json& one : list(a_case, name)) {
            const std::string id = one.at(name == "targets" ? "address" : "id");
            expect_harmless(redshank({"show", id, "--case", a_case}), "show " + id);
            expect_harmless(redshank({"show", id, "--case", a_case, "--format", "json"}), "show " + id);
        }
    }
    EXPECT_FALSE(list(a_case, "campaigns").empty());
    EXPECT_FALSE(list(a_case, "findings").empty());

    const std::string mail = (folder.path() / "mail" / ("0" + file_name)).string();
    for (const std::string format : {"text", "json"}) {
        expect_harmless(redshank({"inspect", mail, "--format", format}), "inspect " + format);
        for (const std::string stage : {"entities", "html", "urls", "facts", "anomalies"})
            expect_harmless(redshank({"debug", stage, mail, "--format", format}), stage + " " + format);
    }
    const Outcome records = redshank({"extract", source});
    expect_harmless(records, "extract");
    write_file(folder / "records", records.out);
    expect_harmless(redshank({"group", folder / "records"}), "group");
    expect_harmless(redshank({"show", hostile, "--case", a_case}), "show of a hostile id");
    expect_harmless(redshank({"campaigns", "--case", a_case + hostile}), "a hostile case");
}

// Names of members and attachments that lead elsewhere, hold a NUL, or are devices: the mail is read, and the
// only thing that comes to be is the case.
TEST_F(Hostile, NoNameBecomesAPath) {
    const std::vector<std::string> names{"../escaped.eml",   "../../../../../../tmp/escaped.eml",
                                         "/tmp/escaped.eml", "a/../../escaped.eml",
                                         "..\\escaped.eml",  "con.eml",
                                         "dev/null"};
    std::vector<Member> members;
    for (size_t i = 0; i < names.size(); ++i) {
        Letter letter;
        letter.message_id = "<path-" + std::to_string(i) + "@sender.example>";
        letter.further_fields =
            "MIME-Version: 1.0\nContent-Type: application/octet-stream; name=\"" + names[i] +
            "\"\nContent-Disposition: attachment; filename*0*=utf-8''%00; filename*1*=..%2Fescaped.exe\n";
        letter.body = "Letter " + std::to_string(i) + "\n";
        members.emplace_back(names[i], text_of(letter));
    }
    const std::string mail = folder / "mail/deep/down";
    write_file(mail + "/members.tar", archive_of(Wrapping::tar, members));
    write_file(mail + "/members.zip", archive_of(Wrapping::zip, members));
    const auto tree = [&] {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (entry.path().string().find(a_case) != 0) all.push_back(entry.path().string());
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    const auto before = tree();
    hunt(a_case, {mail});
    EXPECT_EQ(list(a_case, "messages").size(), names.size());
    for (const json& one : list(a_case, "messages")) {
        for (const auto& place : one.at("places"))
            EXPECT_NE(place.at("source").get<std::string>().find("!/"), std::string::npos);
        EXPECT_EQ(redshank({"show", one.at("id"), "--case", a_case, "--raw"}).exit_code, 0);
    }
    EXPECT_EQ(tree(), before);
    EXPECT_FALSE(std::filesystem::exists("/tmp/escaped.eml"));
}

TEST_F(Hostile, LinksAreShownSoThatNothingOpensThem) {
    write_file(folder / "a.eml", hostile_mail(1));
    hunt(a_case, {folder / "a.eml"});
    const Outcome shown = redshank({"inspect", folder / "a.eml"});
    EXPECT_NE(shown.out.find("hxxp"), std::string::npos) << shown.out;
    EXPECT_EQ(shown.out.find("http://"), std::string::npos) << shown.out;
    for (const json& finding : list(a_case, "findings")) {
        EXPECT_EQ(redshank({"show", finding.at("id"), "--case", a_case}).out.find("http://"),
                  std::string::npos);
        if (!finding.at("facts").contains("url")) continue;
        EXPECT_TRUE(finding.at("facts").at("url").get<std::string>().starts_with("hxxp"));
    }
}

TEST_F(Hostile, NoCellOfASpreadsheetIsAFormula) {
    const std::vector<std::string> formulas{"=HYPERLINK(\"http://sender.example\",\"open\")",
                                            "+1+cmd|' /C calc'!A0",
                                            "-2+3",
                                            "@SUM(1)",
                                            "=?utf-8?Q?=09=3D1?=",
                                            "=?utf-8?Q?=0D=3D1?=",
                                            "a \"quoted\", subject"};
    std::vector<std::string> mails;
    for (size_t i = 0; i < formulas.size(); ++i) {
        Letter letter;
        letter.message_id = "<formula-" + std::to_string(i) + "@sender.example>";
        letter.subject = formulas[i];
        letter.from = "=1+1 <=cmd@sender.example>";
        letter.body = "Letter " + std::to_string(i) + "\n";
        mails.push_back(text_of(letter));
    }
    write_file(folder / "formulas.mbox", mbox_of(mails));
    hunt(a_case, {folder / "formulas.mbox"});
    const Outcome outcome = redshank({"messages", "--case", a_case, "--format", "csv"});
    const auto rows = parse_csv(outcome.out);
    ASSERT_EQ(rows.size(), formulas.size() + 1);
    bool found_quoted = false;
    for (const auto& row : rows) {
        EXPECT_EQ(row.size(), rows[0].size());
        for (const std::string& cell : row) {
            EXPECT_TRUE(cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos)
                << cell;
            found_quoted = found_quoted || cell == "a \"quoted\", subject";
        }
    }
    EXPECT_TRUE(found_quoted) << outcome.out;
}

}  // namespace redshank::cli_test
