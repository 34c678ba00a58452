// SPDX-License-Identifier: Apache-2.0
// The whole way: rows in order of time, copies, runs of time, slots, joining, proofs, verdicts. Each step is
// a pure function of the one before.
#include "campaign/campaign.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "campaign/align.h"
#include "campaign/columns.h"
#include "campaign/copies.h"
#include "campaign/evidence.h"
#include "campaign/history.h"
#include "campaign/join.h"
#include "campaign/parallel.h"
#include "campaign/reasons.h"
#include "campaign/summary.h"
#include "campaign/traits.h"

namespace redshank::campaign {

namespace {

constexpr Seconds longest_gap_in_run = 30 * day;
constexpr Seconds longest_gap_in_wave = 6 * 3600;
constexpr int32_t worth_a_line = 20;  // score

/// Copies of one template, cut where nothing came for 30 days.
void add_runs(const Columns& columns, const std::vector<uint32_t>& copies, std::vector<Unit>& units) {
    for (size_t i = 0; i < copies.size(); ++i) {
        const bool starts =
            i == 0 || columns.rows[copies[i]].date - columns.rows[copies[i - 1]].date > longest_gap_in_run;
        if (starts) units.emplace_back();
        units.back().rows.push_back(copies[i]);
    }
}

/// A message without copies matters when something in it would tell its sender of the reader, or it deceives.
bool matters_alone(const Columns& columns, uint32_t row) {
    const std::span<const FindingRow> findings = columns.findings_of(row);
    return std::any_of(findings.begin(), findings.end(), [&](const FindingRow& finding) {
        const std::string_view rule = columns.strings[finding.rule];
        const bool from_low = rule.starts_with("tracking/") || rule == "identity/protected-name" ||
                              rule == "identity/look-alike-address" || rule == "attachment/document-loads";
        return finding.severity >= (from_low ? facts::Severity::low : facts::Severity::medium);
    });
}

/// It would tell a host that nobody here answers for: others may be found that tell the same.
bool loads_from_nobodys(const Columns& columns, const History& history, uint32_t row) {
    const std::span<const UrlRow> uses = columns.urls_of(row);
    return std::any_of(uses.begin(), uses.end(), [&](const UrlRow& use) {
        return use.trigger == facts::Trigger::open &&
               history.is_nobodys(columns.rows[row], columns.url_info[use.url].site);
    });
}

/// Copies that would be one campaign for no better reason than that somebody wrote the same twice.
bool worth_keeping(const Columns& columns, const History& history, const Unit& unit) {
    if (unit.rows.size() == 1) {
        const uint32_t row = unit.rows.front();
        return matters_alone(columns, row) || loads_from_nobodys(columns, history, row);
    }
    std::set<uint32_t> readers;
    for (const uint32_t row : unit.rows) {
        readers.insert(columns.rows[row].reader);
        if (!columns.urls_of(row).empty() || matters_alone(columns, row)) return true;
    }
    return readers.size() > 1;
}

class Campaigns {
  public:
    Campaigns(const Columns& columns, const Options& options)
        : columns_(columns),
          options_(options),
          order_(rows_in_order(columns)),
          traits_(url_traits(columns, options.link_gateways)),
          history_(columns, order_) {}

    Grouping run() {
        Grouping out;
        std::vector<Unit> units = units_worth_keeping(out);
        for_each_index(units.size(), options_.threads,
                       [&](size_t i) { units[i].series = align(columns_, traits_, units[i].rows); });
        number_waves(units);
        const std::vector<Joined> joined = join_units(columns_, history_, units);
        std::vector<facts::Campaign> all(joined.size());
        for_each_index(joined.size(), options_.threads,
                       [&](size_t i) { all[i] = campaign_of(joined[i], units); });
        for (facts::Campaign& campaign : all) {
            if (is_campaign(campaign) || (options_.leave_one_out && may_be_alarm(campaign)))
                out.campaigns.push_back(std::move(campaign));
        }
        std::sort(out.campaigns.begin(), out.campaigns.end(), [](const auto& a, const auto& b) {
            return std::tie(b.score, a.id) < std::tie(a.score, b.id);
        });
        return out;
    }

