// SPDX-License-Identifier: Apache-2.0
#include "engine/sandbox.h"

#include <utility>

#include "source/pst.h"

namespace redshank::engine {

Sandbox enter_reading_sandbox(std::vector<std::filesystem::path> writable_folders) {
    SandboxRules rules{.writable_folders = std::move(writable_folders), .programs = {}};
    if (const std::string reader = source::pst_reader_program(); !reader.empty()) rules.programs = {reader};
    return enter_sandbox(rules);
}

}  // namespace redshank::engine
