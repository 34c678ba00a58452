// SPDX-License-Identifier: Apache-2.0
#include "intel/list_builder.h"

#include <algorithm>

#include "base/ascii.h"

namespace redshank::intel {

namespace {

// What authorities print for "nothing".
bool is_placeholder(std::string_view value) {
    return value.empty() || value == "-0-" || iequals(value, "n/a") || iequals(value, "na");
}

// A name longer than this is a statement of reasons in the wrong column.
constexpr size_t max_listed_name_bytes = 1000;
// Names of one entry: the longest real one has some 200.
constexpr size_t max_names_of_entry = 2000;
constexpr size_t max_facts_of_entry = 200;

template <class T>
void add_once(std::vector<T>& values, T value, size_t most) {
    if (values.size() < most && std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(std::move(value));
}

}  // namespace

ListEntry* ListBuilder::entry(std::string_view id, uint64_t offset) {
    if (is_placeholder(id)) {
        problem(offset, "an entry without its number is left out");
        return nullptr;
    }
    const auto [at, is_new] = by_id_.emplace(std::string(id), out_.entries.size());
    if (!is_new) return &out_.entries[at->second];
    if (out_.entries.size() >= limits_.max_intel_entries) {
        by_id_.erase(at);
        problem(offset,
                "more entries than " + std::to_string(limits_.max_intel_entries) + "; this one is left out");
        return nullptr;
    }
    out_.entries.push_back({});
    out_.entries.back().list = list_;
    out_.entries.back().id = id;
    return &out_.entries.back();
}

void ListBuilder::add_name(ListEntry& entry, std::string_view name, NameQuality quality) {
    name = trim(name);
    if (is_placeholder(name) || name.size() > max_listed_name_bytes ||
        entry.names.size() >= max_names_of_entry)
        return;
    for (const ListedName& one : entry.names)
        if (one.text == name) return;
    entry.names.push_back({std::string(name), quality});
}

void ListBuilder::add_programme(ListEntry& entry, std::string_view programme) {
    programme = trim(programme);
    if (!is_placeholder(programme))
        add_once(entry.programmes, std::string(programme.substr(0, 200)), max_facts_of_entry);
}

void ListBuilder::add_birth(ListEntry& entry, std::string_view date) {
    for (const Birth& birth : parse_births(date)) add_once(entry.births, birth, max_facts_of_entry);
}

void ListBuilder::add_country(ListEntry& entry, std::string_view country) {
    std::string code = country_code(country);
    if (!code.empty()) add_once(entry.countries, std::move(code), max_facts_of_entry);
}

void ListBuilder::problem(uint64_t offset, std::string what) {
    if (out_.problems.size() >= limits_.max_intel_problems) {
        ++out_.further_problems;
        return;
    }
    const size_t end = std::min<size_t>(offset, text_.size());
    if (end < counted_to_) counted_to_ = 0, line_ = 1;
    line_ += static_cast<uint64_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_to_),
                                              text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    counted_to_ = end;
    out_.problems.push_back({offset, line_, std::move(what)});
}

ListedType listed_type(std::string_view text) {
    const std::string lower = ascii_lower(trim(text));
    if (lower == "individual" || lower == "person" || lower == "p") return ListedType::person;
    if (lower == "ship" || lower == "vessel") return ListedType::ship;
    if (lower == "aircraft") return ListedType::aircraft;
    if (lower == "entity" || lower == "e" || lower == "enterprise" || lower == "company" ||
        lower == "organization" || lower == "legalentity")
        return ListedType::entity;
    return ListedType::unknown;
}

NameQuality name_quality(std::string_view text) {
    const std::string lower = ascii_lower(trim(text));
    const auto says = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    if (says("weak") || says("low")) return NameQuality::weak;
    if (says("f.k.a") || says("fka") || says("former")) return NameQuality::former;
    if (says("a.k.a") || says("aka") || says("alias") || says("variation") || says("good") || says("n.k.a") ||
        says("nka"))
        return NameQuality::alias;
    return NameQuality::primary;
}

std::vector<std::string_view> split_values(std::string_view text, char separator) {
    std::vector<std::string_view> out;
    while (true) {
        const size_t end = text.find(separator);
        const std::string_view value = trim(text.substr(0, end));
        if (!value.empty()) out.push_back(value);
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 1);
    }
}

bool next_record(std::string_view csv, size_t& at, char separator, std::vector<std::string>& fields) {
    constexpr size_t max_fields = 500;
    fields.clear();
    if (at >= csv.size()) return false;
    std::string field;
    bool quoted = false;
    const auto finish = [&] {
        if (fields.size() < max_fields) fields.push_back(std::move(field));
        field.clear();
    };
    for (; at < csv.size(); ++at) {
        const char c = csv[at];
        if (quoted) {
            if (c == '"' && at + 1 < csv.size() && csv[at + 1] == '"') {
                field += c;
                ++at;
            } else if (c == '"') {
                quoted = false;
            } else {
                field += c;
            }
        } else if (c == '"' && trim(field).empty()) {
            quoted = true;
            field.clear();
        } else if (c == separator) {
            finish();
        } else if (c == '\n') {
            ++at;
            break;
        } else if (c != '\r') {
            field += c;
        }
    }
    finish();
    return true;
}

}  // namespace redshank::intel
