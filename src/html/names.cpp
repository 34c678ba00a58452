// SPDX-License-Identifier: Apache-2.0
// The name tables, expanded from the lists in names.h.
#include "html/names.h"

#include <array>

#include "html/name_table.h"

namespace redshank::html {

namespace {

using namespace trait;

#define REDSHANK_NAME(enumerator, name, ...) std::string_view(name),
#define REDSHANK_TRAITS(enumerator, name, bits) static_cast<uint16_t>(bits),
constexpr std::array tag_names = {REDSHANK_HTML_TAGS(REDSHANK_NAME)};
constexpr std::array tag_traits = {REDSHANK_HTML_TAGS(REDSHANK_TRAITS)};
constexpr std::array attribute_names = {REDSHANK_HTML_ATTRIBUTES(REDSHANK_NAME)};
#undef REDSHANK_NAME
#undef REDSHANK_TRAITS

static_assert(attribute_names.size() <= 64);

constexpr NameTable<tag_names.size()> tags(tag_names);
constexpr NameTable<attribute_names.size()> attributes(attribute_names);

}  // namespace

Tag tag_of(std::string_view name, uint64_t hash) {
    return static_cast<Tag>(tags.find(name, hash));
}

Attr attribute_of(std::string_view name, uint64_t hash) {
    return static_cast<Attr>(attributes.find(name, hash));
}

uint16_t traits(Tag tag) {
    return tag_traits[static_cast<size_t>(tag)];
}

}  // namespace redshank::html
