// SPDX-License-Identifier: Apache-2.0
// MISP's formats (draft-dulaunoy-misp-core-format, -galaxy-format; the warninglists' schema.json): events
// with their attributes and objects, galaxy clusters of actors, and warninglists.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/ascii.h"
#include "intel/json.h"
#include "intel/readers.h"

namespace redshank::intel {

namespace {

using namespace std::string_view_literals;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

// Which half of "a|b" an attribute's type makes a value of its own; others are no observables.
enum class Holds : uint8_t { nothing, all, first, second, both, subject, mailer, message_id, file };

Holds holds(std::string_view type) {
    if (is_one_of(type, {"domain", "hostname", "url", "uri", "ip-src", "ip-dst", "email", "email-src",
                         "email-dst", "email-reply-to", "md5", "sha1", "sha256"}))
        return Holds::all;
    if (is_one_of(type, {"ip-src|port", "ip-dst|port", "hostname|port"})) return Holds::first;
    if (type == "domain|ip") return Holds::both;
    if (type.starts_with("filename|")) return Holds::second;
    if (type == "email-subject") return Holds::subject;
    if (type == "email-x-mailer") return Holds::mailer;
    if (type == "email-message-id") return Holds::message_id;
    if (type == "filename" || type == "email-attachment") return Holds::file;
    return Holds::nothing;
}

std::string quoted(std::string_view value) {
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string pattern_of(Holds what, std::string_view value) {
    const std::string_view path = what == Holds::subject ? "email-message:subject"
                                  : what == Holds::mailer
                                      ? "email-message:additional_header_fields.'X-Mailer'"
                                  : what == Holds::message_id ? "email-message:message_id"
                                                              : "file:name";
    return "[" + std::string(path) + " = " + quoted(value) + "]";
}

class EventReader {
  public:
    EventReader(std::string_view text, const Limits& limits, Knowledge& out)
        : text_(text), limits_(limits), out_(out) {}

    void take(const JsonElement& event, size_t offset) {
        offset_ = offset;
        common_ = {};
        common_.source = string_at_path(event, "Orgc", "name");
        if (common_.source.empty()) common_.source = string_at_path(event, "Orgc", "Name");
        common_.date = string_at(event, "date").substr(0, 10);
        title_ = string_at(event, "info");
        if (out_.source.empty()) out_.source = common_.source;
        if (out_.date.empty()) out_.date = common_.date;
        tags(event, common_);
        for (const JsonElement galaxy : array_at(event, "Galaxy")) cluster(galaxy);
        if (common_.published_for.empty()) common_.published_for = title_;
        ++out_.counts["event"];
        attributes(event);
        for (const JsonElement object : array_at(event, "Object")) {
            if (!has_true(object, "deleted")) attributes(object);
        }
    }

  private:
    static std::string string_at_path(const JsonElement& json, std::string_view first,
                                      std::string_view second) {
        std::string_view text;
        return json[first][second].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
    }

    // Tags: TLP, and the actor as misp-galaxy:threat-actor="X".
    void tags(const JsonElement& json, Indicator& to) const {
        for (const JsonElement tag : array_at(json, "Tag")) {
            const std::string_view name = string_at(tag, "name");
            if (istarts_with(name, "tlp:"))
                to.tlp = iequals(name.substr(4), "white") ? "clear" : ascii_lower(name.substr(4));
            for (const std::string_view family :
                 {"misp-galaxy:threat-actor=\""sv, "misp-galaxy:mitre-intrusion-set=\""sv}) {
                if (!name.starts_with(family) || !name.ends_with('"')) continue;
                to.published_for = name.substr(family.size(), name.size() - family.size() - 1);
            }
        }
    }
    void cluster(const JsonElement& galaxy) {
        if (!is_one_of(string_at(galaxy, "type"),
                       {"threat-actor", "mitre-intrusion-set", "microsoft-activity-group"}))
            return;
        for (const JsonElement one : array_at(galaxy, "GalaxyCluster")) {
            if (common_.published_for.empty()) common_.published_for = string_at(one, "value");
        }
    }

    void attributes(const JsonElement& holder) {
        for (const JsonElement attribute : array_at(holder, "Attribute")) {
            if (!has_true(attribute, "deleted") && out_.indicators.size() < limits_.max_intel_entries)
                take_attribute(attribute);
        }
    }
    void take_attribute(const JsonElement& attribute) {
        const std::string_view type = string_at(attribute, "type"), value = string_at(attribute, "value");
        const Holds what = holds(type);
        if (what == Holds::nothing) {
            ++out_.counts["other attributes"];
            return;
        }
        Indicator indicator = common_;
        indicator.id = string_at(attribute, "uuid");
        indicator.note = string_at(attribute, "comment").substr(0, 200);
        indicator.valid_from = parse_rfc3339(string_at(attribute, "first_seen")).value_or(0);
        if (!marks_detection(attribute)) indicator.against = "its publisher does not mark it for detection";
        tags(attribute, indicator);
        const size_t bar = std::min(value.find('|'), value.size());
        const std::string_view first = value.substr(0, bar),
                               second = bar == value.size() ? "" : value.substr(bar + 1);
        switch (what) {
            case Holds::all:
                add(indicator, value);
                break;
            case Holds::first:
                add(indicator, first);
                break;
            case Holds::second:
                add(indicator, second);
                break;
            case Holds::both:
                add(indicator, first);
                add(indicator, second);
                break;
            default:
                indicator.text = pattern_of(what, value);
                read_stix_pattern("stix", limits_, indicator, out_);
                ++out_.counts[std::string(type)];
                out_.indicators.push_back(std::move(indicator));
        }
    }
    static bool marks_detection(const JsonElement& attribute) {
        bool flag = true;
        return attribute["to_ids"].get(flag) != simdjson::SUCCESS || flag;
    }
    void add(Indicator indicator, std::string_view value) {
        auto observable = parse_observable(value);
        if (!observable)
            return add_problem(
                out_, limits_, text_, offset_,
                "the value \"" + std::string(value.substr(0, 80)) + "\" of an attribute is none of its type");
        ++out_.counts[std::string(observable_type_name(observable->type))];
        indicator.text = value.substr(0, 500);
        indicator.observable = std::move(*observable);
        out_.indicators.push_back(std::move(indicator));
    }

    std::string_view text_;
    const Limits& limits_;
    Knowledge& out_;
    size_t offset_ = 0;
    Indicator common_;
    std::string title_;
};

// A cluster of a galaxy: what two passes need of it.
struct Cluster {
    std::string name, uuid;
    std::vector<std::string> synonyms;
    std::unordered_map<std::string, std::string> origin;  // synonym → vendor
    std::vector<std::array<std::string, 3>> related;      // uuid, type, likelihood
    std::string sponsor, country, confidence, where;
};

Cluster cluster_of(const JsonElement& json) {
    Cluster out;
    out.name = string_at(json, "value");
    out.uuid = string_at(json, "uuid");
    simdjson::dom::element meta;
    if (json["meta"].get(meta) == simdjson::SUCCESS && meta.is_object()) {
        for (const std::string_view one : strings_at(meta, "synonyms")) out.synonyms.emplace_back(one);
        out.sponsor = string_at(meta, "cfr-suspected-state-sponsor");
        out.country = string_at(meta, "country");
        out.confidence = string_at(meta, "attribution-confidence");
        if (const auto refs = strings_at(meta, "refs"); !refs.empty()) out.where = refs.front();
        for (const auto field : simdjson::dom::object(meta)) {
            std::string_view vendor;
            if (field.key.substr(0, 7) == "origin:" && field.value.get(vendor) == simdjson::SUCCESS)
                out.origin[name_key(field.key.substr(7))] = vendor;
        }
    }
    for (const JsonElement one : array_at(json, "related")) {
        std::string likelihood;
        for (const std::string_view tag : strings_at(one, "tags")) {
            if (const size_t quote = tag.find('"'); quote != std::string_view::npos)
                likelihood = tag.substr(quote + 1, tag.size() - quote - 2);
        }
        out.related.push_back(
            {std::string(string_at(one, "dest-uuid")), std::string(string_at(one, "type")), likelihood});
    }
    return out;
}

void add_claims(const Cluster& one, const std::unordered_map<std::string, std::string>& names,
                const std::string& source, Knowledge& out) {
    const auto add = [&](Relation relation, const std::string& object, const std::string& confidence,
                         const std::string& note) {
        out.claims.push_back({one.name, relation, object, source, out.date, confidence, note, one.where});
    };
    if (one.synonyms.empty()) add(Relation::same_as, one.name, "", "");
    for (const std::string& synonym : one.synonyms) {
        const auto origin = one.origin.find(name_key(synonym));
        add(Relation::same_as, synonym, "",
            origin == one.origin.end() ? "" : "named so by " + origin->second);
    }
    if (!one.sponsor.empty())
        add(Relation::attributed_to, one.sponsor, one.confidence,
            "the Council on Foreign Relations' suspected state sponsor, as MISP gives it");
    else if (!one.country.empty())
        add(Relation::attributed_to, one.country, one.confidence, "country code");
    for (const auto& [uuid, type, likelihood] : one.related) {
        const auto to = names.find(uuid);
        if (to == names.end()) continue;
        if (type == "similar" || type == "overlaps-with") add(Relation::overlaps, to->second, likelihood, "");
        if (type == "subset-of") add(Relation::part_of, to->second, likelihood, "");
    }
}

}  // namespace

void read_misp_event(std::string_view text, const Limits& limits, Knowledge& out) {
    EventReader reader(text, limits, out);
    JsonReader json(limits);
    const auto take = [&](std::string_view piece, size_t offset) {
        std::string error;
        const auto value = json.read(piece, error);
        simdjson::dom::element event;
        if (!value) {
            add_problem(out, limits, text, offset, error);
        } else if ((*value)["Event"].get(event) == simdjson::SUCCESS) {
            reader.take(event, offset);
        } else if (value->is_object()) {
            reader.take(*value, offset);
        }
        return true;
    };
    const std::string_view key = trim(text).starts_with('[') ? "" : "response";
    bool has_array = false;
    const bool whole = each_element(text, key, [&](std::string_view piece, size_t offset) {
        has_array = true;
        return take(piece, offset);
    });
    if (!whole && !has_array) take(trim(text), 0);
    if (!whole && has_array)
        add_problem(out, limits, text, text.size(), "the list of events is cut; those before are read");
}

void read_misp_galaxy(std::string_view text, const Limits& limits, Knowledge& out) {
    JsonReader json(limits);
    std::string error;
    std::string source = "MISP galaxy";
    bool is_of_actors = false;
    if (const std::string around = without_array(text, "values");
        const auto head = json.read(around, error)) {
        source += " " + std::string(string_at(*head, "name"));
        int64_t version = 0;
        if ((*head)["version"].get(version) == simdjson::SUCCESS)
            source += ", version " + std::to_string(version);
        const std::string_view category = string_at(*head, "category");
        is_of_actors = iequals(category, "actor") || iequals(category, "Threat Groups");
    } else {
        add_problem(out, limits, text, 0, "the galaxy around its values: " + error);
    }
    std::vector<Cluster> clusters;
    std::unordered_map<std::string, std::string> names;
    const bool whole = each_element(text, "values", [&](std::string_view piece, size_t offset) {
        const auto value = json.read(piece, error);
        if (!value || string_at(*value, "value").empty()) {
            add_problem(out, limits, text, offset, value ? "a cluster has no name" : error);
            return true;
        }
        clusters.push_back(cluster_of(*value));
        names.emplace(clusters.back().uuid, clusters.back().name);
        return clusters.size() < limits.max_intel_entries;
    });
    if (!whole)
        add_problem(out, limits, text, text.size(), "the galaxy is cut; the clusters before are read");
    out.counts[is_of_actors ? "actor" : "cluster"] = clusters.size();
    if (out.source.empty()) out.source = source;
    if (!is_of_actors) return;
    for (const Cluster& one : clusters) add_claims(one, names, source, out);
}

void read_misp_warninglist(std::string_view text, const Limits& limits, Knowledge& out) {
    JsonReader json(limits);
    std::string error;
    const auto head = json.read(without_array(text, "list"), error);
    if (!head) return add_problem(out, limits, text, 0, "the list around its entries: " + error);
    Warninglist list;
    list.name = string_at(*head, "name");
    list.words = "is on MISP's warninglist \"" + list.name + "\"";
    const std::string type(string_at(*head, "type"));
    int64_t version = 0;
    if ((*head)["version"].get(version) == simdjson::SUCCESS)
        list.words += " (version " + std::to_string(version) + ")";
    // Lists of what many use; the rest say what somebody did with a name, not that it is shared.
    const std::string name = ascii_lower(list.name);
    list.is_hub = true;
    for (const std::string_view other : {"sinkhole"sv, "parking"sv, "disposable"sv, "vpn"sv, "tor "sv,
                                         "simulator"sv, "phish"sv, "dynamic"sv}) {
        if (name.find(other) != std::string::npos) list.is_hub = false;
    }
    uint64_t left_out = 0;
    const bool whole = each_element(text, "list", [&](std::string_view piece, size_t offset) {
        const auto value = json.read(piece, error);
        std::string_view entry;
        if (!value || value->get(entry) != simdjson::SUCCESS) {
            add_problem(out, limits, text, offset, value ? "this is no string" : error);
            return true;
        }
        const auto observable = type == "regex"
                                    ? std::nullopt
                                    : parse_observable(entry.starts_with('.') ? entry.substr(1) : entry);
        const bool is_range = observable && (observable->type == ObservableType::ip ||
                                             observable->type == ObservableType::ip_range);
        if (is_range)
            list.ranges.push_back(observable->value);
        else if (!observable || observable->type != ObservableType::domain)
            ++left_out;
        else
            (type == "hostname" || type == "substring" ? list.domains : list.hosts)
                .push_back(observable->value);
        return true;
    });
    if (!whole) add_problem(out, limits, text, text.size(), "the list is cut; what was before is read");
    out.counts["entries against"] = list.domains.size() + list.hosts.size() + list.ranges.size();
    if (left_out > 0)
        out.notes.push_back(std::to_string(left_out) +
                            " entries are neither domains nor addresses, and not used");
    if (out.source.empty()) out.source = "MISP warninglists";
    out.warninglists.push_back(std::move(list));
}

}  // namespace redshank::intel
