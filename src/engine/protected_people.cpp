// SPDX-License-Identifier: Apache-2.0
#include "engine/protected_people.h"

#include "org/organisation.h"

namespace redshank::engine {

std::vector<facts::Mailbox> people_of(const evidence::Case& c) {
    std::vector<facts::Mailbox> out;
    const std::string text = c.setting("organisation");
    if (const auto org = org::parse_organisation(text); !text.empty() && org) {
        for (const org::Person& person : org->people) {
            out.push_back({person.name, ""});
            for (const std::string& address : person.addresses) {
                if (!address.starts_with("sha256:")) out.push_back({person.name, address});
            }
        }
        for (const org::MailboxRule& rule : org->mailboxes) out.push_back({"", rule.owner});
    }
    for (const facts::Target& target : c.targets()) out.push_back({target.name, target.address});
    return out;
}

}  // namespace redshank::engine
