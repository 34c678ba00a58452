// SPDX-License-Identifier: Apache-2.0
// A campaign in numbers: everything that the reasons for and against look at.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "campaign/columns.h"
#include "campaign/evidence.h"
#include "campaign/history.h"

namespace redshank::campaign {

struct Profile {
    uint32_t messages = 0;
    uint32_t templates = 0;
    uint32_t readers = 0;          // distinct known
    uint32_t unknown_readers = 0;  // messages
    uint32_t identities = 0;       // most different senders behind one template
    uint32_t sender_domains = 0;   // distinct; free-mail addresses count each
    uint32_t tracking_sites = 0;   // distinct registrable domains that would be told on opening or by a name
    Seconds spanned = 0;           // from the first message to the last
    bool freemail = false;         // a sender at a free-mail provider
    // readers whose archive goes back 180 days before their first mail of this campaign
    uint32_t readers_with_past = 0;
    uint32_t new_to_readers = 0;    // of those, the sender had never written to before
    uint32_t contact_times = 0;     // those first contacts, cut where none came for two weeks
    uint32_t known_to_readers = 0;  // of those, the sender had written to more than 180 days before
    uint32_t wrote_first = 0;       // readers who wrote to the sender before he wrote to them
    uint32_t protected_readers = 0;
    uint32_t private_addresses = 0;  // of protected people, outside the organisation
    uint32_t people_twice = 0;       // protected people who got it at the office and at a private address
    uint32_t office_readers = 0;     // addresses of the organisation

    // messages that …
    uint32_t authenticated = 0;
    uint32_t auth_failed = 0;
    uint32_t mailing_list = 0;
    uint32_t automatic = 0;
    uint32_t ours = 0;
    uint32_t simulation = 0;
    uint32_t unrelated_hosts = 0;  // load from a tracking host that no party named in the mail has
    uint32_t service_hosts = 0;    // of these, only from one that several senders with a history use
    uint32_t links_elsewhere = 0;  // link to hosts that no party named in the mail has, and to no other
    uint32_t hidden = 0;           // load something that cannot be seen
    uint32_t only_words = 0;       // load nothing, link nowhere, and let answers go to the sender
    uint32_t unsubscribe = 0;      // name a way out at the sender's own domain
    uint32_t any_unsubscribe = 0;  // name one anywhere
    uint32_t even_history = 0;     // come from a sender with a long even history
    uint32_t strange_host = 0;  // load from a host new to a sender that was known for long and never tracked
    uint32_t tell_a_stranger = 0;  // would tell a host that no sender with a history uses, and no party is
    uint32_t in_many_names = 0;  // come from an address that has long written in the names of several people
    uint32_t attachments = 0;    // bring a file

    // messages with a finding of the family, of medium severity or more
    uint32_t poses = 0;
    uint32_t look_alike = 0;
    uint32_t claims_office = 0;
    uint32_t reply_elsewhere = 0;
    uint32_t sign_in = 0;
    uint32_t lying_links = 0;  // the text is one host, the link leads to another
    uint32_t deceptive_links = 0;
    uint32_t credential_forms = 0;
    uint32_t dangerous_attachments = 0;

    bool open_tells_apart = false;
    bool attachment_tells_apart = false;
    bool click_tells_apart = false;
    bool open_names_reader = false;
    bool open_proven = false;  // chance is excluded
    bool click_proven = false;
    std::string tracking_host;  // of the strongest slot, "" none
    std::string posed_person;   // in whose name most of the mails come, "" nobody's
    std::string list;           // the mailing list of all of them, "" none
};

/// `templates`: the rows of each template of the campaign.
Profile profile_of(const Columns& columns, const History& history, const SlotEvidence& evidence,
                   std::span<const std::vector<uint32_t>* const> templates);

}  // namespace redshank::campaign
