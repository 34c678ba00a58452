// SPDX-License-Identifier: Apache-2.0
// The header section as facts: who, to whom, when, about what, by which program, through which servers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "extract/reader.h"
#include "facts/message.h"
#include "mime/entity.h"
#include "org/organisation.h"

namespace redshank::extract {

struct HeaderReading {
    const mime::Message& message;
    const org::Organisation& org;
    const Limits& limits;
    AnomalyList& anomalies;  // offsets from the message's start
};

/// One "<uri>" of a list field.
struct ListUri {
    std::string uri;       // white space of folding out, valid UTF-8
    std::string_view raw;  // as written, a view of the message
};

/// What the header says beyond `facts` itself.
struct HeaderFacts {
    std::vector<Delivered> delivered;  // above the border, topmost first
    facts::Mailbox list_post;
    std::vector<ListUri> list_unsubscribe;  // with their places, for evidence
};

/// Fills everything of `facts` that the header section gives. `delivered` (the store's own date, 0 unknown)
/// and `envelope_from` serve where the header does not say.
HeaderFacts read_header(const HeaderReading& reading, Seconds delivered, std::string_view envelope_from,
                        facts::Message& facts);

/// Keeps the place and the bytes of a field that findings point at (facts::Message::header_fields).
void keep_field(const HeaderReading& reading, const mime::HeaderField& field, facts::Message& facts);

/// Valid UTF-8 of what may be any bytes.
std::string clean(std::string_view text);

}  // namespace redshank::extract
