// SPDX-License-Identifier: Apache-2.0
// Joins the parsers into facts: the only room that sees every parser. A pure function of one message's bytes,
// the organisation and the limits; safe on many threads at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "facts/message.h"
#include "org/organisation.h"

namespace redshank::extract {

/// Recorded in the case: a case made by another version reads its sources again.
constexpr int extractor_version = 8;

/// What the store said about the bytes.
struct Input {
    std::string_view bytes;   // as stored
    std::string_view normal;  // source::normal_form of them: what is hashed for content_id, and parsed where
                              // from_quoting changed bytes
    std::string source;
    uint64_t offset = 0;
    bool truncated = false;
    bool reconstructed = false;  // made from what a store kept: no original bytes
    bool read = false;
    bool replied = false;
    Seconds delivered = 0;
    std::string envelope_from;
};

/// The message and, behind it, every message attached to it (message/rfc822, nested ones too, base64 ones
/// too), each a message of its own with `inner_of` set. Never empty, never fails. Offsets in facts count from
/// the first byte of `bytes`, so that evidence can be checked in the source as it is.
std::vector<facts::Message> extract(const Input& input, const org::Organisation& org, const Limits& limits);

/// Every decoded part and unpacked member of `message`, as bytes_at names them, in the order they are met; a
/// place may come twice. The bytes are valid during the call.
void each_part(std::string_view message, const Limits& limits,
               const std::function<void(std::string_view place, std::string_view bytes)>& take);

/// The decoded bytes of a part or unpacked member of `message`, as facts name it: "2", "2.1" in an attached
/// message, "2!/a.zip!/word/document.xml" (docs/formats.md). Nothing when there is no such place.
/// An attached item of Outlook's stands at its place twice, as it is and written down: `sha256` (hex) says
/// which.
std::optional<std::string> bytes_at(std::string_view message, std::string_view place, const Limits& limits,
                                    std::string_view sha256 = {});

}  // namespace redshank::extract
