// SPDX-License-Identifier: Apache-2.0
// The façade of the drill: writes a practice archive, scores a case against its key.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "drill/drill.h"
#include "facts/campaign.h"

namespace redshank::engine {

/// Scores the campaigns of a case against an answer key. Error: the key cannot be read.
Result<drill::Score> score_campaigns(const std::filesystem::path& truth_file,
                                     const std::vector<facts::ListedCampaign>& campaigns);

}  // namespace redshank::engine
