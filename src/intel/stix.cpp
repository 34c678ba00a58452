// SPDX-License-Identifier: Apache-2.0
// STIX 2.0 and 2.1: a bundle, an array, one object, or objects one a line. Each object is read by itself and
// kept in a small form; when all are there, references are followed one step at a time through a map, so that
// cycles mean nothing. Of several versions of one object the newest counts (2.1, 3.6); what is revoked stays,
// with that against it. An object without a property that the standard requires is refused and named.
#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "base/ascii.h"
#include "intel/json.h"
#include "intel/readers.h"
#include "intel/stix_match.h"

namespace redshank::intel {

namespace {

using namespace std::string_view_literals;

struct Ref {
    std::string from, to, type;
};

struct Object {
    std::string type, id, name, created_by, created, modified;
    bool revoked = false;
    std::vector<std::string> aliases;
    std::vector<std::pair<std::string, std::string>> cited;  // alias → whom the publisher cites for it
    std::string where;                                       // the first external reference
    std::string text;  // description, content, explanation, or the pattern
    std::string kind;  // relationship_type, pattern_type, opinion, or the TLP of a marking
    std::string source_ref, target_ref;
    std::vector<std::string> refs;      // object_refs, or sighting_of_ref
    std::vector<std::string> markings;  // object_marking_refs
    std::string valid_from, valid_until, confidence;
    std::string said_by, said_on;  // of our own bundle: who says a relationship, when
    uint64_t sightings = 0;
};

struct Required {
    std::string_view type;
    std::array<std::string_view, 4> properties;
};
// Of STIX 2.1 Parts 4 and 5; those of 2.0 besides are noted at the check.
constexpr Required required_table[] = {
    {"attack-pattern", {"name"}},
    {"campaign", {"name"}},
    {"course-of-action", {"name"}},
    {"grouping", {"context", "object_refs"}},
    {"identity", {"name"}},
    {"incident", {"name"}},
    {"indicator", {"pattern", "valid_from"}},
    {"infrastructure", {"name"}},
    {"intrusion-set", {"name"}},
    {"malware-analysis", {"product"}},
    {"note", {"content", "object_refs"}},
    {"observed-data", {"first_observed", "last_observed", "number_observed"}},
    {"opinion", {"opinion", "object_refs"}},
    {"report", {"name", "published", "object_refs"}},
    {"threat-actor", {"name"}},
    {"tool", {"name"}},
    {"vulnerability", {"name"}},
    {"relationship", {"relationship_type", "source_ref", "target_ref"}},
    {"sighting", {"sighting_of_ref"}},
    {"location", {}},
    {"malware", {}},
};

std::string date_of(std::string_view timestamp) {
    return std::string(timestamp.substr(0, 10));
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_hyphen ? text[i] != '-' : !is_hex_digit(text[i])) return false;
    }
    return true;
}

// Why the standard refuses the object; "" where it does not.
std::string refusal(const JsonElement& json) {
    const std::string_view type = string_at(json, "type"), id = string_at(json, "id");
    if (type.empty()) return "the property \"type\" is missing";
    const bool id_fits = id.size() == type.size() + 38 && id.starts_with(type) &&
                         id.substr(type.size(), 2) == "--" && is_uuid(id.substr(type.size() + 2));
    if (!id_fits) return "the id \"" + std::string(id.substr(0, 100)) + "\" is not the type, -- and a UUID";
    const auto* row = std::find_if(std::begin(required_table), std::end(required_table),
                                   [&](const Required& one) { return one.type == type; });
    const bool is_known = row != std::end(required_table);
    const std::string_view created = string_at(json, "created"), modified = string_at(json, "modified");
    if (is_known || type == "marking-definition") {
        if (!parse_rfc3339(created)) return "\"created\" is missing or no timestamp";
    }
    if (is_known && !parse_rfc3339(modified)) return "\"modified\" is missing or no timestamp";
    const auto first = parse_rfc3339(created), last = parse_rfc3339(modified);
    if (first && last && *last < *first) return "\"modified\" is before \"created\"";
    if (!is_known) return {};
    const bool is_2_0 = string_at(json, "spec_version").empty();
    for (const std::string_view property : row->properties) {
        // Observed data of 2.0 and reports on nothing are common and harmless, and not read for anything.
        if (property.empty() || (is_2_0 && type == "observed-data")) continue;
        if (json[property].error() != simdjson::SUCCESS)
            return "the property \"" + std::string(property) + "\" is missing";
    }
    return {};
}

