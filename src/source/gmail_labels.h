// SPDX-License-Identifier: Apache-2.0
// X-Gmail-Labels as Google Takeout and Vault write it: Gmail's own labels in the account's language, as
// encoded-words where that is not ASCII.
#pragma once

#include <string_view>

#include "source/source.h"

namespace redshank::source {

/// `body` may be folded. Labels of other languages and the user's own say nothing and do no harm: every
/// message is given, whatever its labels.
StoreFlags gmail_flags(std::string_view body);

}  // namespace redshank::source
