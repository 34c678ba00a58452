// SPDX-License-Identifier: Apache-2.0
// Strangers with a free-mail account and every right to write: many voters with one text, people who happen
// to have a member's name, and applicants who would like to know whether they were read.
#include "drill/encoding.h"
#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

// A campaign that asks people to write to their members: they send its text themselves, or its site does.
struct Petition {
    std::string subject;
    std::vector<std::string> text;
    Language language = Language::english;
    std::string site, ip;  // "" where people send themselves
    const Program* program = nullptr;
};

Petition new_petition(Random& random) {
    Petition petition;
    petition.language = random.chance(500) ? Language::english : letter_language(random);
    if (petition.language == Language::russian) petition.language = Language::german;
    petition.subject = say(random, petition.language, "{headline}");
    petition.text = paragraphs(random, petition.language, 3, "{constituent}");
    if (random.chance(400)) petition.site = rare_domain(random, "act-");
    petition.ip = invented_ip(random);
    petition.program = &random.pick(bulk_programs());
    return petition;
}

Mail constituent_mail(const Petition& petition, const Address& reader, Random& random) {
    const std::string name = invented_name(random, petition.language);
    const Address citizen = freemail_account(random, name);
    std::vector<std::string> text = petition.text;
    if (random.chance(300)) text.push_back(paragraph(random, petition.language, 1, "{constituent}"));
    text.insert(text.begin(), say(random, petition.language, "{dear}") + " " + reader.name + ",");
    text.push_back(name);
    Mail mail;
    mail.program = petition.site.empty() ? &random.pick(personal_programs()) : petition.program;
    mail.language = petition.language;
    mail.from = citizen;
    mail.to = {reader};
    mail.subject = petition.subject;
    mail.route = freemail_route(citizen.address, random);
    if (!petition.site.empty()) {
        mail.from.address = "letters@" + petition.site;
        mail.fields = {{"Reply-To", citizen.address}};
        mail.route = service_route(petition.site, petition.ip, random);
    }
    set_body(mail, text);
    return mail;
}

// The namesake of a member, with an address and matters of his own.
struct Namesake {
    Address who;
    std::string firm;
    const Program* program = nullptr;
    std::string ip;
};

Namesake new_namesake(Stage& stage) {
    Random& random = stage.random;
    size_t index = random.below(stage.world.people.size());
    while (!stage.world.people[index].listed) index = (index + 1) % stage.world.people.size();
    const std::string& name = stage.world.people[index].name;
    Namesake out;
    out.who = freemail_account(random, name);
    if (random.chance(700)) {
        const Firm& firm = random.pick(stage.world.firms);
        out.who.address = local_part(name) + "@" + firm.domain;
        out.firm = firm.name;
        out.ip = firm.ip;
    }
    out.program = &random.pick(personal_programs());
    return out;
}

Mail namesake_mail(const Namesake& namesake, const Address& reader, Random& random) {
    Mail mail;
    mail.program = namesake.program;
    mail.from = namesake.who;
    mail.to = {reader};
    mail.subject = say(random, Language::english, "{subject}");
    mail.replied = random.chance(500);
    const std::string domain = domain_of(namesake.who.address);
    mail.route = namesake.firm.empty()
                     ? freemail_route(namesake.who.address, random)
                     : Route{"mail." + domain, namesake.ip, namesake.who.address, domain, true, true, 60};
    set_body(mail, {say(random, Language::english, "{dear}") + " " + reader.name + ",",
                    paragraph(random, Language::english, 2, "{namesake}"),
                    paragraph(random, Language::english, 2, "{sentence}"), namesake.who.name,
                    namesake.firm.empty() ? invented_word(random) : namesake.firm});
    return mail;
}

Mail application_mail(const Address& from, const Program& program, uint64_t seed, const Address& reader,
                      Random& random) {
    Random same(seed);  // one letter to several offices
    Mail mail;
    mail.program = &program;
    mail.from = from;
    mail.to = {reader};
    mail.subject =
        say(same, Language::english, "[Application|My application|Position]: [assistant|intern|researcher]");
    mail.route = freemail_route(from.address, random);
    mail.fields = {{"Disposition-Notification-To", mailbox_text(from, "utf-8", true)}};
    if (same.chance(300)) mail.fields.emplace_back("Return-Receipt-To", from.address);
    std::vector<std::string> text = {say(same, Language::english, "{dear}") + " " + reader.name + ","};
    for (int i = 0; i < 2; ++i) text.push_back(paragraph(same, Language::english, 2, "{application}"));
    text.push_back(from.name);
    set_body(mail, text);
    mail.attached.push_back(attachment("application/pdf", "cv.pdf",
                                       "%PDF-1.4\n% " + same.fill("%%%%%%%%%%%%%%%%") + "\n%%EOF\n"));
    return mail;
}

