// SPDX-License-Identifier: Apache-2.0
// Published knowledge into a case, and out of it again: files are opened, decompressed, told by content,
// read and kept with who says so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"
#include "evidence/case.h"
#include "evidence/intel_store.h"
#include "facts/summary.h"
#include "intel/knowledge.h"

namespace redshank::engine {

/// What `intel add` and `hunt --intel` take besides the files.
struct IntelAddOptions {
    std::vector<std::string> files;  // or folders of them
    std::string source;              // stated by the user, for all files; "" as each says
    std::string date;                // RFC 3339 or a date alone
    std::string licence;
    std::string kind;     // a name of intel::kind_name; "" told by content
    std::string columns;  // for tables
    Seconds now = 0;
    Limits limits;
    std::function<void(const facts::UnreadSource&)> unread;  // each problem, with its file
};

struct IntelAdded {
    evidence::IntelImport import;
    bool was_there = false;          // the same bytes were imported before: nothing was done
    std::vector<std::string> notes;  // what was guessed or left out
};

struct IntelAddOutcome {
    std::vector<IntelAdded> files;
    uint64_t problems = 0;
};

/// Reads the files into the case, in the order given (folders by name). A file that cannot be read is told
/// through `unread` and left out. Error: an unknown kind, a date that is none.
Result<IntelAddOutcome> add_intel(evidence::Case& c, const IntelAddOptions& options);

/// Takes an import out; false where there is none of that number.
bool remove_intel(evidence::Case& c, int64_t number);

/// Everything that the imports of a case say, read anew from the bytes it keeps; sanctions lists left out.
std::vector<intel::Knowledge> load_intel(const evidence::Case& c, const Limits& limits);

/// A file's bytes without its layers of compression (gzip, bzip2, xz, zstd). Error: it cannot be opened, is
/// damaged or too large.
Result<std::string> read_intel_file(const std::string& path, const Limits& limits);

}  // namespace redshank::engine
