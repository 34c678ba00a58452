// SPDX-License-Identifier: Apache-2.0
#include "text/idna.h"

#include <cstdint>
#include <cstdlib>

using namespace redshank::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string_view domain = registrable_domain(input);
    if (domain.data() < input.data() || domain.data() + domain.size() > input.data() + size) std::abort();
    (void)is_single_script(input);
    const auto ascii = domain_to_ascii(input);
    if (!ascii) return 0;
    for (const char c : *ascii) {
        if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z')) std::abort();
    }
    if (domain_to_ascii(*ascii) != ascii) std::abort();
    (void)domain_to_unicode(*ascii);
    return 0;
}
