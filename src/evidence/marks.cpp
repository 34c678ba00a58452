// SPDX-License-Identifier: Apache-2.0
#include "evidence/marks.h"

#include <algorithm>
#include <unordered_map>

namespace redshank::evidence {

using facts::ListedCampaign;
using facts::Mark;
using facts::MarkState;

void Marks::create_tables(Database& database) {
    database.run(
        "CREATE TABLE IF NOT EXISTS mark(id TEXT PRIMARY KEY, state TEXT NOT NULL, note TEXT NOT NULL, "
        "time INTEGER NOT NULL) WITHOUT ROWID");
}

void Marks::set(const facts::Campaign& campaign, const Mark& mark) {
    Statement drop = database_.prepare("DELETE FROM mark WHERE id=?");
    for (const std::string& message : campaign.messages) {
        const std::string id = "C" + message.substr(1);
        drop.bind(1, id).run();
    }
    database_.prepare("INSERT OR REPLACE INTO mark VALUES(?,?,?,?)")
        .bind(1, campaign.id)
        .bind(2, facts::mark_state_name(mark.state))
        .bind(3, mark.note)
        .bind(4, mark.time)
        .run();
}

std::vector<std::pair<std::string, Mark>> Marks::all() const {
    std::vector<std::pair<std::string, Mark>> marks;
    Statement table = database_.prepare("SELECT 1 FROM sqlite_master WHERE type='table' AND name='mark'");
    if (!table.step()) return marks;
    Statement query = database_.prepare("SELECT id, state, note, time FROM mark ORDER BY id");
    while (query.step()) {
        const auto state = facts::mark_state_from(query.text(1));
        if (!state) throw DatabaseError("the case holds a damaged mark: " + std::string(query.text(1)));
        marks.emplace_back(query.text(0), Mark{*state, std::string(query.text(2)), query.integer(3)});
    }
    return marks;
}

void Marks::apply(std::vector<ListedCampaign>& campaigns) const {
    std::unordered_map<std::string, Mark> by_member;
    for (auto& [id, mark] : all()) by_member.emplace("M" + id.substr(1), std::move(mark));
    if (by_member.empty()) return;
    for (ListedCampaign& listed : campaigns) {
        for (const std::string& message : listed.campaign.messages) {
            const auto found = by_member.find(message);
            if (found == by_member.end()) continue;
            const Mark& mark = found->second;
            if (!listed.mark ||
                std::pair(mark.state, mark.time) > std::pair(listed.mark->state, listed.mark->time))
                listed.mark = mark;
        }
    }
    std::stable_sort(campaigns.begin(), campaigns.end(),
                     [](const ListedCampaign& a, const ListedCampaign& b) {
                         return facts::mark_order(a.mark) < facts::mark_order(b.mark);
                     });
}

const ListedCampaign* find_campaign(const std::vector<ListedCampaign>& campaigns, std::string_view id) {
    if (!id.starts_with('C')) return nullptr;
    for (const ListedCampaign& listed : campaigns) {
        if (listed.campaign.id == id) return &listed;
    }
    const std::string member = "M" + std::string(id.substr(1));
    for (const ListedCampaign& listed : campaigns) {
        const auto& messages = listed.campaign.messages;
        if (std::find(messages.begin(), messages.end(), member) != messages.end()) return &listed;
    }
    return nullptr;
}

}  // namespace redshank::evidence
