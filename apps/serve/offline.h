// SPDX-License-Identifier: Apache-2.0
// `report --format html`: the pages as one file that works without a network and without Redshank.
#pragma once

#include <string>

#include "serve/answers.h"

namespace redshank::serve {

/// The file holds the overview, then campaigns by score with their people and messages, as far as `max_bytes`
/// go; its overview says what is left out. Make `answers` with hashed tokens unless tokens are asked for.
std::string offline_file(Answers& answers, size_t max_bytes = 25'000'000);

}  // namespace redshank::serve
