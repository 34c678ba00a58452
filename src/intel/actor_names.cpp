// SPDX-License-Identifier: Apache-2.0
// Tables of who calls whom what: Microsoft's, ETDA's Threat Group Cards (each name with its giver), and
// tables with one column a vendor. Each name is a claim of who gave it, never a proof that two are one.
#include <algorithm>

#include "base/ascii.h"
#include "intel/csv.h"
#include "intel/json.h"
#include "intel/readers.h"

namespace redshank::intel {

namespace {

void each_name(std::string_view list, std::string_view separators,
               const std::function<void(std::string_view)>& take) {
    for (size_t at = 0; at <= list.size();) {
        const size_t end = std::min(list.find_first_of(separators, at), list.size());
        if (const std::string_view name = trim(list.substr(at, end - at)); !name.empty()) take(name);
        at = end + 1;
    }
}

// "China", not "Financially motivated" or "Group in development".
bool is_place(std::string_view origin) {
    if (origin.empty() || origin.size() > 40) return false;
    for (const std::string_view other :
         {"motivated", "development", "influence", "sector", "offensive", "actor"}) {
        if (ascii_lower(origin).find(other) != std::string::npos) return false;
    }
    return true;
}

}  // namespace

void read_microsoft_names(std::string_view text, const Limits& limits, Knowledge& out) {
    JsonReader json(limits);
    out.source = "Microsoft";
    const bool whole = each_element(text, "", [&](std::string_view piece, size_t offset) {
        std::string error;
        const auto row = json.read(piece, error);
        const std::string name(row ? string_at(*row, "Threat actor name") : "");
        if (name.empty()) {
            add_problem(out, limits, text, offset, row ? "a row has no name" : error);
            return true;
        }
        ++out.counts["actor"];
        bool has_other = false;
        each_name(string_at(*row, "Other names"), ",", [&](std::string_view other) {
            has_other = true;
            out.claims.push_back({name, Relation::same_as, std::string(other)});
        });
        if (!has_other) out.claims.push_back({name, Relation::same_as, name});
        if (const std::string_view origin = string_at(*row, "Origin/Threat"); is_place(origin))
            out.claims.push_back({name, Relation::attributed_to, std::string(origin)});
        return true;
    });
    if (!whole) add_problem(out, limits, text, text.size(), "the table is cut; the rows before are read");
}

void read_etda_cards(std::string_view text, const Limits& limits, Knowledge& out) {
    JsonReader json(limits);
    std::string error;
    if (const std::string around = without_array(text, "values");
        const auto head = json.read(around, error)) {
        out.date = string_at(*head, "last-db-change");
        out.licence = string_at(*head, "license");
    }
    out.source = "ETDA Threat Group Cards";
    const bool whole = each_element(text, "values", [&](std::string_view piece, size_t offset) {
        const auto card = json.read(piece, error);
        const std::string_view heading = card ? string_at(*card, "actor") : "";
        if (heading.empty()) {
            add_problem(out, limits, text, offset, card ? "a card has no name" : error);
            return true;
        }
        ++out.counts["actor"];
        const std::string subject(trim(heading.substr(0, heading.find(','))));
        for (const JsonElement one : array_at(*card, "names")) {
            const std::string name(string_at(one, "name")), giver(string_at(one, "name-giver"));
            if (name.empty()) continue;
            const bool is_said = !giver.empty() && giver != "?";
            out.claims.push_back({subject, Relation::same_as, name, out.source, out.date, "",
                                  is_said ? "named so by " + giver : ""});
        }
        if (const std::string_view sponsor = string_at(*card, "sponsor"); !sponsor.empty())
            out.claims.push_back(
                {subject, Relation::attributed_to, std::string(sponsor), out.source, out.date});
        for (const std::string_view country : strings_at(*card, "country")) {
            if (is_place(country) && country != "[Unknown]")
                out.claims.push_back(
                    {subject, Relation::attributed_to, std::string(country), out.source, out.date});
        }
        return true;
    });
    if (!whole) add_problem(out, limits, text, text.size(), "the cards are cut; those before are read");
}

void read_vendor_names(std::string_view text, const Limits&, Knowledge& out) {
    std::vector<std::string> header;
    out.source = "EternalLiberty";
    each_row(
        text, separator_of(text.substr(0, text.find('\n'))),
        [&](const std::vector<std::string>& cells, size_t) {
            if (header.empty()) {
                header = cells;
                return true;
            }
            const std::string subject(trim(cells.front()));
            if (subject.empty()) return true;
            ++out.counts["actor"];
            for (size_t i = 1; i < cells.size() && i < header.size(); ++i) {
                if (header[i].empty() || cells[i].empty() || header[i] == "Confidence" || header[i] == "Type")
                    continue;
                if (header[i] == "Country") {
                    out.claims.push_back({subject, Relation::attributed_to, cells[i], out.source, "",
                                          cells.size() > 1 ? cells[1] : ""});
                    continue;
                }
                each_name(cells[i], ";,/", [&](std::string_view name) {
                    out.claims.push_back({subject, Relation::same_as, std::string(name), out.source, "", "",
                                          "named so by " + header[i]});
                });
            }
            return true;
        });
}

void read_domain_role(Kind kind, std::string_view text, const ReadOptions& options, const Limits& limits,
                      Knowledge& out) {
    Warninglist list;
    list.name = kind_name(kind);
    list.is_hub = kind != Kind::disposable;
    const auto take = [&](std::string_view value) {
        const auto observable = parse_observable(value);
        if (observable && observable->type == ObservableType::domain)
            list.domains.push_back(observable->value);
        return observable.has_value();
    };
    if (text.starts_with('[')) {
        read_strings(text, limits, out, [&](std::string_view value, size_t) { take(value); });
    } else {
        // A table names the domain in its first column; a bare list is a table of one.
        const char separator = separator_of(text.substr(0, text.find('\n')));
        bool is_first = true;
        each_row(text, separator, [&](const std::vector<std::string>& cells, size_t offset) {
            const std::string_view value = without_comment(cells.front());
            if (!value.empty() && !take(value) && !is_first)
                add_problem(out, limits, text, offset,
                            "\"" + std::string(value.substr(0, 80)) + "\" is no domain");
            is_first = false;
            return list.domains.size() < limits.max_intel_entries;
        });
    }
    const std::string_view words = kind == Kind::freemail     ? "is a free-mail provider"
                                   : kind == Kind::disposable ? "gives out disposable addresses"
                                   : kind == Kind::shortener  ? "is a shortener of links"
                                   : kind == Kind::gateway    ? "is a gateway that rewrites links"
                                   : kind == Kind::news       ? "is a news outlet"
                                                              : "is a government's or parliament's domain";
    const std::string by =
        options.source.empty() ? options.name.substr(options.name.rfind('/') + 1) : options.source;
    list.words = std::string(words) + " (" + by + ")";
    out.counts["domain-name"] = list.domains.size();
    out.warninglists.push_back(std::move(list));
}

}  // namespace redshank::intel
