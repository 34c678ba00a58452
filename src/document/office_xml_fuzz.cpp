// SPDX-License-Identifier: Apache-2.0
// Every reference must lie inside the input.
#include "document/office_xml.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const document::Contents contents = document::read_office_xml(bytes, Limits{});
    for (const document::Reference& one : contents.references) {
        if (one.offset > size || one.length > size - one.offset) std::abort();
    }
    for (const document::Trait& one : contents.traits) {
        if (one.offset > size || one.length > size - one.offset) std::abort();
    }
    return 0;
}
