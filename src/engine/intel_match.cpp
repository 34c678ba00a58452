// SPDX-License-Identifier: Apache-2.0
// Order never comes from when a message was added: hits are taken by (date, content_id), so that the bounds
// on findings of one indicator leave the same ones in a case grown in steps and in one made at once.
#include "engine/intel_match.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>
#include <unordered_map>

#include "detect/services.h"
#include "engine/intel.h"
#include "intel/matcher.h"
#include "text/idna.h"

namespace redshank::engine {

namespace {

using intel::Hit;
using intel::Matcher;

constexpr size_t max_matches_of_campaign = 100;
constexpr const char* keys_version_setting = "intel keys";

struct Met {
    int64_t row = 0;
    std::string id;
    std::string content_id;
    Seconds date = 0;
    std::vector<Hit> hits;
};

// What the program itself knows of a domain that many share.
std::string why_shared(std::string_view domain, const org::Organisation& org) {
    if (org.is_ours(domain)) return "is the organisation's own domain";
    if (org.is_freemail(domain)) return "is a free-mail provider: everybody's mail comes from it";
    const detect::Service* service = detect::find_service(domain);
    if (service != nullptr && service->domain == domain)
        return "is " + std::string(detect::service_words(service->kind));
    return {};
}

void work_out_keys(evidence::Case& c) {
    evidence::IntelStore store = c.intel();
    const std::string version = std::to_string(intel::keys_version);
    if (c.setting(keys_version_setting) != version) {
        store.clear_keys();
        c.set_setting(keys_version_setting, version);
    }
    for (const int64_t row : store.rows_without_keys())
        store.set_keys(row, intel::match_keys(c.message_by_row(row).value()));
}

std::vector<Met> meet(const evidence::Case& c, const Matcher& matcher) {
    std::vector<int64_t> rows;
    c.intel().each_keys([&](int64_t row, std::string_view keys) {
        if (matcher.may_meet(keys)) rows.push_back(row);
    });
    std::vector<Met> all;
    for (const int64_t row : rows) {
        const auto message = c.message_by_row(row);
        if (!message) continue;
        std::vector<Hit> hits = matcher.match(*message);
        if (!hits.empty())
            all.push_back({row, message->id, message->content_id, message->date, std::move(hits)});
    }
    std::sort(all.begin(), all.end(), [](const Met& a, const Met& b) {
        return std::tie(a.date, a.content_id) < std::tie(b.date, b.content_id);
    });
    return all;
}

// Hits of patterns that join several mails count only where the whole pattern is true.
void keep_joined(std::vector<Met>& all, const Matcher& matcher) {
    std::map<uint32_t, std::vector<intel::PatternMatcher::Event>> events;
    for (uint32_t i = 0; i < all.size(); ++i) {
        for (const Hit& hit : all[i].hits) {
            if (matcher.joins(hit.indicator) != nullptr)
                events[hit.indicator].push_back({hit.leaf, i, all[i].date});
        }
    }
    for (const auto& [indicator, seen] : events) {
        const std::vector<uint32_t> in = matcher.joins(indicator)->combine(seen);
        for (const auto& event : seen) {
            const bool takes_part = std::binary_search(in.begin(), in.end(), event.message);
            if (takes_part) continue;
            std::erase_if(all[event.message].hits,
                          [&, number = indicator](const Hit& hit) { return hit.indicator == number; });
        }
    }
    // Of several leaves in one mail the first is shown.
    for (Met& one : all) {
        const auto same = [](const Hit& a, const Hit& b) { return a.indicator == b.indicator; };
        one.hits.erase(std::unique(one.hits.begin(), one.hits.end(), same), one.hits.end());
    }
    std::erase_if(all, [](const Met& one) { return one.hits.empty(); });
}

std::unordered_map<uint32_t, intel::Against> against_of(const std::vector<Met>& all, const Matcher& matcher,
                                                        const org::Organisation& org) {
    std::vector<uint32_t> met;
    for (const Met& one : all) {
        for (const Hit& hit : one.hits) met.push_back(hit.indicator);
    }
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    const auto against =
        matcher.against(met, [&](std::string_view domain) { return why_shared(domain, org); });
    std::unordered_map<uint32_t, intel::Against> out;
    for (size_t i = 0; i < met.size(); ++i) out.emplace(met[i], against[i]);
    return out;
}

// The matches of each campaign, as they come in.
class CampaignMatches {
  public:
    explicit CampaignMatches(std::vector<facts::ListedCampaign>& campaigns) : campaigns_(campaigns) {
        for (uint32_t i = 0; i < campaigns.size(); ++i) {
            campaigns[i].campaign.matches.clear();
            for (const std::string& id : campaigns[i].campaign.messages) of_message_[id].push_back(i);
        }
    }
    void add(const std::string& message, uint32_t indicator, const intel::Indicator& what,
             const intel::Against& against, const std::string& age) {
        const auto found = of_message_.find(message);
        if (found == of_message_.end()) return;
        for (const uint32_t number : found->second) {
            auto& matches = campaigns_[number].campaign.matches;
            const auto [place, is_new] = place_.try_emplace({number, indicator}, matches.size());
            if (is_new && matches.size() >= max_matches_of_campaign) {
                place_.erase(place);
                continue;
            }
            if (is_new) {
                matches.push_back(intel::campaign_match(what, against));
                matches.back().age = age;
            }
            ++matches[place->second].messages;
        }
    }

