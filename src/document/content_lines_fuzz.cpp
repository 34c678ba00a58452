// SPDX-License-Identifier: Apache-2.0
// Every reference must lie inside the input.
#include "document/content_lines.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto check = [&](const document::Contents& contents) {
        for (const document::Reference& one : contents.references) {
            if (one.offset > size || one.length > size - one.offset) std::abort();
        }
        for (const document::Trait& one : contents.traits) {
            if (one.offset > size || one.length > size - one.offset) std::abort();
        }
    };
    check(document::read_content_lines(bytes, Limits{}));
    return 0;
}
