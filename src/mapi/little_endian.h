// SPDX-License-Identifier: Apache-2.0
// Little-endian integers of a view; 0 where it ends before.
#pragma once

#include <cstdint>
#include <string_view>

namespace redshank::mapi {

inline uint64_t little_endian(std::string_view bytes, uint64_t at, unsigned size) {
    if (at > bytes.size() || bytes.size() - at < size) return 0;
    uint64_t value = 0;
    for (unsigned i = size; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
    return value;
}
inline uint16_t u16(std::string_view bytes, uint64_t at) {
    return static_cast<uint16_t>(little_endian(bytes, at, 2));
}
inline uint32_t u32(std::string_view bytes, uint64_t at) {
    return static_cast<uint32_t>(little_endian(bytes, at, 4));
}
inline uint64_t u64(std::string_view bytes, uint64_t at) {
    return little_endian(bytes, at, 8);
}

/// What lies at [at, at + size), as much of it as is there.
inline std::string_view slice(std::string_view bytes, uint64_t at, uint64_t size) {
    if (at >= bytes.size()) return {};
    return bytes.substr(static_cast<size_t>(at),
                        static_cast<size_t>(size < bytes.size() - at ? size : bytes.size() - at));
}

}  // namespace redshank::mapi
