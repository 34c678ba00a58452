// SPDX-License-Identifier: Apache-2.0
// Two extracts in JSON: OFAC's names by uid ("entries": uid, name, aliases, program, type), and arrays of
// id, full_name, source, aliases. Neither says more than names.
#include "base/ascii.h"
#include "intel/json.h"
#include "intel/list_builder.h"

namespace redshank::intel {

namespace {

void add_ofac(const JsonElement& object, uint64_t offset, ListBuilder& out) {
    ListEntry* entry = out.entry(string_at(object, "uid"), offset);
    if (entry == nullptr) return;
    ListBuilder::add_name(*entry, string_at(object, "name"), NameQuality::primary);
    for (const std::string_view alias : strings_at(object, "aliases"))
        ListBuilder::add_name(*entry, alias, NameQuality::alias);
    // As in its tables, what is neither person, ship nor aircraft has no type.
    entry->type = listed_type(string_at(object, "type"));
    if (entry->type == ListedType::unknown) entry->type = ListedType::entity;
    for (std::string_view one : split_values(string_at(object, "program"), ']')) {
        while (!one.empty() && (one.front() == '[' || one.front() == ' ')) one.remove_prefix(1);
        ListBuilder::add_programme(*entry, one);
    }
}

void add_extract(const JsonElement& object, uint64_t offset, ListBuilder& out) {
    std::string id(string_at(object, "id"));
    int64_t number = 0;
    if (id.empty() && object["id"].get(number) == simdjson::SUCCESS) id = std::to_string(number);
    ListEntry* entry = out.entry(id, offset);
    if (entry == nullptr) return;
    entry->list = string_at(object, "source");
    ListBuilder::add_name(*entry, string_at(object, "full_name"), NameQuality::primary);
    for (const std::string_view alias : strings_at(object, "aliases"))
        ListBuilder::add_name(*entry, alias, NameQuality::alias);
}

}  // namespace

void read_list_json(Kind kind, std::string_view text, const Limits& limits, ListBuilder& out) {
    JsonReader reader(limits);
    const bool ends = each_element(
        text, kind == Kind::ofac_json ? "entries" : "", [&](std::string_view json, size_t offset) {
            std::string error;
            const auto element = reader.read(json, error);
            if (!element || !element->is_object()) {
                out.problem(offset, element ? "no object" : error);
                return true;
            }
            kind == Kind::ofac_json ? add_ofac(*element, offset, out) : add_extract(*element, offset, out);
            return true;
        });
    if (!ends) out.problem(text.size(), "the list does not end: the file is cut, or is none");
}

}  // namespace redshank::intel
