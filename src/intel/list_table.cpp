// SPDX-License-Identifier: Apache-2.0
// Lists in tables: the UK Sanctions List and OFSI's consolidated list (gov.uk, "format guide"), the EU's
// semicolon table (FSF) and the Official Journal's transcription by header; OFAC's (SDN, ALT, ADD and
// comments, "sdn_data.txt" layout) by position, for they have none.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "intel/list_builder.h"

namespace redshank::intel {

namespace {

enum class Role : uint8_t {
    none,
    id,
    second_id,
    row_id,
    name,
    name1,
    name2,
    name3,
    name4,
    name5,
    name6,
    non_latin,
    aliases,
    weak_aliases,
    former,
    quality,
    strength,
    type,
    programme,
    birth,
    year,
    country,
    listed_on,
};

struct Column {
    std::string_view name;  // letters and digits of the header's, lower-case
    Role role;
};
constexpr std::array<Column, 58> columns = {{
    {"uniqueid", Role::id},
    {"entitylogicalid", Role::id},
    {"recordid", Role::row_id},
    {"celex", Role::second_id},
    {"amendedcelex", Role::second_id},
    {"groupid", Role::id},
    {"name", Role::name},
    {"namealiaswholename", Role::name},
    {"naalwholename", Role::name},
    {"name1", Role::name1},
    {"name2", Role::name2},
    {"name3", Role::name3},
    {"name4", Role::name4},
    {"name5", Role::name5},
    {"name6", Role::name6},
    {"namenonlatinscript", Role::non_latin},
    {"nonlatinscriptname", Role::non_latin},
    {"alias", Role::aliases},
    {"weakalias", Role::weak_aliases},
    {"previousname", Role::former},
    {"nametype", Role::quality},
    {"aliastype", Role::quality},
    {"aliasstrength", Role::strength},
    {"aliasquality", Role::strength},
    {"type", Role::type},
    {"grouptype", Role::type},
    {"schema", Role::type},
    {"individualentityship", Role::type},
    {"entitysubjecttype", Role::type},
    {"subjecttype", Role::type},
    {"designationtype", Role::type},
    {"regimename", Role::programme},
    {"regime", Role::programme},
    {"programkey", Role::programme},
    {"entityregulationprogramme", Role::programme},
    {"programme", Role::programme},
    {"dob", Role::birth},
    {"dateofbirth", Role::birth},
    {"birthdate", Role::birth},
    {"birthdatebirthdate", Role::birth},
    {"birtdate", Role::birth},
    {"birthdateyear", Role::year},
    {"nationality", Role::country},
    {"nationalityies", Role::country},
    {"nationalities", Role::country},
    {"country", Role::country},
    {"addresscountry", Role::country},
    {"citizenshipcountryiso2code", Role::country},
    {"citizenshipcountrydescription", Role::country},
    {"addresscountryiso2code", Role::country},
    {"addresscountrydescription", Role::country},
    {"jurisdiction", Role::country},
    {"datedesignated", Role::listed_on},
    {"listedon", Role::listed_on},
    {"startdate", Role::listed_on},
    {"uksanctionslistdatedesignated", Role::listed_on},
    {"entitydesignationdate", Role::listed_on},
    {"flag", Role::country},
}};

std::string column_key(std::string_view header) {
    std::string out;
    for (const char c : header)
        if (is_alnum(c)) out += to_lower(c);
    return out;
}

Role role_of_column(std::string_view header) {
    const std::string key = column_key(header);
    for (const Column& one : columns)
        if (one.name == key) return one.role;
    return Role::none;
}

bool has_role(const std::vector<uint8_t>& roles, Role role) {
    return std::find(roles.begin(), roles.end(), static_cast<uint8_t>(role)) != roles.end();
}

std::string joined(std::string_view first, std::string_view second) {
    if (first.empty()) return std::string(second);
    return second.empty() ? std::string(first) : std::string(first) + "/" + std::string(second);
}

// OFAC's remarks: "DOB 10 Dec 1948; POB Egypt; nationality Egypt; a.k.a. 'X'."
void add_remarks(ListEntry& entry, std::string_view remarks) {
    for (std::string_view part : split_values(remarks, ';')) {
        while (!part.empty() && part.back() == '.') part.remove_suffix(1);
        if (part.starts_with("alt. ")) part.remove_prefix(5);
        if (part.starts_with("DOB ")) ListBuilder::add_birth(entry, part.substr(4));
        if (part.starts_with("nationality ")) ListBuilder::add_country(entry, part.substr(12));
        if (part.starts_with("citizen ")) ListBuilder::add_country(entry, part.substr(8));
        const bool also = part.starts_with("a.k.a. '");
        if ((also || part.starts_with("f.k.a. '")) && part.size() > 9 && part.back() == '\'')
            ListBuilder::add_name(entry, part.substr(8, part.size() - 9),
                                  also ? NameQuality::alias : NameQuality::former);
    }
}

// "SDGT] [IRGC] [IFSR"
void add_ofac_programmes(ListEntry& entry, std::string_view programmes) {
    for (std::string_view one : split_values(programmes, ']')) {
        while (!one.empty() && (one.front() == '[' || one.front() == ' ')) one.remove_prefix(1);
        ListBuilder::add_programme(entry, one);
    }
}

void add_sdn_row(ListEntry& entry, const std::vector<std::string>& row) {
    ListBuilder::add_name(entry, row[1], NameQuality::primary);
    const std::string_view type = trim(row[2]);
    entry.type = type == "-0-" ? ListedType::entity : listed_type(type);
    if (entry.type == ListedType::unknown) entry.type = ListedType::entity;
    add_ofac_programmes(entry, trim(row[3]));
    add_remarks(entry, row[11]);
}

}  // namespace

void ListTable::add_row(const std::vector<std::string>& fields, uint64_t offset) {
    if (has_header()) return add_entry(fields, offset);
    std::vector<uint8_t> roles;
    for (const std::string& field : fields) roles.push_back(static_cast<uint8_t>(role_of_column(field)));
    const bool named = has_role(roles, Role::name) || has_role(roles, Role::name6);
    if (named && (has_role(roles, Role::id) || has_role(roles, Role::row_id))) roles_ = std::move(roles);
}

// Name 6 is the family name; 1 to 5 stand before it.
std::string ListTable::whole_name(const std::vector<std::string>& fields) const {
    std::string name;
    const auto add = [&](Role role) {
        for (size_t i = 0; i < fields.size() && i < roles_.size(); ++i) {
            const std::string_view value = trim(fields[i]);
            if (roles_[i] != static_cast<uint8_t>(role) || value.empty() || iequals(value, "n/a")) continue;
            if (!name.empty()) name += ' ';
            name += value;
        }
    };
    for (const Role role :
         {Role::name, Role::name1, Role::name2, Role::name3, Role::name4, Role::name5, Role::name6})
        add(role);
    return name;
}

void ListTable::add_entry(const std::vector<std::string>& fields, uint64_t offset) {
    ++rows_;
    const auto value = [&](Role role) {
        for (size_t i = 0; i < fields.size() && i < roles_.size(); ++i)
            if (roles_[i] == static_cast<uint8_t>(role) && !trim(fields[i]).empty()) return trim(fields[i]);
        return std::string_view();
    };
    std::string id(value(Role::id));
    if (has_role(roles_, Role::second_id)) {
        const std::string_view row = value(Role::row_id);
        id = joined(value(Role::second_id), row.empty() ? "row " + std::to_string(rows_) : std::string(row));
        // The Journal numbers anew in each annex; the name keeps them apart.
        id += "/" + std::string(value(Role::name).substr(0, 60));
    }
    const std::string name = whole_name(fields);
    if (id.empty() && name.empty()) return;
    ListEntry* entry = out_.entry(id, offset);
    if (entry == nullptr) return;
    NameQuality quality = name_quality(value(Role::quality));
    if (name_quality(value(Role::strength)) == NameQuality::weak && quality != NameQuality::primary)
        quality = NameQuality::weak;
    ListBuilder::add_name(*entry, name, quality);
    for (const auto& [role, as] : {std::pair{Role::non_latin, NameQuality::alias},
                                   {Role::aliases, NameQuality::alias},
                                   {Role::weak_aliases, NameQuality::weak},
                                   {Role::former, NameQuality::former}})
        for (const std::string_view one : split_values(value(role), ';'))
            ListBuilder::add_name(*entry, one, as);
    if (entry->type == ListedType::unknown) entry->type = listed_type(value(Role::type));
    for (size_t i = 0; i < fields.size() && i < roles_.size(); ++i) {
        const Role role = static_cast<Role>(roles_[i]);
        if (role == Role::programme) ListBuilder::add_programme(*entry, fields[i]);
        if (role != Role::birth && role != Role::year && role != Role::country) continue;
        for (const std::string_view one : split_values(fields[i], ';')) {
            if (role == Role::country)
                ListBuilder::add_country(*entry, one);
            else
                ListBuilder::add_birth(*entry, one);
        }
    }
    if (entry->listed_on.empty()) entry->listed_on = parse_day(value(Role::listed_on));
}

void read_list_table(Kind kind, std::string_view text, const Limits&, ListBuilder& out) {
    ListTable table(out);
    std::vector<std::string> fields;
    size_t at = 0;
    for (size_t start = 0; next_record(text, at, kind == Kind::eu_csv ? ';' : ',', fields); start = at)
        table.add_row(fields, start);
    if (!table.has_header()) out.problem(0, "no header that names an entry's number and name");
}

void read_ofac_csv(Kind kind, std::string_view text, const Limits&, ListBuilder& out) {
    const size_t wanted = kind == Kind::ofac_sdn_csv   ? 12
                          : kind == Kind::ofac_alt_csv ? 5
                          : kind == Kind::ofac_add_csv ? 6
                                                       : 2;
    std::vector<std::string> row;
    size_t at = 0;
    for (size_t start = 0; next_record(text, at, ',', row); start = at) {
        // A DOS end of file closes the old tables.
        if (row.size() == 1 && trim(row[0]).size() <= 1) continue;
        if (row.size() < wanted) {
            out.problem(start, "a row of " + std::to_string(row.size()) + " columns, not " +
                                   std::to_string(wanted) + ", is left out");
            continue;
        }
        ListEntry* entry = out.entry(trim(row[0]), start);
        if (entry == nullptr) continue;
        if (kind == Kind::ofac_sdn_csv) add_sdn_row(*entry, row);
        if (kind == Kind::ofac_alt_csv) {
            const NameQuality quality = name_quality(row[2]);
            ListBuilder::add_name(*entry, row[3],
                                  quality == NameQuality::primary ? NameQuality::alias : quality);
        }
        if (kind == Kind::ofac_add_csv) ListBuilder::add_country(*entry, trim(row[4]));
        if (kind == Kind::ofac_comments_csv) add_remarks(*entry, row[1]);
    }
}

}  // namespace redshank::intel
