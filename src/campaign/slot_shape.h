// SPDX-License-Identifier: Apache-2.0
// A URL written with its slots named instead of filled, so that it can be shown without showing a token.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "url/url.h"

namespace redshank::campaign {

/// "https://img.example/o/{path[2]}.gif?u={query[u]}": what is in `varying` or looks like a token becomes its
/// name. `host` stands for the URL's own ("*.img.example").
std::string slot_shape(const url::Url& url, std::string_view host, const std::set<std::string>& varying);

/// The host that all have, with "*" for the labels that differ; "*" alone where nothing is common.
std::string merge_hosts(std::string_view pattern, std::string_view host);

}  // namespace redshank::campaign
