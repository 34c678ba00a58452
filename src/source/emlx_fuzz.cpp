// SPDX-License-Identifier: Apache-2.0
// What is taken out of an .emlx lies within it, and missing parts lie within the message, in order.
#include "source/emlx.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto emlx = source::take_emlx_apart(bytes);
    const std::string_view message = emlx ? emlx->message : bytes;
    if (emlx && emlx->offset + message.size() > size) std::abort();
    size_t before = 0;
    for (const source::MissingPart& part : source::missing_parts(message, Limits{})) {
        if (part.at < before || part.at > message.size()) std::abort();
        before = part.at;
    }
    return 0;
}
