// SPDX-License-Identifier: Apache-2.0
// CSS as a style sheet and as a style attribute: every URL points into the input.
#include <cstdlib>

#include "html/css.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Limits limits;
    bool limit_reached = false;
    std::vector<html::CssUrl> urls;
    std::vector<html::Declaration> declarations;
    html::StyleSheet sheet;
    sheet.add(text, true, limits, urls, limit_reached);
    html::read_declarations(text, limits, declarations, urls, limit_reached);
    for (const html::CssUrl& url : urls) {
        if (url.written.data() < text.data() ||
            url.written.data() + url.written.size() > text.data() + size) {
            std::abort();
        }
    }
    return 0;
}
