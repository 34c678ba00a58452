// SPDX-License-Identifier: Apache-2.0
// Whatever bytes come in, what is shown is valid UTF-8 that a terminal neither obeys nor makes a link of.
#include "base/safe_text.h"

#include <cstdint>
#include <cstdlib>

using namespace redshank;

namespace {

void must_be_safe(std::string_view shown) {
    if (!is_utf8(shown)) std::abort();
    if (shown.find("http://") != std::string_view::npos || shown.find("https://") != std::string_view::npos)
        std::abort();
    for (const char c : shown) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) std::abort();
    }
    for (const std::string_view bad : {"\u202E", "\u2066", "\u200B", "\u0085", "\uFEFF"}) {
        if (shown.find(bad) != std::string_view::npos) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string shown = safe_text(text);
    must_be_safe(shown);
    if (safe_text(shown) != shown) std::abort();
    for (const size_t columns : {1u, 2u, 7u, 40u}) must_be_safe(safe_text(text, columns));
    must_be_safe(defang(text));
    if (!is_utf8(replace_bad_utf8(text)) || (is_utf8(text) && replace_bad_utf8(text) != text)) std::abort();
    if (display_width(text) > 2 * size) std::abort();
    return 0;
}
