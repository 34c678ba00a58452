// SPDX-License-Identifier: Apache-2.0
// An evidence pack: messages byte for byte, what was found in them and the ledger, as a BagIt bag (RFC 8493)
// that anybody can check without Redshank (docs/verify_pack.py). The pack holds live tokens: it is for who
// checks evidence, not for tickets and chats.
//
//     bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//     data/messages/M….mail.bin    under a name that no mail program opens by itself
//     data/findings.jsonl …        what the caller gives
//     data/ledger.jsonl            its last line is of this export, and names the hash of all the others
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"
#include "evidence/case.h"

namespace redshank::engine {

struct PackFile {
    std::string path;  // below data/, "findings.jsonl"
    std::string bytes;
};

struct PackOptions {
    std::filesystem::path case_folder;
    std::filesystem::path folder;        // is made (0700); must not be there
    std::vector<std::string> campaigns;  // for the ledger
    std::vector<int64_t> messages;       // rows
    std::vector<PackFile> files;
    std::string tlp;        // "TLP:AMBER", for the bag's description
    bool redacted = false;  // of the ledger, only what chains its lines: their details name people and places
    Seconds now = 0;
    std::filesystem::path sign_key;  // evidence::LedgerStep
    Limits limits;
};

struct Packed {
    uint64_t messages = 0;
    std::vector<std::string> missing;  // ids of messages of which nobody holds the bytes any more
    std::string payload_sha256;
};

/// Writes the pack. The bytes of each message come from its source, one pass over each file; from the case
/// where a source is gone and the case kept the body; always with the SHA-256 that was recorded. Error: the
/// folder is there or cannot be written, the ledger cannot.
Result<Packed> write_pack(const evidence::Case& c, const PackOptions& options);

}  // namespace redshank::engine
