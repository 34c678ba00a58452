// SPDX-License-Identifier: Apache-2.0
// What Outlook attaches: winmail.dat, whose parts are the mail's own, and .msg, which is a message in a
// message (the way Outlook forwards a mail that somebody reports). Both are written down as messages by room
// mapi, so that they are read like any other; the same bytes come out whenever it is done.
#pragma once

#include <string>
#include <string_view>

#include "base/limits.h"

namespace redshank::extract {

/// The content of a winmail.dat as a message; "" where it is none.
std::string message_of_tnef(std::string_view bytes, const Limits& limits);

/// The mail in a .msg as a message; "" where it is none, or one of a contact, an appointment and the like.
std::string message_of_msg(std::string_view bytes, const Limits& limits);

}  // namespace redshank::extract
