// SPDX-License-Identifier: Apache-2.0
#include "document/passwords.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const Limits limits;
    const auto words = document::password_candidates({reinterpret_cast<const char*>(data), size}, limits);
    if (words.size() > limits.max_passwords) std::abort();
    return 0;
}
