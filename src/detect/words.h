// SPDX-License-Identifier: Apache-2.0
// Words that claim an office or an outlet, and words that ask for a sign-in, in the languages that such mail
// is written in. Folded (lower-case, no diacritics), sorted, whole words only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redshank::detect {

/// Words of folded text: letters and digits of any script. Views into it.
std::vector<std::string_view> words_of(std::string_view folded);

/// The first word of folded text that claims to write for an outlet or from an office, or "".
std::string_view office_word(std::string_view folded);

/// "login", "webmail", "secure" …: what sign-in pages and their look-alikes put into names.
bool is_sign_in_word(std::string_view word);

/// Whether folded text asks to sign in or to confirm a password or account.
bool asks_to_sign_in(std::string_view folded);

/// Whether folded text speaks of a password that opens an attachment.
bool mentions_password(std::string_view folded);

}  // namespace redshank::detect
