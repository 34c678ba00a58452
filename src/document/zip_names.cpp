// SPDX-License-Identifier: Apache-2.0
// Every length is checked against what is there; the counts and offsets that the file claims only say where
// to look.
#include "document/zip_names.h"

#include <algorithm>
#include <cstdint>

#include "base/safe_text.h"

namespace redshank::document {

namespace {

constexpr std::string_view end_signature = "PK\x05\x06";
constexpr std::string_view central_signature = "PK\x01\x02";
constexpr std::string_view local_signature = "PK\x03\x04";
constexpr size_t end_bytes = 22;
constexpr size_t central_bytes = 46;
constexpr size_t local_bytes = 30;
constexpr size_t max_comment_bytes = 65535;
constexpr uint16_t flag_encrypted = 1;
constexpr uint16_t flag_sizes_follow = 8;  // 4.4.4: the local header does not know its size

size_t number(std::string_view bytes, size_t at, size_t width) {
    size_t value = 0;
    for (size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

// False when the list is full.
bool add(ZipNames& out, std::string_view name, size_t flags, const Limits& limits) {
    out.cut = out.names.size() >= limits.max_listed_members;
    if (out.cut) return false;
    out.names.push_back(replace_bad_utf8(name));
    out.encrypted |= (flags & flag_encrypted) != 0;
    return true;
}

void read_central(std::string_view bytes, ZipNames& out, const Limits& limits) {
    while (bytes.size() >= central_bytes && bytes.starts_with(central_signature)) {
        const size_t name_bytes = number(bytes, 28, 2);
        const size_t entry_bytes = central_bytes + name_bytes + number(bytes, 30, 2) + number(bytes, 32, 2);
        if (entry_bytes > bytes.size()) break;
        if (!add(out, bytes.substr(central_bytes, name_bytes), number(bytes, 8, 2), limits)) return;
        bytes.remove_prefix(entry_bytes);
    }
    out.cut = !bytes.starts_with(end_signature) && !bytes.empty();
}

void read_local(std::string_view bytes, ZipNames& out, const Limits& limits) {
    while (bytes.size() >= local_bytes && bytes.starts_with(local_signature)) {
        const size_t flags = number(bytes, 6, 2);
        const size_t name_bytes = number(bytes, 26, 2);
        const size_t header_bytes = local_bytes + name_bytes + number(bytes, 28, 2);
        if (header_bytes > bytes.size()) break;
        if (!add(out, bytes.substr(local_bytes, name_bytes), flags, limits)) return;
        const size_t packed_bytes = number(bytes, 18, 4);
        bytes.remove_prefix(header_bytes);
        const size_t skip = (flags & flag_sizes_follow) != 0 ? bytes.find(local_signature) : packed_bytes;
        if (skip > bytes.size()) break;
        bytes.remove_prefix(skip);
    }
    out.cut = true;  // without its directory an archive is never whole
}

}  // namespace

std::string_view package_type(const std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), "[Content_Types].xml") != names.end()) return "ooxml";
    return !names.empty() && names.front() == "mimetype" ? "odf" : "zip";
}

ZipNames zip_names(std::string_view bytes, const Limits& limits) {
    ZipNames out;
    const size_t searched =
        bytes.size() > end_bytes + max_comment_bytes ? bytes.size() - end_bytes - max_comment_bytes : 0;
    const size_t end = bytes.rfind(end_signature);
    if (end != std::string_view::npos && end >= searched && bytes.size() - end >= end_bytes) {
        // Counted back from the end record, so that bytes put before the archive (a self-extractor) do not
        // matter.
        const size_t directory_bytes = number(bytes, end + 12, 4);
        if (directory_bytes <= end)
            read_central(bytes.substr(end - directory_bytes, directory_bytes), out, limits);
        if (!out.names.empty()) return out;
    }
    const size_t first = bytes.find(local_signature);
    if (first != std::string_view::npos) read_local(bytes.substr(first), out, limits);
    return out;
}

}  // namespace redshank::document
