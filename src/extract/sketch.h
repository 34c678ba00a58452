// SPDX-License-Identifier: Apache-2.0
// The visible text of a message in comparable forms, with what is the reader's own masked: copies to
// different readers must look the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/message.h"

namespace redshank::extract {

/// Folded words of the reader's names in To and Cc (of the sole To when the reader is not known) and of the
/// local-part.
std::vector<std::string> reader_words(const facts::Message& message);

/// `structure_hash` is filled in by the caller.
facts::TextSketch sketch_text(std::string_view visible_text, const std::vector<std::string>& names);

}  // namespace redshank::extract
