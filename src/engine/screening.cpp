// SPDX-License-Identifier: Apache-2.0
#include "engine/screening.h"

#include <algorithm>

namespace redshank::engine {

namespace {

std::vector<intel::CompiledEntry> entries_of(const evidence::Case& c, const evidence::IntelImport& import,
                                             intel::Kind kind, const Limits& limits) {
    auto compiled = intel::read_compiled(c.intel().compiled(import.number));
    if (compiled) return std::move(*compiled);
    return intel::compile_list(intel::read_sanctions(kind, c.intel().bytes(import.number), limits).entries);
}

std::string list_words(const evidence::IntelImport& import,
                       const std::vector<intel::CompiledEntry>& entries) {
    const std::string name = import.source.empty() ? import.kind : import.source;
    return name + ", " + std::to_string(entries.size()) + " entries" +
           (import.date.empty() ? ", date not said" : ", of " + import.date.substr(0, 10)) + " (number " +
           std::to_string(import.number) + ")";
}

}  // namespace

ListImport read_list_import(intel::Kind kind, std::string_view text, const intel::ReadOptions& options,
                            const Limits& limits) {
    intel::SanctionsList list = intel::read_sanctions(kind, text, limits);
    ListImport out;
    out.said.source = options.source;
    if (out.said.source.empty() && !list.entries.empty()) out.said.source = list.entries.front().list;
    out.said.date = options.date.empty() ? list.date : options.date;
    out.said.problems = std::move(list.problems);
    out.said.further_problems = list.further_problems;
    const std::vector<intel::CompiledEntry> entries = intel::compile_list(std::move(list.entries));
    for (const intel::CompiledEntry& one : entries) {
        ++out.said.counts["listed-" + std::string(intel::listed_type_name(one.entry.type))];
        out.said.counts["name"] += one.names.size();
    }
    out.compiled = intel::write_compiled(entries);
    return out;
}

CaseLists load_lists(const evidence::Case& c, const Limits& limits) {
    std::vector<intel::CompiledEntry> all;
    std::vector<std::string> lists;
    for (const evidence::IntelImport& import : c.intel().imports()) {
        const auto kind = intel::kind_by_name(import.kind);
        if (!kind || !intel::is_sanctions(*kind)) continue;
        std::vector<intel::CompiledEntry> entries = entries_of(c, import, *kind, limits);
        lists.push_back(list_words(import, entries));
        std::move(entries.begin(), entries.end(), std::back_inserter(all));
    }
    return {intel::Screener(intel::merge_entries(std::move(all))), std::move(lists)};
}

Result<intel::ScreenQuery> make_query(std::string_view type, std::string_view born,
                                      std::string_view country) {
    intel::ScreenQuery query;
    if (type == "person") query.type = intel::ListedType::person;
    if (type == "entity") query.type = intel::ListedType::entity;
    if (!born.empty()) {
        const std::vector<intel::Birth> births = intel::parse_births(born);
        if (births.empty())
            return Error{"\"" + std::string(born) +
                         "\" is no date; write it as 1985-11-12, or the year alone"};
        query.born = births.front();
    }
    if (!country.empty()) {
        query.country = intel::country_code(country);
        if (query.country.empty())
            return Error{"\"" + std::string(country) +
                         "\" is no country that Redshank knows; write its two letters, as CN"};
    }
    return query;
}

std::vector<std::string> sender_names(const evidence::Case& c, std::string_view campaign) {
    std::vector<std::string> names;
    for (const facts::ListedCampaign& listed : c.campaigns()) {
        const auto& aliases = listed.campaign.aliases;
        if (listed.campaign.id != campaign &&
            std::find(aliases.begin(), aliases.end(), campaign) == aliases.end())
            continue;
        for (const facts::CampaignSender& sender : listed.campaign.senders)
            if (!sender.name.empty() && std::find(names.begin(), names.end(), sender.name) == names.end())
                names.push_back(sender.name);
    }
    return names;
}

}  // namespace redshank::engine
