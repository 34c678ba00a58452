// SPDX-License-Identifier: Apache-2.0
#include "evidence/pack.h"

#include <zstd.h>

#include <memory>

#include "evidence/sqlite.h"

namespace redshank::evidence {

namespace {

constexpr int level =
    -4;  // level 1 makes the case a fifth smaller and the hunt of bench/run a fifteenth slower

// Ours are never larger (limits.h); anything else is damage.
constexpr unsigned long long max_unpacked_bytes = 1ull << 30;

// One context a thread: making one costs more than packing a record.
ZSTD_CCtx* packing() {
    thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                    ZSTD_freeCCtx);
    return context.get();
}

ZSTD_DCtx* unpacking() {
    thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                    ZSTD_freeDCtx);
    return context.get();
}

}  // namespace

std::string pack(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const size_t size =
        ZSTD_compressCCtx(packing(), out.data(), out.size(), bytes.data(), bytes.size(), level);
    if (ZSTD_isError(size)) throw DatabaseError("a message could not be compressed for the case");
    out.resize(size);
    return out;
}

std::string unpack(std::string_view packed) {
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > max_unpacked_bytes)
        throw DatabaseError("the case holds a damaged message");
    std::string out(size, '\0');
    const size_t got = ZSTD_decompressDCtx(unpacking(), out.data(), out.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) || got != out.size()) throw DatabaseError("the case holds a damaged message");
    return out;
}

}  // namespace redshank::evidence
