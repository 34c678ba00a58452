// SPDX-License-Identifier: Apache-2.0
// Splits an mbox (mboxo, mboxrd, mboxcl, mboxcl2, LF or CRLF) and an MMDF mailbox into messages.
//
// Where a message begins in an mbox. "From " at the start of a line is a From_ line
//   1. at the start of the file;
//   2. after an empty line, if it carries a date with a year (from_line.h) and what follows can begin a
//   message: a
//      header field, ">From ", another From_ line, an empty line, the end, or one odd line and then a header
//      field known from mail;
//   3. after an empty line without such a date, if the next line is a header field known from mail;
//   4. without an empty line before it, if the date has its weekday, or the line is "From -" and no more
//   (Netscape),
//      and the next line is a field known from mail.
// Any other "From " line is text. "From :" is a header field and never begins a message.
// A Content-Length field is honoured only if it leads exactly to a dated From_ line or to the end (mboxcl2
// leaves "From " in text unquoted); a wrong one is common and says nothing. Several From_ lines in a row
// count as one. A message ends before the empty line that stands before the next From_ line: that line
// belongs to the store.
//
// MMDF: lines of four ^A around each message; a From_ line inside is taken off.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "source/source.h"
#include "source/stream.h"

namespace redshank::source {

/// Reads `window` to its end, calling `emit` for each message (all but `source` is set; `truncated` only for
/// messages above limits.max_message_bytes). Returns false when `emit` did.
bool split_mbox(Window& window, const Limits& limits, const std::function<bool(RawMessage&&)>& emit);
bool split_mmdf(Window& window, const Limits& limits, const std::function<bool(RawMessage&&)>& emit);

}  // namespace redshank::source