/// Somebody who runs a club from a private account, with a mail-merge program that counts openings.
struct Club {
    Address from;
    const Program* program = nullptr;
    std::string name;
    Beacon beacon;
};

Mail joining_mail(const Club& club, const Person& member, Random& random) {
    Mail mail = office_mail(member);
    mail.to = {club.from};
    mail.subject = say(random, Language::english, "[Joining|I would like to join] ") + club.name;
    set_body(mail, {say(random, Language::english, "[Please add me to|I would like to be on] your list."),
                    member.name});
    return mail;
}

Mail club_mail(const Club& club, uint64_t round, const Address& reader, Random& random) {
    Random same(derive(club.beacon.salt, round));  // one letter to all
    const std::vector<std::string> text = paragraphs(same, Language::english, 2);
    Mail mail = beacon_letter(*club.program, Language::english, club.from, reader, text, club.beacon,
                              make_token(club.beacon.kind, reader.address, club.beacon.salt), random);
    mail.subject = club.name + say(same, Language::english, ": [our next evening|a date for {day}]");
    mail.route = freemail_route(club.from.address, random);
    return mail;
}

}  // namespace

void plant_club_rounds(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    for (uint64_t left = count; left > 0;) {
        const auto club = std::make_shared<const Club>(
            Club{freemail_account(random, invented_name(random)), &page_program(random),
                 invented_word(random) + " Club", any_beacon(random, rare_domain(random, "t."))});
        const Seconds joined = stage.office_time(250, 500);
        const Seconds start = joined + random.between(20, 90) * day;
        const uint64_t rounds = 1 + random.below(4);
        for (const uint32_t mailbox : stage.some_mailboxes(5 + random.below(8), false)) {
            const Address reader = stage.address(mailbox);
            const Person& member = stage.person(mailbox);
            stage.deliver(moment(random, joined, 14), mailbox,
                          [&member, club](Random& r) { return joining_mail(*club, member, r); });
            for (uint64_t round = 0; round < rounds; ++round) {
                stage.deliver(moment(random, start + static_cast<Seconds>(round) * 40 * day, 1), mailbox,
                              [=](Random& r) { return club_mail(*club, round, reader, r); });
            }
            left -= std::min(left, rounds + 1);
        }
    }
}

void plant_constituents(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    for (uint64_t left = count; left > 0;) {
        const auto petition = std::make_shared<const Petition>(new_petition(random));
        const uint64_t size = std::min<uint64_t>(left, 5 + random.below(60));
        const Seconds start = stage.office_time(20, 950);
        for (uint64_t i = 0; i < size; ++i, --left) {
            const uint32_t mailbox = stage.office_mailbox();
            const Address reader = stage.address(mailbox);
            stage.deliver(moment(random, start, 20), mailbox,
                          [=](Random& r) { return constituent_mail(*petition, reader, r); });
        }
    }
}

void plant_namesakes(Stage& stage, uint64_t count) {
    for (uint64_t left = count; left > 0;) {
        const auto namesake = std::make_shared<const Namesake>(new_namesake(stage));
        // Over the years to the same few offices, which mostly answer.
        const std::vector<uint32_t> readers = stage.some_mailboxes(1 + stage.random.below(3), false);
        for (uint64_t size = std::min<uint64_t>(left, 4 + stage.random.below(6)); size > 0; --size, --left) {
            const uint32_t mailbox = stage.random.pick(readers);
            const Address reader = stage.address(mailbox);
            stage.deliver(stage.office_time(), mailbox,
                          [=](Random& r) { return namesake_mail(*namesake, reader, r); });
        }
    }
}

void plant_applications(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    for (uint64_t left = count; left > 0;) {
        const Address from = freemail_account(random, invented_name(random));
        const Program* program = &random.pick(personal_programs());
        const uint64_t seed = random.next();
        const Seconds start = stage.office_time(20, 950);
        for (uint32_t mailbox : stage.some_mailboxes(std::min<uint64_t>(left, 1 + random.below(5)), false)) {
            const Address reader = stage.address(mailbox);
            stage.deliver(start + random.between(0, 8 * hour), mailbox,
                          [=](Random& r) { return application_mail(from, *program, seed, reader, r); });
            --left;
        }
    }
}

}  // namespace redshank::drill
