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
    /// Directory entries of one compound file (.msg): a message to 1,000 people has some 40,000.
    uint32_t max_store_entries = 1'000'000;
    /// A PST inside an archive up to this size lies in memory while it is read, a larger one in a nameless
    /// file of the case folder, up to max_store_bytes: Outlook makes PSTs of up to 50 GB.
    uint64_t max_store_in_memory = 256ull << 20;
    uint64_t max_store_bytes = 64ull << 30;
    /// A PST may take this long in all, and one item of it, listing a folder or opening the file included, so
    /// much work: libpff reads 20 MB/s and more, and an index is a small part of the file.
    uint64_t store_seconds = 60;
    uint64_t min_store_bytes_per_second = 500'000;
    uint64_t store_item_seconds = 5;
    uint64_t min_store_index_bytes_per_second = 10'000'000;
    /// Items of one PST that may kill its reader before the rest is given up: each costs opening the file
    /// again.
    uint32_t max_store_restarts = 1000;
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

    // --- document: what hangs on one message ---
    /// Archives in archives, documents in them, mails in those. Honest ones need two or three.
    int max_attachment_depth = 5;
    /// Unpacked over all attachments of a message: a quarter of what its decoded parts may hold, half a
    /// second of inflating.
    uint64_t max_unpacked_bytes = 64ull << 20;
    uint64_t max_unpacked_member_bytes = 32ull << 20;
    uint32_t max_unpacked_members = 5000;
    /// Bytes out for each byte of the archive, counted once 4 MiB have come out. Sheets of zeros reach 100.
    uint64_t max_unpack_ratio = 200;
    uint64_t unpack_ratio_floor_bytes = 4ull << 20;
    /// XML of one member that is read: its tree takes up to 16 times as much memory.
    uint64_t max_xml_bytes = 8ull << 20;
    /// Dictionaries in a PDF, fields in a field, groups in RTF that are kept apart; deeper ones share a
    /// level.
    int max_document_depth = 64;
    /// Objects of one PDF that are remembered for references to them. Honest large books reach 300,000.
    uint32_t max_pdf_objects = 500'000;
    uint32_t max_document_traits = 200;
    /// Words of the mail tried as password, and locked archives that they are tried on. AES makes each try
    /// slow on purpose (a millisecond).
    uint32_t max_passwords = 40;
    uint32_t max_locked_archives = 4;
    // --- auth ---
    /// Signatures of one message that are verified: each hashes the whole body. Real mail carries up to six.
    uint32_t max_signatures = 32;
    /// A larger key makes each verification slower; RFC 8301 asks for 4096.
    int max_rsa_key_bits = 8192;

    // --- intel: files that others publish ---
    /// One file, decompressed. ATT&CK Enterprise has 45 MB, the largest sanctions list (SDN_ADVANCED.xml)
    /// 130.
    uint64_t max_intel_bytes = 512ull << 20;
    /// Indicators, rules and names of one file. The largest lists that are published hold some 500,000.
    uint32_t max_intel_entries = 2'000'000;
    /// Objects in objects: STIX bundles need ten.
    uint32_t max_json_depth = 64;
    /// Layers of compression around one file.
    int max_intel_layers = 3;
    /// A STIX pattern, the comparisons in it and brackets in brackets. Published ones reach 20 KB and 300
    /// comparisons; a longer one is kept and not matched.
    uint32_t max_pattern_bytes = 1u << 20;
    uint32_t max_pattern_comparisons = 50'000;
    uint32_t max_pattern_depth = 100;
    /// Findings that one indicator may give in a case: one that so much mail meets is no sign of anything.
    uint32_t max_matches_of_indicator = 10'000;
    /// The same for what a list calls shared by many.
    uint32_t max_matches_of_hub = 20;
    /// Complaints told of one file; the rest is counted.
    uint32_t max_intel_problems = 100;

    // --- one message's facts ---
    uint32_t max_anomalies = 200;
    uint32_t max_received = 200;
    uint32_t max_inner_messages = 200;
    /// Files listed inside one attached archive.
    uint32_t max_listed_members = 1000;
    uint32_t max_findings = 2000;
    /// A DMARC report's XML once unpacked, its rows, and the senders kept of those that failed.
    uint64_t max_dmarc_bytes = 16ull << 20;
    uint32_t max_dmarc_rows = 100'000;
    uint32_t max_dmarc_failures = 50;
    /// Mails that one mail quotes as forwarded.
    uint32_t max_forwarded = 8;
};

}  // namespace redshank
