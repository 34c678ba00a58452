// SPDX-License-Identifier: Apache-2.0
// Every reference must lie inside the bytes of its part.
#include "document/pdf.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    document::Unpacked unpacked;
    const document::PdfReading reading = document::read_pdf(bytes, {""}, Limits{}, unpacked);
    for (const document::PdfPart& part : reading.parts) {
        const size_t there = part.name.empty() ? size : part.bytes.size();
        for (const document::Reference& one : part.contents.references) {
            if (one.offset > there || one.length > there - one.offset) std::abort();
        }
        for (const document::Trait& one : part.contents.traits) {
            if (one.offset > there || one.length > there - one.offset) std::abort();
        }
    }
    return 0;
}
