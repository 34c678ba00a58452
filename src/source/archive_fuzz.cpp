// SPDX-License-Identifier: Apache-2.0
// Any bytes as an archive: nothing may crash, and what comes out is bounded by the limits.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "source/source.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    Limits limits;
    limits.max_message_bytes = 1u << 16;
    limits.max_archive_depth = 3;
    limits.max_archive_ratio = 10;
    limits.archive_ratio_floor_bytes = 1u << 16;
    limits.max_archive_members = 100;
    source::Sink sink;
    sink.message = [&](source::RawMessage&& message) {
        if (message.bytes.size() > limits.max_message_bytes) std::abort();
        return true;
    };
    source::read_bytes("fuzz", std::string(reinterpret_cast<const char*>(data), size), limits, sink);
    return 0;
}
