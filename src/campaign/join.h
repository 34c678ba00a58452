// SPDX-License-Identifier: Apache-2.0
// Joining the copies of several templates into one campaign by weighted evidence. Every kind of link has a
// weight below the threshold, so one alone never joins (the one exception: plain posts of one mailing list);
// what many senders of the archive share counts less (a mass-mail service).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "campaign/align.h"
#include "campaign/columns.h"
#include "campaign/history.h"
#include "facts/campaign.h"

namespace redshank::campaign {

/// What the weights of links must reach, in thousandths.
constexpr int32_t join_threshold = 1000;

/// Copies of one template in one run of time, or one message.
struct Unit {
    std::vector<uint32_t> rows;  // in order
    std::vector<Series> series;
};

/// Units that are one campaign, and why.
struct Joined {
    std::vector<uint32_t> units;     // indices, rising
    std::vector<facts::Link> links;  // largest weight first, no text twice
};

/// `units` by their first row in order. Units further apart in time than 45 days (a monthly letter comes
/// every 28 to 31) are not compared, unless they are of one list, or of one sender with one host.
std::vector<Joined> join_units(const Columns& columns, const History& history,
                               const std::vector<Unit>& units);

}  // namespace redshank::campaign
