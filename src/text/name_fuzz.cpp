// SPDX-License-Identifier: Apache-2.0
// Two names with a line end between them: reading and comparing keeps its promises for any bytes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/name.h"

using namespace redshank::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const size_t cut = text.find('\n');
    const std::string_view first = text.substr(0, cut);
    const std::string_view second = cut == std::string_view::npos ? first : text.substr(cut + 1);
    for (const NameType type : {NameType::person, NameType::entity, NameType::unknown}) {
        const Name a = read_name(first, type);
        const Name b = read_name(second, type);
        const NameScore score = compare_names(a, b);
        if (a.words.size() > max_name_words || score.score < 0 || score.score > 1000) std::abort();
        if (compare_names(b, a).score != score.score) std::abort();
        if (!a.words.empty() && compare_names(a, a).score > 1000) std::abort();
    }
    return 0;
}
