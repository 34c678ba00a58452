// SPDX-License-Identifier: Apache-2.0
// read_page and find_links: every offset they report lies in the input.
#include <cstdlib>

#include "html/html.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.max_open_elements = 64;
    AnomalyList anomalies(limits);
    const html::Page page = html::read_page(text, limits, anomalies);
    for (const html::Reference& reference : page.references) {
        if (size_t{reference.offset} + reference.length > size) std::abort();
    }
    for (const html::HiddenText& hidden : page.hidden_text) {
        if (size_t{hidden.offset} + hidden.bytes > size) std::abort();
    }
    for (const html::TextLink& link : html::find_links(text, limits, anomalies)) {
        if (size_t{link.offset} + link.length > size) std::abort();
    }
    return 0;
}
