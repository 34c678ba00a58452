// SPDX-License-Identifier: Apache-2.0
#include "mapi/tnef.h"

#include <cstdint>
#include <cstdlib>

#include "mapi/rebuild.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.max_decoded_part_bytes = 1u << 20;
    limits.max_decoded_message_bytes = 1u << 20;
    if (const auto items = mapi::read_tnef(bytes, limits)) mapi::rebuild(*items, limits);
    return 0;
}
