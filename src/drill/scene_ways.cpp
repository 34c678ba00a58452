// SPDX-License-Identifier: Apache-2.0
// Ordinary mail that comes by an unusual way: links rewritten by the organisation's own gateway, forwarding
// that breaks SPF, colleagues abroad, an assistant who sends for a member, one mail in several mailboxes.
#include "drill/encoding.h"
#include "drill/house.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

Mail gateway_newsletter(const House& house, uint64_t gateway, uint64_t text, const Address& reader,
                        Random& random) {
    Random same(text);
    Mail mail = house_mail(house, {"", reader.address}, "all", random);
    Notice notice;
    notice.title = house.name + ": " + say(same, house.language, "{headline}");
    for (int i = 0; i < 3; ++i) {
        notice.text.push_back(paragraph(same, house.language, 2, "{news}"));
        const std::string shown = say(same, house.language, "{headline}");
        const std::string url = "https://www." + house.domain + "/" + same.fill("####");
        notice.links.emplace_back(shown, through_gateway(gateway, url, reader.address, random));
    }
    mail.subject = notice.title;
    set_notice(mail, house, notice, "all");
    return mail;
}

Mail gateway_letter(const Firm& firm, uint64_t employee, uint64_t gateway, const Address& reader,
                    Random& random) {
    Mail mail = firm_mail(firm, employee, random);
    mail.to = {reader};
    mail.subject = say(random, mail.language, "{subject}");
    std::vector<std::string> text = letter(random, mail.language, mail.from.name, 2);
    set_body(mail, text);
    const std::string link = through_gateway(
        gateway, "https://www." + firm.domain + random.fill("/docs/####"), reader.address, random);
    mail.text += link + "\n";
    if (!mail.html.empty())
        mail.html.insert(mail.html.rfind("</"),
                         "<a href=\"" + escape_html(link) + "\">" + firm.domain + "</a>");
    return mail;
}

// To an address elsewhere that hands everything on. The envelope keeps its sender, so SPF no longer fits.
Mail forwarded_copy(const Firm& firm, uint64_t employee, const Address& reader, const std::string& forwarder,
                    Random& random) {
    Mail mail = firm_mail(firm, employee, random);
    const std::string old_address = local_part(reader.name) + "@" + forwarder;
    mail.to = {{reader.name, old_address}};
    mail.subject = say(random, mail.language, "{subject}");
    set_body(mail, letter(random, mail.language, mail.from.name, 2));
    mail.route.host = "mx." + forwarder;
    mail.route.ip = "198.51.100." + std::to_string(derive(employee, forwarder.size()) % 200 + 20);
    mail.route.spf_pass = false;
    mail.route.dmarc_pass = !mail.route.dkim_domain.empty();
    if (random.chance(500)) mail.fields.emplace_back("X-Forwarded-For", old_address + " " + reader.address);
    return mail;
}

// Handed in from a hotel or an airport, through the house's own server or that of the place.
Mail mail_from_abroad(const Person& from, const Address& reader, Random& random) {
    Mail mail = office_mail(from);
    mail.to = {reader};
    mail.subject = say(random, mail.language, "{subject}");
    set_body(mail, letter(random, mail.language, from.name, static_cast<size_t>(random.between(1, 2))));
    mail.route = {"mail." + std::string(our_domain), "192.0.2.26", from.address,
                  std::string(our_domain),           true,         true,
                  60 * random.between(-8, 11)};
    mail.route.origin = invented_ip(random);
    if (random.chance(700)) return mail;
    mail.route.host = "relay." + rare_domain(random);
    mail.route.ip = invented_ip(random);
    mail.route.spf_pass = mail.route.dmarc_pass = false;
    mail.route.dkim_domain.clear();
    return mail;
}

Mail assistant_mail(const Person& member, const Person& assistant, const Address& reader, Random& random) {
    Mail mail = office_mail(member);
    mail.program = assistant.program;
    mail.to = {reader};
    mail.fields = {{"Sender", assistant.address}};
    mail.subject = say(random, mail.language, "{subject}");
    std::vector<std::string> text = letter(random, mail.language, member.name, 2);
    if (random.chance(400)) text.push_back("p.p. " + assistant.name);
    set_body(mail, text);
    return mail;
}

