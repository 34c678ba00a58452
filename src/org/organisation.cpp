// SPDX-License-Identifier: Apache-2.0
// What the rest of Redshank asks the organisation. Constant after parsing, so safe on all threads.
#include "org/organisation.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "org/freemail.h"
#include "org/glob.h"

namespace redshank::org {

bool Organisation::is_ours(std::string_view domain) const {
    for (const std::string& ours : domains) {
        if (is_or_is_under(domain, ours)) return true;
    }
    return false;
}

int Organisation::person_with_address(std::string_view lower_case_address) const {
    if (person_by_address.empty() || lower_case_address.empty()) return -1;
    const auto plain = person_by_address.find(std::string(lower_case_address));
    if (plain != person_by_address.end()) return plain->second;
    if (!has_hashed_addresses) return -1;
    const auto hashed = person_by_address.find("sha256:" + sha256_hex(lower_case_address));
    return hashed == person_by_address.end() ? -1 : hashed->second;
}

std::string Organisation::mailbox_owner(std::string_view source) const {
    for (const MailboxRule& rule : mailboxes) {
        if (glob_matches(rule.path, source)) return rule.owner;
    }
    return {};
}

bool Organisation::is_freemail(std::string_view domain) const {
    return freemail.contains(std::string(domain));
}

Organisation default_organisation() {
    Organisation organisation;
    for (const std::string_view domain : built_in_freemail_domains()) organisation.freemail.emplace(domain);
    return organisation;
}

}  // namespace redshank::org
