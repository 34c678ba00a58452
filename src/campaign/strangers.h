// SPDX-License-Identifier: Apache-2.0
// Campaigns that are low and slow: single mails over years, each from another sender with another host, so
// that none of the usual keys (sender, host, subject, time) holds them together. What is left is that each is
// a stranger's mail to somebody worth aiming at, and a habit: words, the form of URLs, how a token is made, a
// program, a network.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "campaign/history.h"
#include "campaign/join.h"
#include "facts/campaign.h"

namespace redshank::campaign {

constexpr size_t most_mails_of_strangers = 3;  // what goes to many at once has other ties

/// Calls `join` for each pair of units that are of one hand, and why (weights sum to the threshold of join.h
/// or more). What senders with a history have in common with them counts less or not at all. Near-linear:
/// each unit is compared with a few before it under each of its keys. `mails_of_campaign`: for each unit, how
/// many mails there are in what other ties have joined it to; a wave to many is left alone.
void each_pair_of_strangers(
    const Columns& columns, const History& history, const std::vector<Unit>& units,
    const std::vector<size_t>& mails_of_campaign,
    const std::function<void(uint32_t a, uint32_t b, std::vector<facts::Link> links)>& join);

}  // namespace redshank::campaign
