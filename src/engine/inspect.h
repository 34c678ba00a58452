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

namespace redshank::engine {

struct Inspected {
    facts::Message message;
    std::vector<facts::Finding> findings;
};

struct Inspection {
    std::vector<Inspected> messages;  // the message and those attached to it
    uint64_t further_messages = 0;    // in a file that holds more than one: only the first is explained
    std::vector<std::string> warnings;
};

/// Explains the first message of `file` ("-": standard input). Error: unreadable, or no mail in it.
Result<Inspection> inspect(const std::string& file, const std::optional<std::filesystem::path>& org_file,
                           const Limits& limits);

/// Every rule there is, sorted by name.
std::span<const facts::Rule> rules();

/// The bytes at the first of the message's places that still holds them (their SHA-256 is checked). Error:
/// none does. Large stores in archives are laid out meanwhile in `scratch_folder`, where they must be.
Result<std::string> raw_bytes(const facts::Message& message, const Limits& limits,
                              const std::string& scratch_folder = {});

/// The bytes of the first message of `file`, as inspect reads it.
Result<std::string> first_message_bytes(const std::string& file, const Limits& limits);

}  // namespace redshank::engine
