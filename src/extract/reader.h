// SPDX-License-Identifier: Apache-2.0
// Who read this copy of a message (design.md, Reader): the most reliable witness that is there, or none. An
// unknown reader is better than a wrong one, for proofs count readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/message.h"
#include "org/organisation.h"

namespace redshank::extract {

/// An address that a delivering server wrote above the border.
struct Delivered {
    std::string address;
    bool original = false;  // X-Original-To: as the sender addressed it; else where it was put (Delivered-To)
};

struct Witnesses {
    std::vector<std::string> journal;  // recipients by the journal envelope
    std::vector<Delivered> delivered;  // topmost first
    std::string_view source;  // for the mailbox's owner; "" for an inner message: its reporter is no reader
    const facts::Mailbox* list_post = nullptr;
};

struct Reader {
    std::string address;
    facts::ReaderBasis basis = facts::ReaderBasis::none;
};

/// `message` needs from, to, cc, bcc and list_id.
Reader find_reader(const facts::Message& message, const Witnesses& witnesses, const org::Organisation& org);

/// Whether a local-part is that of a hosting account ("m0666425", "web123p4") rather than of a person.
bool is_technical_local_part(std::string_view local_part);

}  // namespace redshank::extract
