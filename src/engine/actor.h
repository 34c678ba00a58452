// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/limits.h"
#include "base/result.h"
#include "intel/actor.h"

namespace redshank::engine {

/// What the built-in set and the imports of the case say about a name. Without a case, the built-in set
/// alone. Error: there is a case, and it cannot be read.
Result<intel::ActorReport> look_up_actor(const std::filesystem::path& case_folder, const std::string& name,
                                         const Limits& limits);

}  // namespace redshank::engine
