// SPDX-License-Identifier: Apache-2.0
// report --format pack: what an evidence pack holds beside the messages.
#pragma once

#include "cli/command.h"
#include "report/handout.h"

namespace redshank::cli {

struct PackRequest {
    std::filesystem::path case_folder;
    std::filesystem::path folder;  // -o
    std::filesystem::path sign_key;
    const report::Handout& handout;  // redacted: no message goes in, and of the ledger only its chain
};

/// Writes the pack and says what it is; an exit code.
int write_evidence_pack(const evidence::Case& c, const PackRequest& request);

}  // namespace redshank::cli
