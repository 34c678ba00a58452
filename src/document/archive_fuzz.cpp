// SPDX-License-Identifier: Apache-2.0
// The first byte chooses the kind of archive.
#include "document/archive.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    constexpr const char* types[] = {"zip", "7z", "tar", "gzip", "bzip2", "xz", "zstd"};
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    Limits limits;
    limits.max_unpacked_bytes = 1 << 20;
    document::Unpacked unpacked;
    document::ArchiveVisitor visitor;
    visitor.wants = [](std::string_view, std::string_view) { return true; };
    visitor.member = [&](std::string, std::string content) {
        if (content.size() > limits.max_unpacked_bytes) std::abort();
    };
    document::read_archive(bytes, types[data[0] % 7], data[0] >= 128 ? "secret" : "", limits, unpacked,
                           visitor);
    return 0;
}
