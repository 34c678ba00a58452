// SPDX-License-Identifier: Apache-2.0
// What two mail programs would read differently, or what was cut at a limit: evidence, never an error. A
// parser records each with its byte offset and goes on with its best reading.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank {

/// Kinds are stable: their names (anomaly_name) stand in the case and in JSON. Append, never reorder.
enum class AnomalyKind : uint8_t {
    // header section
    nul_byte,
    bare_cr,
    raw_8bit_header,
    malformed_header_line,
    duplicate_header_field,  // a field that RFC 5322 3.6 allows once: detail names it
    missing_header_body_separator,
    header_limit,
    long_line,
    comment_in_odd_place,
    // structured fields
    missing_domain,
    malformed_address,
    address_limit,
    malformed_date,
    malformed_encoded_word,
    unknown_charset,
    // MIME
    duplicate_content_type,
    duplicate_transfer_encoding,
    malformed_content_type,
    duplicate_parameter,
    parameter_limit,
    missing_boundary,  // multipart without a boundary parameter
    boundary_never_found,
    boundary_not_closed,
    boundary_prefix_of_another,
    empty_multipart,
    text_after_last_boundary,
    encoding_on_multipart,  // base64 or quoted-printable on a multipart or message (RFC 2045 6.4)
    unknown_transfer_encoding,
    malformed_base64,
    malformed_quoted_printable,
    malformed_uuencode,
    depth_limit,
    part_limit,
    decoded_size_limit,
    charset_mismatch,  // declared charset cannot hold these bytes
    missing_charset,
    // html, css, url
    html_limit,
    html_null_character,
    html_duplicate_attribute,
    css_limit,
    url_limit,
    url_tab_or_newline,
    url_backslash,
    url_credentials,
    url_odd_ipv4,
    invalid_url,
    // the message as a whole
    missing_from,
    several_from,
    malformed_received,
    hidden_alternative,  // a second reading of the bytes shows other content: detail says which
    message_truncated,
    anomaly_limit,
    // attachments
    attachment_not_read,  // damaged, or more than a limit allows: detail names it ("2!/a.zip")
};

/// The stable lower-case name, as in "duplicate-content-type".
std::string_view anomaly_name(AnomalyKind kind);

struct Anomaly {
    AnomalyKind kind;
    uint64_t
        offset;  // bytes from the start of what the parser was given; extract makes it count from the message
    std::string detail;  // short, may hold bytes from mail: show it through safe_text
};

/// Keeps the first `limits.max_anomalies`, then one anomaly_limit; so a hostile mail cannot grow the list.
class AnomalyList {
  public:
    explicit AnomalyList(const Limits& limits = Limits{}) : max_(limits.max_anomalies) {}

    void add(AnomalyKind kind, uint64_t offset, std::string_view detail = {});
    const std::vector<Anomaly>& items() const { return items_; }
    std::vector<Anomaly>& items() { return items_; }
    bool has(AnomalyKind kind) const;

  private:
    uint32_t max_;
    std::vector<Anomaly> items_;
};

}  // namespace redshank
