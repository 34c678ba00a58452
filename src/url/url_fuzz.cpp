// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>

#include "url/url.h"

using namespace redshank;

// The first line is the base, the rest the URL.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const size_t line = input.find('\n');
    AnomalyList anomalies;
    const Limits limits;
    const auto base = url::parse(input.substr(0, line), nullptr, limits, anomalies);
    const std::string_view rest = line == std::string_view::npos ? input : input.substr(line + 1);
    const auto parsed = url::parse(rest, base ? &*base : nullptr, limits, anomalies);
    if (!parsed) return 0;
    // The serialization of a URL parses to itself (URL Standard, 4.5), offsets and all.
    const auto again = url::parse(parsed->href, nullptr, limits, anomalies);
    if (parsed->href.size() > limits.max_url_bytes) return 0;
    if (!again || again->href != parsed->href || again->host() != parsed->host() ||
        again->path() != parsed->path() || again->query() != parsed->query() ||
        again->fragment() != parsed->fragment()) {
        std::abort();
    }
    return 0;
}
