// SPDX-License-Identifier: Apache-2.0
// The words of a mail that may be the password of what is attached: those near "password", in the languages
// that such mail is written in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank::document {

/// The likeliest first: words behind the mention, then those before it; as written and without the
/// punctuation around them. At most limits.max_passwords, each once.
std::vector<std::string> password_candidates(std::string_view utf8, const Limits& limits);

}  // namespace redshank::document
