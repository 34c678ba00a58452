// SPDX-License-Identifier: Apache-2.0
// What others publish in DNS, and tag lists of header fields: SPF records with their macros, key and DMARC
// records.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "auth/spf_record.h"
#include "auth/tag_list.h"

using namespace redshank;

namespace {

void spf(std::string_view text) {
    constexpr std::string_view version = "v=spf1";
    std::string wrong;
    const auto record =
        auth::SpfRecord::parse(auth::is_spf_record(text) ? text.substr(version.size()) : text, wrong);
    if (!record && wrong.size() > text.size()) std::abort();
    for (size_t at = 0; at < text.size();) {
        const size_t before = at;
        if (!auth::next_macro(text, at)) break;
        if (at <= before || at > text.size()) std::abort();
    }
    if (auth::is_macro_string(text, false) && !auth::is_macro_string(text, true)) std::abort();
}

void tags(std::string_view text) {
    const Limits limits;
    const auto list = auth::TagList::parse(text, limits);
    if (!list) return;
    if (list->tags().size() > limits.max_parameters) std::abort();
    for (const auth::Tag& tag : list->tags()) {
        if (tag.name.empty() || !list->has(tag.name) || (*list)[tag.name] != tag.value) std::abort();
        const auto bytes = auth::decode_base64_tag(tag.value);
        if (bytes && bytes->size() > tag.value.size()) std::abort();
        if (auth::decode_quoted_tag(tag.value).size() > tag.value.size()) std::abort();
        auth::colon_list(tag.value);
        auth::decimal(tag.value);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    spf(text);
    tags(text);
    return 0;
}
