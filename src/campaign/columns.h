// SPDX-License-Identifier: Apache-2.0
// What grouping keeps of each message: one fixed row, strings as numbers, and flat lists of URLs, recipients
// and findings that a row points into. About 270 bytes a message besides its URLs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "campaign/campaign.h"
#include "campaign/strings.h"

namespace redshank::campaign {

namespace row_flag {
// A trusted result passes for the From domain (DMARC, or DKIM or SPF aligned).
constexpr uint32_t auth_pass = 1;
constexpr uint32_t auth_fail = 2;     // a trusted DMARC fails, or SPF fails with no DKIM pass
constexpr uint32_t mailing_list = 4;  // List-Id or Precedence: list
constexpr uint32_t automatic = 8;     // Auto-Submitted other than "no"
constexpr uint32_t delivery_report = 16;
constexpr uint32_t password_form = 32;  // an HTML part with a password field
constexpr uint32_t inner = 64;          // attached to another message
constexpr uint32_t attachment = 128;  // a file of the sender's own choice, not one that is shown in the text
constexpr uint32_t reader_protected = 256;
constexpr uint32_t reader_ours = 512;
constexpr uint32_t author_ours = 1024;
constexpr uint32_t author_freemail = 2048;
constexpr uint32_t simulation = 4096;
}  // namespace row_flag

struct UrlRow {
    uint32_t url = 0;  // ids in Columns::urls
    uint32_t target = 0;
    uint16_t hidden = 0;
    facts::UrlKind kind = facts::UrlKind::other;
    facts::Trigger trigger = facts::Trigger::click;
};

struct FindingRow {
    uint64_t id = 0;    // the hex digits of "F…"
    uint32_t rule = 0;  // ids in Columns::strings
    uint32_t encoding = 0;
    uint32_t slot = 0;
    uint32_t url = 0;  // id in Columns::urls, 0 none
    facts::Severity severity = facts::Severity::info;
};

struct Row {
    Key128 key;        // of the content_id
    Seconds date = 0;  // Date field, else what the server wrote; 0 unknown
    uint64_t masked_hash = 0;
    uint64_t structure_hash = 0;
    uint64_t header_order = 0;
    uint64_t first_url = 0;  // each list ends where the next row's begins
    uint32_t first_recipient = 0;
    uint32_t first_finding = 0;
    uint32_t reader = 0;  // ids in Columns::strings from here on; 0 none
    uint32_t from_name = 0;
    uint32_t from_address = 0;
    uint32_t from_site = 0;  // registrable domain
    uint32_t reply_address = 0;
    uint32_t reply_site = 0;
    uint32_t return_site = 0;
    uint32_t list_site = 0;
    std::array<uint32_t, 2> unsubscribe_sites{};
    std::array<uint32_t, 2> dkim_sites{};
    uint32_t program = 0;  // mailer, Message-ID form, boundary form and zone, joined
    uint32_t subject = 0;
    uint32_t message_id = 0;
    uint32_t list = 0;                   // what List-Id names
    uint32_t poses_as = 0;               // the protected person whose name or address it carries
    std::array<uint32_t, 2> networks{};  // of who handed it over, and of where the first server says that it
                                         // was written: "192.0.2" or "2001:db8:1", as strings
    uint32_t person = 0;                 // the protected person who is the reader, from 1
    uint32_t words = 0;
    std::array<uint32_t, 2> openings{};  // hashes of the first 8 and 16 words after a greeting; 0 for fewer
    uint32_t flags = 0;
    std::array<uint32_t, facts::sketch_size> minhash{};
};

struct UrlInfo {
    uint32_t host = 0;  // ids in Columns::strings
    uint32_t site = 0;
};

struct Archive::Columns {
    Strings strings;
    Strings urls;
    std::vector<UrlInfo> url_info;  // by URL id
    std::vector<Row> rows;
    std::vector<UrlRow> url_rows;
    std::vector<uint32_t> recipients;
    std::vector<FindingRow> findings;
    std::unordered_set<Key128, Key128Hash> known;

    std::span<const UrlRow> urls_of(uint32_t row) const;
    std::span<const uint32_t> recipients_of(uint32_t row) const;
    std::span<const FindingRow> findings_of(uint32_t row) const;
};

using Columns = Archive::Columns;

/// Whether the mail itself names that registrable domain: as sender, reply address, list or signer.
inline bool is_party(const Row& row, uint32_t site) {
    return site == row.from_site || site == row.reply_site || site == row.list_site ||
           site == row.dkim_sites[0] || site == row.dkim_sites[1];
}

}  // namespace redshank::campaign
