// SPDX-License-Identifier: Apache-2.0
#include "document/zip_names.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    redshank::document::zip_names({reinterpret_cast<const char*>(data), size}, {});
    return 0;
}
