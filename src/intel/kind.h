// SPDX-License-Identifier: Apache-2.0
// What a file of published knowledge is, told by its content and never by its name. Most kinds are told by
// the keys of their first object, the names of their columns or their root element; a list of bare domains
// says nothing of its purpose and counts as indicators unless its user says otherwise (`intel add --as`).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace redshank::intel {

/// Names (kind_name) are stable: the case keeps them. Append, never reorder.
enum class Kind : uint8_t {
    unknown,
    // indicators
    plain_list,     // domains, addresses, IPs, URLs or hashes, one a line
    indicator_csv,  // the same in a table with a header
    stix,           // STIX 2.0 or 2.1: a bundle, an array of objects or one object
    stix_lines,     // STIX objects, one a line
    misp_event,     // one or several
    // who is called what
    misp_galaxy,
    microsoft_names,   // Microsoft's table of threat actor names
    etda_cards,        // ETDA's Threat Group Cards
    vendor_names_csv,  // a table with one column a vendor (EternalLiberty)
    // what speaks against an indicator, and what domains are
    misp_warninglist,
    freemail,  // these six only by `--as`, but where the content says it
    disposable,
    shortener,
    gateway,
    news,
    government,
    // trackers in mail
    tracker_regexes,     // vendor → regular expressions on the URL
    tracker_substrings,  // name and a part of the URL
    tracker_lines,       // NAME@@=REGEX
    trocker,
    adblock,  // Adblock Plus syntax
    disconnect,
    duckduckgo,
    // sanctions
    ofac_sdn_csv,
    ofac_alt_csv,
    ofac_add_csv,
    ofac_comments_csv,
    ofac_sdn_xml,
    ofac_advanced_xml,
    ofac_json,    // uid, name, aliases, program, type
    uk_list_csv,  // UK Sanctions List
    uk_list_ods,
    uk_list_xml,
    ofsi_csv,  // OFSI consolidated list
    eu_xml,    // EU consolidated financial sanctions
    eu_csv,
    eu_journal_csv,  // transcribed from the Official Journal
    un_xml,          // UN Security Council consolidated list
    sanctions_json,  // id, full_name, source, aliases
    ofsi_text,       // OFSI's PDF as text, "DOB: … a.k.a: …"
};

/// "stix", "plain-list", "ofac-sdn-csv" …
std::string_view kind_name(Kind kind);
/// Nothing where no kind has that name.
std::optional<Kind> kind_by_name(std::string_view name);

constexpr bool is_sanctions(Kind kind) {
    return kind >= Kind::ofac_sdn_csv && kind <= Kind::ofsi_text;
}

/// `bytes` is the whole file, decompressed, UTF-8 with or without a byte order mark (as_text). Looks at the
/// first 64 KiB.
Kind tell_kind(std::string_view bytes);

}  // namespace redshank::intel
