// SPDX-License-Identifier: Apache-2.0
// Structured and unstructured field bodies: unfolding, encoded-words (RFC 2047), addresses (RFC 5322 3.4),
// dates (3.3), message identifiers (3.6.4), parameters (RFC 2231). Offsets of anomalies count from the body's
// start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/limits.h"
#include "base/time.h"
#include "mime/entity.h"

namespace redshank::mime {

/// Line ends of folding removed (RFC 5322 2.2.3), the white space after them kept.
std::string unfold(std::string_view body);

/// Unfolded, encoded-words decoded (adjacent ones of one charset joined before decoding, as all clients do),
/// raw 8-bit read as UTF-8 or windows-1252. Valid UTF-8, white space trimmed at both ends. Never fails.
std::string decode_unstructured(std::string_view body, AnomalyList& anomalies);

/// RFC 5322 3.4 with groups and the obsolete forms (4.4), RFC 6532. `address` is "local@domain" in lower case
/// with the quotes of a quoted-string local part removed where they are not needed, comments out, the domain
/// as an A-label; empty where text is no addr-spec. `name` is decoded; a comment serves where there is no
/// display-name.
struct Mailbox {
    std::string name;
    std::string address;
};
/// Cannot fail: text that is no mailbox is kept as a name. Anomalies: missing_domain, malformed_address,
/// comment_in_odd_place, address_limit.
std::vector<Mailbox> parse_address_list(std::string_view body, const Limits& limits, AnomalyList& anomalies);

struct DateTime {
    Seconds seconds = 0;  // UTC
    std::string zone;     // as written: "+0800", "GMT", "" missing
    bool exact = true;    // false: something was guessed (two-digit year, unknown zone, missing seconds)
};
/// RFC 5322 3.3, obsolete forms, asctime and ISO forms that mail programs write. Nothing where there is no
/// date.
std::optional<DateTime> parse_date(std::string_view body, AnomalyList& anomalies);

/// The first "<…>" of a Message-ID-like body, brackets kept, comments and folds out; the trimmed body where
/// there are no brackets; "" when empty.
std::string parse_message_id(std::string_view body);
/// All "<…>" in order (References, In-Reply-To), at most limits.max_addresses.
std::vector<std::string> parse_message_ids(std::string_view body, const Limits& limits);

ContentType parse_content_type(std::string_view body, const Limits& limits, AnomalyList& anomalies);

struct Disposition {
    std::string value;  // lower-case
    std::vector<Parameter> parameters;
};
Disposition parse_disposition(std::string_view body, const Limits& limits, AnomalyList& anomalies);

/// format=flowed (RFC 3676) joined into paragraphs: soft breaks out, delsp honoured, stuffing removed, quote
/// marks kept.
std::string join_flowed(std::string_view utf8_text, bool delsp);

}  // namespace redshank::mime
