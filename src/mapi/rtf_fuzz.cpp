// SPDX-License-Identifier: Apache-2.0
#include "mapi/rtf.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    constexpr uint64_t most = 1u << 20;
    if (mapi::decompress_rtf(bytes, most).size() > most) std::abort();
    mapi::unwrap_rtf(bytes, most);
    return 0;
}
