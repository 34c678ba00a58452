// SPDX-License-Identifier: Apache-2.0
// Every bound on what mail may make Redshank do, in one place. Reaching one is recorded as an anomaly (or,
// for a source, as something that could not be read in full) and the rest is kept raw; nothing is dropped in
// silence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redshank {

struct Limits {
    // --- source ---
    /// A message larger than this is read up to here. Real systems refuse mail above 150 MB.
    uint64_t max_message_bytes = 256ull << 20;
    /// Archives in archives in compressors. Honest exports need three (zip, tar, xz).
    int max_archive_depth = 8;
    /// Decompressed bytes for each compressed byte, counted once 16 MiB have come out. Text reaches 20, logs
    /// 100.
    uint64_t max_archive_ratio = 1000;
    uint64_t archive_ratio_floor_bytes = 16ull << 20;
    /// Members of one archive.
    uint64_t max_archive_members = 50'000'000;
    /// Folder depth below what the user named.
    int max_folder_depth = 64;

    // --- mime ---
    /// Header section of one entity. Sendmail refuses above 32 KiB, Exchange above 256 KiB.
    uint32_t max_header_bytes = 1u << 20;
    uint32_t max_header_fields = 2000;
    /// RFC 5322 2.1.1 says 998; longer lines are read whole up to this.
    uint32_t max_line_bytes = 16u << 20;
    /// message/rfc822 and multipart nesting together.
    int max_mime_depth = 64;
    uint32_t max_parts = 2000;
    uint32_t max_addresses = 10'000;
    uint32_t max_parameters = 200;
    /// Pieces of one RFC 2231 parameter.
    uint32_t max_parameter_pieces = 1000;
    uint32_t max_comment_depth = 64;
    /// Decoded body bytes kept of one part, and of all parts of a message.
    uint64_t max_decoded_part_bytes = 64ull << 20;
    uint64_t max_decoded_message_bytes = 256ull << 20;

    // --- html, css, url ---
    uint32_t max_resources = 20'000;
    uint32_t max_links = 20'000;
    uint32_t max_attributes = 512;
    uint32_t max_open_elements = 2000;
    uint32_t max_css_depth = 64;
    /// A longer URL is kept raw and not taken apart. Browsers stop at 2 MiB, mail programs long before.
    uint32_t max_url_bytes = 64u << 10;
    /// URLs inside parameters of URLs.
    int max_url_nesting = 8;
    /// Visible text that is sketched and kept; the rest of a longer body only counts.
    uint32_t max_text_bytes = 4u << 20;
    uint32_t max_anchor_text_bytes = 512;

    // --- auth ---
    /// Signatures of one message that are verified: each hashes the whole body. Real mail carries up to six.
    uint32_t max_signatures = 32;
    /// A larger key makes each verification slower; RFC 8301 asks for 4096.
    int max_rsa_key_bits = 8192;

    // --- one message's facts ---
    uint32_t max_anomalies = 200;
    uint32_t max_received = 200;
    uint32_t max_inner_messages = 200;
    /// Files listed inside one attached archive.
    uint32_t max_listed_members = 1000;
    uint32_t max_findings = 2000;
};

}  // namespace redshank
