// SPDX-License-Identifier: Apache-2.0
// Indicators in a table with a header. Which column holds what is guessed by its name and said; where the
// guess is wrong, `--columns value=2,type=entity_type` says it, by name or by number from 1.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "intel/csv.h"
#include "intel/readers.h"

namespace redshank::intel {

namespace {

using namespace std::string_view_literals;

enum Column : size_t {
    pattern,
    value,
    type,
    published_for,
    source,
    date,
    valid_from,
    valid_until,
    note,
    tlp,
    id,
    column_count
};
constexpr std::array column_names = {"pattern"sv,    "value"sv,       "type"sv, "for"sv, "source"sv, "date"sv,
                                     "valid_from"sv, "valid_until"sv, "note"sv, "tlp"sv, "id"sv};
// Best first.
constexpr std::array<std::array<std::string_view, 10>, column_count> known_names = {{
    {"pattern", "stix_pattern"},
    {"value", "indicator", "ioc", "ioc_value", "indicator_value", "observable", "signature_component.value",
     "signature.value"},
    {"type", "entity_type", "ioc_type", "indicator_type", "signature_component.type", "signature.type"},
    {"actor", "threat_actor", "event.apts", "campaign", "malware", "threat", "family"},
    {"source", "sources", "publisher", "org", "organisation"},
    {"date", "created", "event.date", "published", "first_seen"},
    {"valid_from"},
    {"valid_until"},
    {"note", "notes", "comment", "description", "event.title.desensitized", "context"},
    {"tlp", "event.tlp"},
    {"id", "uuid"},
}};
// Tables with one column a kind of value.
constexpr std::array value_columns = {"domain"sv, "hostname"sv, "ip"sv,    "ip_address"sv, "url"sv,
                                      "hash"sv,   "sha256"sv,   "email"sv, "sha1"sv,       "md5"sv};

struct Layout {
    std::array<int, column_count> at;  // -1: none
    std::vector<size_t> values;        // columns that hold a value each
    Layout() { at.fill(-1); }
};

std::string folded(std::string_view name) {
    std::string out = ascii_lower(trim(name));
    std::replace(out.begin(), out.end(), ' ', '_');
    return out;
}

int find_column(const std::vector<std::string>& header, std::string_view name) {
    for (size_t i = 0; i < header.size(); ++i) {
        if (folded(header[i]) == folded(name)) return static_cast<int>(i);
    }
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = error == std::errc() && end == name.data() + name.size();
    return is_number && number >= 1 && static_cast<size_t>(number) <= header.size() ? number - 1 : -1;
}

Layout guess(const std::vector<std::string>& header) {
    Layout layout;
    for (size_t column = 0; column < column_count; ++column) {
        for (const std::string_view name : known_names[column]) {
            if (!name.empty() && layout.at[column] < 0) layout.at[column] = find_column(header, name);
        }
    }
    return layout;
}

// "value=2,type=entity_type"
void override_columns(std::string_view stated, const std::vector<std::string>& header, Layout& layout,
                      Knowledge& out) {
    while (!stated.empty()) {
        const std::string_view one = stated.substr(0, stated.find(','));
        stated.remove_prefix(std::min(one.size() + 1, stated.size()));
        const size_t equals = one.find('=');
        const auto* name = std::find(column_names.begin(), column_names.end(), trim(one.substr(0, equals)));
        const int column =
            equals == std::string_view::npos ? -1 : find_column(header, trim(one.substr(equals + 1)));
        if (name == column_names.end() || column < 0) {
            out.notes.push_back("--columns: \"" + std::string(one) + "\" names no column");
            continue;
        }
        layout.at[static_cast<size_t>(name - column_names.begin())] = column;
        if (name == column_names.begin() + value) layout.at[pattern] = -1;
    }
}

Layout layout_of(const std::vector<std::string>& header, const std::string& stated, Knowledge& out) {
    Layout layout = guess(header);
    override_columns(stated, header, layout, out);
    if (layout.at[pattern] < 0 && layout.at[value] < 0) {
        for (const std::string_view name : value_columns) {
            if (const int column = find_column(header, name); column >= 0)
                layout.values.push_back(static_cast<size_t>(column));
        }
    } else if (layout.at[pattern] < 0) {
        layout.values.push_back(static_cast<size_t>(layout.at[value]));
    }
    std::string said;
    for (size_t i = 0; i < column_count; ++i) {
        if (layout.at[i] >= 0 && !(i == value && layout.at[pattern] >= 0))
            said += (said.empty() ? "" : ", ") + std::string(column_names[i]) + " from \"" +
                    header[static_cast<size_t>(layout.at[i])] + "\"";
    }
    for (const size_t column : layout.values) {
        if (layout.at[value] < 0)
            said += (said.empty() ? "" : ", ") + std::string("value from \"") + header[column] + "\"";
    }
    out.notes.push_back("columns, guessed by name (--columns says otherwise): " + said);
    return layout;
}

std::string tlp_of(std::string_view text) {
    std::string tlp = ascii_lower(text);
    if (tlp.starts_with("tlp:")) tlp.erase(0, 4);
    if (tlp == "white") tlp = "clear";
    constexpr std::array known = {"clear"sv, "green"sv, "amber"sv, "amber+strict"sv, "red"sv};
    return std::find(known.begin(), known.end(), tlp) == known.end() ? "" : tlp;
}

// "['APT31']" and the like: what brackets and quotes hold.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != '[' && c != ']' && c != '\'' && c != '"') out += c;
    }
    return out;
}

