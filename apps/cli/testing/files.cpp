// SPDX-License-Identifier: Apache-2.0
#include "cli/testing/files.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/testing/child.h"

namespace redshank::cli_test {

namespace fs = std::filesystem;
using nlohmann::json;

TempFolder::TempFolder() {
    std::string name = (fs::temp_directory_path() / "redshank-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder for the test");
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& file, std::string_view content) {
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
}

std::string text_of(const Letter& letter) {
    return "From: " + letter.from + "\nTo: " + letter.to + "\nSubject: " + letter.subject +
           "\nDate: Tue, 2 Feb 2021 08:00:00 +0000\nMessage-ID: " + letter.message_id + "\n" +
           letter.further_fields + "\n" + letter.body;
}

std::string mbox_of(const std::vector<std::string>& messages) {
    std::string mbox;
    for (const std::string& message : messages) {
        mbox += "From berit@sender.example Tue Feb  2 08:00:00 2021\n";
        std::istringstream lines(message);
        for (std::string line; std::getline(lines, line);) {
            const size_t name = line.find_first_not_of('>');
            const bool is_quoted = name != std::string::npos && line.compare(name, 5, "From ") == 0;
            mbox += (is_quoted ? ">" : "") + line + "\n";
        }
        mbox += "\n";
    }
    return mbox;
}

std::vector<std::string> letters(const std::string& kind, int count) {
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i) {
        Letter letter;
        const std::string name = kind + "-" + std::to_string(i);
        letter.message_id = "<" + name + "@sender.example>";
        letter.subject = "About " + name;
        letter.body = "Word for word the account of " + name + ", as agreed.\n";
        out.push_back(text_of(letter));
    }
    return out;
}

std::string archive_of(Wrapping wrapping, const std::vector<Member>& members) {
    size_t size = 1 << 16, used = 0;
    for (const auto& [name, bytes] : members) size += 2 * (name.size() + bytes.size()) + 4096;
    std::string out(size, '\0');
    archive* writer = archive_write_new();
    if (wrapping == Wrapping::zip) {
        archive_write_set_format_zip(writer);
    } else {
        archive_write_set_format_pax_restricted(writer);
    }
    if (wrapping == Wrapping::tar_zst) archive_write_add_filter_zstd(writer);
    archive_write_open_memory(writer, out.data(), out.size(), &used);
    for (const auto& [name, bytes] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_write_header(writer, entry);
        archive_write_data(writer, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    out.resize(used);
    return out;
}

void hunt(const std::string& case_folder, const std::vector<std::string>& sources,
          const std::vector<std::string>& options, int exit_code) {
    std::vector<std::string> arguments{"hunt", "--case", case_folder};
    arguments.insert(arguments.end(), sources.begin(), sources.end());
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = redshank(arguments);
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.err << outcome.out.substr(0, 2000);
}

std::vector<json> list(const std::string& case_folder, const std::string& name,
                       const std::vector<std::string>& options) {
    std::vector<std::string> arguments{name, "--case", case_folder, "--format", "json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = redshank(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    std::vector<json> objects;
    std::istringstream lines(outcome.out);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, R"({"schema":"redshank/1","list":")" + name + "\"}");
    while (std::getline(lines, line)) objects.push_back(json::parse(line));
    return objects;
}

std::string all_lists(const std::string& case_folder) {
    std::string all;
    for (const char* name : {"messages", "findings", "campaigns", "targets"}) {
        const Outcome outcome = redshank({name, "--case", case_folder, "--format", "json"});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        all += outcome.out;
    }
    return all;
}

::testing::AssertionResult same_text(std::string_view got, std::string_view wanted) {
    if (got == wanted) return ::testing::AssertionSuccess();
    size_t at = 0, line = 1, begin = 0;
    for (; at < std::min(got.size(), wanted.size()) && got[at] == wanted[at]; ++at) {
        if (got[at] != '\n') continue;
        ++line;
        begin = at + 1;
    }
    const size_t from = std::max(begin, at < 100 ? 0 : at - 100);
    return ::testing::AssertionFailure()
           << "line " << line << ", column " << at - begin << "\n  got    …" << got.substr(from, 300)
           << "\n  wanted …" << wanted.substr(from, 300);
}

const fs::path& practice_archive() {
    static const TempFolder folder;
    static const fs::path archive = folder.path() / "practice";
    if (!fs::exists(archive)) {
        const Outcome outcome =
            redshank({"drill", "--seed", "31", "--messages", "3000", "-o", archive.string()});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    }
    return archive;
}

}  // namespace redshank::cli_test
