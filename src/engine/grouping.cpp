// SPDX-License-Identifier: Apache-2.0
#include "engine/grouping.h"

#include <algorithm>

#include "base/ascii.h"

namespace redshank::engine {

namespace {

using facts::CampaignClass;

bool failed_dmarc(const facts::Message& message) {
    return std::any_of(message.auth.begin(), message.auth.end(), [](const facts::AuthResult& result) {
        return result.trusted && result.method == "dmarc" && result.result == "fail";
    });
}

bool any_is_or_is_under(std::string_view host, const std::vector<std::string>& domains) {
    return std::any_of(domains.begin(), domains.end(),
                       [&](const std::string& domain) { return is_or_is_under(host, domain); });
}

campaign::Archive::Standing standing_of(const facts::Message& message, const org::Organisation& org) {
    campaign::Archive::Standing standing;
    standing.person = static_cast<uint32_t>(org.person_with_address(message.reader) + 1);
    standing.reader_protected = standing.person != 0;
    standing.reader_ours = org.is_ours(facts::domain_of(message.reader));
    const std::string& address = facts::author(message).address;
    const std::string_view domain = facts::domain_of(address);
    // A name of ours that failed DMARC at our own border is somebody else's mail.
    standing.author_ours =
        !failed_dmarc(message) && (org.is_ours(domain) || org.person_with_address(address) >= 0 ||
                                   any_is_or_is_under(domain, org.own_mailers));
    standing.author_freemail = org.is_freemail(domain);
    standing.simulation =
        any_is_or_is_under(domain, org.simulations) ||
        std::any_of(message.urls.begin(), message.urls.end(),
                    [&](const facts::UrlUse& use) { return any_is_or_is_under(use.host, org.simulations); });
    return standing;
}

// Whose recipients count as aimed at: alarms, and what nobody can tell yet.
bool aims_at_people(const facts::Campaign& campaign) {
    return campaign.campaign_class >= CampaignClass::impersonation || campaign.score >= 35;
}

std::string name_of(const std::string& reader, const facts::Message& message) {
    for (const auto* list : {&message.to, &message.cc}) {
        for (const facts::Mailbox& mailbox : *list) {
            if (mailbox.address == reader && !mailbox.name.empty()) return mailbox.name;
        }
    }
    return {};
}

// Its reader, and of a journal's envelope every other recipient of ours: they all got these bytes, Bcc and
// members of lists included.
std::vector<std::string> readers_of(const facts::Message& message, const org::Organisation& org) {
    std::vector<std::string> readers{message.reader};
    if (message.reader_basis != facts::ReaderBasis::journal) return readers;
    for (const std::string& address : message.delivered_to) {
        const bool is_ours = org.is_ours(facts::domain_of(address)) || org.person_with_address(address) >= 0;
        if (is_ours && address != message.reader) readers.push_back(address);
    }
    return readers;
}

}  // namespace

void Grouper::add(const facts::Message& message, const std::vector<facts::Finding>& findings) {
    archive_.add(message, findings, standing_of(message, org_));
    ++counts_.messages;
    counts_.inner_messages += message.inner_of.empty() ? 0 : 1;
    counts_.findings += findings.size();
    if (message.date == 0) {
        ++counts_.undated;
    } else {
        counts_.first_date =
            counts_.first_date == 0 ? message.date : std::min(counts_.first_date, message.date);
        counts_.last_date = std::max(counts_.last_date, message.date);
    }
    if (message.reader.empty()) {
        ++counts_.unknown_reader;
        return;
    }
    for (const std::string& reader : readers_of(message, org_)) {
        readers_.insert(reader);
        Delivery& delivery = deliveries_.emplace_back();
        delivery.id = message.id;
        delivery.reader = reader;
        delivery.reader_name = name_of(reader, message);
        delivery.date = message.date;
        for (const facts::Place& place : message.places) {
            delivery.read = delivery.read || place.read;
            delivery.replied = delivery.replied || place.replied;
        }
    }
}

Grouped Grouper::finish(int threads, bool leave_one_out) {
    Grouped grouped;
    campaign::Options options;
    options.threads = threads;
    options.leave_one_out = leave_one_out;
    options.link_gateways = org_.link_gateways;
    campaign::Grouping grouping = campaign::group(archive_, options);
    grouped.campaigns = std::move(grouping.campaigns);
    grouped.targets = targets(grouped.campaigns);
    counts_.readers = readers_.size();
    counts_.single_copies = grouping.single_copies;
    std::vector<bool> has_mail(org_.people.size());
    for (const std::string& reader : readers_) {
        const int person = org_.person_with_address(reader);
        if (person >= 0) has_mail[static_cast<size_t>(person)] = true;
    }
    for (size_t i = 0; i < has_mail.size(); ++i) {
        if (!has_mail[i]) counts_.mailboxes_without_mail.push_back(org_.people[i].name);
    }
    std::sort(counts_.mailboxes_without_mail.begin(), counts_.mailboxes_without_mail.end());
    grouped.counts = counts_;
    return grouped;
}

std::vector<facts::Target> Grouper::targets(const std::vector<facts::Campaign>& campaigns) const {
    std::unordered_map<std::string_view, std::vector<const Delivery*>> by_id;
    for (const Delivery& delivery : deliveries_) by_id[delivery.id].push_back(&delivery);

    std::map<std::string, facts::Target> by_address;
    const auto target_of = [&](const std::string& address) -> facts::Target& {
        facts::Target& target = by_address[address];
        if (!target.address.empty()) return target;
        target.address = address;
        target.state = "delivered";
        const int person = org_.person_with_address(address);
        target.protected_person = person >= 0;
        if (person >= 0) target.name = org_.people[static_cast<size_t>(person)].name;
        return target;
    };
    const auto rank = [](std::string_view state) { return state == "replied" ? 2 : state == "read" ? 1 : 0; };

    const auto count = [&](const Delivery& delivery, const std::string& campaign) {
        facts::Target& target = target_of(delivery.reader);
        if (target.name.empty()) target.name = delivery.reader_name;
        ++target.messages;
        if (target.campaigns.empty() || target.campaigns.back() != campaign)
            target.campaigns.push_back(campaign);
        const std::string_view state = delivery.replied ? "replied" : delivery.read ? "read" : "delivered";
        if (target.shown_by.empty() || rank(state) > rank(target.state)) {
            target.state = state;
            target.shown_by = delivery.id;
        }
        if (delivery.date == 0) return;
        target.first_seen =
            target.first_seen == 0 ? delivery.date : std::min(target.first_seen, delivery.date);
        target.last_seen = std::max(target.last_seen, delivery.date);
    };

    for (const facts::Campaign& campaign : campaigns) {
        if (!aims_at_people(campaign)) continue;
        for (const std::string& id : campaign.messages) {
            const auto found = by_id.find(id);
            if (found == by_id.end()) continue;
            for (const Delivery* delivery : found->second) count(*delivery, campaign.id);
        }
    }
    // Protected people whose mail is in the case are listed even where nothing aimed at them.
    for (const std::string& reader : readers_) {
        if (org_.person_with_address(reader) >= 0) target_of(reader);
    }
    std::vector<facts::Target> out;
    for (auto& [address, target] : by_address) {
        std::sort(target.campaigns.begin(), target.campaigns.end());
        out.push_back(std::move(target));
    }
    return out;
}

}  // namespace redshank::engine
