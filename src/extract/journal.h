// SPDX-License-Identifier: Apache-2.0
// Exchange's journal reports: an envelope message whose text names the true recipients (also of Bcc and of
// lists) of the message attached to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "mime/entity.h"

namespace redshank::extract {

/// Has the field that Exchange and its imitators put on the envelope, and a message attached.
bool is_journal_report(const mime::Message& message);

/// The addresses of its "Recipient:", "To:", "Cc:" and "Bcc:" lines, lower-case, each once, in order; of
/// "To: a@b.example, Expanded: list@b.example" the first. At most limits.max_addresses.
std::vector<std::string> journal_recipients(std::string_view text, const Limits& limits);

}  // namespace redshank::extract
