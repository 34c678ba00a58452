// SPDX-License-Identifier: Apache-2.0
// First line: the label; the rest: bytes. Whatever comes in, valid UTF-8 comes out and the map stays inside
// both.
#include <cstdlib>
#include <string_view>

#include "base/safe_text.h"
#include "text/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const size_t line = std::min(input.find('\n'), input.size());
    const std::string_view bytes = input.substr(std::min(line + 1, input.size()));
    const auto converted = redshank::text::to_utf8(bytes, input.substr(0, line));
    if (!redshank::is_utf8(converted.utf8)) std::abort();
    uint32_t last = 0;
    for (uint32_t at = 0; at <= converted.utf8.size(); ++at) {
        const uint32_t original = redshank::text::original_offset(converted, at);
        if (original < last || original > bytes.size()) std::abort();
        last = original;
    }
    return 0;
}
