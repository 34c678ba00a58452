// SPDX-License-Identifier: Apache-2.0
// A compound file (MS-CFB): storages and streams in sectors, as .msg, .doc and .xls files are made. All
// chains are followed with a bound of the sectors that there are, so a loop ends; a damaged chain gives what
// came before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace redshank::mapi {

constexpr std::string_view compound_magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

class CompoundFile {
  public:
    struct Entry {
        std::string name;  // UTF-8
        bool is_storage = false;
        uint32_t start = 0;
        uint64_t size = 0;
        std::vector<uint32_t> children;  // indexes of entries, in the order of the file's tree
    };

    /// Reads the directory. `bytes` must outlive the object. Error: no compound file, or none whose directory
    /// can be found.
    static Result<CompoundFile> open(std::string_view bytes, const Limits& limits);

    /// [0] is the root storage.
    const std::vector<Entry>& entries() const { return entries_; }
    /// The child of that name (case-insensitive, as MS-CFB 2.6.4 has it), or null.
    const Entry* child(const Entry& storage, std::string_view name) const;
    /// A stream's bytes, at most limits.max_decoded_part_bytes; shorter than `size` where a chain is damaged.
    std::string read(const Entry& stream) const;

  private:
    void read_directory();
    std::string read_chain(uint32_t start, uint64_t size) const;
    std::string read_mini_chain(uint32_t start, uint64_t size) const;
    uint32_t next_sector(uint32_t sector) const;

    std::string_view bytes_;
    uint64_t max_stream_bytes_ = 0;
    uint32_t max_entries_ = 0;
    uint32_t sector_bytes_ = 512;
    uint32_t mini_cutoff_ = 4096;
    std::vector<uint32_t> fat_sectors_;
    std::string mini_fat_;
    std::string mini_stream_;
    std::vector<Entry> entries_;
};

}  // namespace redshank::mapi
