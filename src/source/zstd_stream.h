// SPDX-License-Identifier: Apache-2.0
// Zstandard frames (RFC 8878) as a stream, through libzstd itself: large mailboxes are packed with --long=31,
// and libarchive refuses windows above 128 MiB.
#pragma once

#include <zstd.h>

#include <memory>

#include "source/stream.h"

namespace redshank::source {

class ZstdStream : public Stream {
  public:
    explicit ZstdStream(Window& input);
    size_t read(char* buffer, size_t size) override;

  private:
    Window& input_;
    std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> decoder_;
    bool inside_frame_ = false;
};

}  // namespace redshank::source
