// SPDX-License-Identifier: Apache-2.0
// What unpacking has cost so far, over everything that is attached to one message. Counted as it comes out,
// not as an archive claims it.
#pragma once

#include <cstdint>

#include "base/limits.h"

namespace redshank::document {

struct Unpacked {
    uint64_t bytes = 0;
    uint32_t members = 0;
};

/// Bytes out of one packed thing against its own size.
class UnpackBudget {
  public:
    UnpackBudget(uint64_t packed_bytes, const Limits& limits, Unpacked& unpacked)
        : packed_bytes_(packed_bytes), limits_(limits), unpacked_(unpacked) {}

    /// False when this is more than honest data gives, or than one message may cost.
    bool charge(uint64_t bytes) {
        out_bytes_ += bytes;
        unpacked_.bytes += bytes;
        const bool is_bomb = out_bytes_ > limits_.unpack_ratio_floor_bytes &&
                             out_bytes_ / limits_.max_unpack_ratio > packed_bytes_;
        return !is_bomb && unpacked_.bytes <= limits_.max_unpacked_bytes;
    }

  private:
    uint64_t packed_bytes_;
    const Limits& limits_;
    Unpacked& unpacked_;
    uint64_t out_bytes_ = 0;
};

}  // namespace redshank::document
