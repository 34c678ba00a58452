// SPDX-License-Identifier: Apache-2.0
// A message's own bytes for a person to look at: the header fields, the text of its bodies as a person would see it, and
// the bytes of a part. Nothing of it is rendered: a body that is HTML is given as its visible text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank::engine {

struct MessageView {
    struct Field {
        std::string name;
        std::string body;  // unfolded, encoded words decoded; may be no UTF-8
    };
    struct Text {
        std::string part;
        std::string media_type;
        std::string text;     // UTF-8, at most `max_text_bytes` of it
        bool is_cut = false;  // there was more
    };
    std::vector<Field> fields;
    std::vector<Text> texts;  // of text/plain and text/html parts, in document order
};

constexpr size_t max_text_bytes = 200'000;

MessageView message_view(std::string_view bytes, const Limits& limits);

/// Bytes around a place in the decoded part ("" for the message itself), for showing a finding where it stands.
struct BytesInPlace {
    std::string before, bytes, after;  // before and after: at most `around` bytes
};
/// Nothing where there is no such part, or the bytes are not there.
std::optional<BytesInPlace> bytes_in_place(std::string_view message, std::string_view part, uint64_t offset,
                                           std::string_view bytes, size_t around, const Limits& limits);

}  // namespace redshank::engine
