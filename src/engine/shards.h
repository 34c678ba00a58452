// SPDX-License-Identifier: Apache-2.0
// The two halves of a hunt with JSON Lines between them, for an outside engine: extraction is a map over
// shards of mail, grouping a reduce over all records. What they give equals a hunt on one machine.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "facts/campaign.h"
#include "facts/summary.h"

namespace redshank::engine {

struct ShardOptions {
    std::vector<std::string> inputs;
    std::optional<std::filesystem::path> org_file;
    int threads = 1;
    Limits limits;
    std::function<void(const facts::UnreadSource&)> unread;
    bool leave_one_out = false;  // group: campaign::Options::leave_one_out
};

/// Each message's record (evidence::write_message) to `line`, in the order of the sources. The number of
/// problems. Error: the organisation file.
Result<uint64_t> extract_records(const ShardOptions& options,
                                 const std::function<void(std::string_view record)>& line);

/// Campaigns out of files of records ("-": standard input); a line that is no record is told through
/// `unread`. Error: the organisation file, no file can be read, no such reason.
Result<std::vector<facts::Campaign>> group_records(const ShardOptions& options);

}  // namespace redshank::engine