std::string tlp_of_known_marking(std::string_view id) {
    // STIX 2.1, 7.2.1.4: the same in every bundle; those of TLP 2.0 by OASIS' extension.
    static constexpr struct {
        std::string_view id, tlp;
    } known[] = {
        {"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "clear"},
        {"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"},
        {"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber"},
        {"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"},
        {"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"},
        {"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"},
        {"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"},
        {"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"},
        {"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red"},
    };
    for (const auto& one : known) {
        if (one.id == id) return std::string(one.tlp);
    }
    return {};
}

std::string tlp_defined(const JsonElement& json) {
    std::string_view tlp;
    if (json["definition"]["tlp"].get(tlp) == simdjson::SUCCESS)
        return tlp == "white" ? "clear" : std::string(tlp);
    simdjson::dom::object extensions;
    if (json["extensions"].get(extensions) != simdjson::SUCCESS) return {};
    for (const auto field : extensions) {
        if (field.value["tlp_2_0"].get(tlp) == simdjson::SUCCESS) return std::string(tlp);
    }
    return {};
}

void take_references(const JsonElement& json, Object& out) {
    for (const JsonElement reference : array_at(json, "external_references")) {
        const std::string_view source = string_at(reference, "source_name"),
                               id = string_at(reference, "external_id"), url = string_at(reference, "url");
        if (out.said_by.empty()) out.said_by = source;
        if (out.where.empty() && (!id.empty() || !url.empty()))
            out.where = std::string(id) + (id.empty() || url.empty() ? "" : " ") + std::string(url);
        if (const std::string_view description = string_at(reference, "description"); !description.empty())
            out.cited.emplace_back(source, description.substr(0, 200));
    }
}

Object object_of(const JsonElement& json) {
    Object out;
    const auto text = [&](std::string_view key) { return std::string(string_at(json, key)); };
    out.type = text("type");
    out.id = text("id");
    out.name = text("name");
    out.created_by = text("created_by_ref");
    out.created = text("created");
    out.modified = text("modified");
    out.revoked = has_true(json, "revoked");
    for (const std::string_view alias : strings_at(json, "aliases")) out.aliases.emplace_back(alias);
    for (const std::string_view ref : strings_at(json, "object_marking_refs")) out.markings.emplace_back(ref);
    for (const std::string_view ref : strings_at(json, "object_refs")) out.refs.emplace_back(ref);
    out.text = out.type == "indicator" ? text("pattern")
               : out.type == "note"    ? text("content")
               : out.type == "opinion" ? text("explanation")
                                       : text("description").substr(0, 1000);
    out.kind = out.type == "relationship"         ? text("relationship_type")
               : out.type == "indicator"          ? text("pattern_type")
               : out.type == "opinion"            ? text("opinion")
               : out.type == "marking-definition" ? tlp_defined(json)
                                                  : "";
    out.source_ref = text("source_ref");
    out.target_ref = text("target_ref");
    out.valid_from = text(out.type == "relationship" ? "start_time" : "valid_from");
    out.valid_until = text("valid_until");
    int64_t number = 0;
    if (json["confidence"].get(number) == simdjson::SUCCESS) out.confidence = std::to_string(number);
    if (out.type == "sighting") {
        out.refs.push_back(text("sighting_of_ref"));
        out.sightings =
            json["count"].get(number) == simdjson::SUCCESS && number >= 0 ? static_cast<uint64_t>(number) : 1;
        out.valid_until = text("last_seen");
    }
    // Of our own set: who says it is the first reference, and when, this.
    out.said_on = text("x_redshank_said_on");
    take_references(json, out);
    return out;
}

bool names_actor(std::string_view type) {
    return type == "intrusion-set" || type == "threat-actor";
}

// ATT&CK names the page that gives an alias as "(Citation: PAGE)".
std::string words_of_citation(const std::string& text) {
    constexpr std::string_view before = "(Citation: ";
    if (!text.starts_with(before) || !text.ends_with(')')) return text;
    return "cites " + text.substr(before.size(), text.size() - before.size() - 1);
}

class Reader {
  public:
    Reader(std::string_view text, const Limits& limits, Knowledge& out)
        : text_(text), limits_(limits), out_(out), json_(limits) {}

    bool take(std::string_view piece, size_t offset) {
        std::string error;
        const auto json = json_.read(piece, error);
        if (!json) {
            problem(offset, error);
        } else if (!json->is_object()) {
            problem(offset, "this is no STIX object");
        } else if (const std::string why = refusal(*json); !why.empty()) {
            problem(offset, "a STIX object is refused: " + why);
        } else {
            keep(object_of(*json));
        }
        if (objects_.size() < limits_.max_intel_entries) return true;
        problem(offset, "there are more objects than Redshank reads; the rest was left out");
        return false;
    }
    void problem(size_t offset, std::string what) {
        add_problem(out_, limits_, text_, offset, std::move(what));
    }
    size_t size() const { return objects_.size(); }

    void finish() {
        for (size_t i = 0; i < objects_.size(); ++i) {
            if (objects_[i].type == "relationship") relationship(objects_[i]);
            if (objects_[i].type == "note" || objects_[i].type == "opinion" || objects_[i].type == "sighting")
                remark(objects_[i]);
        }
        for (Object& object : objects_) {
            ++out_.counts[object.type];
            if (object.type == "indicator") indicator(object);
            if (names_actor(object.type) || object.type == "campaign" || object.type == "malware" ||
                object.type == "tool" || object.type == "identity")
                names(object);
        }
        if (superseded_ > 0) out_.counts["superseded"] = superseded_;
        if (out_.source.empty()) out_.source = only_author();
    }

  private:
    void keep(Object&& object) {
        const auto [place, is_new] = by_id_.try_emplace(object.id, objects_.size());
        if (is_new) return objects_.push_back(std::move(object));
        ++superseded_;
        Object& there = objects_[place->second];
        if (there.modified < object.modified) there = std::move(object);
    }
    const Object* find(const std::string& id) const {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : &objects_[found->second];
    }
    std::string name_of(const std::string& id) const {
        const Object* object = find(id);
        return object == nullptr ? "" : object->name;
    }
    std::string author_of(const Object& object) const { return name_of(object.created_by); }
    // The identity that wrote most of it, for the file as a whole.
    std::string only_author() const {
        std::map<std::string, size_t> count;
        for (const Object& object : objects_) {
            if (!object.created_by.empty()) ++count[object.created_by];
        }
        const auto most = std::max_element(count.begin(), count.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        return most == count.end() ? "" : name_of(most->first);
    }
    std::string tlp_of(const Object& object) const {
        std::string strictest;
        constexpr std::array order = {""sv, "clear"sv, "green"sv, "amber"sv, "amber+strict"sv, "red"sv};
        const auto rank = [&](std::string_view tlp) {
            return std::find(order.begin(), order.end(), tlp) - order.begin();
        };
        for (const std::string& id : object.markings) {
            std::string tlp = tlp_of_known_marking(id);
            if (const Object* marking = find(id); tlp.empty() && marking != nullptr) tlp = marking->kind;
            if (rank(tlp) < static_cast<ptrdiff_t>(order.size()) && rank(tlp) > rank(strictest))
                strictest = tlp;
        }
        return strictest;
    }

    void relationship(const Object& one) {
        if (one.revoked) return;
        if (one.kind == "indicates") {
            indicates_[one.source_ref].push_back(one.target_ref);
            return;
        }
        const Object* from = find(one.source_ref);
        const Object* to = find(one.target_ref);
        if (from == nullptr || to == nullptr || from->name.empty() || to->name.empty()) return;
        auto relation = relation_by_name(one.kind);
        if (one.kind == "revoked-by" || one.kind == "duplicate-of") relation = Relation::same_as;
        const bool is_actor = names_actor(from->type) || from->type == "campaign";
        if ((one.kind == "related-to" || one.kind == "similar") && is_actor && names_actor(to->type))
            relation = Relation::overlaps;
        if (!relation || (*relation == Relation::uses && !is_actor)) return;
        if (*relation == Relation::uses && names_actor(from->type))
            used_by_[one.target_ref].push_back(from->name);
        if (*relation == Relation::attributed_to && names_actor(to->type))
            used_by_[one.source_ref].push_back(to->name);
        Claim claim;
        claim.subject = from->name;
        claim.relation = *relation;
        claim.object = to->name;
        if (*relation == Relation::uses && !to->where.empty())
            claim.object += " (" + to->where.substr(0, to->where.find(' ')) + ")";
        claim.source = one.said_on.empty() ? author_of(one) : one.said_by;
        claim.date = date_of(one.said_on.empty() ? one.modified : one.said_on);
        claim.confidence = one.confidence;
        claim.note = one.kind == "revoked-by" ? "its publisher has put this entry into the other"
                                              : one.text.substr(0, 500);
        claim.where = one.where;
        out_.claims.push_back(std::move(claim));
    }

    // Notes, opinions and sightings are remembered by what they are about.
    void remark(const Object& one) {
        if (one.revoked) return;
        const std::string who = author_of(one), when = date_of(one.modified);
        const std::string by = (who.empty() ? "" : " by " + who) + " on " + when;
        for (const std::string& ref : one.refs) {
            if (one.type == "note") {
                add_to(notes_[ref], "note" + by + ": " + one.text.substr(0, 200));
            } else if (one.type == "sighting") {
                add_to(notes_[ref], "sighted " + std::to_string(one.sightings) +
                                        (one.sightings == 1 ? " time" : " times") + by);
            } else {
                const bool disagrees = one.kind.ends_with("disagree");
                add_to(disagrees ? against_[ref] : notes_[ref],
                       "opinion" + by + ": " + one.kind +
                           (one.text.empty() ? "" : ", " + one.text.substr(0, 200)));
            }
        }
    }
    static void add_to(std::string& text, const std::string& more) {
        if (text.size() < 1000) text += (text.empty() ? "" : "; ") + more;
    }

    // What it indicates, actors first; of malware and campaigns also whose the file says that they are.
    std::string published_for(const Object& one) const {
        std::vector<std::string> actors, others;
        const auto found = indicates_.find(one.id);
        if (found == indicates_.end()) return {};
        for (const std::string& ref : found->second) {
            const Object* target = find(ref);
            if (target == nullptr || target->name.empty()) continue;
            if (names_actor(target->type)) {
                actors.push_back(target->name);
                continue;
            }
            const auto whose = used_by_.find(ref);
            others.push_back(target->name +
                             (whose == used_by_.end() ? "" : " (" + whose->second.front() + ")"));
        }
        std::vector<std::string>& chosen = actors.empty() ? others : actors;
        std::sort(chosen.begin(), chosen.end());
        chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
        std::string out;
        for (size_t i = 0; i < chosen.size() && i < 5; ++i) out += (i == 0 ? "" : ", ") + chosen[i];
        return out;
    }

    void indicator(const Object& one) {
        Indicator indicator;
        indicator.text = one.text;
        indicator.id = one.id;
        indicator.published_for = published_for(one);
        indicator.source = author_of(one);
        indicator.date = date_of(one.created);
        indicator.valid_from = parse_rfc3339(one.valid_from).value_or(0);
        indicator.valid_until = parse_rfc3339(one.valid_until).value_or(0);
        if (const auto note = notes_.find(one.id); note != notes_.end()) indicator.note = note->second;
        if (one.revoked) indicator.against = "its publisher revoked it on " + date_of(one.modified);
        if (const auto against = against_.find(one.id); against != against_.end())
            add_to(indicator.against, against->second);
        indicator.tlp = tlp_of(one);
        read_stix_pattern(one.kind.empty() ? "stix" : one.kind, limits_, indicator, out_);
        out_.indicators.push_back(std::move(indicator));
    }

    void names(const Object& object) {
        if (object.name.empty() || object.revoked) return;
        bool names_itself = false;
        for (const std::string& alias : object.aliases) {
            if (name_key(alias) == name_key(object.name)) {
                names_itself = true;
                continue;
            }
            Claim claim{object.name, Relation::same_as, alias, author_of(object), date_of(object.modified)};
            claim.where = object.where;
            for (const auto& [name, who] : object.cited) {
                if (name == alias) claim.note = words_of_citation(who);
            }
            out_.claims.push_back(std::move(claim));
        }
        // A name alone is knowledge too: somebody tracks it.
        if (names_actor(object.type) &&
            (object.aliases.empty() || (names_itself && object.aliases.size() == 1)))
            out_.claims.push_back({object.name, Relation::same_as, object.name, author_of(object),
                                   date_of(object.modified), "", "", object.where});
    }

    std::string_view text_;
    const Limits& limits_;
    Knowledge& out_;
    JsonReader json_;
    std::vector<Object> objects_;
    std::unordered_map<std::string, size_t> by_id_;
    std::unordered_map<std::string, std::vector<std::string>> indicates_, used_by_;
    std::unordered_map<std::string, std::string> notes_, against_;
    uint64_t superseded_ = 0;
};

void read_lines(std::string_view text, Reader& reader) {
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trim(text.substr(at, end - at));
        if (!line.empty() && !reader.take(line, at)) return;
        at = end + 1;
    }
}

}  // namespace

