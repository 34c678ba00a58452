// SPDX-License-Identifier: Apache-2.0
// Stores that hold a message in other bytes than its own: Outlook's items and mailboxes, Apple's .emlx. One
// file pair each; what they share is this: a leaf goes in, messages come out, in the same order and with the
// same names whenever it is read, so that a place can be looked up again. A message that was rebuilt is a
// member of its file: "a.msg!/message", "a.pst!/Inbox/item-2097188".
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "source/content.h"
#include "source/source.h"
#include "source/stream.h"

namespace redshank::source {

struct StoreVisitor {
    /// Each message, `source` and all else set. False: stop.
    std::function<bool(RawMessage&&)> message;
    std::function<void(const Problem&)> problem;
    /// Where a store is read for a few messages only: their places. Others may be left out. Empty: all are
    /// wanted.
    std::vector<std::string> asked;
    /// Bytes of the file that were worked through, where they do not pass the window. May be empty.
    std::function<void(uint64_t bytes)> progress;
    /// How stores that need it are read.
    StoreOptions options;
};

/// Whether read_store reads leaves of this kind.
bool is_store(Kind kind);

/// What was found: `kind` as it turned out (a compound file that is no message is unknown).
struct StoreResult {
    Kind kind = Kind::unknown;
    bool go_on = true;
};

/// Reads the leaf at the window's start. Problems are told; what could be read is given.
StoreResult read_store(Window& window, const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor);

}  // namespace redshank::source
