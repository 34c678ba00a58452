// SPDX-License-Identifier: Apache-2.0
// A message's own bytes for a person to look at: the header fields, the text of its bodies as a person would
// see it, a picture of its HTML that loads nothing, and the bytes of a part.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "html/picture.h"

namespace redshank::engine {

struct ViewedField {
    std::string name;
    std::string body;  // unfolded, encoded words decoded; may be no UTF-8
};
std::vector<ViewedField> view_header(std::string_view message, const Limits& limits);

constexpr size_t max_viewed_text_bytes = 200'000;

struct ViewedText {
    std::string part;
    std::string media_type;
    std::string text;     // UTF-8, at most `max_viewed_text_bytes` of it
    bool is_cut = false;  // there was more
};
/// Of the text/plain and text/html parts that are no attachments, in document order.
std::vector<ViewedText> view_texts(std::string_view message, const Limits& limits);

struct ViewedPicture {
    std::string part;
    html::Picture picture;
};
/// Of the text/html parts that are no attachments, in document order.
std::vector<ViewedPicture> view_pictures(std::string_view message, const Limits& limits);

/// Bytes around a place in the decoded part ("" for the message itself), for showing a finding where it
/// stands.
struct BytesInPlace {
    std::string before, bytes, after;  // before and after: at most `around` bytes
};
/// Nothing where there is no such part, or the bytes are not there.
std::optional<BytesInPlace> bytes_in_place(std::string_view message, std::string_view part, uint64_t offset,
                                           std::string_view bytes, size_t around, const Limits& limits);

}  // namespace redshank::engine