Mail outside_assistant_mail(const Firm& firm, const Address& reader, Random& random) {
    Mail mail = firm_mail(firm, 0, random);
    const Mail other = firm_mail(firm, 1, random);
    mail.to = {reader};
    mail.fields = {{"Sender", mailbox_text(other.from, "utf-8", true)}};
    mail.subject = say(random, mail.language, "{subject}");
    set_body(mail, letter(random, mail.language, mail.from.name, 1));
    return mail;
}

Mail to_shared_mailbox(const Firm& firm, uint64_t employee, const std::string& role, Random& random) {
    Mail mail = firm_mail(firm, employee, random);
    mail.to = {{"", role + "@" + std::string(our_domain)}};
    mail.subject = say(random, mail.language, "{subject}");
    set_body(mail, letter(random, mail.language, mail.from.name, 2));
    return mail;
}

}  // namespace

void plant_gateway(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    const uint64_t gateway = random.next();
    KeyEntry& entry = stage.entry();
    entry.place = "links, rewritten by the organisation's own gateway";
    entry.token = "new with each mail or one a reader, as the gateway makes them";
    entry.links = {"link_gateways of org.toml: " + std::string(our_gateway)};
    House house = new_house(random, "Briefing|Week|Outlook", "news");
    house.counts_opens = false;
    const auto shared = std::make_shared<const House>(house);
    uint64_t left = count;
    while (left > count / 3) {
        const uint64_t text = random.next();
        const Seconds out = stage.office_time(20, 980);
        const uint64_t readers = std::min<uint64_t>(left, 3 + random.below(20));
        for (uint32_t mailbox : stage.some_mailboxes(readers, false)) {
            const Address reader = stage.address(mailbox);
            stage.deliver(out, mailbox,
                          [=](Random& r) { return gateway_newsletter(*shared, gateway, text, reader, r); });
            --left;
        }
    }
    for (; left > 0; --left) {
        const Firm* firm = &random.pick(stage.world.firms);
        const uint64_t employee = random.below(6);
        const uint32_t mailbox = stage.office_mailbox();
        const Address reader = stage.address(mailbox);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return gateway_letter(*firm, employee, gateway, reader, r); });
    }
}

void plant_forwarded_copies(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    std::vector<std::string> forwarders;
    for (int i = 0; i < 3; ++i) forwarders.push_back(rare_domain(random, "alumni-"));
    for (uint64_t i = 0; i < count; ++i) {
        const Firm* firm = &random.pick(stage.world.firms);
        const uint64_t employee = random.below(6);
        const uint32_t mailbox = stage.office_mailbox();
        const Address reader = stage.address(mailbox);
        const std::string forwarder = random.pick(forwarders);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return forwarded_copy(*firm, employee, reader, forwarder, r); });
    }
}

void plant_abroad(Stage& stage, uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.office_mailbox();
        const Address reader = stage.address(mailbox);
        const Person* from = &stage.random.pick(stage.world.people);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return mail_from_abroad(*from, reader, r); });
    }
}

void plant_assistants(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.office_mailbox();
        const Address reader = stage.address(mailbox);
        const size_t member = random.below(stage.world.people.size());
        const Person* from = &stage.world.people[member];
        const Person* assistant = &stage.world.people[(member + 1) % stage.world.people.size()];
        const Firm* firm = &random.pick(stage.world.firms);
        const bool outside = random.chance(300);
        stage.deliver(stage.office_time(), mailbox, [=](Random& r) {
            return outside ? outside_assistant_mail(*firm, reader, r)
                           : assistant_mail(*from, *assistant, reader, r);
        });
    }
}

void plant_shared_mailbox(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    constexpr std::string_view roles[] = {"office", "committee-3", "petitions", "protocol"};
    const std::vector<uint32_t> readers = stage.some_mailboxes(3 + random.below(5), false);
    for (uint64_t left = count; left > 0;) {
        const Firm* firm = &random.pick(stage.world.firms);
        const uint64_t employee = random.below(6), seed = random.next();
        const std::string role(random.pick(roles));
        const Seconds when = stage.office_time();
        for (size_t i = 0; i < readers.size() && left > 0; ++i, --left) {
            stage.deliver(when, readers[i], seed,
                          [=](Random& r) { return to_shared_mailbox(*firm, employee, role, r); });
        }
    }
}

}  // namespace redshank::drill
