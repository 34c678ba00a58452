// SPDX-License-Identifier: Apache-2.0
#include "intel/claim.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace redshank::intel {

namespace {

using namespace std::string_view_literals;

constexpr std::array names = {"same-as"sv,     "overlaps"sv,      "part-of"sv,      "unit-of"sv,
                              "front-for"sv,   "attributed-to"sv, "charged-with"sv, "sanctioned-as"sv,
                              "reported-by"sv, "denies"sv,        "uses"sv};

}  // namespace

std::string_view relation_name(Relation relation) {
    return names[static_cast<size_t>(relation)];
}

std::optional<Relation> relation_by_name(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Relation>(found - names.begin()));
}

std::string name_key(std::string_view name) {
    std::string key;
    for (const char c : name) {
        if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) key += to_lower(c);
    }
    return key;
}

}  // namespace redshank::intel
