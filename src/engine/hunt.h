// SPDX-License-Identifier: Apache-2.0
// The hunt: reads sources into a case and groups everything in the case into campaigns.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"
#include "evidence/case.h"
#include "facts/summary.h"

namespace redshank::engine {

/// How far a long command is; told now and then, on the calling thread.
struct Progress {
    std::string_view phase;  // "reading", "grouping"
    uint64_t bytes_done = 0;
    uint64_t bytes_total = 0;  // 0 where it is not known
    uint64_t messages = 0;
};
using ProgressCallback = std::function<void(const Progress&)>;

struct HuntOptions {
    std::vector<std::string> sources;
    std::filesystem::path case_folder = "redshank-case";
    std::optional<std::filesystem::path> org_file;  // none: the one that the case was made with, if any
    std::vector<std::string> intel_files;           // published knowledge to import first (engine/intel.h)
    int threads = 1;
    bool recover =
        false;  // deleted and orphaned items of Outlook stores too; reads known files again for them
    /// Enters the sandbox (engine/sandbox.h) for the whole process as soon as the case is open, before the
    /// first byte that others wrote is looked at.
    bool sandboxed = false;
    Limits limits;
    Seconds now = 0;                          // for the list of hunts in the case, and the ledger
    std::string authority;           // by what right this mail is read, and how far: as stated, for the
    std::string scope;               // ledger
    std::filesystem::path sign_key;  // evidence::LedgerStep
    const std::atomic<bool>* stop = nullptr;  // set from outside: commits what is read and returns
    ProgressCallback progress;
    std::function<void(const facts::UnreadSource&)> unread;  // each problem as it is met
};

/// Adds what is new in the sources to the case, groups everything, and says what is there. Known mail is
/// skipped; a hunt that was killed goes on where its last batch was committed, and ends as if it had not
/// been. Error: no organisation file, no case, none of the sources exists. Throws evidence::DatabaseError
/// (full disk).
Result<facts::Summary> hunt(const HuntOptions& options);

/// Works campaigns and targets out anew from what the case holds. Error: its organisation file is damaged.
Status regroup(evidence::Case& c, int threads, const Limits& limits);

}  // namespace redshank::engine
