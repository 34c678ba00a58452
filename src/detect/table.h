// SPDX-License-Identifier: Apache-2.0
// The table of detectors: what each shows, what it misses, and the function that looks.
#pragma once

#include <span>

#include "detect/finding_list.h"
#include "detect/message_view.h"
#include "facts/finding.h"

namespace redshank::detect {

struct Detecting {
    facts::Rule rule;
    void (*look)(const MessageView& view, FindingList& out);
};

/// Sorted by the rule's name.
std::span<const Detecting> table();

}  // namespace redshank::detect
