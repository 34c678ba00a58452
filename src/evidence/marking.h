// SPDX-License-Identifier: Apache-2.0
// Setting a mark as a step of the case, the one way for command line and pages: a line in the ledger first,
// then the mark.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "facts/mark.h"

namespace redshank::evidence {

/// `id` may be one that the campaign had before. Gives the id that it has now; nothing where the case holds
/// no such campaign, and then nothing is written. Error: there is no case, another process is writing to it,
/// or the ledger cannot be written.
Result<std::optional<std::string>> mark_campaign(const std::filesystem::path& folder, std::string_view id,
                                                 const facts::Mark& mark,
                                                 const std::filesystem::path& sign_key);

}  // namespace redshank::evidence
