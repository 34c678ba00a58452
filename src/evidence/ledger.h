// SPDX-License-Identifier: Apache-2.0
// The ledger: every step of a case as one line of ledger.jsonl in its folder, each with the SHA-256 of the
// one before it, so that no line can be changed, left out or put in between unseen. A file of its own and not
// a table, so that anybody can read and check it with common tools (docs/evidence.md has the form), and a
// view can be logged while a hunt is writing.
//
//     {"n":2,"time":"…","user":"…","version":"…","step":"mark","details":{…},"previous":"HASH OF LINE 1",
//      "signature":"…","hash":"…"}                                               (in one line)
//
// `hash` is of the line's bytes before `,"hash":"`; `signature` (Ed25519, RFC 8032; only where a key was
// given) is of those before `,"signature":"`. What a chain cannot show is that its last lines were cut off:
// whoever wants to prove that keeps the last hash elsewhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace redshank::evidence {

struct LedgerStep {
    std::string step;            // "hunt", "mark", "view", "export", "intel-add" …
    std::string details = "{}";  // a JSON object, as JsonWriter makes it
    Seconds time = 0;
    std::filesystem::path sign_key;  // an Ed25519 private key (PEM, PKCS #8); "" signs nothing
};

/// Appends a line and waits until it is on the disk; gives its hash. Safe beside other processes that append.
/// What a crash left of a line is cut off first: it never was a step. The case's folder is made (0700) where
/// it is missing. Error: the folder or key cannot be used, or the last line is none of a ledger.
Result<std::string> append(const std::filesystem::path& case_folder, const LedgerStep& step);

/// Of each line only what chains it: {"n":…,"time":"…","step":"…","previous":"…","hash":"…"}. Who did it, to
/// what and with which options is left out, so that the hashes cannot be made again from it; whoever has the
/// ledger can compare.
std::string ledger_outline(std::string_view lines);

struct LedgerCheck {
    uint64_t lines = 0;
    uint64_t signed_lines = 0;
    uint64_t verified_signatures = 0;   // only with a public key
    std::string head;                   // the last line's hash; "" for none
    std::vector<std::string> problems;  // sentences, with the line's number; none: the chain is whole
    bool torn_end = false;              // a crash left part of a line behind the last; no problem
};

/// Checks the whole chain; a ledger that is not there is one without lines. `public_key` (PEM) may be "":
/// then signatures are counted only; with it, a line without a signature by that key is a problem.
LedgerCheck check_ledger(std::string_view ledger, std::string_view public_key_pem = {});

std::filesystem::path ledger_file(const std::filesystem::path& case_folder);

}  // namespace redshank::evidence
