// SPDX-License-Identifier: Apache-2.0
#include "campaign/summary.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "base/safe_text.h"

namespace redshank::campaign {

namespace {

constexpr size_t max_hosts = 50;
constexpr size_t max_subjects = 20;

/// Strings with how often, most first, equal ones by name: numbers of strings depend on the order of adding.
template <typename Key>
std::vector<std::pair<Key, uint32_t>> by_count(const std::map<Key, uint32_t>& counts, size_t max) {
    std::vector<std::pair<Key, uint32_t>> out(counts.begin(), counts.end());
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (out.size() > max) out.resize(max);
    return out;
}

std::vector<std::string> names(const std::vector<std::pair<std::string_view, uint32_t>>& counted) {
    std::vector<std::string> out;
    for (const auto& [name, count] : counted) out.emplace_back(name);
    return out;
}

std::vector<uint32_t> all_rows(const Columns& columns,
                               std::span<const std::vector<uint32_t>* const> templates) {
    std::vector<uint32_t> rows;
    for (const std::vector<uint32_t>* of_template : templates) {
        rows.insert(rows.end(), of_template->begin(), of_template->end());
    }
    std::sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) {
        return std::tie(columns.rows[a].date, columns.rows[a].key) <
               std::tie(columns.rows[b].date, columns.rows[b].key);
    });
    return rows;
}

// Where a slot tells readers apart, its hosts; else every host that opening would tell.
bool would_learn(const Columns& columns, const UrlRow& use, const SlotEvidence& evidence) {
    if (evidence.sites.empty()) return use.trigger == facts::Trigger::open;
    const uint32_t site = columns.url_info[use.url].site;
    return std::find(evidence.sites.begin(), evidence.sites.end(), site) != evidence.sites.end();
}

void add_people(const Columns& columns, const std::vector<uint32_t>& rows, facts::Campaign& campaign) {
    using Sender = std::pair<std::string_view, std::string_view>;  // address, name
    std::map<Sender, uint32_t> senders;
    std::map<std::string_view, uint32_t> subjects;
    std::set<std::string_view> readers;
    for (const uint32_t index : rows) {
        const Row& row = columns.rows[index];
        ++senders[{columns.strings[row.from_address], columns.strings[row.from_name]}];
        ++subjects[columns.strings[row.subject]];
        if (row.reader != 0) readers.insert(columns.strings[row.reader]);
    }
    for (const auto& [sender, count] : by_count(senders, senders.size())) {
        campaign.senders.push_back({std::string(sender.second), std::string(sender.first), count});
    }
    subjects.erase("");
    campaign.subjects = names(by_count(subjects, max_subjects));
    campaign.readers.assign(readers.begin(), readers.end());
}

void add_hosts(const Columns& columns, const std::vector<uint32_t>& rows, const SlotEvidence& evidence,
               facts::Campaign& campaign) {
    std::map<std::string_view, uint32_t> hosts;
    for (const uint32_t row : rows) {
        std::set<uint32_t> in_message;
        for (const UrlRow& use : columns.urls_of(row)) {
            if (would_learn(columns, use, evidence)) in_message.insert(columns.url_info[use.url].host);
        }
        for (const uint32_t host : in_message) ++hosts[columns.strings[host]];
    }
    campaign.hosts = names(by_count(hosts, max_hosts));
}

std::string count(uint32_t number, std::string_view thing) {
    return std::to_string(number) + " " + std::string(thing) + (number == 1 ? "" : "s");
}

/// To a length that fits into a line, never inside a character.
std::string cut(const std::string& text) {
    constexpr size_t longest = 50;
    if (text.size() <= longest) return text;
    size_t end = longest;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

/// Who writes, as a person would say it: the one sender's name, else the list, else the one address.
std::string writer_of(const facts::Campaign& campaign, const Profile& profile) {
    std::set<std::string_view> names, addresses;
    for (const facts::CampaignSender& sender : campaign.senders) {
        names.insert(sender.name);
        addresses.insert(sender.address);
    }
    const bool alarm = campaign.campaign_class > facts::CampaignClass::bulk;
    const facts::CampaignSender& first = campaign.senders.front();
    if (!alarm && addresses.size() == 1 && names.size() == 1 && !first.name.empty()) return cut(first.name);
    if (!alarm && !profile.list.empty()) return cut(profile.list);
    if (!alarm && addresses.size() == 1 && !first.address.empty()) return cut(first.address);
    return count(static_cast<uint32_t>(addresses.size()), "sender");
}

std::string how_many(const facts::Campaign& campaign, const Profile& profile) {
    std::string out = count(campaign.message_count, "mail");
    if (profile.readers > 0) {
        out += " to " + std::to_string(profile.readers) + (profile.readers == 1 ? " person" : " people");
    }
    return out;
}

}  // namespace

std::string title_of(const facts::Campaign& campaign, const Profile& profile) {
    const bool alarm = campaign.campaign_class > facts::CampaignClass::bulk;
    std::string title = writer_of(campaign, profile) + ", " + how_many(campaign, profile);
    if (alarm && !profile.posed_person.empty()) return title + " in the name of " + profile.posed_person;
    const std::string host = profile.tracking_host == "*" ? "several hosts" : defang(profile.tracking_host);
    if (profile.open_names_reader) return title + ": what loads from " + host + " names its reader";
    if (profile.open_tells_apart) return title + ": what loads from " + host + " differs for each reader";
    if (profile.attachment_tells_apart)
        return title + ": what an opened attachment loads from " + host + " differs for each reader";
    if (profile.click_tells_apart) return title + ": links to " + host + " differ for each reader";
    if (!campaign.subjects.empty()) title += ": \"" + campaign.subjects.front() + "\"";
    return title;
}

facts::Campaign summary_of(const Columns& columns, std::span<const std::vector<uint32_t>* const> templates,
                           const SlotEvidence& evidence, const Profile& profile) {
    facts::Campaign campaign;
    const std::vector<uint32_t> rows = all_rows(columns, templates);
    campaign.id = message_id_of(columns.rows[rows.front()]);
    campaign.id.front() = 'C';
    campaign.first_seen = columns.rows[rows.front()].date;
    campaign.last_seen = columns.rows[rows.back()].date;
    campaign.message_count = profile.messages;
    campaign.reader_count = profile.readers;
    campaign.unknown_reader_count = profile.unknown_readers;
    for (const uint32_t row : rows) {
        campaign.messages.push_back(message_id_of(columns.rows[row]));
        campaign.message_ids.emplace_back(columns.strings[columns.rows[row].message_id]);
    }
    add_people(columns, rows, campaign);
    add_hosts(columns, rows, evidence, campaign);
    return campaign;
}

}  // namespace redshank::campaign
