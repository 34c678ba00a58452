// SPDX-License-Identifier: Apache-2.0
// An entry is what one source says under one subject. Names lead from the question to entries, and from these
// to other entries that share one of their names without holding the name asked for: those make it ambiguous.
#include "intel/actor.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace redshank::intel {

namespace {

using EntryKey = std::pair<std::string, std::string>;  // source, key of the subject

struct Index {
    std::map<EntryKey, ActorEntry> entries;
    std::map<std::string, std::set<EntryKey>> holding;  // key of a name → entries that give it

    explicit Index(const std::vector<Claim>& claims) {
        for (const Claim& claim : claims) {
            if (claim.relation != Relation::same_as) continue;
            const std::string subject = name_key(claim.subject), object = name_key(claim.object);
            const EntryKey key{claim.source, subject};
            ActorEntry& entry = entries[key];
            entry.source = claim.source;
            if (entry.name.empty() || claim.subject < entry.name) entry.name = claim.subject;
            entry.date = std::max(entry.date, claim.date);
            entry.where = std::max(entry.where, claim.where);
            holding[subject].insert(key);
            holding[object].insert(key);
            if (object != subject) entry.aliases.push_back({claim.object, claim.note});
        }
        for (auto& [key, entry] : entries) tidy(entry);
    }

    static void tidy(ActorEntry& entry) {
        const auto order = [](const auto& a, const auto& b) {
            return std::tuple(name_key(a.name), a.name, a.note) <
                   std::tuple(name_key(b.name), b.name, b.note);
        };
        std::sort(entry.aliases.begin(), entry.aliases.end(), order);
        const auto same = [](const auto& a, const auto& b) { return name_key(a.name) == name_key(b.name); };
        entry.aliases.erase(std::unique(entry.aliases.begin(), entry.aliases.end(), same),
                            entry.aliases.end());
    }
};

std::vector<SharedName> names_of(const std::vector<ActorEntry>& entries) {
    std::map<std::string, SharedName> by_key;
    for (const ActorEntry& entry : entries) {
        const auto add = [&](const std::string& name) {
            SharedName& shared = by_key[name_key(name)];
            if (shared.name.empty()) shared.name = name;
            if (std::find(shared.sources.begin(), shared.sources.end(), entry.source) == shared.sources.end())
                shared.sources.push_back(entry.source);
        };
        add(entry.name);
        for (const ActorEntry::Alias& alias : entry.aliases) add(alias.name);
    }
    std::vector<SharedName> out;
    for (auto& [key, shared] : by_key) {
        std::sort(shared.sources.begin(), shared.sources.end());
        out.push_back(std::move(shared));
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.sources.size() > b.sources.size(); });
    return out;
}

void sort_claims(std::vector<Claim>& claims) {
    const auto key = [](const Claim& c) {
        return std::tie(c.relation, c.subject, c.object, c.date, c.source, c.note, c.confidence, c.where);
    };
    std::sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) { return key(a) < key(b); });
    claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
}

}  // namespace

ActorReport look_up_actor(const std::vector<Claim>& claims, std::string_view name) {
    ActorReport report;
    report.name = name;
    const std::string asked = name_key(name);
    if (asked.empty()) return report;
    const Index index(claims);

    std::set<EntryKey> ours;
    if (const auto found = index.holding.find(asked); found != index.holding.end()) ours = found->second;
    std::set<std::string> other_names;
    for (const EntryKey& key : ours) {
        report.entries.push_back(index.entries.at(key));
        other_names.insert(key.second);
        for (const ActorEntry::Alias& alias : report.entries.back().aliases)
            other_names.insert(name_key(alias.name));
    }
    other_names.erase(asked);

    for (SharedName& shared : names_of(report.entries)) {
        const auto& holding = index.holding.at(name_key(shared.name));
        AmbiguousName ambiguous{shared.name, {}};
        for (const EntryKey& key : holding) {
            if (ours.count(key) == 0) ambiguous.elsewhere.push_back({key.first, index.entries.at(key).name});
        }
        if (!ambiguous.elsewhere.empty()) report.ambiguous.push_back(std::move(ambiguous));
        (shared.sources.size() > 1 ? report.agreed : report.alone).push_back(std::move(shared));
    }
    for (const Claim& claim : claims) {
        if (claim.relation == Relation::same_as) continue;
        const std::string subject = name_key(claim.subject), object = name_key(claim.object);
        const bool is_asked = subject == asked || object == asked;
        const bool is_other = other_names.count(subject) > 0 || other_names.count(object) > 0;
        if (claim.relation == Relation::uses) {
            if (is_asked || is_other) report.methods.push_back(claim);
        } else if (is_asked) {
            report.claims.push_back(claim);
        } else if (is_other) {
            report.elsewhere.push_back(claim);
        }
    }
    sort_claims(report.claims);
    sort_claims(report.elsewhere);
    sort_claims(report.methods);
    return report;
}

}  // namespace redshank::intel
