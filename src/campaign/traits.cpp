// SPDX-License-Identifier: Apache-2.0
#include "campaign/traits.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "url/url.h"

namespace redshank::campaign {

namespace {

// A query "name" beyond this is a value without a name ("?c29tZXRoaW5n==").
constexpr size_t max_name_bytes = 24;
constexpr size_t max_extension_bytes = 5;

uint64_t path_skeleton(std::string_view path) {
    const auto depth = static_cast<uint64_t>(std::count(path.begin(), path.end(), '/'));
    const std::string_view last = path.substr(path.rfind('/') + 1);
    const size_t dot = last.rfind('.');
    std::string_view extension = dot == std::string_view::npos ? std::string_view() : last.substr(dot + 1);
    if (extension.size() > max_extension_bytes ||
        !std::all_of(extension.begin(), extension.end(), is_alpha)) {
        extension = {};
    }
    return hash64(extension, depth);
}

uint64_t query_skeleton(std::string_view query) {
    uint64_t hash = 0;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const size_t equals = pair.find('=');
        const bool named = equals != std::string_view::npos && equals <= max_name_bytes;
        hash = hash_combine(hash, named ? hash64(pair.substr(0, equals)) : 1);
    }
    return hash;
}

bool is_gateway(const Columns& columns, uint32_t url, const std::vector<std::string>& gateways) {
    const std::string_view host = columns.strings[columns.url_info[url].host];
    return std::any_of(gateways.begin(), gateways.end(),
                       [&](const std::string& gateway) { return is_or_is_under(host, gateway); });
}

bool is_known_gateway(std::string_view href) {
    AnomalyList ignored;
    const auto parsed = url::parse(href, nullptr, Limits{}, ignored);
    const auto unwrapped = parsed ? url::unwrap(*parsed, {}, Limits{}) : std::nullopt;
    return unwrapped && unwrapped->is_gateway;
}

}  // namespace

uint32_t url_skeleton(std::string_view url) {
    const size_t slashes = url.find("://");
    url.remove_prefix(slashes == std::string_view::npos ? 0 : slashes + 3);
    url = url.substr(0, url.find('#'));
    const size_t question = url.find('?');
    const std::string_view query = question == std::string_view::npos ? "" : url.substr(question + 1);
    const std::string_view host_and_path = url.substr(0, question);
    const std::string_view path =
        host_and_path.substr(std::min(host_and_path.size(), host_and_path.find('/')));
    return static_cast<uint32_t>(hash_combine(path_skeleton(path), query_skeleton(query)));
}

std::vector<UrlTraits> url_traits(const Columns& columns, const std::vector<std::string>& gateways) {
    std::vector<UrlTraits> traits(columns.urls.size());
    for (uint32_t id = 1; id < traits.size(); ++id) {
        traits[id].scheme = url_skeleton(columns.urls[id]);
        const std::string_view site = columns.strings[columns.url_info[id].site];
        traits[id].place = static_cast<uint32_t>(hash64(site, traits[id].scheme));
        traits[id].gateway = is_gateway(columns, id, gateways);
    }
    // Unwrapping costs a parse, so only what extraction found wrapped is asked.
    for (const UrlRow& row : columns.url_rows) {
        if (row.target != 0 && !traits[row.url].gateway) {
            traits[row.url].gateway = is_known_gateway(columns.urls[row.url]);
        }
    }
    return traits;
}

}  // namespace redshank::campaign
