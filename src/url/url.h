// SPDX-License-Identifier: Apache-2.0
// URLs as a browser reads them (WHATWG URL Standard), taken apart for comparison, and unwrapped from
// redirectors and link gateways whose URLs name their target. Nothing is ever fetched.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/limits.h"

namespace redshank::url {

/// Offsets into `href`, as the URL Standard's serializer writes it.
///     https://user:pass@example.com:1234/foo/bar?baz#quux
///     |     |    |    |           |    |        |   |
///     | scheme_end    host_start  host_end      |   fragment_start ('#')
///     |          username_end     | path_start  query_start ('?')
struct Url {
    static constexpr uint32_t none = 0xFFFFFFFF;
    std::string href;
    uint32_t scheme_end = 0;  // of "https", before ':'
    uint32_t username_end = 0;
    uint32_t host_start = 0;  // after '@' or "//"
    uint32_t host_end = 0;
    int32_t port = -1;  // -1: none or the scheme's default
    uint32_t path_start = 0;
    uint32_t query_start = none;
    uint32_t fragment_start = none;
    bool has_credentials = false;
    bool is_special = false;  // http, https, ws, wss, ftp, file
    bool host_is_ip = false;
    bool opaque_path = false;  // "mailto:…"

    std::string_view scheme() const;
    std::string_view host() const;  // A-labels, or "[::1]"; "" without one
    std::string_view path() const;
    std::string_view query() const;     // without '?'
    std::string_view fragment() const;  // without '#'
};

/// The basic URL parser. Nothing where the standard fails. Records url_tab_or_newline, url_backslash,
/// url_credentials, url_odd_ipv4 (a number form that is no plain dotted quad), url_limit (too long: not
/// parsed).
std::optional<Url> parse(std::string_view input, const Url* base, const Limits& limits,
                         AnomalyList& anomalies);

/// One name=value of application/x-www-form-urlencoded; "+" is a space, percent-decoded.
struct QueryPair {
    std::string name;
    std::string value;
};
std::vector<QueryPair> query_pairs(std::string_view query);
std::string percent_decode(std::string_view text);

/// One place of a URL that can hold a token: names are "userinfo", "host[0]" (labels from the left,
/// registrable domain excluded), "path[1]" (segments from 1; an opaque path is one), "path[3].stem" and
/// "path[3].ext" for a last segment with an extension, "path[2].param[k]" for "k=v" in a segment or behind
/// its ";" ("param[1]" without a name), "query[u]" (second use of one name: "query[u]#2"), "query" (no '=',
/// or the name is itself a token; the next one "query#2"), "fragment". Where a value is itself a URL or an
/// encoded one (percent, base64, base64url), its places follow as "query[u].path[1]" and the whole value is
/// left out; a URL appended to a path takes everything up to the end.
struct Piece {
    std::string name;
    std::string value;  // percent-decoded
};
/// In a fixed order: userinfo, host, path, query, fragment. At most limits.max_url_nesting deep.
std::vector<Piece> pieces(const Url& url, const Limits& limits);

/// The URL with every piece that looks like a token (not a word: digits, mixed case, long hex or base64)
/// replaced by {name}: "https://img.example/o/{path[2]}.gif?u={query[u]}". Equal for the copies of one
/// template; shows no token.
std::string shape(const Url& url, const Limits& limits);
/// Whether a value looks like an identifier rather than a word or a small number.
bool looks_like_token(std::string_view value);

/// What a redirector or link gateway leads to.
struct Unwrapped {
    Url target;
    std::string
        by;  // the outermost: "safelinks", "proofpoint-v2", "own-gateway", "google-redirect", "nested" …
    bool is_gateway = false;  // rewriting by a receiver's own security product, so not the sender's doing
    /// Where is_gateway: the URL as the sender wrote it, behind every gateway and before the sender's own
    /// redirectors.
    std::optional<Url> as_sent;
};
/// By the built-in table, by `own_gateways` (hosts), or a nested URL in any parameter. Unwraps repeatedly, at
/// most limits.max_url_nesting times. Nothing where the URL does not name its target (Mimecast's, for one,
/// hold a key only).
std::optional<Unwrapped> unwrap(const Url& url, const std::vector<std::string>& own_gateways,
                                const Limits& limits);

}  // namespace redshank::url
