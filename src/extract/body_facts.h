// SPDX-License-Identifier: Apache-2.0
// The entities of a message as facts: parts, URLs, the text that people see, and the messages attached to it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "extract/header_facts.h"
#include "facts/message.h"
#include "mime/entity.h"
#include "org/organisation.h"

namespace redshank::extract {

struct InnerMessage {
    std::string_view bytes;            // decoded; views the outer message or `storage`
    std::string number;                // part number in the outer message
    std::vector<std::string> journal;  // recipients, when the outer is its journal envelope
    bool reconstructed = false;        // written down from what Outlook kept of it
};

/// Sees the decoded bytes of every part and unpacked member by its place ("2",
/// "2!/a.docx!/word/document.xml"), for who checks evidence; empty in a hunt.
using PartWatch = std::function<void(std::string_view place, std::string_view bytes)>;

/// Fills parts, urls, document_traits, text, is_delivery_report and is_encrypted of `facts`, whose header
/// facts and reader are known, and whether it is reconstructed. Attached messages come back in document order;
/// decoded ones are put into `storage` and live there.
std::vector<InnerMessage> read_body(const HeaderReading& reading, const HeaderFacts& header,
                                    std::deque<std::string>& storage, const PartWatch& watch,
                                    facts::Message& facts);

}  // namespace redshank::extract
