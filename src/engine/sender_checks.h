// SPDX-License-Identifier: Apache-2.0
// Asks auth about one message, with what the reader's own trace fields tell of its delivery.
#pragma once

#include <vector>

#include "auth/dns.h"
#include "base/limits.h"
#include "facts/message.h"
#include "facts/sender_check.h"
#include "source/source.h"

namespace redshank::engine {

/// SPF, each DKIM signature from the top, ARC, DMARC, in this order. The client and the time are those of the
/// hop at the border (design.md, Trust in headers); without one SPF is not-verifiable. mbox quoting is undone
/// first: it changes bytes that were signed.
std::vector<facts::SenderCheck> sender_checks(const source::RawMessage& raw, const facts::Message& message,
                                              const auth::Dns& dns, const Limits& limits);

}  // namespace redshank::engine
