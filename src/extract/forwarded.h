// SPDX-License-Identifier: Apache-2.0
// Mails forwarded within the text, as people report what they got: a block of lines "From:", "Sent:", "To:",
// "Subject:" as mail programs write them above what they quote, in the languages listed. The same block
// stands above what a reply quotes, so it counts only where the subject (Fwd:) or a line above it says that
// something is forwarded. What such lines say is the forwarder's word: nothing here was ever a header field.
#pragma once

#include <string_view>
#include <vector>

#include "base/limits.h"
#include "facts/message.h"

namespace redshank::extract {

/// In the order of the text, at most limits.max_forwarded. `text` is what people see, UTF-8.
std::vector<facts::Forwarded> find_forwarded(std::string_view text, std::string_view subject,
                                             const Limits& limits);

}  // namespace redshank::extract
