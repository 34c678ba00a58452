// SPDX-License-Identifier: Apache-2.0
// tag-list (RFC 6376 3.2): "a=rsa-sha256; d=example.org", in DKIM and ARC fields and in key and DMARC
// records.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank::auth {

/// Views into the text that was read.
struct Tag {
    std::string_view name;   // case-sensitive
    std::string_view value;  // trimmed; folds and white space inside kept
};

class TagList {
  public:
    TagList() = default;
    /// Nothing where the text breaks the grammar: a tag without '=' or name (an empty one too, but for the
    /// last), a name twice, more than limits.max_parameters tags.
    static std::optional<TagList> parse(std::string_view text, const Limits& limits);

    bool has(std::string_view name) const { return find(name) != nullptr; }
    /// "" when missing.
    std::string_view operator[](std::string_view name) const;
    const std::vector<Tag>& tags() const { return tags_; }

  private:
    const Tag* find(std::string_view name) const;
    std::vector<Tag> tags_;
};

/// Without any white space (RFC 6376 2.8, FWS).
std::string without_space(std::string_view value);

/// base64string (RFC 6376 2.10): white space allowed anywhere, padding may lack. Nothing for other bytes.
std::optional<std::string> decode_base64_tag(std::string_view value);

/// dkim-quoted-printable (RFC 6376 2.11).
std::string decode_quoted_tag(std::string_view value);

/// A decimal number of at most 12 digits (t=, x=) or `max_digits`; nothing for anything else.
std::optional<uint64_t> decimal(std::string_view value, size_t max_digits = 12);

/// "a : b:c" cut at the colons, each trimmed and in lower case; empty pieces stay.
std::vector<std::string> colon_list(std::string_view value);

}  // namespace redshank::auth
