// SPDX-License-Identifier: Apache-2.0
// The case's own secret: tokens, readers and people are hashed with it wherever they must not be told
// (report/keyed_hash.h), so that equal values have equal hashes in all that one case gives out, and nobody
// who lacks it can try a list of addresses.
#pragma once

#include <filesystem>
#include <string>

namespace redshank::evidence {

struct CaseKey {
    std::string bytes;  // 32, random
    /// It could not be written down: it hides what it must, but hashes of another call will be others.
    bool is_kept = true;
};

/// The key in `token.key` (0600) of the case's folder, made where there is none. Throws std::runtime_error:
/// the file holds none, or there are no random bytes.
CaseKey case_key(const std::filesystem::path& folder);

}  // namespace redshank::evidence
