// SPDX-License-Identifier: Apache-2.0
// What several families of scenarios need: routes, letters between people, tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drill/stage.h"
#include "drill/token.h"

namespace redshank::drill {

Route firm_route(const Firm& firm, const std::string& from_address, Random& random);
/// From a free-mail account: its provider signs, everything passes.
Route freemail_route(const std::string& from_address, Random& random);

/// From a mass-mail or mail-merge service, which signs and takes the bounces itself.
Route service_route(const std::string& service, const std::string& ip, Random& random);

/// The text between greeting and goodbye, as plain text and, where the program writes it, as a page.
void set_body(Mail& mail, const std::vector<std::string>& paragraphs);
/// Greeting, paragraphs, goodbye and name in the mail's language.
std::vector<std::string> letter(Random& random, Language language, std::string_view name, size_t count);

/// A mail of one colleague to others, without a body.
Mail office_mail(const Person& from);
/// A mail of somebody at a firm, without a body. The name and the address hang on the firm alone.
Mail firm_mail(const Firm& firm, uint64_t employee, Random& random);

/// A domain of one or two invented words: "velmora-osdal.example".
std::string invented_domain(Random& random, std::string_view before = "");
/// One of many millions, so that nobody else in the archive has it by chance.
std::string rare_domain(Random& random, std::string_view before = "");

/// A language that has the words of a letter to a stranger; mostly English.
Language letter_language(Random& random);
std::string first_name(std::string_view name);
std::string domain_of(std::string_view address);

/// A time of day on one of `days` days from midnight `start`.
Seconds moment(Random& random, Seconds start, int64_t days);

}  // namespace redshank::drill
