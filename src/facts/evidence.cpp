// SPDX-License-Identifier: Apache-2.0
#include "facts/evidence.h"

#include <algorithm>

#include "base/ascii.h"

namespace redshank::facts {

namespace {

// In any case of letters.
bool holds(std::string_view text, std::string_view value) {
    const auto same = [](char a, char b) { return to_lower(a) == to_lower(b); };
    return std::search(text.begin(), text.end(), value.begin(), value.end(), same) != text.end();
}

}  // namespace

Evidence evidence_of(const UrlUse& use) {
    return {use.part, use.part_offset, use.raw.empty() ? use.url : use.raw};
}

Evidence header_evidence(const Message& message, std::initializer_list<std::string_view> names,
                         std::string_view value) {
    const HeaderField* first = nullptr;
    for (const HeaderField& field : message.header_fields) {
        const auto is_named = [&](std::string_view name) { return iequals(field.name, name); };
        if (std::none_of(names.begin(), names.end(), is_named)) continue;
        if (holds(field.bytes, value)) return {"", field.offset, field.bytes};
        if (first == nullptr) first = &field;
    }
    return first == nullptr ? Evidence{} : Evidence{"", first->offset, first->bytes};
}

}  // namespace redshank::facts
