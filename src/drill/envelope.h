// SPDX-License-Identifier: Apache-2.0
// What the way and the store add above a mail: Return-Path, the reader's field, Received,
// Authentication-Results and the DKIM-Signature of the sender's own server.
#pragma once

#include <string>

#include "drill/mail.h"
#include "drill/world.h"

namespace redshank::drill {

/// The fields above the sender's own, with '\n' line ends.
std::string envelope(const Mail& mail, const Mailbox& mailbox, Seconds arrived, Random& random);

}  // namespace redshank::drill
