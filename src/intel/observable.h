// SPDX-License-Identifier: Apache-2.0
// The things that indicators are about and mail holds: domains, addresses, IP addresses, URLs and hashes of
// files, read as people publish them ("hxxps://evil[.]example/x", "bad(at)evil[.]example") and written in one
// normal form, so that equal means the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redshank::intel {

/// Append, never reorder: part of keys that the case keeps.
enum class ObservableType : uint8_t { domain, address, ip, ip_range, url, sha256, sha1, md5, file_name };
std::string_view observable_type_name(ObservableType type);  // "domain-name", "email-addr", "ipv4-addr" …

struct Observable {
    ObservableType type = ObservableType::domain;
    /// domain: A-labels, lower-case, no dot at the end. address: local@domain. ip: as inet_ntop writes it.
    /// ip_range: "192.0.2.0/24". url: without scheme and fragment, "host/path?query", see url_value. Hashes:
    /// lower-case hex.
    std::string value;
    bool operator==(const Observable&) const = default;
};

/// Undoes the usual ways of making text harmless: hxxp, meow, [.], (.), {.}, [dot], [:], [at], (at), [@],
/// backslashes before dots.
std::string refang(std::string_view text);

/// What a published value is: white space, quotes and a dot or slash at the end do not count. A port behind
/// a host is dropped. Nothing where it is none of these.
std::optional<Observable> parse_observable(std::string_view text);

/// "host[:port]/path?query" of a URL as indicators compare it: http and https mean the same place, and a
/// fragment is never sent. Nothing where it is no URL with a host.
std::optional<std::string> url_value(std::string_view url);

/// An IPv4 or IPv6 address in normal form, or nothing. IPv4 in IPv6 ("::ffff:192.0.2.1") is IPv4.
std::optional<std::string> ip_value(std::string_view text);

/// A line of a plain list without its comment ("#", ";" or "//" at the start or behind white space) and
/// white space around it.
std::string_view without_comment(std::string_view line);

/// Whether a table's header names a column of values or patterns.
bool has_indicator_columns(std::string_view header_line);

}  // namespace redshank::intel
