// SPDX-License-Identifier: Apache-2.0
// What is said about one name of a group, for the command line and the pages.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "evidence/case.h"
#include "intel/actor.h"

namespace redshank::engine {

/// Of the built-in set and of the case's imports; without a case, of the built-in set alone.
std::vector<intel::Claim> all_claims(const evidence::Case* opened, const Limits& limits);

/// What the built-in set and the imports of the case say about a name. Without a case, the built-in set
/// alone. Error: there is a case, and it cannot be read.
Result<intel::ActorReport> look_up_actor(const std::filesystem::path& case_folder, const std::string& name,
                                         const Limits& limits);

/// One object (docs/formats.md), as `redshank actor --format json` prints it.
std::string actor_json(const intel::ActorReport& report);

/// Texts without what a page or terminal obeys, places defanged: claims come from files of others.
intel::ActorReport safe_to_show(intel::ActorReport report);

}  // namespace redshank::engine
