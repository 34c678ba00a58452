// SPDX-License-Identifier: Apache-2.0
#include "auth/received.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    redshank::AnomalyList anomalies;
    redshank::auth::parse_received({reinterpret_cast<const char*>(data), size}, anomalies);
    return 0;
}
