// SPDX-License-Identifier: Apache-2.0
// The shared corpora read where they lie, against the message counts that their README states, and mailbox
// files of many programs against fixed counts. Thirteen of those were checked against the number of "From "
// lines, the others by looking at the file; where a README or a summary beside a file gives a count, it is
// that.
#include "source/source.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/testing.h"
#include "source/testing.h"

namespace redshank::source {
namespace {

std::string corpus(const std::string& name) {
    return (shared_dir() / "corpus" / name).native();
}

struct Count {
    size_t messages = 0;
    size_t problems = 0;
    std::map<std::string, uint64_t> by_source;
    std::string first_problem;
};

Count count(const std::string& path) {
    Count count;
    Sink sink;
    sink.message = [&](RawMessage&& message) {
        ++count.messages;
        EXPECT_FALSE(message.truncated) << message.source;
        return true;
    };
    sink.problem = [&](const Problem& problem) {
        ++count.problems;
        count.first_problem = problem.source + " " + problem.what;
    };
    sink.done = [&](const SourceReport& report) { count.by_source[report.source] = report.messages; };
    read_source(path, Limits{}, sink);
    return count;
}

TEST(SourceCorpus, CountsOfTheReadme) {
    REDSHANK_NEEDS_SHARED();
    struct Case {
        const char* name;
        size_t in_readme;
        size_t not_mail;  // of those, files that hold none
        const char* why;
    };
    const Case cases[] = {
        {"phishing-pot", 5279, 1, "sample-2227.eml is empty"},
        {"cw-l-email-corpus", 726, 0, ""},
        {"nazario", 768, 0, "with the folder-internal-data message"},
        {"glitchyzorua-spam", 152, 0, ""},
        {"foff-milter-spam", 220, 0, ""},
        {"spamassassin-spam", 1313, 0, ""},
        {"csdmc2010-spam", 978, 0, ""},
        {"foff-milter-ham", 145, 0, ""},
        {"newsletter-pairs", 22, 0, ""},
        {"spamassassin-ham", 3028, 0, ""},
        {"csdmc2010-ham", 2058, 0, ""},
        {"enron-skilling", 2285, 2, "two .DS_Store files of a desktop"},
        {"list-archives", 1079, 0, ""},
        {"client-fixtures", 469, 0, ""},
    };
    size_t total = 0;
    for (const Case& row : cases) {
        const Count got = count(corpus(row.name));
        EXPECT_EQ(got.messages, row.in_readme - row.not_mail) << row.name << ": " << row.why;
        EXPECT_EQ(got.problems, 0u) << row.name << ": " << got.first_problem;
        std::printf("%-20s %5zu messages, README %5zu %s\n", row.name, got.messages, row.in_readme, row.why);
        total += got.messages;
    }
    std::printf("%zu messages in %zu collections\n", total, std::size(cases));
}

TEST(SourceCorpus, MailboxesOfManyPrograms) {
    REDSHANK_NEEDS_SHARED();
    const std::string quirks = "mbox-quirks/mbox-quirks.tar.zst!/";
    const std::string tika = quirks +
                             "tika/tika-parsers/tika-parsers-standard/tika-parsers-standard-modules/"
                             "tika-parser-mail-module/src/test/"
                             "resources/test-documents/";
    const std::string ietf = quirks + "mailarchive/backend/mlarchive/tests/data/";
    const std::string perceval = quirks + "grimoirelab-perceval/tests/data/";
    const std::string mimekit = "malformed/mimekit.tar.zst!/mbox/";
    const std::string lists = "list-archives/";
    const std::pair<std::string, uint64_t> cases[] = {
        // zstd -dc FILE | grep -acE '^From .*[12][0-9]{3}'
        {lists + "asterix-dev-201709-mailarchivesao.mbox.zst!/asterix-dev-201709-mailarchivesao.mbox", 43},
        {lists + "commits_ponymail_apache_org_2016-06.mbox.zst!/commits_ponymail_apache_org_2016-06.mbox",
         65},
        {lists + "httpd-users-2020-07.asf.mbox.zst!/httpd-users-2020-07.asf.mbox", 81},
        {lists + "maven-dev-2017-11-mboxvm.mbox.zst!/maven-dev-2017-11-mboxvm.mbox", 246},
        {lists + "maven-dev-2017-12-mboxvm.mbox.zst!/maven-dev-2017-12-mboxvm.mbox", 176},
        {lists + "shapelib-list.mbox.zst!/shapelib-list.mbox", 468},
        {quirks + "roundcubemail/tests/src/import.mbox", 3},  // CRLF, no empty line before From_
        {quirks + "incubator-ponymail-unit-tests/corpus/no_date.mbox", 1},
        {quirks + "incubator-ponymail-unit-tests/corpus/nexus-html-only.mbox", 3},
        {quirks + "TakeoutReader/tests/fixtures/edge_cases.mbox", 3},
        {quirks + "TakeoutReader/tests/fixtures/empty.mbox", 0},
        {quirks + "maildb/tests/fixtures/sample.mbox", 10},
        {quirks + "james-mime4j/mbox/src/test/resources/test-1/mbox.rlug", 5},
        {quirks + "test-library/test.mbox", 1},
        {quirks + "neomutt-test-files/mbox/banana.mbox", 1},
        {quirks + "neomutt-test-files/mbox/cherry.mbox", 0},  // prose without any header
        {quirks + "neomutt-test-files/mbox/fig.mbox", 0},     // one MMDF separator and nothing in it
        {quirks + "exim/test/mail/0100.usery", 1},            // "From the deep abyss" is text
        {quirks + "exim/test/mail/0095.userx", 8},            // "From : p@q" is a field
        {tika + "simple.mbox", 2},                            // no header at all
        {tika + "complex.mbox", 3},
        {tika + "quoted.mbox", 1},
        {ietf + "mailbox_mmdf", 5},
        {ietf + "export.mbox", 21},
        {ietf + "duplicate_tests.mbox", 10},
        {perceval + "mbox/mbox_complex.mbox", 2},
        {perceval + "mbox/mbox_no_fields.mbox", 6},
        {perceval + "pipermail/pipermail_2015_november.mbox", 4},  // "a at b"
        {mimekit + "content-length.mbox.txt",
         29},  // "From -" without date, no empty line before; its summary says 29
        {mimekit + "issue1189.mbox.txt", 4},  // Takeout without dates
        {mimekit + "unmunged.mbox.txt", 2},   // "From Russia with love" is text
        {"malformed/kde-mimetreeparser.tar.zst!/testdata/combined.mbox", 3},
        {"malformed/sisimai-bounces.tar.zst!/maildir/dos/rhost-cox-01.eml",
         2},  // two bounces in one file, CRLF
    };
    Count got = count(corpus("mbox-quirks"));
    EXPECT_EQ(got.problems, 0u) << got.first_problem;
    Count malformed = count(corpus("malformed"));
    EXPECT_EQ(malformed.problems, 0u) << malformed.first_problem;
    got.by_source.merge(malformed.by_source);
    got.by_source.merge(count(corpus("list-archives")).by_source);
    size_t passed = 0;
    for (const auto& [name, messages] : cases) {
        const auto at = got.by_source.find(corpus(name));
        if (at == got.by_source.end()) {
            ADD_FAILURE() << name << " was not met";
            continue;
        }
        EXPECT_EQ(at->second, messages) << name;
        passed += at->second == messages;
    }
    std::printf("%zu of %zu mailboxes give the count made by hand\n", passed, std::size(cases));
}

// Counts by a rule that shares nothing with the reader: a line "From " with a digit in it, at the start of
// the file or behind an empty line, begins a message (RFC 4155); a file without one is a message if it begins
// with a field.
size_t count_by_eye(std::string text) {
    std::erase(text, '\r');
    size_t found = 0;
    bool behind_empty = true;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        found += behind_empty && line.starts_with("From ") && line.find_first_of("0123456789") != line.npos;
        behind_empty = line.empty();
        at = end + 1;
    }
    if (found > 0) return found;
    const std::string_view first = std::string_view(text).substr(0, text.find('\n'));
    const std::string_view name = first.substr(0, first.find_first_of(" :"));
    const bool is_field =
        !name.empty() && name.size() < first.size() &&
        name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-") == name.npos &&
        first.substr(name.size()).substr(0, 2).find(':') != std::string_view::npos;
    return is_field ? 1 : 0;
}

TEST(SourceCorpus, EveryFileOfTheMboxQuirks) {
    REDSHANK_NEEDS_SHARED();
    namespace fs = std::filesystem;
    // Looked at one by one: what the simple rule cannot count.
    const std::string ietf = "mailarchive/backend/mlarchive/tests/data/";
    const std::map<std::string, size_t> by_hand = {
        {"exim/doc/doc-txt/cve-2019-15846/qualys.mbx", 2},  // no empty line before the second From_ line
        {"exim/test/mail/0102.userz", 3},                   // MMDF
        // Nine From_ lines with their fields, the last behind a body that ends in "^A^A^A^A".
        {"exim/test/mail/0100.userx", 9},
        {"exim/test/mail/0101.userx", 9},
        // Two messages, and one in UW's mbx format between them, which no mbox reader tells from text.
        {"exim/test/mail/5050.userz", 2},
        {ietf + "mailbox-x-envelope-from", 1},  // begins with an empty line; these four, too
        {ietf + "mailbox_received", 1},
        {ietf + "mailbox_return-path", 1},
        {ietf + "mailbox_envelope-to", 1},
        {ietf + "mailbox_year", 1},                                // begins with "2005"
        {ietf + "mailbox_mmdf", 5},                                // MMDF
        {"incubator-ponymail-unit-tests/corpus/no_date.mbox", 1},  // a From_ line without a date
        {"roundcubemail/tests/src/import.mbox", 3},                // no empty lines before From_ lines
        {"tika/tika-parsers/tika-parsers-standard/tika-parsers-standard-modules/tika-parser-microsoft-module/"
         "src/test/"
         "resources/test-documents/testEMLX.emlx",
         1},  // a length stands before the message
    };
    const fs::path folder = fs::temp_directory_path() / "redshank_source_quirks";
    fs::remove_all(folder);
    fs::create_directories(folder);
    ASSERT_EQ(std::system(("tar --zstd -xf '" + corpus("mbox-quirks") + "/mbox-quirks.tar.zst' -C '" +
                           folder.string() + "'")
                              .c_str()),
              0);
    const Count got = count(folder.string());
    size_t files = 0;
    size_t right = 0;
    size_t messages = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string name = entry.path().lexically_relative(folder).string();
        const auto known = by_hand.find(name);
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        const size_t wanted = known != by_hand.end() ? known->second : count_by_eye(text);
        const auto at = got.by_source.find(entry.path().string());
        const size_t ours = at == got.by_source.end() ? 0 : at->second;
        EXPECT_EQ(ours, wanted) << name;
        ++files;
        right += ours == wanted;
        messages += ours;
    }
    fs::remove_all(folder);
    std::printf("mbox-quirks: %zu of %zu files give the right count, %zu messages\n", right, files, messages);
    EXPECT_GT(files, 600u);
}

TEST(SourceCorpus, RangesGiveEveryMessageOfAnArchiveAgain) {
    REDSHANK_NEEDS_SHARED();
    std::vector<Range> ranges;
    std::vector<std::string> expected;
    Sink sink;
    sink.message = [&](RawMessage&& message) {
        ranges.push_back({message.source, message.offset, message.bytes.size()});
        expected.emplace_back(message.bytes);
        return true;
    };
    for (const char* name : {"client-fixtures", "list-archives"}) read_source(corpus(name), Limits{}, sink);
    size_t same = 0;
    read_ranges(ranges, Limits{}, [&](size_t index, bool found, std::string_view bytes) {
        same += found && bytes == expected[index];
    });
    EXPECT_EQ(same, 469u + 1079u);
    std::printf("%zu of %zu messages found again by source and offset\n", same, ranges.size());
}

}  // namespace
}  // namespace redshank::source
