// SPDX-License-Identifier: Apache-2.0
// For corpus tests only: all members of a tar, compressed or not, or one compressed file, read into memory
// through libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <string>
#include <vector>

namespace redshank::html {

struct ArchiveMember {
    std::string name;
    std::string bytes;
};

/// Empty when the archive cannot be read: the tests expect a number of members.
inline std::vector<ArchiveMember> read_archive(const std::filesystem::path& path) {
    std::vector<ArchiveMember> members;
    archive* reader = archive_read_new();
    archive_read_support_filter_all(reader);
    archive_read_support_format_tar(reader);
    archive_read_support_format_raw(reader);
    archive_entry* entry = nullptr;
    if (archive_read_open_filename(reader, path.c_str(), 1 << 16) == ARCHIVE_OK) {
        // ARCHIVE_WARN: a name that the locale cannot show.
        for (int got = 0;
             (got = archive_read_next_header(reader, &entry)) == ARCHIVE_OK || got == ARCHIVE_WARN;) {
            if (archive_entry_filetype(entry) != AE_IFREG) continue;
            const char* const name = archive_entry_pathname(entry);
            ArchiveMember member{name == nullptr ? "" : name, {}};
            char block[1 << 16];  // a raw file does not say its size
            for (la_ssize_t read = 0; (read = archive_read_data(reader, block, sizeof block)) > 0;)
                member.bytes.append(block, static_cast<size_t>(read));
            members.push_back(std::move(member));
        }
    }
    archive_read_free(reader);
    return members;
}

}  // namespace redshank::html
