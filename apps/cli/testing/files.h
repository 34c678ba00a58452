// SPDX-License-Identifier: Apache-2.0
// Mail and stores of mail made in a test, and what a case says about them.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redshank::cli_test {

/// A folder of its own below the system's, gone with the object.
class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    /// A path in it.
    std::string operator/(std::string_view name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);
/// Makes the folders on the way.
void write_file(const std::filesystem::path& file, std::string_view content);

struct Letter {
    std::string message_id = "<one@sender.example>";
    std::string from = "Berit Holm <berit@sender.example>";
    std::string to = "reader@ours.example";
    std::string subject = "Minutes";
    std::string further_fields;  // whole lines
    std::string body = "The minutes of Tuesday are attached.\n";
};
std::string text_of(const Letter& letter);
/// mboxrd, LF.
std::string mbox_of(const std::vector<std::string>& messages);
/// Letters that differ in their number: <KIND-7@sender.example>.
std::vector<std::string> letters(const std::string& kind, int count);

enum class Wrapping { tar, tar_zst, zip };
using Member = std::pair<std::string, std::string>;  // name, bytes
std::string archive_of(Wrapping wrapping, const std::vector<Member>& members);

/// Hunts the sources into the case; a failure of the test where that ends with another code.
void hunt(const std::string& case_folder, const std::vector<std::string>& sources,
          const std::vector<std::string>& options = {}, int exit_code = 0);

/// One list of a case ("messages"), its header line left out.
std::vector<nlohmann::json> list(const std::string& case_folder, const std::string& name,
                                 const std::vector<std::string>& options = {});
/// All that has to be equal between two cases with the same mail (design.md, Incremental).
std::string all_lists(const std::string& case_folder);
/// Byte for byte; names the first line that differs, which EXPECT_EQ takes too long to find in megabytes.
::testing::AssertionResult same_text(std::string_view got, std::string_view wanted);

/// A drill of 3,000 messages, made once in this run; .folder/mail/*.mbox, org.toml, truth.json.
const std::filesystem::path& practice_archive();

}  // namespace redshank::cli_test
