// SPDX-License-Identifier: Apache-2.0
// What leaves the case: the chosen campaigns with all that an export may need, as values. An export is a
// function from this to text; it never looks into the case.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"

namespace redshank::report {

/// Stands for a domain that is not told (RFC 2606 2).
constexpr std::string_view redacted_domain = "redacted.invalid";

struct HandoutMessage {
    facts::Message message;
    std::vector<facts::Finding> findings;
    size_t campaign = 0;  // index into Handout::campaigns
};

struct Handout {
    std::vector<facts::ListedCampaign> campaigns;  // confirmed first, then by score down
    std::vector<HandoutMessage> messages;          // by campaign, then by (date, content_id)
    std::vector<facts::Target> targets;            // who got mail of these campaigns, by address
    /// Hosts and domains of the campaigns that others use too, each with who: "a mail provider". They must
    /// never be blocked.
    std::map<std::string, std::string> shared_hosts;

    std::string tlp = "amber";  // "clear", "green", "amber", "red" (TLP 2.0)
    bool with_tokens = false;   // URLs as they are; whoever opens one tells the sender
    bool with_targets = false;  // who read the mail, by name
    bool is_redacted = false;   // by redact.h: nothing in it needs to be hidden any more
    std::vector<std::string> notes;  // sentences that every file carries: what was taken out, and why
    std::string key;            // the case's own secret, 32 bytes: tokens and readers are hashed with it
    std::string version;        // of Redshank
};

/// "TLP:AMBER", and for one with tokens a warning, in one line each: the head of every file.
std::string tlp_label(const Handout& handout);
std::string_view token_warning(const Handout& handout);
/// That warning and the notes in one line; "" for none.
std::string notice(const Handout& handout);

std::string json_export(const Handout& handout);        // one object (docs/formats.md)
std::string csv_export(const Handout& handout);         // one line a message
std::string timesketch_export(const Handout& handout);  // JSON Lines, one event a line
std::string blocklist_export(const Handout& handout);   // lines, with # comments
std::string purge_export(const Handout& handout);       // CSV: mailbox, Message-ID, place
std::string stix_export(const Handout& handout);        // a STIX 2.1 bundle
std::string misp_export(const Handout& handout);        // a MISP event

}  // namespace redshank::report
