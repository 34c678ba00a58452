// SPDX-License-Identifier: Apache-2.0
// The first half of a hunt: sources → raw messages → facts and findings, on several threads, in the order of
// the sources. What hunt, extract and inspect share.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/limits.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "org/organisation.h"
#include "source/source.h"

namespace redshank::engine {

/// One message read: itself and, behind it, those attached to it.
struct ReadMessage {
    struct One {
        facts::Message message;
        std::string record;  // evidence::write_message of it
        std::vector<facts::Finding> findings;
        std::string keys;  // intel::match_keys of it
    };
    std::vector<One> messages;
    uint64_t bytes = 0;
    std::string raw;  // kept only when a finding is medium or worse: the case keeps those bodies
};

/// What comes out, in order: messages of a source, problems in it, and at last that it is done.
using Event = std::variant<ReadMessage, source::Problem, source::SourceReport>;

struct ReadingOptions {
    std::vector<std::string> sources;
    int threads = 1;
    Limits limits;
    bool with_findings = true;
    const org::Organisation* org = nullptr;
    const std::atomic<bool>* stop = nullptr;  // set from outside to end early
    /// As source::Sink::wants_file; called from the reading thread.
    std::function<bool(const std::string&, const std::string&, uint64_t, int64_t)> wants_file;
    std::function<void(uint64_t bytes_done)> progress;
    source::StoreOptions stores;
};

/// Reads all sources; `take` gets every event on the calling thread. False when it was stopped early.
bool read_all(const ReadingOptions& options, const std::function<void(Event&&)>& take);

/// Facts and findings of one raw message.
ReadMessage read_message(const source::RawMessage& raw, const org::Organisation& org, const Limits& limits);

}  // namespace redshank::engine
