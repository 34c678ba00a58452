// SPDX-License-Identifier: Apache-2.0
// The skeleton of a URL, cheap enough to compute for every URL of an archive: how deep the path is, the
// extension, the names of the query. Tokens do not show in it, so the copies of one template have the same
// skeletons.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/columns.h"

namespace redshank::campaign {

struct UrlTraits {
    uint32_t scheme = 0;   // hash of the skeleton without the host
    uint32_t place = 0;    // hash of the registrable domain and the skeleton
    bool gateway = false;  // a receiver's own link-rewriting gateway
};

uint32_t url_skeleton(std::string_view url);

/// Traits of every URL, by URL id. `gateways` are the organisation's own; the built-in ones are known to
/// url::unwrap.
std::vector<UrlTraits> url_traits(const Columns& columns, const std::vector<std::string>& gateways);

/// What the sender wrote: behind a receiver's gateway the target, where it is known.
inline uint32_t written_url(const UrlRow& row, std::span<const UrlTraits> traits) {
    return row.target != 0 && traits[row.url].gateway ? row.target : row.url;
}

}  // namespace redshank::campaign
