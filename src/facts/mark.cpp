// SPDX-License-Identifier: Apache-2.0
#include "facts/mark.h"

#include <array>

namespace redshank::facts {

namespace {
constexpr std::array<std::string_view, 3> names = {"dismissed", "watching", "confirmed"};
}

std::string_view mark_state_name(MarkState state) {
    return names[static_cast<size_t>(state)];
}

std::optional<MarkState> mark_state_from(std::string_view name) {
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<MarkState>(i);
    }
    return std::nullopt;
}

int mark_order(const std::optional<Mark>& mark) {
    if (!mark || mark->state == MarkState::watching) return 1;
    return mark->state == MarkState::confirmed ? 0 : 2;
}

}  // namespace redshank::facts
