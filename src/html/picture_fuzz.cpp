// SPDX-License-Identifier: Apache-2.0
// picture_of: whatever comes in, what comes out has no place for a URL, and nothing that loads.
#include <cstdlib>

#include "html/html.h"
#include "html/picture_for_testing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Limits limits;
    const html::Picture picture =
        html::picture_of(text, limits, [](std::string_view url) { return std::string(url); });
    if (!html::PictureCheck(picture).trouble().empty()) std::abort();
    AnomalyList anomalies(limits);
    const html::Page page =
        html::read_page(html::picture_document(picture, "0123456789abcdef"), limits, anomalies);
    if (!page.references.empty() || page.has_script || page.has_form) std::abort();
    return 0;
}
