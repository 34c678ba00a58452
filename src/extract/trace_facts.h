// SPDX-License-Identifier: Apache-2.0
// The trace fields: the hops with the border between the reader's side and the sender's, the authentication
// results with who is believed, and the delivery fields above the border.
#pragma once

#include <vector>

#include "extract/header_facts.h"

namespace redshank::extract {

/// Fills received_hops, received (the topmost date), origin_ip, auth, dkim, arc_sets and delivered_to; gives
/// back the delivery fields above the border.
std::vector<Delivered> read_trace(const HeaderReading& reading, facts::Message& facts);

}  // namespace redshank::extract
