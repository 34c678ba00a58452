// SPDX-License-Identifier: Apache-2.0
// For tests only: the files of a packed suite, and its messages as stores keep them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/testing.h"

namespace redshank::auth {

inline std::string read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Every file of ../shared/suites/NAME/NAME.tar.zst: its path inside, and its bytes. Empty where it cannot be
/// read.
inline std::map<std::string, std::string> suite_files(const std::string& name) {
    namespace fs = std::filesystem;
    const fs::path packed = shared_dir() / "suites" / name / (name + ".tar.zst");
    const fs::path folder = fs::temp_directory_path() / ("redshank_auth_" + name);
    fs::create_directories(folder);
    std::map<std::string, std::string> files;
    if (std::system(("tar --zstd -xf '" + packed.string() + "' -C '" + folder.string() + "'").c_str()) == 0) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file())
                files[entry.path().lexically_relative(folder).string()] = read_whole(entry.path());
        }
    }
    fs::remove_all(folder);
    return files;
}

/// Every line end LF, or every one CRLF.
inline std::string with_line_ends(const std::string& message, const std::string& line_end) {
    std::string out;
    for (size_t i = 0; i < message.size(); ++i) {
        if (message[i] == '\r' && i + 1 < message.size() && message[i + 1] == '\n') continue;
        if (message[i] == '\n') {
            out += line_end;
        } else {
            out += message[i];
        }
    }
    return out;
}

/// The suite mail-auth puts "name record" lines, one a record, and an empty line before each message.
inline std::string take_records(std::string& file, auto&& add) {
    size_t at = 0;
    while (at < file.size() && file[at] != '\n') {
        const size_t end = file.find('\n', at);
        const size_t space = file.find(' ', at);
        add(file.substr(at, space - at), file.substr(space + 1, end - space - 1));
        at = end + 1;
    }
    return file.substr(std::min(at + 1, file.size()));
}

}  // namespace redshank::auth
