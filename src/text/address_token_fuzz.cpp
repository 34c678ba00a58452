// SPDX-License-Identifier: Apache-2.0
// Any bytes as a value: bounded, and an address put in front is found whatever follows a separator.
#include <cstdint>
#include <cstdlib>

#include "text/address_token.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank::text;
    static const std::vector<AddressForms> forms = {address_forms("amelia.okafor@parliament.example")};
    const std::string_view value(reinterpret_cast<const char*>(data), size);
    if (readings(value).size() > 16) std::abort();
    find_address(value, forms);
    const auto found = find_address("amelia.okafor@parliament.example&" + std::string(value), forms);
    if (!found || found->local_part_only) std::abort();
    return 0;
}
