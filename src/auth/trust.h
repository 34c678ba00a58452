// SPDX-License-Identifier: Apache-2.0
// Which trace fields the reader's own side wrote (design.md, Trust in headers). A sender can write any field
// he likes, but only below what the receiving servers put on top.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "auth/received.h"

namespace redshank::auth {

/// The first hop whose `by` is a domain name: it tells whose servers these are. Hops above it (Gmail's by an
/// IP address, fetchmail's by localhost) must have taken the mail from inside; else nothing, for then a
/// sender may have written it.
std::optional<size_t> first_named_hop(std::span<const Received> hops);

/// How many hops from the top are inside the border. `own_names` are hosts or domains known to be ours (may
/// be empty). Below the first named hop, one counts as long as its `by` stays in that hop's registrable
/// domain or in one of ours, and the hop above it took the mail from inside: a forged field "by mx.ours"
/// below the border does not count.
size_t trusted_hops(std::span<const Received> hops, std::span<const std::string> own_names);

/// Where an Authentication-Results field stands.
struct FieldPlace {
    std::string_view authserv_id;
    size_t field = 0;           // index among the header's fields
    size_t named_received = 0;  // index of the Received of the first named hop
    std::string_view named_by;  // its `by`; "" without one
};
/// Whether such a field counts: with `authserv_ids` only theirs do; without, those above the first named hop
/// whose authserv-id shares its registrable domain.
bool is_trusted_result(const FieldPlace& place, std::span<const std::string> authserv_ids);

/// Whether `by` names a host on the Internet: neither an address nor a single label.
bool names_a_host(std::string_view by);

}  // namespace redshank::auth