void read_stix_pattern(std::string_view pattern_type, const Limits& limits, Indicator& indicator,
                       Knowledge& out) {
    if (pattern_type != "stix") return;
    auto pattern = parse_pattern(indicator.text, limits);
    if (!pattern) {
        if (out.notes.size() < 20)
            out.notes.push_back("a pattern is kept and not matched: " + pattern.error().message);
        return;
    }
    if (auto observable = single_observable(*pattern)) {
        indicator.observable = std::move(*observable);
        return;
    }
    indicator.pattern = std::make_shared<const Pattern>(std::move(*pattern));
}

void read_stix(std::string_view text, bool is_lines, const Limits& limits, Knowledge& out) {
    Reader reader(text, limits, out);
    const auto take = [&](std::string_view piece, size_t offset) { return reader.take(piece, offset); };
    const std::string_view key = trim(text).starts_with('[') ? "" : "objects";
    bool has_array = false;
    if (is_lines) {
        read_lines(text, reader);
    } else if (each_element(text, key, [&](std::string_view piece, size_t offset) {
                   has_array = true;
                   return take(piece, offset);
               })) {
        std::string error;
        JsonReader json(limits);
        const std::string rest = key.empty() ? "[]" : without_array(text, key);
        if (!json.read(rest, error)) reader.problem(0, "the bundle around its objects: " + error);
    } else if (has_array) {
        reader.problem(text.size(), "the bundle is cut: the " + std::to_string(reader.size()) +
                                        " objects before are read");
    } else {
        reader.take(trim(text), 0);
    }
    reader.finish();
}

}  // namespace redshank::intel
