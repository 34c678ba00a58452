// SPDX-License-Identifier: Apache-2.0
// The header section of a message or body part (RFC 5322 2.2, obsolete forms 4.5) cut into fields.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/anomaly.h"
#include "base/limits.h"
#include "mime/entity.h"

namespace redshank::mime {

/// Where a line's text ends and the next line begins: LF, CRLF, CRCRLF (mangled on the way) or a bare CR.
struct LineEnd {
    size_t text_end;
    size_t next;
    bool bare_cr;
};
LineEnd find_line_end(std::string_view raw, size_t at);

/// Reads fields from `at`; returns where the body begins (behind the empty line, or at the line that can be
/// no header). A line that begins with "--" always ends the section: a boundary there hides no part.
size_t read_header(std::string_view raw, size_t at, const Limits& limits, HeaderSection& header,
                   AnomalyList& anomalies);

/// Behind blank lines and an mbox From_ line.
size_t skip_envelope(std::string_view raw);

}  // namespace redshank::mime
