// SPDX-License-Identifier: Apache-2.0
// One message explained, and the bytes of a known message again.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "facts/sender_check.h"

namespace redshank::engine {

struct Inspected {
    facts::Message message;
    std::vector<facts::Finding> findings;
    std::vector<facts::SenderCheck> checks;  // only of the message itself, and only where DNS was given
};

struct Inspection {
    std::vector<Inspected> messages;  // the message and those attached to it
    uint64_t further_messages = 0;    // in a file that holds more than one: only the first is explained
    std::vector<std::string> warnings;
    bool some_unread = false;  // lines of the DNS file; the warnings name them
};

struct InspectOptions {
    std::string file;                               // "-": standard input
    std::optional<std::filesystem::path> org_file;  // TOML
    std::optional<std::filesystem::path>
        dns_file;  // a master file (auth/zone.h): who sent it is checked against it
};

/// Explains the first message of the file. Error: a file that cannot be read, or no mail in it.
Result<Inspection> inspect(const InspectOptions& options, const Limits& limits);

/// Every rule there is, sorted by name.
std::span<const facts::Rule> rules();

/// The bytes at the first of the message's places that still holds them (their SHA-256 is checked). Error:
/// none does. Large stores in archives are laid out meanwhile in `scratch_folder`, where they must be.
Result<std::string> raw_bytes(const facts::Message& message, const Limits& limits,
                              const std::string& scratch_folder = {});

/// The bytes of the first message of `file`, as inspect reads it.
Result<std::string> first_message_bytes(const std::string& file, const Limits& limits);

}  // namespace redshank::engine
