// SPDX-License-Identifier: Apache-2.0
// iCalendar (RFC 5545, 7986) and vCard (RFC 6350): the addresses in a calendar entry or a contact. Calendar
// programs show many as links, and fetch pictures and sounds by themselves.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "document/contents.h"

namespace redshank::document {

/// Both formats are content lines (RFC 5545 3.1, RFC 6350 3.2); the first BEGIN decides. Offsets are bytes of
/// `utf8`; a stretch that is folded has its folds in it.
Contents read_content_lines(std::string_view utf8, const Limits& limits);

}  // namespace redshank::document
