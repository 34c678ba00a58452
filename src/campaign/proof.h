// SPDX-License-Identifier: Apache-2.0
// Statistics over one slot: how its value varies over copies, readers and waves, and how likely that would be
// by chance. docs/campaigns.md tells the null models to a statistician.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "facts/campaign.h"

namespace redshank::campaign {

/// One copy's value. Reader 0 is unknown and never counts as a reader.
struct Copy {
    uint32_t wave = 0;
    uint32_t reader = 0;
    uint32_t message_id = 0;  // 0 none
    uint64_t value = 0;
};

double log10_factorial(uint64_t n);

/// Without copies that were only sent again: to one reader under one Message-ID, or in one wave with the same
/// value.
std::vector<Copy> without_resends(std::span<const Copy> copies);

/// The class of a slot; `copies` without resends. "per_reader" needs a reader with two messages: with one
/// message each, values that all differ are "per_message", as nothing shows that they would stay.
facts::SlotClass classify(std::span<const Copy> copies);

/// log10 of the chance that permuting the values within each wave gives every reader one value and no two
/// readers the same: the product over waves of the inverse multinomial of value counts, times m! for each m
/// readers with equal numbers of copies in every wave. 0 (no evidence) where it is not so.
double log10_follows_reader(std::span<const Copy> copies);

/// log10 of the chance that n readers get n different values of k handed out evenly: k! / ((k-n)! k^n). Needs
/// n <= k.
double log10_all_different(uint64_t n, uint64_t k);

/// Readers, when no two known readers share a value; else 0.
uint32_t readers_told_apart(std::span<const Copy> copies);

}  // namespace redshank::campaign
