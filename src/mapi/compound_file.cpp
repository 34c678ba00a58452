// SPDX-License-Identifier: Apache-2.0
#include "mapi/compound_file.h"

#include <algorithm>

#include "base/ascii.h"
#include "mapi/little_endian.h"
#include "text/charset.h"

namespace redshank::mapi {

namespace {

constexpr uint32_t max_regular_sector = 0xFFFFFFFA;  // MS-CFB 2.1: above are marks
constexpr uint32_t no_stream = 0xFFFFFFFF;
constexpr uint32_t mini_sector_bytes = 64;
constexpr uint32_t entry_bytes = 128;

struct TreeLinks {
    uint32_t left, right, child;
};

}  // namespace

Result<CompoundFile> CompoundFile::open(std::string_view bytes, const Limits& limits) {
    if (!bytes.starts_with(compound_magic) || bytes.size() < 512) return Error{"is no compound file"};
    const uint32_t shift = u16(bytes, 30);
    if (shift != 9 && shift != 12)
        return Error{"is a damaged compound file: its sector size is neither 512 nor 4096"};
    CompoundFile file;
    file.bytes_ = bytes;
    file.max_stream_bytes_ = limits.max_decoded_part_bytes;
    file.max_entries_ = limits.max_store_entries;
    file.sector_bytes_ = 1u << shift;
    file.mini_cutoff_ = u32(bytes, 56);

    // The FAT's own sectors (MS-CFB 2.3, 2.5): 109 named in the header, the rest in a chain of DIFAT sectors.
    const uint64_t sectors = bytes.size() / file.sector_bytes_ + 1;
    const auto add = [&](uint64_t at, uint32_t count) {
        for (uint32_t i = 0; i < count && file.fat_sectors_.size() < sectors; ++i) {
            file.fat_sectors_.push_back(u32(bytes, at + i * 4));
        }
    };
    add(76, 109);
    const uint32_t in_sector = file.sector_bytes_ / 4 - 1;
    uint32_t difat = u32(bytes, 68);
    for (uint64_t met = 0; difat < max_regular_sector && met < sectors; ++met) {
        const uint64_t at = (uint64_t{difat} + 1) * file.sector_bytes_;
        if (at >= bytes.size()) break;
        add(at, in_sector);
        difat = u32(bytes, at + in_sector * 4);
    }
    file.mini_fat_ = file.read_chain(u32(bytes, 60), uint64_t{u32(bytes, 64)} * file.sector_bytes_);
    file.read_directory();
    if (file.entries_.empty()) return Error{"is a damaged compound file: it has no directory"};
    const Entry& root = file.entries_.front();
    file.mini_stream_ = file.read_chain(root.start, root.size);
    return file;
}

uint32_t CompoundFile::next_sector(uint32_t sector) const {
    const uint32_t per_sector = sector_bytes_ / 4;
    const uint32_t index = sector / per_sector;
    if (index >= fat_sectors_.size() || fat_sectors_[index] >= max_regular_sector) return no_stream;
    const uint64_t at =
        (uint64_t{fat_sectors_[index]} + 1) * sector_bytes_ + uint64_t{sector % per_sector} * 4;
    return at + 4 <= bytes_.size() ? u32(bytes_, at) : no_stream;
}

std::string CompoundFile::read_chain(uint32_t start, uint64_t size) const {
    size = std::min<uint64_t>({size, max_stream_bytes_, bytes_.size()});
    std::string out;
    // Every step adds bytes, and there are at most `size` of them: a loop in the chain ends.
    for (uint32_t sector = start; sector < max_regular_sector && out.size() < size;
         sector = next_sector(sector)) {
        const std::string_view part = slice(bytes_, (uint64_t{sector} + 1) * sector_bytes_, sector_bytes_);
        if (part.empty()) break;
        out.append(part.substr(0, static_cast<size_t>(std::min<uint64_t>(part.size(), size - out.size()))));
    }
    return out;
}

std::string CompoundFile::read_mini_chain(uint32_t start, uint64_t size) const {
    size = std::min<uint64_t>(size, mini_stream_.size());
    std::string out;
    for (uint32_t sector = start; sector < max_regular_sector && out.size() < size;
         sector = uint64_t{sector} * 4 + 4 <= mini_fat_.size() ? u32(mini_fat_, uint64_t{sector} * 4)
                                                               : no_stream) {
        const std::string_view part =
            slice(mini_stream_, uint64_t{sector} * mini_sector_bytes, mini_sector_bytes);
        if (part.empty()) break;
        out.append(part.substr(0, static_cast<size_t>(std::min<uint64_t>(part.size(), size - out.size()))));
    }
    return out;
}

std::string CompoundFile::read(const Entry& stream) const {
    return stream.size < mini_cutoff_ ? read_mini_chain(stream.start, stream.size)
                                      : read_chain(stream.start, stream.size);
}

void CompoundFile::read_directory() {
    const std::string directory =
        read_chain(u32(bytes_, 48), std::min<uint64_t>(bytes_.size(), uint64_t{max_entries_} * entry_bytes));
    std::vector<TreeLinks> links;
    for (uint64_t at = 0; at + entry_bytes <= directory.size(); at += entry_bytes) {
        const std::string_view raw = std::string_view(directory).substr(static_cast<size_t>(at), entry_bytes);
        const uint8_t kind = static_cast<uint8_t>(raw[66]);
        Entry entry;
        const size_t name_bytes = std::min<size_t>(u16(raw, 64), 64) & ~size_t{1};
        entry.name = text::to_utf8(raw.substr(0, name_bytes), "utf-16le").utf8;
        while (!entry.name.empty() && entry.name.back() == '\0') entry.name.pop_back();
        entry.is_storage = kind == 1 || kind == 5;
        entry.start = u32(raw, 116);
        // Version 3 files may have rubbish in the upper half (MS-CFB 2.6.1).
        entry.size = sector_bytes_ == 512 ? u32(raw, 120) : u64(raw, 120);
        links.push_back({u32(raw, 68), u32(raw, 72), u32(raw, 76)});
        entries_.push_back(std::move(entry));
    }
    // Each storage's children are a red-black tree (2.6.4); in order, with a stack, and each entry once at
    // most.
    std::vector<bool> met(entries_.size(), false);
    for (size_t i = 0; i < entries_.size(); ++i) {
        if (!entries_[i].is_storage) continue;
        std::vector<uint32_t> stack;
        uint32_t at = links[i].child;
        while (at < entries_.size() || !stack.empty()) {
            if (at < entries_.size() && !met[at]) {
                met[at] = true;
                stack.push_back(at);
                at = links[at].left;
            } else if (!stack.empty()) {
                at = stack.back();
                stack.pop_back();
                entries_[i].children.push_back(at);
                at = links[at].right;
            } else {
                break;
            }
        }
    }
}

const CompoundFile::Entry* CompoundFile::child(const Entry& storage, std::string_view name) const {
    for (const uint32_t index : storage.children) {
        if (iequals(entries_[index].name, name)) return &entries_[index];
    }
    return nullptr;
}

}  // namespace redshank::mapi
