// SPDX-License-Identifier: Apache-2.0
#include "auth/authentication_results.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    redshank::AnomalyList anomalies;
    const auto parsed = redshank::auth::parse_authentication_results(
        {reinterpret_cast<const char*>(data), size}, {}, anomalies);
    for (const auto& result : parsed.results) result.domain();
    return 0;
}
