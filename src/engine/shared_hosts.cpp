// SPDX-License-Identifier: Apache-2.0
#include "engine/shared_hosts.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "detect/services.h"
#include "evidence/record.h"
#include "org/freemail.h"

namespace redshank::engine {

namespace {

struct Users {
    std::set<std::string> senders;  // at most a few: enough to say that there are several
    uint64_t messages = 0;
    bool has_readers = false;
};

std::string known_service(std::string_view host) {
    const auto freemail = org::built_in_freemail_domains();
    if (std::binary_search(freemail.begin(), freemail.end(), host))
        return "a mail provider at which anyone can open a mailbox";
    if (const detect::Service* service = detect::find_service(host))
        return std::string(service->name) + ", " + std::string(detect::service_words(service->kind));
    return "";
}

std::string words_for(const std::string& host, const Users& users) {
    if (std::string service = known_service(host); !service.empty()) return service;
    if (users.has_readers) return "people whose mail this is have addresses there";
    if (users.messages == 0) return "";
    return std::to_string(users.messages) + " other " + (users.messages == 1 ? "mail" : "mails") +
           " of this case, from " +
           (users.senders.size() > 4 ? "many" : std::to_string(users.senders.size())) +
           (users.senders.size() == 1 ? " sender, use it" : " senders, use it");
}

// A host and its registrable domain, for one that is blocked takes the other with it.
void each_host(const facts::Message& message, const auto& take) {
    for (const facts::UrlUse& use : message.urls) {
        take(use.host);
        take(use.site);
        take(use.target_host);
    }
    for (const facts::Mailbox& from : message.from) take(std::string(facts::domain_of(from.address)));
    take(facts::author(message).address);
    take(std::string(facts::domain_of(message.return_path)));
    for (const facts::Mailbox& reply_to : message.reply_to)
        take(std::string(facts::domain_of(reply_to.address)));
}

facts::Message parsed(const evidence::Case::StoredMessage& stored) {
    auto message = evidence::read_message(stored.record);
    if (!message)
        throw evidence::DatabaseError("the case holds a damaged message: " + message.error().message);
    return std::move(*message);
}

bool is_hostile(const facts::ListedCampaign& listed) {
    const bool is_dismissed = listed.mark && listed.mark->state == facts::MarkState::dismissed;
    return !is_dismissed && listed.campaign.campaign_class >= facts::CampaignClass::impersonation;
}

}  // namespace

std::map<std::string, std::string> shared_hosts(const evidence::Case& c,
                                                const std::vector<facts::ListedCampaign>& campaigns) {
    std::unordered_set<std::string> chosen, hostile;
    for (const facts::ListedCampaign& listed : campaigns)
        chosen.insert(listed.campaign.messages.begin(), listed.campaign.messages.end());
    for (const facts::ListedCampaign& listed : c.campaigns()) {
        if (is_hostile(listed))
            hostile.insert(listed.campaign.messages.begin(), listed.campaign.messages.end());
    }
    std::unordered_map<std::string, Users> users;
    for (const std::string& id : chosen) {
        for (const int64_t row : c.rows_by_id(id)) {
            each_host(c.message_by_row(row).value(), [&](const std::string& host) {
                if (!host.empty()) users[host];
            });
        }
    }
    c.each_message(evidence::Case::Order::stored, [&](const evidence::Case::StoredMessage& stored) {
        const facts::Message message = parsed(stored);
        if (const auto found = users.find(std::string(facts::domain_of(message.reader)));
            found != users.end())
            found->second.has_readers = true;
        if (chosen.count(message.id) + hostile.count(message.id) > 0) return true;
        std::set<std::string> of_message;
        each_host(message, [&](const std::string& host) { of_message.insert(host); });
        for (const std::string& host : of_message) {
            const auto found = users.find(host);
            if (found == users.end()) continue;
            ++found->second.messages;
            if (found->second.senders.size() < 5)
                found->second.senders.insert(facts::author(message).address);
        }
        return true;
    });
    std::map<std::string, std::string> out;
    for (const auto& [host, used] : users) {
        if (std::string words = words_for(host, used); !words.empty()) out[host] = std::move(words);
    }
    return out;
}

}  // namespace redshank::engine
