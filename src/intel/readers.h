// SPDX-License-Identifier: Apache-2.0
// The readers, one a format, for read_knowledge alone. Each adds to `out` what the text says.
#pragma once

#include <string_view>

#include "intel/knowledge.h"

namespace redshank::intel {

void read_plain_list(std::string_view text, const ReadOptions& options, const Limits& limits, Knowledge& out);

}  // namespace redshank::intel
