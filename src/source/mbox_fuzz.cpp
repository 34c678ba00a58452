// SPDX-License-Identifier: Apache-2.0
// Any bytes as a source: nothing may crash, and each message must lie where it says. Small limits, so that
// they are reached.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "source/source.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.max_message_bytes = size % 2 == 0 ? 200 : limits.max_message_bytes;
    limits.max_archive_depth = 0;
    uint64_t end = 0;
    source::Sink sink;
    sink.message = [&](source::RawMessage&& message) {
        if (message.offset < end || bytes.compare(message.offset, message.bytes.size(), message.bytes) != 0)
            std::abort();
        end = message.offset + message.bytes.size();
        std::string storage;
        source::normal_form(message.bytes, message.from_quoting, storage);
        return true;
    };
    source::read_bytes("fuzz", bytes, limits, sink);
    return 0;
}
