// SPDX-License-Identifier: Apache-2.0
// Parsers count anomaly offsets from what they were given; facts count from the message's first byte. While
// one of these lives, what is added to the list gets moved; destruction does it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/anomaly.h"

namespace redshank::extract {

enum class Offsets : char { shift, replace };  // replace: offsets in decoded text mean nothing in the message

class AnomalyPlace {
  public:
    AnomalyPlace(AnomalyList& anomalies, uint64_t at, Offsets offsets = Offsets::shift)
        : anomalies_(anomalies), first_(anomalies.items().size()), at_(at), offsets_(offsets) {}
    ~AnomalyPlace() {
        for (size_t i = first_; i < anomalies_.items().size(); ++i) {
            uint64_t& offset = anomalies_.items()[i].offset;
            offset = offsets_ == Offsets::shift ? offset + at_ : at_;
        }
    }
    AnomalyPlace(const AnomalyPlace&) = delete;
    AnomalyPlace& operator=(const AnomalyPlace&) = delete;

  private:
    AnomalyList& anomalies_;
    size_t first_;
    uint64_t at_;
    Offsets offsets_;
};

}  // namespace redshank::extract
