// SPDX-License-Identifier: Apache-2.0
// Who says what about whom. Names that vendors, agencies and databases give to groups of attackers overlap in
// ways that no list settles, so nothing here is ever merged: a claim stays what one source said on one day,
// and two sources that contradict each other stand side by side.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redshank::intel {

/// Append, never reorder.
enum class Relation : uint8_t {
    same_as,   // another name for it
    overlaps,  // some of it is the same
    part_of,
    unit_of,    // of an agency or army
    front_for,  // a company that stands before it
    attributed_to,
    charged_with,   // an accusation in court: never a conviction
    sanctioned_as,  // a listing by an authority
    reported_by,    // somebody wrote so; repeated, not vouched for
    denies,
    uses,  // a technique, malware or tool, as ATT&CK tells it
};
/// "same-as", "charged-with" …
std::string_view relation_name(Relation relation);
std::optional<Relation> relation_by_name(std::string_view name);

struct Claim {
    std::string subject;
    Relation relation = Relation::same_as;
    std::string object;
    std::string source = {};      // who says so
    std::string date = {};        // when, a date alone; "" unknown
    std::string confidence = {};  // in the source's own words or number; "" not said
    std::string note = {};        // what else the source says; "" nothing
    std::string where = {};       // a page, list number or id; never fetched
    bool operator==(const Claim&) const = default;
};

/// Names compare by this: lower-case, without white space, hyphens, dots and the like ("APT-31" is "APT 31").
std::string name_key(std::string_view name);

}  // namespace redshank::intel
