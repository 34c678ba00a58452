// SPDX-License-Identifier: Apache-2.0
// What a file or member is, told by its first bytes and never by its name, and the small grammar of header
// fields that this needs. A single message is told by this rule:
//   after a byte order mark and empty lines, the lines up to the first empty one (or what is at hand) are
//   looked at; the first is a header field (RFC 5322 2.2) and one of them has a name well known from mail;
//   or, where one line is in the way first (a count, a broken From_ line, a continuation without a
//   beginning), a field follows it at once and one of them has a name that only mail uses.
// JSON, source code, images, plain prose and calendars do not pass; a saved HTTP answer does not either.
#pragma once

#include <cstddef>
#include <string_view>

#include "source/source.h"

namespace redshank::source {

/// How many bytes at the start decide.
inline constexpr size_t head_bytes = 64u << 10;

/// The kind of content that starts with `head`; unknown for what holds no mail as such, sidecar for what
/// exports put beside mail.
Kind tell_kind(std::string_view head);

/// Bytes of a byte order mark and of empty lines at the start.
size_t preamble_length(std::string_view head);

/// The first line of `text` without its end (LF, CRLF or a bare CR).
std::string_view first_line(std::string_view text);

/// Whether `line` is "name:" or "name :" with something or nothing behind it.
bool is_field_line(std::string_view line);

/// Whether `line` is a field with a name that mail is known for.
bool is_known_field_line(std::string_view line);

}  // namespace redshank::source
