// SPDX-License-Identifier: Apache-2.0
// What a command that reads mail gives up first (base/sandbox.h), with what the sources need.
#pragma once

#include <filesystem>
#include <vector>

#include "base/sandbox.h"

namespace redshank::engine {

/// For the whole process from now on, before its first thread: writes only below those folders, no network,
/// no program but the reader of Outlook stores.
Sandbox enter_reading_sandbox(std::vector<std::filesystem::path> writable_folders);

}  // namespace redshank::engine
