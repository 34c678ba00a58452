// SPDX-License-Identifier: Apache-2.0
// An Outlook item as RFC 5322 bytes. No store of Outlook's keeps the message as it came; this writes one down
// from what is kept, always in the same way (docs/stores.md tells it field by field):
//   header: the transport headers where they were kept, without those that describe MIME; else From, Sender,
//   Reply-To,
//           To, Cc, Bcc, Subject, Date, Message-ID, In-Reply-To and References from properties;
//   body:   HTML as it was kept, else unwrapped from RTF; the plain text beside it; RTF of its own making as
//   a part; parts:  attachments in the store's order, embedded messages as message/rfc822.
// The bytes are a function of the item alone: same item, same bytes, with any version that has the same
// rebuild_version.
#pragma once

#include <string>
#include <string_view>

#include "base/limits.h"
#include "mapi/item.h"

namespace redshank::mapi {

/// Never fails; at most about limits.max_message_bytes: attachments that go beyond are left out by their
/// content, and a part says so.
std::string rebuild(const Items& items, const Limits& limits);

}  // namespace redshank::mapi
