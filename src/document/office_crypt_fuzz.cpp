// SPDX-License-Identifier: Apache-2.0
// Two bytes say how long the first stream is; the second is what follows.
#include "document/office_crypt.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    const size_t split = std::min<size_t>(data[0] | data[1] << 8, bytes.size());
    uint64_t digests_left = 110'000;
    const auto opened = document::open_office_package(bytes.substr(0, split), bytes.substr(split), {"Kr7-qq"},
                                                      Limits{}, digests_left);
    if (digests_left > 110'000 || (opened && opened->bytes.size() > bytes.size())) std::abort();
    return 0;
}
