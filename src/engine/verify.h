// SPDX-License-Identifier: Apache-2.0
// Holds a case against its sources: the ledger's chain, and every finding against the bytes that it points
// at, one pass over each file or archive. Messages that a store does not keep as they were (docs/stores.md)
// are written down anew and compared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "engine/hunt.h"
#include "evidence/ledger.h"
#include "facts/finding.h"

namespace redshank::engine {

struct VerifyOptions {
    std::filesystem::path case_folder = "redshank-case";
    std::filesystem::path public_key;  // PEM; "": signatures of the ledger are counted only
    int threads = 1;
    Limits limits;
    ProgressCallback progress;  // bytes of the messages that findings point at
};

/// A source that does not hold what was read from it.
struct SourceState {
    std::string source;
    bool is_missing = false;  // cannot be read at all; else: read, and it holds other bytes
    uint64_t messages = 0;    // that were to be found there
};

struct FailedFinding {
    std::string finding, message, what;
};

struct Verified {
    evidence::LedgerCheck ledger;
    uint64_t messages = 0;              // with findings
    uint64_t findings = 0;              // = verified + failed + without_source
    uint64_t verified = 0;              // message and evidence are as they were
    uint64_t without_source = 0;        // no place holds the bytes that the finding names
    std::vector<FailedFinding> failed;  // the message is as it was, and the evidence is not in it
    std::vector<SourceState> sources;   // by name

    bool is_whole() const;      // all is as it was
    bool some_missing() const;  // sources that are not there
    bool some_changed() const;  // ledger, source or finding: something is not as it was
};

/// Error: no case, no such key.
Result<Verified> verify(const VerifyOptions& options);

/// What of a finding's evidence is not in the message's bytes, in words; "" where all is.
std::string check_finding(const facts::Finding& finding, std::string_view message, const Limits& limits);

}  // namespace redshank::engine
