// SPDX-License-Identifier: Apache-2.0
// What each stage sees of one message, as one JSON object (docs/formats.md): for whoever asks why a finding
// is there, or is not.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace redshank::engine {

/// "entities", "html", "urls", "facts", "anomalies".
const std::vector<std::string>& debug_stages();

/// The stage's view of the first message of `file` ("-": standard input). Error: unreadable, no mail in it.
Result<std::string> debug(std::string_view stage, const std::string& file,
                          const std::optional<std::filesystem::path>& org_file, const Limits& limits);

}  // namespace redshank::engine
