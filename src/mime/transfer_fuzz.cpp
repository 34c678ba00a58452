// SPDX-License-Identifier: Apache-2.0
// Every decoder on any bytes, with and without room: within the limit, and a tight limit gives the same first
// bytes.
#include <cstdlib>

#include "mime/transfer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank::mime;
    const std::string_view in(reinterpret_cast<const char*>(data), size);
    for (const auto decode : {decode_base64, decode_quoted_printable, decode_uuencode}) {
        std::string whole;
        const TransferResult result = decode(in, whole, 1 << 20);
        if (result.damage_at != TransferResult::intact && result.damage_at > size) std::abort();
        std::string part;
        decode(in, part, 7);
        if (part.size() > 7 || !std::string_view(whole).starts_with(part)) std::abort();
    }
    std::string word;
    decode_q_word(in, word);
    if (word.size() > size) std::abort();
    return 0;
}
