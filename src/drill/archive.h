// SPDX-License-Identifier: Apache-2.0
// Writes the deliveries, a mailbox at a time and each in the order of arrival: mboxrd with LF or CRLF and
// Status fields, Maildir with flags in the names, or a folder of .eml files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"
#include "drill/stage.h"

namespace redshank::drill {

/// Sorts the stage's deliveries and enters every Message-ID in its key. Gives back the bytes written.
Result<uint64_t> write_archive(Stage& stage, const std::filesystem::path& folder);

}  // namespace redshank::drill
