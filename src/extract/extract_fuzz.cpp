// SPDX-License-Identifier: Apache-2.0
// Whole messages, twice: the second reading must give the same facts (determinism).
#include "extract/extract.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    static const org::Organisation org = org::default_organisation();
    extract::Input input;
    input.bytes = {reinterpret_cast<const char*>(data), size};
    input.normal = input.bytes;
    input.source = "fuzz.eml";
    const auto first = extract::extract(input, org, Limits{});
    const auto second = extract::extract(input, org, Limits{});
    if (first.empty() || first.size() != second.size()) std::abort();
    for (size_t i = 0; i < first.size(); ++i) {
        if (first[i].content_id != second[i].content_id || first[i].urls.size() != second[i].urls.size())
            std::abort();
        if (first[i].text.masked_hash != second[i].text.masked_hash) std::abort();
    }
    return 0;
}
