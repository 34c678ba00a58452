// SPDX-License-Identifier: Apache-2.0
// For this room's tests only: everything that a source gives, kept; archives and files made on the spot.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "source/source.h"

namespace redshank::source {

struct Read {
    std::vector<RawMessage> messages;
    std::vector<Problem> problems;
    std::vector<SourceReport> reports;

    Sink sink() {
        Sink sink;
        sink.message = [this](RawMessage&& message) {
            messages.push_back(std::move(message));
            return true;
        };
        sink.problem = [this](const Problem& problem) { problems.push_back(problem); };
        sink.done = [this](const SourceReport& report) { reports.push_back(report); };
        return sink;
    }
    std::vector<std::string> bytes() const {
        std::vector<std::string> all;
        for (const RawMessage& message : messages) all.emplace_back(message.bytes);
        return all;
    }
    std::vector<std::string> sources() const {
        std::vector<std::string> all;
        for (const RawMessage& message : messages) all.push_back(message.source);
        return all;
    }
    std::string first_problem() const {
        return problems.empty() ? "" : problems[0].source + " " + problems[0].what;
    }
};

inline Read read_memory(const std::string& name, const std::string& bytes, const Limits& limits = {}) {
    Read read;
    read_bytes(name, bytes, limits, read.sink());
    return read;
}

inline Read read_path(const std::string& path, const Limits& limits = {}) {
    Read read;
    read_source(path, limits, read.sink());
    return read;
}

using Members = std::vector<std::pair<std::string, std::string>>;

/// An archive of `members` in a libarchive format (ARCHIVE_FORMAT_…), under a filter (ARCHIVE_FILTER_…).
inline std::string make_archive(const Members& members, int format, int filter = ARCHIVE_FILTER_NONE) {
    size_t room = 1u << 20;
    for (const auto& [name, content] : members) room += 4096 + content.size() * 2;
    std::string out(room, '\0');
    size_t used = 0;
    archive* writer = archive_write_new();
    archive_write_set_format(writer, format);
    archive_write_add_filter(writer, filter);
    archive_write_set_bytes_in_last_block(writer, 1);
    archive_write_open_memory(writer, out.data(), out.size(), &used);
    for (const auto& [name, content] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_write_header(writer, entry);
        archive_write_data(writer, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    out.resize(used);
    return out;
}

inline std::string compress(const std::string& content, int filter) {
    return make_archive({{"data", content}}, ARCHIVE_FORMAT_RAW, filter);
}

/// A folder of its own that is gone at the end.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "redshank-source-XXXXXX").native();
        path_ = ::mkdtemp(name.data()) == nullptr ? "" : name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string write(const std::string& name, const std::string& content) const {
        const std::filesystem::path file = std::filesystem::path(path_) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        return file.native();
    }

  private:
    std::string path_;
};

}  // namespace redshank::source
