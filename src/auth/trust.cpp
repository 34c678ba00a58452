// SPDX-License-Identifier: Apache-2.0
#include "auth/trust.h"

#include <algorithm>

#include "auth/ip_literal.h"
#include "base/ascii.h"
#include "text/idna.h"

namespace redshank::auth {

namespace {

bool is_inside(std::string_view host, std::string_view side, std::span<const std::string> own_names) {
    if (host.empty()) return false;
    if (!side.empty() && is_or_is_under(host, side)) return true;
    return std::any_of(own_names.begin(), own_names.end(), [&](const std::string& name) {
        return is_or_is_under(host, text::registrable_domain(name));
    });
}

// Whether the client of this hop was one of the side's own machines.
bool came_from_inside(const Received& hop, std::string_view side, std::span<const std::string> own_names) {
    if (hop.from.empty() && hop.ip.empty()) return true;  // handed over within the server
    if (!hop.ip.empty() && is_internal_ip(hop.ip)) return true;
    if (hop.rdns_unknown) return false;
    return is_inside(hop.from_rdns.empty() ? hop.from : hop.from_rdns, side, own_names);
}

}  // namespace

bool names_a_host(std::string_view by) {
    return by.find('.') != std::string_view::npos && ip_literal(by).empty() && !by.ends_with(".local") &&
           !by.ends_with(".localdomain");
}

std::optional<size_t> first_named_hop(std::span<const Received> hops) {
    for (size_t i = 0; i < hops.size(); ++i) {
        if (names_a_host(hops[i].by)) return i;
        if (!came_from_inside(hops[i], {}, {})) return std::nullopt;
    }
    return std::nullopt;
}

size_t trusted_hops(std::span<const Received> hops, std::span<const std::string> own_names) {
    const std::optional<size_t> named = first_named_hop(hops);
    if (!named) return std::min<size_t>(hops.size(), 1);
    const std::string_view side = text::registrable_domain(hops[*named].by);
    size_t count = *named + 1;
    while (count < hops.size() && came_from_inside(hops[count - 1], side, own_names) &&
           (is_inside(hops[count].by, side, own_names) || !names_a_host(hops[count].by))) {
        ++count;
    }
    return count;
}

bool is_trusted_result(const FieldPlace& place, std::span<const std::string> authserv_ids) {
    if (place.authserv_id.empty()) return false;
    if (!authserv_ids.empty()) {
        return std::find(authserv_ids.begin(), authserv_ids.end(), place.authserv_id) != authserv_ids.end();
    }
    if (place.named_by.empty() || place.field > place.named_received) return false;
    return text::registrable_domain(place.authserv_id) == text::registrable_domain(place.named_by);
}

}  // namespace redshank::auth
