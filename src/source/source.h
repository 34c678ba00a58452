// SPDX-License-Identifier: Apache-2.0
// Every way mail is stored → raw messages with where they lie and what the store knows. Kinds are told by content.
// Archives are read as streams (libarchive) and never unpacked to disk. Order is fixed: arguments as given, folders
// sorted by name (bytes), archive members as stored.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/time.h"

namespace redshank::source {

enum class Kind : uint8_t { unknown, mbox, mmdf, maildir, mh, message, archive, compressed, folder, msg, tnef, emlx, pst, sidecar };
std::string_view kind_name(Kind kind);

struct StoreFlags {
    bool read = false;
    bool replied = false;
    bool flagged = false;
    bool deleted = false;
};

/// One message as its store holds it.
struct RawMessage {
    std::string_view bytes;               // without the mbox From_ line and the separator after it; quoting as stored
    std::shared_ptr<const void> owner;    // keeps `bytes` valid
    std::string source;                   // "exports/inbox.mbox", "a.tar.zst!/x.mbox"; UTF-8 or raw bytes of the name
    uint64_t offset = 0;                  // of bytes.front() in that file or member (decompressed)
    bool from_quoting = false;            // an mbox whose lines ">From " stand for "From " (mboxo, mboxrd)
    bool truncated = false;               // cut at limits.max_message_bytes or by damage
    bool reconstructed = false;           // the store kept no original bytes: these were made from what it kept
    StoreFlags flags;                     // Maildir name, Status and X-Status, X-Mozilla-Status, X-Gmail-Labels, Apple's and Outlook's
    Seconds delivered = 0;                // date of the From_ line; 0 where there is none
    std::string envelope_from;            // address of the From_ line
};

/// Something that could not be read, in whole or in part. `what` is a sentence for the user.
struct Problem {
    std::string source;
    uint64_t offset = 0;
    std::string what;
};

/// A file or member that was met, told when it is done. An archive or compressed file is told after what is in it and
/// counts no messages itself: those stand in the reports of its members.
struct SourceReport {
    std::string source;
    Kind kind = Kind::unknown;
    uint64_t bytes = 0;
    uint64_t messages = 0;
    bool skipped_known = false;  // wants_file said no
};

/// How stores are read that cannot be read as a stream (PST).
struct StoreOptions {
    /// Where such a store inside an archive may lie meanwhile, as a file without a name, when it is larger than
    /// limits.max_store_in_memory; "": it is refused then.
    std::string scratch_folder;
    bool recover = false;  // deleted and orphaned items too
};

struct Sink {
    /// Each message, in order, from the reading thread. Return false to stop.
    std::function<bool(RawMessage&&)> message;
    std::function<void(const Problem&)> problem;
    std::function<void(const SourceReport&)> done;
    /// A regular file is about to be read: false skips it (a finished source of an earlier run). May be empty.
    std::function<bool(const std::string& source, const std::string& absolute_path, uint64_t size, int64_t mtime_ns)>
        wants_file;
    /// Progress in bytes of input since the call (compressed bytes for archives), cheap, from the reading thread. May be empty.
    std::function<void(uint64_t bytes_done)> progress;
    StoreOptions stores;
};

/// Reads everything below `path` (a file or folder). Never throws for bad input: each failure is one Problem and the
/// rest goes on. Files that hold no mail (kind unknown) are reported through `done` with kind unknown and no Problem,
/// empty files likewise. Symbolic links to folders are not followed below `path` and are Problems, as special files are.
/// Returns false when the sink asked to stop.
bool read_source(const std::string& path, const Limits& limits, const Sink& sink);

/// Bytes of regular files below the paths, for progress. Does not read contents.
uint64_t total_bytes(const std::vector<std::string>& paths, const Limits& limits);

/// Bytes in memory as one source named `name` (tests, fuzzing, stdin).
bool read_bytes(const std::string& name, std::string bytes, const Limits& limits, const Sink& sink);

/// The bytes at a place again (`source` as in RawMessage, members included), for show --raw and verify: one pass over each
/// file or archive for all of its ranges. `found` gets the index into `ranges` and the bytes; false where they are gone
/// or shorter. Ranges may come in any order.
struct Range {
    std::string source;
    uint64_t offset = 0;
    uint64_t length = 0;
};
void read_ranges(const std::vector<Range>& ranges, const Limits& limits,
                 const std::function<void(size_t index, bool found, std::string_view bytes)>& found,
                 const StoreOptions& stores = {});

/// The message without what mbox quoting and stores added (design.md, Identity): line ends to LF, ">From " unquoted one
/// level where `from_quoting`, Status, X-Status, X-Mozilla-*, X-Keys, X-UID, X-UIDL, Content-Length, Lines, X-Evolution,
/// X-Gmail-Labels and X-GM-THRID fields of the header out. The bytes that content_id hashes. A view of `bytes` where nothing is to be changed (nearly all
/// mail), else of `storage`.
std::string_view normal_form(std::string_view bytes, bool from_quoting, std::string& storage);

}  // namespace redshank::source
