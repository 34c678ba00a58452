// SPDX-License-Identifier: Apache-2.0
// What an analyst decided about a campaign: kept apart from what was measured, and never changed by a hunt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace redshank::facts {

/// From weak to strong: where marked campaigns merge, the strongest mark holds, so that nothing confirmed is
/// hidden by what was dismissed beside it.
enum class MarkState : uint8_t { dismissed, watching, confirmed };
std::string_view mark_state_name(MarkState state);
/// Nothing for any other word.
std::optional<MarkState> mark_state_from(std::string_view name);

struct Mark {
    MarkState state = MarkState::watching;
    std::string note;
    Seconds time = 0;  // when it was set
};

/// Where a campaign stands in lists, whatever its score: 0 confirmed, 1 unmarked or watched, 2 dismissed.
int mark_order(const std::optional<Mark>& mark);

}  // namespace redshank::facts
