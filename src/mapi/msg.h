// SPDX-License-Identifier: Apache-2.0
// An Outlook item as a file: .msg and .oft (MS-OXMSG), a compound file with a stream for each property.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "mapi/item.h"

namespace redshank::mapi {

/// Reads the item and those embedded in it (limits.max_inner_messages, limits.max_mime_depth; all streams
/// together at most limits.max_decoded_message_bytes: what is beyond is left out). Error: no compound file, a
/// damaged one, or one that holds no Outlook item (a .doc).
Result<Items> read_msg(std::string_view bytes, const Limits& limits);

/// Whether a compound file, cut or damaged, names what only an Outlook item has. For what to say of one that
/// read_msg refuses.
bool may_be_msg(std::string_view bytes);

}  // namespace redshank::mapi
