// SPDX-License-Identifier: Apache-2.0
// Domain names: UTS 46 to A-labels, registrable domains by the Public Suffix List (libpsl's built-in copy).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redshank::text {

/// UTS 46 as the URL Standard's domain-to-ASCII wants it (CheckHyphens false, VerifyDnsLength false,
/// non-transitional). Lower-case A-labels; nothing where the name is invalid or empty, or needs Punycode and
/// has over 1,024 bytes. ASCII is only lower-cased, "xn--" labels unchecked, as web-platform-tests
/// toascii.json wants. Forbidden code points are the caller's.
std::optional<std::string> domain_to_ascii(std::string_view utf8_domain);
/// For people to read; the input where it cannot be decoded.
std::string domain_to_unicode(std::string_view ascii_domain);

/// The registrable domain ("example.co.uk" of "a.b.example.co.uk"), lower-case A-labels in and out. The host
/// itself where it is an IP address, a public suffix or a single label. The view points into `host`.
std::string_view registrable_domain(std::string_view host);

/// Whether every label is of one script or of the combinations UTS 39 calls highly restrictive.
bool is_single_script(std::string_view utf8_label);

}  // namespace redshank::text
