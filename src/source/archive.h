// SPDX-License-Identifier: Apache-2.0
// One archive (tar, zip, 7z) or one layer of compression (gzip, bzip2, xz, zstd) read as a stream through
// libarchive: members one after the other, each a Stream, nothing unpacked to disk. An archive inside another
// is read from the outer one's member in the same way; only a 7z there is held in memory, because its index
// is at its end.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/limits.h"
#include "source/source.h"
#include "source/stream.h"

namespace redshank::source {

/// What decompression may cost: bytes out against the bytes of the file that hold them all, over every layer.
struct Budget {
    uint64_t file_bytes = 0;  // read of the outermost file so far
    /// True if `out` decompressed bytes are more than honest data gives.
    bool exceeded(uint64_t out, const Limits& limits) const;
};

struct Member {
    std::string name;  // as stored, raw bytes; empty for the content of a compressed file
    std::optional<uint64_t> size;
    Stream* content = nullptr;  // valid until `member` returns
};

struct ArchiveVisitor {
    std::function<bool(const Member&)> member;  // false: stop
    std::function<void(const std::string& member, uint64_t offset, const std::string& what)>
        problem;  // member: or ""
};

/// Reads `input` as `kind` (archive or compressed). Returns false when `member` did. Damage is told once, as
/// far out as it can be known: an input that itself ended early says nothing here.
bool read_archive(Window& input, Kind kind, const Limits& limits, const Budget& budget,
                  const ArchiveVisitor& visitor);

}  // namespace redshank::source
