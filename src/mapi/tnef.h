// SPDX-License-Identifier: Apache-2.0
// winmail.dat: an Outlook item as an attachment of a mail (MS-OXTNEF), a stream of attributes, some of which
// hold property lists.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "mapi/item.h"

namespace redshank::mapi {

constexpr std::string_view tnef_magic = "\x78\x9F\x3E\x22";

/// Reads the item and those embedded in it (limits.max_inner_messages, limits.max_mime_depth). A damaged or
/// cut stream gives what came before. Error: it is no TNEF.
Result<Items> read_tnef(std::string_view bytes, const Limits& limits);

}  // namespace redshank::mapi