  private:
    std::vector<Unit> units_worth_keeping(Grouping& out) const {
        std::vector<Unit> units;
        for (const std::vector<uint32_t>& copies : group_copies(columns_, traits_, order_)) {
            out.single_copies += copies.size() == 1 ? 1 : 0;
            add_runs(columns_, copies, units);
        }
        for (const Row& row : columns_.rows) out.unknown_readers += row.reader == 0 ? 1 : 0;
        std::erase_if(units, [&](const Unit& unit) { return !worth_keeping(columns_, history_, unit); });
        std::vector<uint32_t> place(columns_.rows.size());
        for (uint32_t i = 0; i < order_.size(); ++i) place[order_[i]] = i;
        std::sort(units.begin(), units.end(), [&](const Unit& a, const Unit& b) {
            return place[a.rows.front()] < place[b.rows.front()];
        });
        return units;
    }

    void number_waves(const std::vector<Unit>& units) {
        wave_of_row_.assign(columns_.rows.size(), 0);
        uint32_t wave = 0;
        for (const Unit& unit : units) {
            Seconds before = 0;
            for (const uint32_t row : unit.rows) {
                const Seconds date = columns_.rows[row].date;
                if (row == unit.rows.front() || date - before > longest_gap_in_wave) ++wave;
                before = date;
                wave_of_row_[row] = wave;
            }
        }
    }

    facts::Campaign campaign_of(const Joined& joined, const std::vector<Unit>& units) const {
        std::vector<const std::vector<uint32_t>*> templates;
        std::vector<Series> series;
        for (const uint32_t unit : joined.units) {
            templates.push_back(&units[unit].rows);
            series.insert(series.end(), units[unit].series.begin(), units[unit].series.end());
        }
        SlotEvidence evidence = weigh_slots(columns_, std::move(series), wave_of_row_);
        const Profile profile = profile_of(columns_, history_, evidence, templates);
        Verdict verdict = judge_campaign(profile, options_.leave_one_out);
        facts::Campaign campaign = summary_of(columns_, templates, evidence, profile);
        campaign.campaign_class = verdict.campaign_class;
        campaign.title = title_of(campaign, profile);
        campaign.score = verdict.score;
        campaign.reasons = std::move(verdict.reasons);
        campaign.would_change = std::move(verdict.would_change);
        campaign.question = std::move(verdict.question);
        campaign.links = joined.links;
        campaign.slots = std::move(evidence.slots);
        campaign.proofs = std::move(evidence.proofs);
        return campaign;
    }

    // One message alone is a campaign only when it is one of deceit, or when it names its reader on opening;
    // several only when something in them speaks for one: a letter to three people is plain mail.
    static bool is_campaign(const facts::Campaign& campaign) {
        if (campaign.campaign_class > facts::CampaignClass::bulk || !campaign.proofs.empty()) return true;
        if (campaign.message_count == 1) return false;
        return campaign.campaign_class == facts::CampaignClass::bulk || campaign.score >= worth_a_line ||
               !campaign.slots.empty() || !campaign.hosts.empty();
    }

    static bool may_be_alarm(const facts::Campaign& campaign) {
        return std::any_of(
            campaign.would_change.begin(), campaign.would_change.end(),
            [](const facts::Turn& turn) { return turn.campaign_class > facts::CampaignClass::bulk; });
    }

    const Columns& columns_;
    const Options& options_;
    std::vector<uint32_t> order_;
    std::vector<UrlTraits> traits_;
    History history_;
    std::vector<uint32_t> wave_of_row_;
};

}  // namespace

Grouping group(const Archive& archive, const Options& options) {
    return Campaigns(archive.columns(), options).run();
}

}  // namespace redshank::campaign
