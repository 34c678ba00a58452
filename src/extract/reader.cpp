// SPDX-License-Identifier: Apache-2.0
#include "extract/reader.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace redshank::extract {

namespace {

bool belongs_to_us(const org::Organisation& org, std::string_view address) {
    return org.is_ours(facts::domain_of(address)) || org.person_with_address(address) >= 0;
}

bool is_mailing_list(const facts::Message& message, const Witnesses& witnesses, std::string_view address) {
    if (witnesses.list_post != nullptr && witnesses.list_post->address == address) return true;
    // RFC 2919: a list's id is usually its address with a dot for the @.
    std::string dotted(address);
    std::replace(dotted.begin(), dotted.end(), '@', '.');
    return !message.list_id.empty() &&
           ascii_lower(message.list_id).find("<" + dotted + ">") != std::string::npos;
}

// The only To, when nobody else is addressed. A mail to its own author hides its readers in Bcc; a list has
// many.
std::string_view sole_to(const facts::Message& message, const Witnesses& witnesses) {
    if (message.to.size() != 1 || !message.cc.empty() || !message.bcc.empty()) return {};
    const std::string& address = message.to.front().address;
    if (address == facts::author(message).address || is_mailing_list(message, witnesses, address)) return {};
    return address;
}

bool is_addressed_domain(const facts::Message& message, std::string_view domain) {
    const auto has = [&](const std::vector<facts::Mailbox>& mailboxes) {
        return std::any_of(mailboxes.begin(), mailboxes.end(), [&](const facts::Mailbox& mailbox) {
            return facts::domain_of(mailbox.address) == domain;
        });
    };
    return has(message.to) || has(message.cc);
}

// A hosting account that stands for the address the sender knew: no use where that address is known.
bool is_technical(const facts::Message& message, const org::Organisation& org, std::string_view address) {
    const std::string_view domain = facts::domain_of(address);
    if (domain.find('.') == std::string_view::npos) return true;
    if (org.is_freemail(domain) || is_addressed_domain(message, domain)) return false;
    return is_technical_local_part(address.substr(0, address.rfind('@')));
}

std::string delivered_reader(const facts::Message& message, const Witnesses& witnesses,
                             const org::Organisation& org) {
    for (const Delivered& delivered : witnesses.delivered) {
        if (belongs_to_us(org, delivered.address)) return delivered.address;
    }
    for (const Delivered& delivered : witnesses.delivered) {
        if (delivered.original) return delivered.address;
    }
    const bool sole_to_is_known = !sole_to(message, witnesses).empty();
    for (const Delivered& delivered : witnesses.delivered) {
        if (!sole_to_is_known || !is_technical(message, org, delivered.address)) return delivered.address;
    }
    return {};
}

std::string journal_reader(const Witnesses& witnesses, const org::Organisation& org) {
    for (const std::string& address : witnesses.journal) {
        if (belongs_to_us(org, address)) return address;
    }
    return witnesses.journal.empty() ? std::string() : witnesses.journal.front();
}

}  // namespace

bool is_technical_local_part(std::string_view local_part) {
    constexpr std::array<std::string_view, 8> account_words = {"web",  "usr",  "user", "mail",
                                                               "mbox", "cust", "acc",  "ssl"};
    constexpr size_t most_letters = 2;  // more before digits is as often a name: "ann1985"
    constexpr size_t fewest_digits = 3;
    const auto run = [&](size_t from, auto is) {
        return static_cast<size_t>(std::find_if_not(local_part.begin() + from, local_part.end(), is) -
                                   local_part.begin());
    };
    const size_t letters = run(0, is_alpha);
    const size_t digits_end = run(letters, is_digit);
    const std::string_view prefix = local_part.substr(0, letters);
    const bool is_account_word =
        std::find(account_words.begin(), account_words.end(), prefix) != account_words.end();
    if ((letters > most_letters && !is_account_word) || digits_end - letters < fewest_digits) return false;
    // "web123p4": the fourth mailbox of account 123.
    return digits_end == local_part.size() ||
           (local_part[digits_end] == 'p' && run(digits_end + 1, is_digit) == local_part.size());
}

Reader find_reader(const facts::Message& message, const Witnesses& witnesses, const org::Organisation& org) {
    using facts::ReaderBasis;
    std::string address = journal_reader(witnesses, org);
    if (!address.empty()) return {std::move(address), ReaderBasis::journal};
    address = delivered_reader(message, witnesses, org);
    if (!address.empty()) return {std::move(address), ReaderBasis::delivered_to};
    if (!witnesses.source.empty()) address = org.mailbox_owner(witnesses.source);
    if (!address.empty()) return {std::move(address), ReaderBasis::mailbox_owner};
    address = sole_to(message, witnesses);
    if (!address.empty()) return {std::move(address), ReaderBasis::sole_to};
    return {};
}

}  // namespace redshank::extract
