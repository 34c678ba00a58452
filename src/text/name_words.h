// SPDX-License-Identifier: Apache-2.0
// Facts about words of names, written for this program: titles, particles, common names, words that many
// companies share, legal forms. For name.cpp alone.
#pragma once

#include <string>
#include <string_view>

#include "text/name.h"

namespace redshank::text {

/// What a Latin word is worth in a name of that type.
WordRole role_of(std::string_view latin, NameType type);

/// The class of a legal form that `latin` is: "ltd" and "limited" give one class, as do "ooo", "llc" and
/// "gmbh" each their own. 0 for no legal form. Two forms of one country's law are different companies, but
/// the same form over languages is one: OOO is an LLC.
int legal_class(std::string_view latin);

/// Whether one is what people call who is named the other ("ted", "theodore").
bool is_short_form(std::string_view a, std::string_view b);

/// Replaces names of legal forms that are several words ("joint stock company", "aktiengesellschaft" damaged
/// or not) by their short form. Words are separated by single blanks.
std::string with_short_forms(std::string latin);

/// Chinese, Japanese and Korean: legal forms cut off, words of trade put into English, so that they are not
/// transliterated. UTF-8.
std::string with_english_trades(std::string utf8);

/// Numbers as digits ("first", "1st"), usual abbreviations in companies' names written out ("intl", "tech");
/// the word itself where it is neither.
std::string written_out(std::string_view latin);

}  // namespace redshank::text
