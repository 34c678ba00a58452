// SPDX-License-Identifier: Apache-2.0
// One entry of a sanctions list as its authority publishes it, whatever the format, and how a list file is
// read. Identity and passport numbers are not kept: screening a name needs none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "intel/kind.h"
#include "intel/knowledge.h"

namespace redshank::intel {

/// Append, never reorder: the compiled list keeps it.
enum class ListedType : uint8_t { unknown, person, entity, ship, aircraft };
std::string_view listed_type_name(ListedType type);  // "person" …

enum class NameQuality : uint8_t { primary, alias, former, weak };
std::string_view name_quality_name(NameQuality quality);

struct ListedName {
    std::string text;  // as printed
    NameQuality quality = NameQuality::primary;
    bool operator==(const ListedName&) const = default;
};

/// When somebody was born, as exactly as the list says: a day, or years from … to.
struct Birth {
    uint16_t first_year = 0, last_year = 0;
    uint8_t month = 0, day = 0;  // 0: not said
    bool operator==(const Birth&) const = default;
};

struct ListEntry {
    std::string list;  // "OFAC SDN", "UK Sanctions List" …
    std::string id;    // in that list; with `list` it names the entry over files (OFAC's sdn, alt and add)
    ListedType type = ListedType::unknown;
    std::vector<ListedName> names;  // may be empty: OFAC's add.csv has only addresses
    std::vector<std::string> programmes;
    std::vector<Birth> births;
    std::vector<std::string> countries;  // ISO 3166-1 alpha-2, of nationality or address
    std::string listed_on;               // "2024-03-25"; "" not said
    bool operator==(const ListEntry&) const = default;
};

struct SanctionsList {
    std::vector<ListEntry> entries;     // one an id, in the file's order
    std::string date;                   // of the file, as it says; "" not said
    std::vector<FileProblem> problems;  // at most limits.max_intel_problems
    uint64_t further_problems = 0;
};

/// Reads the text of a sanctions list of that kind (is_sanctions) in one pass: XML by expat, a piece at a
/// time, so that memory is the file's and the entries'. Entries without a name or an id, and what is broken,
/// are problems with their place; the rest loads. At most limits.max_intel_entries entries.
SanctionsList read_sanctions(Kind kind, std::string_view text, const Limits& limits);

/// "3 Jul 1987", "03/07/1987" (day first), "1987-07-03", "4 October 1983", "27.5.1972", "circa 1965", "1958
/// to 1963", "00/00/1965". Nothing where there is no year.
std::vector<Birth> parse_births(std::string_view text);
/// A full date in one of these forms as "1987-07-03"; "" else.
std::string parse_day(std::string_view text);

/// ISO 3166-1 alpha-2 of a country's English name, code or adjective ("China", "CN", "Chinese"); "" unknown.
std::string country_code(std::string_view text);

}  // namespace redshank::intel
