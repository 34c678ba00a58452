// SPDX-License-Identifier: Apache-2.0
// What espionage scenarios share: a made-up outlet, its stories, and a letter that carries a beacon.
#pragma once

#include <string>
#include <vector>

#include "drill/scene.h"

namespace redshank::drill {

/// One text that many get.
struct Story {
    std::string headline;
    std::vector<std::string> text;  // paragraphs
};

Story make_story(Random& random, Language language, size_t paragraphs);
/// "Velmora Courier".
std::string outlet_name(Random& random);
/// A program that writes HTML.
const Program& page_program(Random& random);
/// A free-mail account in that name.
Address freemail_account(Random& random, const std::string& name);

/// Whether a random token stays with the reader, over all mails or over one wave, or is new with each mail.
/// A token of the address is always the same.
enum class Keeping : uint8_t { always, wave, message };
std::string_view keeping_name(Keeping keeping);
std::string planted_token(const Beacon& beacon, Keeping keeping, std::string_view reader, uint64_t wave,
                          uint64_t message);

/// Fills in the entry's tracking.
void describe(KeyEntry& entry, const Beacon& beacon, Keeping keeping);

/// A letter from `from` to `to`: greeting, paragraphs and name, with what counts the reader. The route is
/// still to be set.
Mail beacon_letter(const Program& program, Language language, const Address& from, const Address& to,
                   const std::vector<std::string>& paragraphs, const Beacon& beacon, std::string_view token,
                   Random& random);

}  // namespace redshank::drill
