// SPDX-License-Identifier: Apache-2.0
// One Outlook item in a file: .msg and .oft (MS-OXMSG), and a winmail.dat that somebody saved (MS-OXTNEF).
// Rebuilt by mapi/rebuild.h; its place is "<file>!/message".
#pragma once

#include "source/store.h"

namespace redshank::source {

/// Contacts, appointments and the like are no mail and give no message; a compound file that is no item (a
/// .doc) is of kind unknown. Problems: damaged, larger than limits.max_message_bytes.
StoreResult read_outlook_item(Window& window, const Leaf& leaf, const Limits& limits,
                              const StoreVisitor& visitor);

}  // namespace redshank::source
