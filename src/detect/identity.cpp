// SPDX-License-Identifier: Apache-2.0
// Who a message says it is from, against the address it is from. Names are not unique: a name alone is never
// more than low, and the title says what else explains it.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "detect/detectors.h"
#include "detect/words.h"
#include "text/fold.h"
#include "text/idna.h"

namespace redshank::detect::identity {

namespace {

using facts::Mailbox;
using facts::Severity;

std::string_view local_part(std::string_view address) {
    return address.substr(0, address.rfind('@'));
}

// The mailboxes that a reader is shown as the sender, and where an answer goes.
struct Shown {
    const Mailbox* mailbox;
    std::string_view field;
};
std::vector<Shown> shown_senders(const facts::Message& message) {
    std::vector<Shown> out;
    for (const Mailbox& mailbox : message.from) out.push_back({&mailbox, "From"});
    if (!message.sender.address.empty()) out.push_back({&message.sender, "Sender"});
    for (const Mailbox& mailbox : message.reply_to) out.push_back({&mailbox, "Reply-To"});
    return out;
}

bool is_known_as_ours(const MessageView& view, std::string_view address) {
    const std::string_view domain = facts::domain_of(address);
    return view.org.is_ours(domain) || view.index.is_own_mailer(domain) || view.index.is_simulation(domain);
}

Facts facts_of(const Mailbox& mailbox, std::string_view field) {
    return {{"address", mailbox.address},
            {"domain", std::string(facts::domain_of(mailbox.address))},
            {"field", std::string(field)},
            {"name", mailbox.name}};
}

facts::Evidence evidence_of(const MessageView& view, const Mailbox& mailbox,
                            std::string_view field = "From") {
    return header_evidence(view.message, {field}, mailbox.address.empty() ? mailbox.name : mailbox.address);
}

// Of what its domains alone show: the author's, or the envelope's where there is no From.
facts::Evidence sender_evidence(const MessageView& view) {
    return header_evidence(view.message, {"From", "Return-Path"}, facts::author(view.message).address);
}

const Mailbox* reply_elsewhere(const MessageView& view) {
    for (const Mailbox& mailbox : view.message.reply_to) {
        const std::string_view domain = facts::domain_of(mailbox.address);
        if (!domain.empty() && text::registrable_domain(domain) != view.from_site) return &mailbox;
    }
    return nullptr;
}

bool is_look_alike(const MessageView& view, std::string_view domain) {
    const auto alike = look_alike(domain, view.index.domains());
    return alike && alike->severity >= Severity::medium;
}

// A name-bearing address that the organisation knows is nobody's disguise.
bool is_known_address(const MessageView& view, std::string_view address) {
    return view.org.person_with_address(address) >= 0 || is_known_as_ours(view, address);
}

// A service that lets anybody write under any name: its own domain in From, or only its signature and
// envelope on a domain that did not sign.
const Service* sending_service(const MessageView& view) {
    if (const Service* service = find_service(view.from_domain)) return service;
    bool signed_by_from = false;
    const Service* service = find_service(facts::domain_of(view.message.return_path));
    for (const facts::DkimSignature& signature : view.message.dkim) {
        signed_by_from = signed_by_from || text::registrable_domain(signature.domain) == view.from_site;
        if (service == nullptr) service = find_service(signature.domain);
    }
    return signed_by_from ? nullptr : service;
}

// The first address inside a display name, or "".
std::string address_in(std::string_view name) {
    const size_t at = name.find('@');
    if (at == std::string_view::npos) return {};
    const auto belongs = [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+'; };
    size_t start = at;
    while (start > 0 && belongs(name[start - 1])) --start;
    size_t end = at + 1;
    while (end < name.size() && belongs(name[end])) ++end;
    const bool is_address =
        start < at && name.substr(at + 1, end - at - 1).find('.') != std::string_view::npos;
    return is_address ? ascii_lower(name.substr(start, end - start)) : std::string();
}

}  // namespace

void address_in_name(const MessageView& view, FindingList& out) {
    for (const Mailbox& mailbox : view.message.from) {
        const std::string shown = address_in(mailbox.name);
        if (shown.empty() || mailbox.address.empty()) continue;
        const std::string_view shown_site = text::registrable_domain(facts::domain_of(shown));
        if (shown_site == text::registrable_domain(facts::domain_of(mailbox.address))) continue;
        const bool shows_ours =
            view.org.is_ours(facts::domain_of(shown)) && !is_known_address(view, mailbox.address);
        Facts facts = facts_of(mailbox, "From");
        facts.emplace_back("shown_address", shown);
        out.add(shows_ours && !view.is_from_ours ? Severity::medium : Severity::low,
                "The sender's name holds another address than the one it was sent from",
                evidence_of(view, mailbox), std::move(facts));
    }
}

void claims_office(const MessageView& view, FindingList& out) {
    const Mailbox& from = facts::author(view.message);
    if (from.address.empty() || view.is_from_ours || view.is_simulation) return;
    if (view.org.person_with_address(from.address) >= 0) return;
    const Service* service = view.from_freemail ? nullptr : sending_service(view);
    if (!view.from_freemail && service == nullptr) return;
    const std::string name = text::fold(from.name);
    std::string_view word = office_word(name);
    const bool in_name = !word.empty();
    const std::string said = in_name || !view.from_freemail
                                 ? std::string()
                                 : text::fold(view.message.subject + "\n" + view.message.text.opening);
    if (!in_name) word = office_word(said);
    if (word.empty()) return;
    Facts facts = facts_of(from, "From");
    facts.emplace_back("claim", word);
    facts.emplace_back("claimed_in", in_name ? "name" : "text");
    facts.emplace_back("writes_from", service == nullptr ? "free-mail" : "mass-mail");
    if (service != nullptr) facts.emplace_back("service", service->name);
    const bool stands_out = in_name && view.from_freemail && !view.is_bulk;
    out.add(in_name ? (stands_out ? Severity::medium : Severity::low) : Severity::info,
            service == nullptr
                ? "Names an outlet or office and writes from a free-mail address"
                : "Names an outlet or office and writes through " +
                      std::string(service_words(service->kind)) + " that did not sign for its domain",
            evidence_of(view, from), std::move(facts));
}

void look_alike_address(const MessageView& view, FindingList& out) {
    if (view.is_from_ours) return;
    for (const Shown& shown : shown_senders(view.message)) {
        const std::string& address = shown.mailbox->address;
        if (address.empty() || is_known_address(view, address)) continue;
        const int person = view.index.person_with_local_part(local_part(address));
        if (person < 0) continue;
        Facts facts = facts_of(*shown.mailbox, shown.field);
        facts.emplace_back("person", view.org.people[static_cast<size_t>(person)].name);
        out.add(is_look_alike(view, facts::domain_of(address)) ? Severity::medium : Severity::low,
                "An address like a protected person's, at another domain; a namesake or an unlisted private "
                "address explains "
                "this too",
                evidence_of(view, *shown.mailbox, shown.field), std::move(facts));
    }
}

void look_alike_domain(const MessageView& view, FindingList& out) {
    if (view.index.domains().empty() || view.is_from_ours) return;
    std::vector<Shown> senders = shown_senders(view.message);
    const Mailbox envelope{"", view.message.return_path};
    senders.push_back({&envelope, "Return-Path"});
    std::vector<std::string_view> seen;
    for (const Shown& shown : senders) {
        const std::string_view domain = facts::domain_of(shown.mailbox->address);
        if (domain.empty() || std::find(seen.begin(), seen.end(), domain) != seen.end()) continue;
        seen.push_back(domain);
        if (is_known_as_ours(view, shown.mailbox->address)) continue;
        const auto alike = look_alike(domain, view.index.domains());
        if (!alike) continue;
        Facts facts = facts_of(*shown.mailbox, shown.field);
        facts.emplace_back("likeness", alike->how);
        facts.emplace_back("looks_like", alike->own);
        out.add(alike->severity, "Comes from or answers to a domain that looks like ours and is not",
                evidence_of(view, *shown.mailbox, shown.field), std::move(facts));
    }
}

void our_name(const MessageView& view, FindingList& out) {
    const Mailbox& from = facts::author(view.message);
    if (from.name.empty() || from.address.empty() || view.is_from_ours ||
        is_known_address(view, from.address))
        return;
    if (!view.index.shows_our_name(text::fold(from.name))) return;
    const bool alike = is_look_alike(view, view.from_domain);
    out.add(view.from_freemail || alike ? Severity::medium : Severity::low,
            "The sender's name holds our organisation's name, the address is not one of ours",
            evidence_of(view, from), facts_of(from, "From"));
}

void own_mailer(const MessageView& view, FindingList& out) {
    if (!view.is_own_mailer) return;
    const Mailbox& from = facts::author(view.message);
    out.add("Sent by a service that the organisation lists as its own mailer", sender_evidence(view),
            facts_of(from, "From"));
}

void protected_name(const MessageView& view, FindingList& out) {
    if (view.is_from_ours) return;
    std::vector<Shown> senders = shown_senders(view.message);
    std::vector<int> seen;
    for (const Shown& shown : senders) {
        const Mailbox& mailbox = *shown.mailbox;
        if (mailbox.address.empty() || is_known_address(view, mailbox.address)) continue;
        const int person = view.index.person_named(mailbox.name);
        if (person < 0 || std::find(seen.begin(), seen.end(), person) != seen.end()) continue;
        seen.push_back(person);
        const std::string_view domain = facts::domain_of(mailbox.address);
        const bool disguised =
            (view.org.is_freemail(domain) && view.reply_to_elsewhere) || is_look_alike(view, domain);
        Facts facts = facts_of(mailbox, shown.field);
        facts.emplace_back("person", view.org.people[static_cast<size_t>(person)].name);
        // A list rewrites From and keeps the name ("Amelia Okafor via LIST").
        out.add(disguised && view.message.list_id.empty() ? Severity::medium : Severity::low,
                "Same name as a protected person, address unknown to us; a namesake or an unlisted private "
                "address explains "
                "this too",
                evidence_of(view, mailbox, shown.field), std::move(facts));
    }
}

void reply_to_elsewhere(const MessageView& view, FindingList& out) {
    if (view.is_bulk || view.is_from_ours || view.from_site.empty()) return;
    const Mailbox* elsewhere = reply_elsewhere(view);
    if (elsewhere == nullptr || is_known_address(view, elsewhere->address)) return;
    Facts facts = facts_of(*elsewhere, "Reply-To");
    facts.emplace_back("from", facts::author(view.message).address);
    out.add("An answer would go to another domain than the sender's",
            evidence_of(view, *elsewhere, "Reply-To"), std::move(facts));
}

void several_from(const MessageView& view, FindingList& out) {
    const auto& from = view.message.from;
    if (from.size() < 2) return;
    Facts facts = facts_of(from.front(), "From");
    facts.emplace_back("second", from[1].address.empty() ? from[1].name : from[1].address);
    facts.emplace_back("count", std::to_string(from.size()));
    out.add("Several senders are named; mail programs show one or all of them",
            evidence_of(view, from.front()), std::move(facts));
}

void simulation(const MessageView& view, FindingList& out) {
    if (!view.is_simulation) return;
    const Mailbox& from = facts::author(view.message);
    out.add("Belongs to an exercise that the organisation lists as its own", sender_evidence(view),
            facts_of(from, "From"));
}

}  // namespace redshank::detect::identity
