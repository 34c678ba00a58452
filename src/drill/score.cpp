// SPDX-License-Identifier: Apache-2.0
// How good a hunt was, against the key. Recall and precision count messages; a false alarm is a whole
// campaign. The intervals: Wilson's for a share (1927), Garwood's exact one for a count (1936), found by
// bisection on the Poisson distribution itself instead of chi-square quantiles, which give the same numbers.
// Pieces: each break of a campaign is an event, and the breaks are counted.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "drill/drill.h"
#include "drill/intervals.h"
#include "drill/key.h"

namespace redshank::drill {

namespace {

using EntryOf = std::unordered_map<std::string_view, const KeyEntry*>;  // by Message-ID; views into the key

EntryOf entries_by_id(const Key& key) {
    EntryOf out;
    for (const KeyEntry& entry : key.entries) {
        for (const std::string& id : entry.message_ids) out.emplace(id, &entry);
    }
    return out;
}

std::vector<std::string> distinct(std::vector<std::string> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

bool excuses(const KeyEntry& entry, std::string_view campaign_class) {
    return std::find(entry.excused.begin(), entry.excused.end(), campaign_class) != entry.excused.end();
}

CaseScore score_case(const KeyEntry& entry, const std::vector<FoundCampaign>& found) {
    const std::unordered_set<std::string_view> wanted(entry.message_ids.begin(), entry.message_ids.end());
    std::unordered_set<std::string_view> in_class;
    CaseScore score{entry.name, entry.wanted_class, "", entry.message_ids.size(), 0, 0};
    const auto in_words = [&](const FoundCampaign& campaign) {
        const bool right = campaign.campaign_class == entry.wanted_class;
        return campaign.unsure && !right ? "unsure" : campaign.campaign_class;
    };
    size_t largest = 0;
    for (const FoundCampaign& campaign : found) {
        const std::string found_class = in_words(campaign);
        const bool will_do =
            found_class == entry.wanted_class || (entry.or_unsure && found_class == "unsure");
        size_t members = 0;
        for (const std::string& id : campaign.message_ids) {
            if (!wanted.contains(id)) continue;
            ++members;
            if (will_do) in_class.insert(id);
        }
        if (members > 0) ++score.pieces;
        if (members > largest) {
            largest = members;
            score.found_class = found_class;
        }
    }
    score.found = in_class.size();
    return score;
}

// What one campaign of an alarm class holds.
struct Alarm {
    uint64_t planted = 0, excused = 0, other = 0;
    std::string_view most_of;  // the harmless kind that most of the others are of
};

Alarm look_into(const FoundCampaign& campaign, const EntryOf& entry_of) {
    Alarm alarm;
    std::map<std::string_view, uint64_t> kinds;
    for (const std::string& id : distinct(campaign.message_ids)) {
        const auto at = entry_of.find(id);
        const KeyEntry* entry = at == entry_of.end() ? nullptr : at->second;
        if (entry != nullptr && is_alarm(entry->wanted_class)) {
            ++alarm.planted;
        } else if (entry != nullptr && excuses(*entry, campaign.campaign_class)) {
            ++alarm.excused;
        } else {
            ++alarm.other;
            ++kinds[entry == nullptr ? std::string_view("not in the key") : std::string_view(entry->name)];
        }
    }
    const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
    if (!kinds.empty()) alarm.most_of = std::max_element(kinds.begin(), kinds.end(), by_count)->first;
    return alarm;
}

uint64_t planted_in(const FoundCampaign& campaign, const EntryOf& entry_of) {
    std::unordered_set<const KeyEntry*> planted;
    for (const std::string& id : campaign.message_ids) {
        const auto at = entry_of.find(id);
        if (at != entry_of.end() && is_alarm(at->second->wanted_class)) planted.insert(at->second);
    }
    return planted.size();
}

// 0 when all were missed.
Share pieces_of(const std::vector<CaseScore>& cases) {
    uint64_t whole = 0, breaks = 0;
    for (const CaseScore& one : cases) {
        if (one.pieces == 0) continue;
        ++whole;
        breaks += one.pieces - 1;
    }
    if (whole == 0) return {};
    const Share rate = poisson(breaks);
    const auto n = static_cast<double>(whole);
    return {1 + rate.value / n, 1 + rate.low / n, 1 + rate.high / n};
}

}  // namespace

Result<Score> score(const std::filesystem::path& truth_file, const std::vector<FoundCampaign>& found) {
    const Result<Key> key = read_key(truth_file);
    if (!key) return key.error();
    Score out;
    out.messages = key->messages;
    uint64_t planted = 0, recalled = 0, right = 0, alarmed = 0;
    for (const KeyEntry& entry : key->entries) {
        if (!is_alarm(entry.wanted_class)) continue;
        out.cases.push_back(score_case(entry, found));
        planted += out.cases.back().planted;
        recalled += out.cases.back().found;
    }
    const EntryOf entry_of = entries_by_id(*key);
    out.pieces = pieces_of(out.cases);
    for (const FoundCampaign& campaign : found) {
        if (planted_in(campaign, entry_of) > 1) ++out.merged;
        if (!is_alarm(campaign.campaign_class)) continue;
        const Alarm alarm = look_into(campaign, entry_of);
        right += alarm.planted;
        alarmed += alarm.planted + alarm.other;
        if (alarm.planted > 0 || alarm.other == 0) continue;
        ++out.false_alarms;
        if (campaign.unsure) ++out.false_alarms_unsure;
        out.false_alarm_ids.push_back(campaign.id);
        out.false_alarm_kinds.emplace_back(alarm.most_of);
    }
    out.recall = wilson(recalled, planted);
    out.precision = wilson(right, alarmed);
    const Share rate = poisson(out.false_alarms);
    const double per_million = out.messages == 0 ? 0 : 1e6 / static_cast<double>(out.messages);
    out.false_alarms_per_million = rate.value * per_million;
    out.false_alarms_low = rate.low * per_million;
    out.false_alarms_high = rate.high * per_million;
    return out;
}

}  // namespace redshank::drill
