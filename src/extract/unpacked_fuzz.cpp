// SPDX-License-Identifier: Apache-2.0
#include "extract/unpacked.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (redshank::extract::unpacked({reinterpret_cast<const char*>(data), size}, 100'000).size() > 100'000)
        std::abort();
    return 0;
}
