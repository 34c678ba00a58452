// SPDX-License-Identifier: Apache-2.0
#include "engine/practice.h"

namespace redshank::engine {

Result<drill::Score> score_campaigns(const std::filesystem::path& truth_file,
                                     const std::vector<facts::ListedCampaign>& campaigns) {
    std::vector<drill::FoundCampaign> found;
    for (const facts::ListedCampaign& listed : campaigns) {
        const facts::Campaign& c = listed.campaign;
        found.push_back({c.id, std::string(facts::campaign_class_name(c.campaign_class)), c.score,
                         c.message_ids, !c.question.empty()});
    }
    return drill::score(truth_file, found);
}

}  // namespace redshank::engine
