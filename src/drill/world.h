// SPDX-License-Identifier: Apache-2.0
// Who exists in a practice archive: a parliament, its people and their mailboxes, firms that write to it, all
// drawn from the seed. Everybody is invented; every domain is reserved (RFC 2606, RFC 6761) and every address
// of a host is from the documentation ranges (RFC 5737) or, where one needs many networks, from the one for
// benchmarks (RFC 2544), which no network routes either.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "drill/language.h"
#include "drill/mail.h"

namespace redshank::drill {

inline constexpr std::string_view our_domain = "parliament.example";
inline constexpr std::string_view our_border = "mx.parliament.example";
inline constexpr std::string_view our_gateway = "safelinks.protection.example";  // rewrites links
inline constexpr std::string_view our_exercises = "phish-training.example";

struct Person {
    std::string name;
    std::string address;
    std::string private_address;
    Language language = Language::english;
    const Program* program = nullptr;
    bool listed = false;  // a [[person]] of org.toml
    int mailbox = -1;     // whose mail is in the archive, or -1
};

enum class Store : uint8_t { mbox, maildir, eml };

struct Mailbox {
    std::string owner;  // address
    std::string file;   // below the archive's folder, "mail/olga-tarvik.mbox"
    uint32_t person = 0;
    bool is_private = false;  // of the person's free-mail account
    Store store = Store::mbox;
    bool crlf = false;
    std::string_view reader_fields;  // "Delivered-To", "X-Original-To", both separated by a space, or ""
};

/// A firm, an office, a service: whoever writes from a domain of its own.
struct Firm {
    std::string name;
    std::string domain;
    std::string ip;
    const Program* program = nullptr;
    Language language = Language::english;
};

struct World {
    Seconds begin = 0;  // the archive's first day
    int64_t days = 0;
    std::vector<Person> people;      // those with mailboxes first
    std::vector<Mailbox> mailboxes;  // those of the office first, in the order of people
    std::vector<Firm> firms;

    size_t office_mailboxes() const;
};

/// An archive of at least so many messages spans six years, a smaller one three.
inline constexpr uint64_t from_for_years = 1000;

World make_world(uint64_t seed, uint64_t messages);

/// An address of a host that many may share.
std::string invented_ip(Random& random);
/// "198.19.217.": a network that is nobody else's.
std::string invented_network(Random& random);
/// A first name and an invented surname.
std::string invented_name(Random& random, Language language = Language::english);
/// "Olga Tarvik" → "olga.tarvik", ASCII only.
std::string local_part(std::string_view name, char between = '.');
/// A free-mail domain, one that org.toml names.
std::string_view freemail_domain(Random& random);

std::string organisation_file(const World& world);

}  // namespace redshank::drill
