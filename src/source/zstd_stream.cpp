// SPDX-License-Identifier: Apache-2.0
// libzstd allocates the window that a frame names, but memory is only touched as data fills it, and Budget
// stops data that grows out of nothing.
#include "source/zstd_stream.h"

namespace redshank::source {

ZstdStream::ZstdStream(Window& input) : input_(input), decoder_(::ZSTD_createDCtx(), ::ZSTD_freeDCtx) {
    ::ZSTD_DCtx_setParameter(decoder_.get(), ZSTD_d_windowLogMax, 31);
}

size_t ZstdStream::read(char* buffer, size_t size) {
    while (error_.empty()) {
        if (input_.view().empty() && !inside_frame_ && !input_.more()) return 0;
        ZSTD_inBuffer in{input_.view().data(), input_.view().size(), 0};
        ZSTD_outBuffer out{buffer, size, 0};
        const size_t result = ::ZSTD_decompressStream(decoder_.get(), &out, &in);
        input_.consume(in.pos);
        if (::ZSTD_isError(result) != 0) error_ = ::ZSTD_getErrorName(result);
        inside_frame_ = result != 0;
        if (out.pos > 0) return out.pos;
        if (error_.empty() && inside_frame_ && input_.view().empty() && !input_.more()) {
            error_ = "it ends in the middle of a frame";
        }
    }
    return 0;
}

}  // namespace redshank::source
