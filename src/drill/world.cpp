// SPDX-License-Identifier: Apache-2.0
#include "drill/world.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/hash.h"

namespace redshank::drill {

namespace {

constexpr std::string_view freemail_domains[] = {"freemail.example", "webpost.example", "boxmail.example"};

// ASCII for the letters with marks that the first names below use.
std::string without_marks(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> marks[] = {{"ü", "ue"}, {"ö", "oe"}, {"ä", "ae"},
                                                                       {"é", "e"},  {"É", "E"},  {"è", "e"},
                                                                       {"ç", "c"},  {"ë", "e"},  {"Ö", "Oe"}};
    std::string out(name);
    for (const auto& [from, to] : marks) {
        for (size_t at = out.find(from); at != std::string::npos; at = out.find(from))
            out.replace(at, from.size(), to);
    }
    return out;
}

// By turns, so that a small archive has all of them.
Language language_of(uint64_t index) {
    constexpr Language turns[] = {Language::english, Language::german,   Language::english,
                                  Language::french,  Language::english,  Language::russian,
                                  Language::english, Language::german,   Language::english,
                                  Language::french,  Language::japanese, Language::english};
    return turns[index % std::size(turns)];
}

Person make_person(Language language, Random& random) {
    Person person;
    person.language = language;
    person.name = invented_name(random, person.language);
    person.address = local_part(person.name) + "@" + std::string(our_domain);
    const std::string local = local_part(person.name, random.chance(500) ? '_' : '.');
    person.private_address = local + random.fill("##") + "@" + std::string(freemail_domain(random));
    person.program = &random.pick(personal_programs());
    return person;
}

Mailbox make_mailbox(const Person& person, uint32_t index, bool is_private, Random& random) {
    // How the mail system names the reader differs between servers; where it does not, org.toml says whose
    // mail it is.
    constexpr std::string_view fields[] = {"Delivered-To", "X-Original-To Delivered-To", "X-Original-To", ""};
    Mailbox mailbox;
    mailbox.owner = is_private ? person.private_address : person.address;
    mailbox.person = index;
    mailbox.is_private = is_private;
    mailbox.reader_fields = random.pick(fields);
    mailbox.crlf = random.chance(250);
    mailbox.store = index == 2 ? Store::maildir : index == 5 ? Store::eml : Store::mbox;
    if (is_private) mailbox.store = Store::mbox;
    mailbox.file = (is_private ? "private/" : "mail/") + local_part(person.name, '-') +
                   (mailbox.store == Store::mbox ? ".mbox" : "");
    return mailbox;
}

void add_people(World& world, uint64_t count, Random& random) {
    std::vector<std::string> taken;
    while (world.people.size() < count) {
        Person person = make_person(language_of(world.people.size()), random);
        if (std::find(taken.begin(), taken.end(), person.address) != taken.end()) continue;
        taken.push_back(person.address);
        world.people.push_back(std::move(person));
    }
}

void add_firms(World& world, uint64_t count, Random& random) {
    constexpr std::string_view kinds[] = {"Press", "Works",   "Institute", "Consulting",
                                          "Union", "Systems", "Foundation"};
    for (uint64_t i = 0; i < count; ++i) {
        const std::string word = invented_word(random);
        Firm firm;
        firm.name = word + " " + std::string(random.pick(kinds));
        firm.domain = ascii_lower(word) + random.fill("#") + ".example";
        firm.ip = invented_ip(random);
        firm.program = &random.pick(personal_programs());
        firm.language = language_of(random.below(12));
        world.firms.push_back(std::move(firm));
    }
}

std::string quoted_list(std::span<const std::string_view> items) {
    std::string out = "[";
    for (std::string_view item : items) out += (out.size() > 1 ? ", \"" : "\"") + std::string(item) + "\"";
    return out + "]";
}

}  // namespace

size_t World::office_mailboxes() const {
    return static_cast<size_t>(
        std::count_if(mailboxes.begin(), mailboxes.end(), [](const Mailbox& m) { return !m.is_private; }));
}

std::string_view freemail_domain(Random& random) {
    return random.pick(freemail_domains);
}

std::string invented_ip(Random& random) {
    constexpr std::string_view ranges[] = {"192.0.2.", "198.51.100.", "203.0.113."};
    const int64_t network = random.between(0, 455);
    const std::string benchmark =
        "198." + std::to_string(18 + network / 256) + "." + std::to_string(network % 256) + ".";
    return (random.chance(300) ? std::string(random.pick(ranges)) : benchmark) +
           std::to_string(random.between(1, 254));
}

std::string invented_network(Random& random) {
    return "198.19." + std::to_string(random.between(200, 255)) + ".";
}

std::string invented_name(Random& random, Language language) {
    constexpr std::string_view plain[] = {"Anna",  "Peter",  "Ines",  "Tomas", "Clara", "Edgar",
                                          "Mira",  "Hugo",   "Vera",  "Oskar", "Ida",   "Felix",
                                          "Nora",  "Simon",  "Ruth",  "Emil",  "Lydia", "Bruno",
                                          "Agnes", "Viktor", "Paula", "Jonas", "Selma", "Otto"};
    constexpr std::string_view marked[] = {"Jürgen", "Élodie", "Zoë",      "André", "Jörg",
                                           "Hélène", "Günter", "François", "Sören"};
    const bool with_marks =
        (language == Language::german || language == Language::french) && random.chance(500);
    const std::string first(with_marks ? random.pick(marked) : random.pick(plain));
    std::string last = invented_word(random);
    constexpr std::string_view endings[] = {"er", "en", "sson", "ova", "", "ic", "as"};
    return first + " " + last + std::string(random.pick(endings));
}

std::string local_part(std::string_view name, char between) {
    std::string out = ascii_lower(without_marks(name));
    std::replace(out.begin(), out.end(), ' ', between);
    return out;
}

World make_world(uint64_t seed, uint64_t messages) {
    Random random(derive(seed, 1));
    World world;
    const bool years = messages >= from_for_years;
    world.begin = to_seconds({(years ? 2014 : 2020) + static_cast<int>(random.below(3)),
                              static_cast<int>(random.between(1, 12)), 1, 0, 0, 0});
    world.days = years ? random.between(2300, 2500) : random.between(1000, 1200);
    const uint64_t with_mailbox = std::clamp<uint64_t>(messages / 25, 12, 450);
    add_people(world, with_mailbox * 3 / 2, random);
    add_firms(world, std::clamp<uint64_t>(messages / 20, 12, 800), random);
    for (uint32_t i = 0; i < with_mailbox; ++i) {
        world.people[i].mailbox = static_cast<int>(world.mailboxes.size());
        world.mailboxes.push_back(make_mailbox(world.people[i], i, false, random));
    }
    for (uint32_t i = 0; i < with_mailbox; ++i) {
        world.people[i].listed = random.chance(600) || i % 8 == 3;
        if (i % 8 == 3) world.mailboxes.push_back(make_mailbox(world.people[i], i, true, random));
    }
    return world;
}

std::string organisation_file(const World& world) {
    std::string out = "# A parliament that does not exist.\n[organisation]\nname = \"Parliament\"\n";
    const auto line = [&](std::string_view key, std::initializer_list<std::string_view> values) {
        out += std::string(key) + " = " + quoted_list(std::span(values.begin(), values.size())) + "\n";
    };
    line("domains", {our_domain});
    line("authserv_ids", {our_border, "mx.freemail.example"});
    line("link_gateways", {our_gateway});
    out += "freemail_domains = " + quoted_list(freemail_domains) + "\n";
    line("own_mailers", {"newsletter.parliament.example"});
    line("simulations", {our_exercises});
    for (const Mailbox& mailbox : world.mailboxes) {
        // Only where the mail itself does not say whose it is.
        if (!mailbox.reader_fields.empty()) continue;
        out += "\n[[mailbox]]\npath = \"**/" + mailbox.file + (mailbox.store == Store::mbox ? "" : "/**") +
               "\"\nowner = \"" + mailbox.owner + "\"\n";
    }
    for (const Person& person : world.people) {
        if (!person.listed) continue;
        // Some would rather not have their private address lying in a file: its hash does as well.
        const std::string hidden = "sha256:" + sha256_hex(person.private_address);
        const std::string_view own = hash64(person.address) % 3 == 0 ? hidden : person.private_address;
        const std::array<std::string_view, 2> addresses = {person.address, own};
        out += "\n[[person]]\nname = \"" + person.name + "\"\naddresses = " + quoted_list(addresses) + "\n";
    }
    return out;
}

}  // namespace redshank::drill
