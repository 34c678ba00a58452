// SPDX-License-Identifier: Apache-2.0
// From a link to what it leads to, by reading alone. Each step takes one wrapper off: the organisation's own
// gateways first, then the table, then whatever URL a parameter holds.
#include <algorithm>

#include "base/ascii.h"
#include "url/gateways.h"
#include "url/nested.h"
#include "url/url.h"

namespace redshank::url {

namespace {

std::string_view after_host(const Url& url) {
    return std::string_view(url.href).substr(url.path_start);
}

/// Nearly all URLs hold no other one; base64 of "http" begins with "aHR0c".
bool may_hold_url(std::string_view text) {
    for (const std::string_view sign : {"ttp", "TTP", "aHR0c"}) {
        if (text.find(sign) != std::string_view::npos) return true;
    }
    return false;
}

std::optional<Url> from_parameters(const Url& url, std::string_view name, const Limits& limits) {
    for (const QueryPair& pair : query_pairs(url.query())) {
        if (!name.empty() && !iequals(pair.name, name)) continue;
        if (std::optional<Url> target = nested_url(pair.value.empty() ? pair.name : pair.value, limits))
            return target;
    }
    return {};
}

std::optional<Url> from_path(const Url& url, const Limits& limits) {
    std::string_view path = url.path();
    if (const size_t at = find_nested_in_path(path); at != std::string_view::npos) {
        if (std::optional<Url> target = nested_url(after_host(url).substr(at), limits)) return target;
    }
    while (!path.empty()) {
        const size_t end = std::min(path.find_first_of("/;"), path.size());
        const std::string_view segment = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        const size_t equals = segment.find('=');
        if (std::optional<Url> target = nested_url(percent_decode(segment), limits)) return target;
        if (equals == std::string_view::npos) continue;
        if (std::optional<Url> target = nested_url(percent_decode(segment.substr(equals + 1)), limits))
            return target;
    }
    return {};
}

std::optional<Url> from_anywhere(const Url& url, const Limits& limits) {
    if (!may_hold_url(after_host(url))) return {};
    std::optional<Url> target = from_parameters(url, "", limits);
    return target ? target : from_path(url, limits);
}

std::optional<Url> from_proofpoint_v2(const Url& url, const Limits& limits) {
    for (QueryPair& pair : query_pairs(url.query())) {
        if (pair.name != "u") continue;
        std::replace(pair.value.begin(), pair.value.end(), '-', '%');
        std::replace(pair.value.begin(), pair.value.end(), '_', '/');
        return nested_url(percent_decode(pair.value), limits);
    }
    return {};
}

/// The first `count` characters of UTF-8, taken off `text`; fewer where it ends.
std::string_view take_characters(std::string_view& text, size_t count) {
    size_t end = 0;
    while (count > 0 && end < text.size()) {
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        --count;
    }
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

/// "*" stands for the next character of the base64url text behind "__;", "**X" for a run whose length X
/// gives: A is 2.
std::optional<Url> from_proofpoint_v3(const Url& url, const Limits& limits) {
    constexpr std::string_view run_lengths =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const std::string_view text = after_host(url);
    const size_t start = text.find("__");
    const size_t end = text.rfind("__;");
    if (start == std::string_view::npos || end == std::string_view::npos || end < start + 2) return {};
    const std::string_view masked = text.substr(start + 2, end - start - 2);
    const std::string replaced = decode_base64(text.substr(end + 3));
    std::string_view characters = replaced;
    std::string target;
    for (size_t i = 0; i < masked.size(); ++i) {
        if (masked[i] != '*') {
            target += masked[i];
            continue;
        }
        const size_t run = masked.substr(i).starts_with("**") && i + 2 < masked.size()
                               ? run_lengths.find(masked[i + 2])
                               : std::string_view::npos;
        const bool is_run = run != std::string_view::npos;
        target += take_characters(characters, is_run ? run + 2 : 1);
        if (is_run) i += 2;
    }
    return nested_url(target, limits);
}

std::optional<Url> from_underscores(const Url& url, const Limits& limits) {
    const std::string_view text = after_host(url);
    const size_t start = text.find("___");
    const size_t end = text.rfind("___");
    if (start == std::string_view::npos || end < start + 3) return {};
    return nested_url(text.substr(start + 3, end - start - 3), limits);
}

std::optional<Url> target_by(const Gateway& gateway, const Url& url, const Limits& limits) {
    switch (gateway.where) {
        case TargetIn::parameter:
            return from_parameters(url, gateway.parameter, limits);
        case TargetIn::anywhere:
            return from_anywhere(url, limits);
        case TargetIn::proofpoint_v2:
            return from_proofpoint_v2(url, limits);
        case TargetIn::proofpoint_v3:
            return from_proofpoint_v3(url, limits);
        case TargetIn::underscores:
            return from_underscores(url, limits);
    }
    return {};
}

/// Of a gateway on the organisation's own host nobody says whose product it is.
std::optional<Url> from_any_product(const Url& url, const Limits& limits) {
    const std::string_view text = after_host(url);
    std::optional<Url> target;
    if (text.find("__;") != std::string_view::npos) target = from_proofpoint_v3(url, limits);
    if (!target && text.starts_with("/v2/")) target = from_proofpoint_v2(url, limits);
    if (!target && text.find("___") != std::string_view::npos) target = from_underscores(url, limits);
    return target ? target : from_anywhere(url, limits);
}

struct Step {
    Url target;
    std::string_view by;
    bool is_gateway;
};

std::optional<Step> unwrap_once(const Url& url, const std::vector<std::string>& own_gateways,
                                const Limits& limits) {
    const std::string_view host = url.host();
    const bool is_own = std::any_of(own_gateways.begin(), own_gateways.end(),
                                    [&](const std::string& own) { return is_or_is_under(host, own); });
    if (is_own) {
        std::optional<Url> target = from_any_product(url, limits);
        return target ? std::optional(Step{std::move(*target), "own-gateway", true}) : std::nullopt;
    }
    if (const Gateway* gateway = find_gateway(host, url.path())) {
        if (std::optional<Url> target = target_by(*gateway, url, limits)) {
            return Step{std::move(*target), gateway->name, gateway->is_gateway};
        }
    }
    std::optional<Url> target = from_anywhere(url, limits);
    return target ? std::optional(Step{std::move(*target), "nested", false}) : std::nullopt;
}

}  // namespace

std::optional<Unwrapped> unwrap(const Url& url, const std::vector<std::string>& own_gateways,
                                const Limits& limits) {
    if (url.opaque_path || url.host().empty()) return {};
    std::optional<Step> step = unwrap_once(url, own_gateways, limits);
    if (!step) return {};
    Unwrapped out;
    out.by = step->by;
    out.is_gateway = step->is_gateway;
    bool only_gateways = true;
    for (int depth = limits.max_url_nesting; step; --depth) {
        out.target = std::move(step->target);
        only_gateways = only_gateways && step->is_gateway;
        if (only_gateways) out.as_sent = out.target;
        step = depth > 1 ? unwrap_once(out.target, own_gateways, limits) : std::nullopt;
    }
    return out;
}

}  // namespace redshank::url
