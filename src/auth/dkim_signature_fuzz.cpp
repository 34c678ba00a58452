// SPDX-License-Identifier: Apache-2.0
#include "auth/dkim_signature.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    redshank::auth::parse_dkim_signature({reinterpret_cast<const char*>(data), size});
    return 0;
}
