// SPDX-License-Identifier: Apache-2.0
// A compiled list of any bytes, behind a mark and checksum that fit so that the reader is reached.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "intel/list_store.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    (void)intel::read_compiled(body);
    std::string bytes = intel::write_compiled({}).substr(0, 8);
    const uint64_t sum = hash64(body);
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(sum >> shift);
    (void)intel::read_compiled(bytes + std::string(body));
    return 0;
}
