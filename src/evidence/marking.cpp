// SPDX-License-Identifier: Apache-2.0
#include "evidence/marking.h"

#include "base/json_writer.h"
#include "evidence/case.h"
#include "evidence/ledger.h"

namespace redshank::evidence {

Result<std::optional<std::string>> mark_campaign(const std::filesystem::path& folder, std::string_view id,
                                                 const facts::Mark& mark,
                                                 const std::filesystem::path& sign_key) {
    // Looked up for reading first: a wrong folder must not become a new case.
    if (const auto existing = Case::open_for_reading(folder); !existing) return existing.error();
    const auto opened = Case::open_for_writing(folder);
    if (!opened) return opened.error();
    Case& c = **opened;
    const auto campaigns = c.campaigns();
    const facts::ListedCampaign* listed = find_campaign(campaigns, id);
    if (listed == nullptr) return std::optional<std::string>();
    JsonWriter details;
    details.begin_object().key("campaign").value(listed->campaign.id);
    details.key("state").value(facts::mark_state_name(mark.state)).key("note").value(mark.note).end_object();
    const auto logged = append(folder, {"mark", details.take(), mark.time, sign_key});
    if (!logged) return logged.error();
    c.begin();
    c.marks().set(listed->campaign, mark);
    c.commit();
    return std::optional(listed->campaign.id);
}

}  // namespace redshank::evidence
