// SPDX-License-Identifier: Apache-2.0
// Any bytes as what redshank-pst says: every message has a place below the store and keeps to the limit, and
// reading ends with the bytes.
#include "source/pst_frames.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/safe_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.max_message_bytes = 1000;
    const source::Leaf leaf{"a.pst", source::Kind::pst, size};
    const std::map<std::string, std::string> asked = {{"32", "a.pst!/Inbox/item-32"}};
    source::StoreVisitor visitor;
    visitor.message = [&](source::RawMessage&& message) {
        if (!message.source.starts_with("a.pst!/") || !message.reconstructed) std::abort();
        if (message.bytes.size() > 3 * limits.max_message_bytes) std::abort();
        return message.bytes != "stop";
    };
    visitor.problem = [](const source::Problem& problem) {
        if (!problem.source.starts_with("a.pst") || !is_utf8(problem.what)) std::abort();
    };
    source::PstFrames frames(leaf, limits, visitor, asked);
    const auto read = [&](char* buffer, size_t wanted) {
        if (wanted > rest.size()) return false;
        std::copy_n(rest.data(), wanted, buffer);
        rest.remove_prefix(wanted);
        return true;
    };
    for (size_t taken = 0; frames.next(read) == source::PstFrames::Taken::frame; ++taken) {
        if (taken > size / 9) std::abort();
    }
    if (frames.message_bytes() > size) std::abort();
    return 0;
}
