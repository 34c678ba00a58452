// SPDX-License-Identifier: Apache-2.0
// From the slots of a campaign to its proofs: each slot is classed, tested against chance, and against the
// harmless explanations (gateway, cache buster, variant, resend).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "campaign/align.h"
#include "campaign/columns.h"
#include "facts/campaign.h"

namespace redshank::campaign {

struct SlotEvidence {
    std::vector<facts::Slot>
        slots;  // at most 64: those that tell readers apart first, then opens, then as aligned
    std::vector<facts::Proof> proofs;  // strongest first, at most 16
    /// A slot that is new for each message or reader, proven or not, of the sender's own doing.
    bool open_tells_apart = false;
    bool click_tells_apart = false;
    bool attachment_tells_apart = false;  // among those: it loads when an attachment is opened
    std::vector<uint32_t> sites;          // registrable domains of those slots, in order of the slots
};

/// `wave_of_row`: by row. Series of several templates with one key are read as one slot.
SlotEvidence weigh_slots(const Columns& columns, std::vector<Series> series,
                         std::span<const uint32_t> wave_of_row);

/// Not so: a proof that is listed as the best there is, with a p that says that chance explains it as well.
bool excludes_chance(const facts::Proof& proof);

/// "M…" of a row.
std::string message_id_of(const Row& row);

}  // namespace redshank::campaign
