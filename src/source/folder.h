// SPDX-License-Identifier: Apache-2.0
// The regular files of a folder, in byte order of their names, deep first where a name is a folder. Folders
// below are entered with an explicit stack; links to folders are not followed, so a loop of links ends
// nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/limits.h"
#include "source/source.h"

namespace redshank::source {

struct FileEntry {
    std::string source;  // the path as given, "/" and the rest: also what to open
    uint64_t size = 0;
    int64_t mtime_ns = 0;
    Kind folder = Kind::folder;  // maildir for a file in cur or new, mh in a folder with .mh_sequences
    StoreFlags flags;            // of an MH folder's sequences and a Maildir name
};

struct FolderVisitor {
    std::function<bool(const FileEntry&)> file;  // false: stop
    std::function<void(const Problem&)> problem;
};

/// `path` may be a file. Returns false when `file` did.
bool walk_folder(const std::string& path, const Limits& limits, const FolderVisitor& visitor);

}  // namespace redshank::source
