// SPDX-License-Identifier: Apache-2.0
// For corpus tests only: the members of a packed project, through libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/testing.h"

namespace redshank::mime {

/// Every regular file of a tar.zst that is not empty: its path inside, and its bytes.
template <typename Take>
void for_each_member(const std::filesystem::path& tar, Take take) {
    archive* reader = archive_read_new();
    archive_read_support_filter_all(reader);
    archive_read_support_format_tar(reader);
    archive_read_support_format_raw(reader);  // one compressed file
    ASSERT_EQ(archive_read_open_filename(reader, tar.c_str(), 1 << 16), ARCHIVE_OK) << tar;
    archive_entry* entry = nullptr;
    // A warning is about a name in another charset.
    for (int status;
         (status = archive_read_next_header(reader, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN;) {
        const std::string name = archive_entry_pathname(entry);
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        std::string bytes;
        char block[1 << 16];
        for (la_ssize_t got = 0; (got = archive_read_data(reader, block, sizeof block)) > 0;)
            bytes.append(block, static_cast<size_t>(got));
        if (!bytes.empty()) take(name, bytes);
    }
    archive_read_free(reader);
}

}  // namespace redshank::mime
