// SPDX-License-Identifier: Apache-2.0
#include "engine/actor.h"

#include <iterator>
#include <system_error>

#include "base/json_writer.h"
#include "base/safe_text.h"
#include "engine/intel.h"

namespace redshank::engine {

namespace {

using namespace intel;

void claims_json(JsonWriter& json, const char* key, const std::vector<Claim>& claims) {
    json.key(key).begin_array();
    for (const Claim& claim : claims) {
        json.begin_object()
            .key("subject")
            .value(claim.subject)
            .key("relation")
            .value(relation_name(claim.relation));
        json.key("object")
            .value(claim.object)
            .key("source")
            .value(claim.source)
            .key("date")
            .value(claim.date);
        json.key("confidence")
            .value(claim.confidence)
            .key("note")
            .value(claim.note)
            .key("where")
            .value(claim.where);
        json.end_object();
    }
    json.end_array();
}

void names_json(JsonWriter& json, const char* key, const std::vector<SharedName>& names) {
    json.key(key).begin_array();
    for (const SharedName& one : names) {
        json.begin_object().key("name").value(one.name).key("sources").begin_array();
        for (const std::string& source : one.sources) json.value(source);
        json.end_array().end_object();
    }
    json.end_array();
}

void make_safe(std::vector<Claim>& claims) {
    for (Claim& claim : claims) {
        for (std::string* text :
             {&claim.subject, &claim.object, &claim.source, &claim.date, &claim.confidence, &claim.note})
            *text = safe_text(*text);
        claim.where = defang(claim.where);
    }
}

void make_safe(std::vector<SharedName>& names) {
    for (SharedName& one : names) {
        one.name = safe_text(one.name);
        for (std::string& source : one.sources) source = safe_text(source);
    }
}

}  // namespace

std::string actor_json(const ActorReport& report) {
    JsonWriter json;
    json.begin_object()
        .key("schema")
        .value("redshank/1")
        .key("name")
        .value(report.name)
        .key("entries")
        .begin_array();
    for (const ActorEntry& entry : report.entries) {
        json.begin_object().key("source").value(entry.source).key("date").value(entry.date);
        json.key("name").value(entry.name).key("where").value(entry.where).key("aliases").begin_array();
        for (const ActorEntry::Alias& alias : entry.aliases)
            json.begin_object().key("name").value(alias.name).key("note").value(alias.note).end_object();
        json.end_array().end_object();
    }
    json.end_array();
    names_json(json, "agreed", report.agreed);
    names_json(json, "alone", report.alone);
    json.key("ambiguous").begin_array();
    for (const AmbiguousName& one : report.ambiguous) {
        json.begin_object().key("name").value(one.name).key("elsewhere").begin_array();
        for (const AmbiguousName::Use& use : one.elsewhere)
            json.begin_object().key("source").value(use.source).key("entry").value(use.entry).end_object();
        json.end_array().end_object();
    }
    json.end_array();
    claims_json(json, "claims", report.claims);
    claims_json(json, "elsewhere", report.elsewhere);
    claims_json(json, "methods", report.methods);
    json.end_object();
    return json.take();
}

ActorReport safe_to_show(ActorReport report) {
    report.name = safe_text(report.name);
    for (ActorEntry& entry : report.entries) {
        for (std::string* text : {&entry.source, &entry.date, &entry.name}) *text = safe_text(*text);
        entry.where = defang(entry.where);
        for (ActorEntry::Alias& alias : entry.aliases) {
            alias.name = safe_text(alias.name);
            alias.note = safe_text(alias.note);
        }
    }
    make_safe(report.agreed);
    make_safe(report.alone);
    for (AmbiguousName& one : report.ambiguous) {
        one.name = safe_text(one.name);
        for (AmbiguousName::Use& use : one.elsewhere) {
            use.source = safe_text(use.source);
            use.entry = safe_text(use.entry);
        }
    }
    make_safe(report.claims);
    make_safe(report.elsewhere);
    make_safe(report.methods);
    return report;
}

std::vector<Claim> all_claims(const evidence::Case* opened, const Limits& limits) {
    std::vector<Knowledge> all{built_in_knowledge(limits)};
    if (opened != nullptr) {
        for (Knowledge& one : load_intel(*opened, limits)) all.push_back(std::move(one));
    }
    std::vector<Claim> claims;
    for (Knowledge& one : all) {
        claims.insert(claims.end(), std::make_move_iterator(one.claims.begin()),
                      std::make_move_iterator(one.claims.end()));
    }
    return claims;
}

Result<intel::ActorReport> look_up_actor(const std::filesystem::path& case_folder, const std::string& name,
                                         const Limits& limits) {
    std::error_code error;
    if (!std::filesystem::exists(case_folder / "case.sqlite", error))
        return intel::look_up_actor(all_claims(nullptr, limits), name);
    const auto opened = evidence::Case::open_for_reading(case_folder);
    if (!opened) return opened.error();
    return intel::look_up_actor(all_claims(opened->get(), limits), name);
}

}  // namespace redshank::engine
