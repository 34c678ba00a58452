// SPDX-License-Identifier: Apache-2.0
// RTF 1.9.1: fields (HYPERLINK, INCLUDEPICTURE, DDE …), a remote template (\*\template), embedded and linked
// objects (\*\objdata). Read as Word reads it: what is no control word, group or text is passed over.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "document/contents.h"

namespace redshank::document {

/// Offsets are bytes of `bytes`. Linear; no recursion.
Contents read_rtf(std::string_view bytes, const Limits& limits);

}  // namespace redshank::document