    /// What nothing speaks against first; else as they came.
    void sort() {
        for (facts::ListedCampaign& one : campaigns_) {
            std::stable_sort(
                one.campaign.matches.begin(), one.campaign.matches.end(),
                [](const auto& a, const auto& b) { return a.against.empty() && !b.against.empty(); });
        }
    }

  private:
    std::vector<facts::ListedCampaign>& campaigns_;
    std::unordered_map<std::string_view, std::vector<uint32_t>> of_message_;
    std::map<std::pair<uint32_t, uint32_t>, size_t> place_;
};

std::string age_in(const facts::Finding& finding) {
    for (const auto& [name, value] : finding.facts) {
        if (name == "age") return value;
    }
    return {};
}

void write_findings(evidence::Case& c, const std::vector<Met>& all, const Matcher& matcher,
                    const std::unordered_map<uint32_t, intel::Against>& against, const Limits& limits,
                    std::vector<facts::ListedCampaign>& campaigns, facts::IntelSummary& summary) {
    evidence::IntelStore store = c.intel();
    CampaignMatches matches(campaigns);
    std::unordered_map<uint32_t, uint32_t> met_before;
    for (const Met& one : all) {
        const facts::Message message = c.message_by_row(one.row).value();
        std::vector<facts::Finding> findings;
        for (const Hit& hit : one.hits) {
            const intel::Indicator& indicator = matcher.indicators()[hit.indicator];
            const intel::Against& why_not = against.at(hit.indicator);
            facts::Finding finding = intel::finding_of(message, indicator, hit, why_not);
            matches.add(one.id, hit.indicator, indicator, why_not, age_in(finding));
            const uint32_t most =
                why_not.is_hub ? limits.max_matches_of_hub : limits.max_matches_of_indicator;
            if (++met_before[hit.indicator] > most) {
                ++summary.findings_left_out;
            } else if (findings.size() < limits.max_findings) {
                findings.push_back(std::move(finding));
            }
        }
        summary.findings += findings.size();
        store.add_findings(one.row, findings);
    }
    matches.sort();
    summary.messages = all.size();
    summary.indicators_met = met_before.size();
}

}  // namespace

facts::IntelSummary match_intel(evidence::Case& c, const org::Organisation& org, const Limits& limits,
                                std::vector<facts::ListedCampaign>& campaigns) {
    const auto started = std::chrono::steady_clock::now();
    facts::IntelSummary summary;
    c.intel().clear_findings();
    const Matcher matcher(load_intel(c, limits), limits);
    summary.indicators = matcher.indicators().size();
    summary.unmatched = matcher.unmatched_count();
    for (const auto& [why, unmatched] : matcher.unmatched())
        summary.unmatched_examples.push_back(std::to_string(unmatched.count) + ": " + why + " (" +
                                             unmatched.example + ")");
    std::vector<Met> all;
    if (!matcher.empty()) {
        work_out_keys(c);
        all = meet(c, matcher);
        keep_joined(all, matcher);
    }
    write_findings(c, all, matcher, against_of(all, matcher, org), limits, campaigns, summary);
    for (const facts::ListedCampaign& one : campaigns)
        summary.campaigns += one.campaign.matches.empty() ? 0 : 1;
    summary.milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started)
            .count();
    return summary;
}

facts::IntelSummary rematch_intel(evidence::Case& c, const Limits& limits) {
    const std::string text = c.setting("organisation");
    const auto org =
        text.empty() ? Result<org::Organisation>(org::default_organisation()) : org::parse_organisation(text);
    std::vector<facts::ListedCampaign> campaigns = c.campaigns();
    c.begin();
    facts::IntelSummary summary = match_intel(c, org ? *org : org::default_organisation(), limits, campaigns);
    c.set_campaigns(campaigns);
    c.commit();
    return summary;
}

}  // namespace redshank::engine
