// SPDX-License-Identifier: Apache-2.0
// Forgetting mail that is innocent: what is older than the organisation keeps it, shows nothing and is in no
// campaign to look at.
#pragma once

#include <filesystem>
#include <string>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"

namespace redshank::engine {

struct ExpireOptions {
    std::filesystem::path case_folder = "redshank-case";
    Seconds before = 0;  // mail dated before this; undated mail stays
    Seconds now = 0;
    int threads = 1;
    std::filesystem::path sign_key;
    Limits limits;
};

struct ExpireOutcome {
    uint64_t expired = 0;         // by this step
    uint64_t expired_before = 0;  // by earlier ones
    uint64_t kept_for_cause = 0;  // old, but with a finding of medium or worse, or in a campaign to look at
    uint64_t undated = 0;         // kept, for nobody knows how old it is
    uint64_t messages = 0;        // that the case holds now
};

/// Forgets, and works campaigns out anew from what is left. What stays of forgotten mail is its content_id; a
/// later hunt counts it as known. Messages attached to one another go or stay together. Error: no case, a
/// hunt is writing it, the ledger cannot be written.
Result<ExpireOutcome> expire(const ExpireOptions& options);

}  // namespace redshank::engine