class Rows {
  public:
    Rows(std::string_view text, const Layout& layout, const Limits& limits, Knowledge& out)
        : text_(text), layout_(layout), limits_(limits), out_(out) {}

    bool take(const std::vector<std::string>& cells, size_t offset) {
        cells_ = &cells;
        if (!cell(pattern).empty()) {
            Indicator indicator = common();
            indicator.text = cell(pattern);
            read_stix_pattern("stix", limits_, indicator, out_);
            ++out_.counts[indicator.observable.value.empty()
                              ? "pattern"
                              : std::string(observable_type_name(indicator.observable.type))];
            out_.indicators.push_back(std::move(indicator));
        }
        for (const size_t column : layout_.values) {
            if (column < cells.size() && !trim(cells[column]).empty()) add(trim(cells[column]), offset);
        }
        return out_.indicators.size() < limits_.max_intel_entries;
    }

  private:
    std::string_view cell(Column column) const {
        const int at = layout_.at[column];
        return at >= 0 && static_cast<size_t>(at) < cells_->size() ? trim((*cells_)[static_cast<size_t>(at)])
                                                                   : std::string_view();
    }
    Indicator common() const {
        Indicator out;
        out.published_for = plain(cell(published_for));
        out.source = cell(source);
        out.note = cell(note).substr(0, 200);
        out.tlp = tlp_of(cell(tlp));
        out.id = cell(id);
        const std::string_view day = cell(date);
        if (parse_rfc3339(day)) out.date = day.substr(0, 10);
        out.valid_from = parse_rfc3339(cell(valid_from)).value_or(0);
        out.valid_until = parse_rfc3339(cell(valid_until)).value_or(0);
        return out;
    }
    void add(std::string_view text, size_t offset) {
        auto observable = parse_observable(text);
        if (!observable)
            return add_problem(
                out_, limits_, text_, offset,
                "\"" + std::string(text.substr(0, 80)) + "\" is no domain, address, IP address, URL or hash");
        ++out_.counts[std::string(observable_type_name(observable->type))];
        Indicator indicator = common();
        indicator.text = text.substr(0, 500);
        indicator.observable = std::move(*observable);
        out_.indicators.push_back(std::move(indicator));
    }

    std::string_view text_;
    const Layout& layout_;
    const Limits& limits_;
    Knowledge& out_;
    const std::vector<std::string>* cells_ = nullptr;
};

}  // namespace

void read_indicator_csv(std::string_view text, const ReadOptions& options, const Limits& limits,
                        Knowledge& out) {
    const char separator = separator_of(text.substr(0, text.find('\n')));
    std::optional<Layout> layout;
    std::optional<Rows> rows;
    each_row(text, separator, [&](const std::vector<std::string>& cells, size_t offset) {
        if (layout) return rows->take(cells, offset);
        layout = layout_of(cells, options.columns, out);
        rows.emplace(text, *layout, limits, out);
        return true;
    });
    // A whole column of one publisher names the file.
    if (out.source.empty() && !out.indicators.empty()) {
        const std::string& first = out.indicators.front().source;
        if (std::all_of(out.indicators.begin(), out.indicators.end(),
                        [&](const Indicator& one) { return one.source == first; }))
            out.source = first;
    }
}

}  // namespace redshank::intel
