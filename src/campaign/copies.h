// SPDX-License-Identifier: Apache-2.0
// Messages that share a template: near-same visible text (or the same structure and places of URLs, where
// there is hardly any text), grouped in n log n.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "campaign/columns.h"
#include "campaign/traits.h"

namespace redshank::campaign {

/// Rows by (date, content_id): the order that everything else goes by, so that adding in another order
/// changes nothing.
std::vector<uint32_t> rows_in_order(const Columns& columns);

/// Groups of copies, each in the order given, the groups in the order of their first row. Every row is in one
/// group; a message without a copy is a group of its own.
std::vector<std::vector<uint32_t>> group_copies(const Columns& columns, std::span<const UrlTraits> traits,
                                                std::span<const uint32_t> order);

/// Estimated similarity of two messages' texts in thousandths, 0 where either has too little text.
int text_similarity(const Row& a, const Row& b);

}  // namespace redshank::campaign
