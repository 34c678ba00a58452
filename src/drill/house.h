// SPDX-License-Identifier: Apache-2.0
// Who writes to many in the open: a charity, an agency, a shop, an institute. A house has a domain, servers
// of its own or a mass-mail service, one style of page, and goes on writing over the years.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "drill/scene.h"

namespace redshank::drill {

struct House {
    std::string name, domain, track_host;
    Address from;
    std::string service;  // the mass-mail service, "" where it sends itself
    std::string ip;
    const Program* program = nullptr;
    Language language = Language::english;
    TokenKind token = TokenKind::random;
    bool counts_opens = false, has_way_out = false;
    uint64_t salt = 0;  // of tokens and style
};

using SharedHouse = std::shared_ptr<const House>;

/// `kinds` is a pattern of what follows the name ("Fund|Aid"), `desk` the local part it writes from.
House new_house(Random& random, std::string_view kinds, std::string_view desk);
/// About one for every `each` of `count` mails, at least one.
std::vector<SharedHouse> new_houses(Random& random, uint64_t count, uint64_t each, std::string_view kinds,
                                    std::string_view desk);

/// A mail of the house without subject and body; with List-Unsubscribe where the house has it.
Mail house_mail(const House& house, const Address& reader, std::string_view token, Random& random);

/// A page of one title, text, links and pictures, in the house's style, and the same as plain text.
struct Notice {
    std::string title;
    std::vector<std::string> text;
    std::vector<std::pair<std::string, std::string>> links;  // what is shown, URL
    std::vector<std::string> pictures;                       // URLs
};
/// Adds the picture that counts opens, where the house does.
void set_notice(Mail& mail, const House& house, const Notice& notice, std::string_view token);

/// The link as the organisation's own gateway rewrites it for the reader. Which way it writes them hangs on
/// `gateway`; what differs between readers is its doing alone.
std::string through_gateway(uint64_t gateway, const std::string& url, const std::string& reader,
                            Random& random);

/// One mail of the house to a reader; `text` is the same for all who get the same text.
using HouseMail = Mail (*)(const House& house, uint64_t text, const Address& reader, Random& random);

/// Rounds of one text to `fewest` to `most` readers each, until `count` mails are out.
void send_rounds(Stage& stage, uint64_t count, const std::vector<SharedHouse>& houses, uint64_t fewest,
                 uint64_t most, bool with_private, HouseMail make);
/// `count` mails, each for one reader alone.
void send_singly(Stage& stage, uint64_t count, const std::vector<SharedHouse>& houses, HouseMail make);

}  // namespace redshank::drill
