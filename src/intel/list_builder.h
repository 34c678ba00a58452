// SPDX-License-Identifier: Apache-2.0
// What the readers of sanctions lists fill: rows and elements of one id become one entry.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "intel/listed.h"

namespace redshank::intel {

class ListBuilder {
  public:
    ListBuilder(std::string_view list, std::string_view text, const Limits& limits)
        : list_(list), text_(text), limits_(limits) {}

    /// The entry of that id, made where it is new. Valid until the next call; null where there are too many,
    /// or the id is empty (a problem at `offset`).
    ListEntry* entry(std::string_view id, uint64_t offset);
    /// Each does nothing with an empty or placeholder value ("-0-", "n/a").
    static void add_name(ListEntry& entry, std::string_view name, NameQuality quality);
    static void add_programme(ListEntry& entry, std::string_view programme);
    static void add_birth(ListEntry& entry, std::string_view date);
    static void add_country(ListEntry& entry, std::string_view country);

    void problem(uint64_t offset, std::string what);
    void set_date(std::string_view date) { out_.date = date; }
    SanctionsList take() { return std::move(out_); }

  private:
    std::string list_;
    std::string_view text_;
    const Limits& limits_;
    SanctionsList out_;
    std::unordered_map<std::string, size_t> by_id_;
    size_t counted_to_ = 0;  // line ends of text_ up to here are in line_
    uint64_t line_ = 1;
};

/// "Individual", "P", "person", "Entity", "Ship", "vessel" …
ListedType listed_type(std::string_view text);

/// "a.k.a.", "f.k.a.", "Low", "weak", "Primary Name" …
NameQuality name_quality(std::string_view text);

/// Strings between `separator`, without white space around them; empty ones left out.
std::vector<std::string_view> split_values(std::string_view text, char separator);

/// RFC 4180, one record at a time; quotes inside a field that does not begin with one are letters. `fields`
/// is used anew. False at the end. `at` moves behind the record.
bool next_record(std::string_view csv, size_t& at, char separator, std::vector<std::string>& fields);

void read_ofac_csv(Kind kind, std::string_view text, const Limits& limits, ListBuilder& out);
void read_list_table(Kind kind, std::string_view text, const Limits& limits, ListBuilder& out);
void read_list_json(Kind kind, std::string_view text, const Limits& limits, ListBuilder& out);
void read_list_xml(Kind kind, std::string_view text, const Limits& limits, ListBuilder& out);
void read_list_ods(std::string_view bytes, const Limits& limits, ListBuilder& out);
void read_ofsi_text(std::string_view text, const Limits& limits, ListBuilder& out);

/// A table's rows, from a CSV or a spreadsheet: the first row that names known columns is the header.
class ListTable {
  public:
    explicit ListTable(ListBuilder& out) : out_(out) {}
    void add_row(const std::vector<std::string>& fields, uint64_t offset);
    bool has_header() const { return !roles_.empty(); }

  private:
    void add_entry(const std::vector<std::string>& fields, uint64_t offset);
    std::string whole_name(const std::vector<std::string>& fields) const;

    ListBuilder& out_;
    std::vector<uint8_t> roles_;  // of the columns
    uint64_t rows_ = 0;
};

}  // namespace redshank::intel
