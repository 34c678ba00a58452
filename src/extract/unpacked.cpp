// SPDX-License-Identifier: Apache-2.0
#include "extract/unpacked.h"

#include <zlib.h>

#include <algorithm>

namespace redshank::extract {

namespace {

constexpr int raw_deflate = -MAX_WBITS, gzip = MAX_WBITS + 16;

std::string inflated(std::string_view in, int window_bits, uint64_t max_bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, window_bits) != Z_OK) return {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream.avail_in = static_cast<uInt>(std::min<size_t>(in.size(), UINT32_MAX));
    std::string out;
    char buffer[16384];
    int status = Z_OK;
    while (status == Z_OK && out.size() < max_bytes) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer);
        stream.avail_out = sizeof buffer;
        status = inflate(&stream, Z_NO_FLUSH);
        const size_t got = sizeof buffer - stream.avail_out;
        out.append(buffer, static_cast<size_t>(std::min<uint64_t>(got, max_bytes - out.size())));
        if (got == 0 && stream.avail_in == 0) break;
    }
    inflateEnd(&stream);
    return out;
}

uint64_t number(std::string_view bytes, size_t at, size_t size) {
    uint64_t value = 0;
    for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
    return value;
}

}  // namespace

std::string unpacked(std::string_view packed, uint64_t max_bytes) {
    constexpr size_t local_header_bytes = 30;
    if (packed.starts_with("\x1F\x8B")) return inflated(packed, gzip, max_bytes);
    if (!packed.starts_with("PK\x03\x04") || packed.size() < local_header_bytes) return {};
    const uint64_t content = local_header_bytes + number(packed, 26, 2) + number(packed, 28, 2);
    const bool encrypted = (number(packed, 6, 2) & 1) != 0;
    if (encrypted || content > packed.size()) return {};
    const std::string_view rest = packed.substr(static_cast<size_t>(content));
    const uint64_t method = number(packed, 8, 2);
    if (method == 8) return inflated(rest, raw_deflate, max_bytes);
    return method == 0
               ? std::string(rest.substr(0, static_cast<size_t>(std::min(max_bytes, number(packed, 18, 4)))))
               : std::string();
}

}  // namespace redshank::extract
