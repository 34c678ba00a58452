// SPDX-License-Identifier: Apache-2.0
// An attached archive or compressed file, unpacked in memory within what one message may cost: zip (encrypted
// ones with a password that is given), 7z, tar, and one layer of gzip, bzip2, xz or zstd, through libarchive.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "document/unpacked.h"

namespace redshank::document {

/// Whether `found_type` is one that read_archive reads.
bool is_archive(std::string_view found_type);
/// Whether `found_type` is one file compressed, without names.
bool is_compressed(std::string_view found_type);

struct ArchiveVisitor {
    /// Whether the rest of a member is worth unpacking, from its name and first bytes (at most 4 KiB).
    std::function<bool(std::string_view name, std::string_view head)> wants;
    /// A wanted member, whole. Names are valid UTF-8; several may be equal.
    std::function<void(std::string name, std::string bytes)> member;
};

struct ArchiveOutcome {
    std::vector<std::string> names;  // of files; at most limits.max_listed_members
    bool encrypted = false;          // a member is, and did not open
    bool opened = false;             // an encrypted member opened with the password, checksum and all
    bool cut = false;                // a limit ended the reading, or damage
};

/// Reads `bytes` as the archive of `found_type`. Limits: max_unpacked_bytes and max_unpacked_members over the
/// message, max_unpacked_member_bytes, max_unpack_ratio of the archive's own size. `password` may be "".
ArchiveOutcome read_archive(std::string_view bytes, std::string_view found_type, const std::string& password,
                            const Limits& limits, Unpacked& unpacked, const ArchiveVisitor& visitor);

}  // namespace redshank::document
