// SPDX-License-Identifier: Apache-2.0
// What a hunt tells a person at its end. The counts add up: everything that was met is read, known, or named
// as unread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sandbox.h"
#include "base/time.h"
#include "facts/campaign.h"

namespace redshank::facts {

/// Something that could not be read, in whole or in part.
struct UnreadSource {
    std::string source;
    uint64_t offset = 0;
    std::string what;  // a sentence for the user
};

/// How the case's mail stands to what others published (engine/intel_match.h).
struct IntelSummary {
    uint64_t indicators = 0;                      // that mail can be held against
    uint64_t unmatched = 0;                       // that no mail can meet, or no pattern could be made of
    std::vector<std::string> unmatched_examples;  // with why, at most 20
    uint64_t indicators_met = 0;
    uint64_t messages = 0;   // that meet one
    uint64_t campaigns = 0;  // that hold such a message
    uint64_t findings = 0;
    uint64_t findings_left_out = 0;  // of indicators that too much mail meets
    int64_t milliseconds = 0;
};

struct Summary {
    std::string case_folder;
    std::string organisation;           // "" without a file
    std::vector<std::string> sources;   // as named on the command line
    std::vector<std::string> warnings;  // of the organisation file and the like

    // files and archive members met by this hunt
    uint64_t files_with_mail = 0;
    uint64_t files_without_mail = 0;
    uint64_t files_known = 0;               // read by an earlier hunt, unchanged
    std::vector<std::string> without_mail;  // at most 20 names
    std::vector<UnreadSource> unread;       // every problem of the case, this hunt's and earlier ones'

    // messages met by this hunt: met = added + known + other places of one message
    uint64_t messages_met = 0;
    uint64_t messages_added = 0;
    uint64_t messages_known = 0;
    uint64_t further_places = 0;  // the same message met again elsewhere
    uint64_t inner_added = 0;     // of the added: attached to another message
    uint64_t bytes_read = 0;
    int64_t milliseconds = 0;

    // the case as a whole
    uint64_t messages = 0;
    uint64_t inner_messages = 0;
    Seconds first_date = 0;  // of dated messages; 0 where there is none
    Seconds last_date = 0;
    uint64_t undated = 0;
    uint64_t readers = 0;         // distinct known readers
    uint64_t unknown_reader = 0;  // messages whose reader is not known
    uint64_t single_copies = 0;   // messages without a copy to compare
    uint64_t findings = 0;
    std::vector<std::string>
        mailboxes_without_mail;             // protected people whose addresses read no mail of the case
    std::vector<ListedCampaign> campaigns;  // by score down
    uint64_t new_campaigns = 0;
    uint64_t grown_campaigns = 0;
    IntelSummary intel;
    bool interrupted = false;
    Sandbox sandbox;  // what held while this hunt read
};

}  // namespace redshank::facts
