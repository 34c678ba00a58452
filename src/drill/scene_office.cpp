// SPDX-License-Identifier: Apache-2.0
// Mail between colleagues: conversations with quoting, documents, invitations, forwarded and encrypted mail,
// automatic replies, and members who write from their own private address.
#include "base/hash.h"
#include "drill/encoding.h"
#include "drill/envelope.h"
#include "drill/scenario.h"
#include "drill/scene.h"

namespace redshank::drill {

namespace {

// The language of both, if they share one, else mostly English.
Language language_between(const Person& a, const Person& b, Random& random) {
    return a.language == b.language || random.chance(250) ? a.language : Language::english;
}

std::string as_quote(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        out += "> " + std::string(text.substr(0, end));
        text.remove_prefix(end);
    }
    return out;
}

// A message of a conversation hangs on the conversation's seed and its place in it alone, so that an answer
// can quote what it answers without anything being kept.
struct Conversation {
    uint64_t seed = 0;
    std::vector<const Person*> people;  // they write in turn
    Seconds begin = 0;
    Language language = Language::english;
};

const Person& writer_of(const Conversation& talk, uint64_t number) {
    return *talk.people[number % talk.people.size()];
}

Seconds time_of(const Conversation& talk, uint64_t number) {
    Seconds when = talk.begin;
    for (uint64_t i = 1; i <= number; ++i)
        when += 20 * minute + static_cast<Seconds>(derive(talk.seed, 500 + i) % (30 * hour));
    return when;
}

std::string id_of(const Conversation& talk, uint64_t number) {
    Random random(derive(talk.seed, 900 + number));
    return make_message_id(*writer_of(talk, number).program, our_domain, time_of(talk, number), random);
}

std::vector<std::string> text_of(const Conversation& talk, uint64_t number) {
    Random random(derive(talk.seed, number));
    const std::string& name = writer_of(talk, number).name;
    if (number > 0 && random.chance(350)) return {say(random, talk.language, "{short}"), name};
    return letter(random, talk.language, name, static_cast<size_t>(random.between(1, 3)));
}

Mail conversation_mail(const Conversation& talk, uint64_t number) {
    Random topic(talk.seed);
    const Person& writer = writer_of(talk, number);
    Mail mail = office_mail(writer);
    mail.language = talk.language;
    for (const Person* person : talk.people) {
        if (person != &writer)
            (mail.to.empty() ? mail.to : mail.cc).push_back({person->name, person->address});
    }
    mail.subject = (number > 0 ? "Re: " : "") + say(topic, talk.language, "{subject}");
    mail.date = time_of(talk, number) - 5;
    mail.message_id = id_of(talk, number);
    set_body(mail, text_of(talk, number));
    if (number == 0) return mail;
    mail.in_reply_to = id_of(talk, number - 1);
    for (uint64_t i = 0; i < number; ++i) mail.references += (i > 0 ? " " : "") + id_of(talk, i);
    std::string before;
    for (const std::string& line : text_of(talk, number - 1)) before += wrapped(line, 70) + "\n\n";
    mail.text += writer_of(talk, number - 1).name + ":\n" + as_quote(before);
    if (!mail.html.empty()) {
        mail.html.insert(mail.html.rfind("</"), "<blockquote>" + escape_html(before) + "</blockquote>");
    }
    return mail;
}

// A PNG or ZIP in its first bytes, random behind: told apart by content, and never equal.
std::pair<Part, std::string> some_document(Random& random) {
    const std::string stem = local_part(invented_word(random)) + random.fill("-##");
    switch (random.below(4)) {
        case 0:
            return {attachment("image/png", stem + ".png",
                               "\x89PNG\r\n\x1a\n" + random.bytes(200 + random.below(700))),
                    stem + ".png"};
        case 1:
            return {attachment("application/zip", stem + ".zip",
                               "PK\x03\x04" + random.bytes(300 + random.below(900))),
                    stem + ".zip"};
        case 2:
            return {attachment("text/csv", stem + ".csv",
                               random.fill("name;amount\n****;###\n****;###\n****;###\n")),
                    stem + ".csv"};
        default:
            return {attachment("application/pdf", stem + ".pdf",
                               "%PDF-1.4\n% " + random.fill("%%%%%%%%%%%%%%%%") + "\n%%EOF\n"),
                    stem + ".pdf"};
    }
}

Mail letter_between(const Person& from, const Person& to, Random& random) {
    Mail mail = office_mail(from);
    mail.language = language_between(from, to, random);
    mail.to = {{to.name, to.address}};
    mail.subject = say(random, mail.language, "{subject}");
    set_body(mail, letter(random, mail.language, from.name, static_cast<size_t>(random.between(1, 3))));
    return mail;
}

Mail document_mail(const Person& from, const Person& to, Random& random) {
    Mail mail = letter_between(from, to, random);
    auto [part, name] = some_document(random);
    mail.subject += " (" + name + ")";
    mail.attached.push_back(std::move(part));
    return mail;
}

Mail auto_reply(const Person& from, const Person& to, Random& random) {
    Mail mail = letter_between(from, to, random);
    const Language language = from.language;
    mail.language = language;
    mail.subject = say(random, language, "{away_subject}: {subject}");
    mail.fields = {{"Auto-Submitted", "auto-replied"}, {"Precedence", "bulk"}};
    mail.text = wrapped(say(random, language, "{away}"), 72) + "\n\n" + from.name + "\n";
    mail.html.clear();
    return mail;
}

// A letter of a firm, handed on as message/rfc822 with the header it came with.
Mail forwarded_mail(const Person& from, const Person& to, const Firm& firm, Seconds when, Random& random) {
    Mail inner = firm_mail(firm, random.below(6), random);
    inner.to = {{from.name, from.address}};
    inner.subject = say(random, inner.language, "{subject}");
    inner.date = when - random.between(1, 60) * hour;
    set_body(inner, letter(random, inner.language, inner.from.name, 2));
    const std::string own = compose(inner, random);
    Mailbox mailbox;
    mailbox.owner = from.address;
    Mail mail = office_mail(from);
    mail.language = language_between(from, to, random);
    mail.to = {{to.name, to.address}};
    mail.subject = "Fwd: " + inner.subject;
    set_body(mail, {say(random, mail.language, "{short}"), from.name});
    mail.attached.push_back({"Content-Type: message/rfc822\nContent-Disposition: inline\n",
                             envelope(inner, mailbox, inner.date + minute, random) + own});
    return mail;
}

std::string calendar_time(Seconds time) {
    std::string out;
    for (char c : rfc3339(time)) {
        if (c != '-' && c != ':') out += c;
    }
    return out;
}

// RFC 5545 and RFC 6047: the event as a text/calendar part with its method.
Mail invitation_mail(const Person& from, const Person& to, Seconds when, Random& random) {
    Mail mail = letter_between(from, to, random);
    const Seconds begin = when / hour * hour + random.between(2, 400) * hour;
    const std::string event =
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//parliament.example//desk//"
        "EN\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:" +
        random.fill("%%%%%%%%-%%%%%%%%@") + std::string(our_domain) + "\nDTSTAMP:" + calendar_time(when) +
        "\nDTSTART:" + calendar_time(begin) + "\nDTEND:" + calendar_time(begin + hour) +
        "\nORGANIZER:mailto:" + from.address + "\nATTENDEE:mailto:" + to.address +
        "\nSUMMARY:" + mail.subject + "\nEND:VEVENT\nEND:VCALENDAR\n";
    mail.attached.push_back(
        {"Content-Type: text/calendar; method=REQUEST; charset=utf-8\nContent-Transfer-Encoding: base64\n",
         base64_lines(event)});
    return mail;
}

// RFC 3156 4: a control part and the ciphertext, which here is only dice.
Mail encrypted_mail(const Person& from, const Person& to, Random& random) {
    Mail mail = office_mail(from);
    mail.to = {{to.name, to.address}};
    mail.subject = random.chance(500) ? "..." : say(random, Language::english, "{subject}");
    mail.multipart = "encrypted; protocol=\"application/pgp-encrypted\"";
    mail.only_attached = true;
    mail.attached.push_back({"Content-Type: application/pgp-encrypted\n", "Version: 1\n"});
    mail.attached.push_back({"Content-Type: application/octet-stream; name=\"encrypted.asc\"\n",
                             "-----BEGIN PGP MESSAGE-----\n\n" +
                                 base64_lines(random.bytes(500 + random.below(900))) + "=" +
                                 random.fill("****") + "\n-----END PGP MESSAGE-----\n"});
    return mail;
}

Mail private_address_mail(const Person& from, const Person& to, Random& random) {
    Mail mail = letter_between(from, to, random);
    mail.from.address = from.private_address;
    mail.route = freemail_route(from.private_address, random);
    return mail;
}

Mail arrival_mail(const Person& reader, const std::string& address, Random& random) {
    Mail mail;
    mail.program = &personal_programs()[5];
    mail.from = {"Service Desk", "service.desk@" + std::string(our_domain)};
    mail.to = {{reader.name, address}};
    mail.language = reader.language;
    const std::string host = "mail." + std::string(our_domain);
    if (address == reader.private_address) {
        mail.route = {host, "192.0.2.26", mail.from.address, std::string(our_domain), true, true, 60};
    }
    mail.subject = say(random, reader.language, "{subject}");
    set_body(mail, letter(random, reader.language, "Service Desk", 3));
    return mail;
}

// A colleague with or without a mailbox here, other than `not_this`.
const Person& colleague(Stage& stage, const Person& not_this) {
    const std::vector<Person>& people = stage.world.people;
    const size_t index = stage.random.below(people.size());
    return &people[index] == &not_this ? people[(index + 1) % people.size()] : people[index];
}

// One mail a turn from some colleague to the owner of some office mailbox.
template <typename Make>
void between_colleagues(Stage& stage, uint64_t count, Make make) {
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.office_mailbox();
        const Person* to = &stage.person(mailbox);
        const Person* from = &colleague(stage, *to);
        const Seconds when = stage.office_time();
        stage.deliver(when, mailbox, [=](Random& random) { return make(*from, *to, when, random); });
    }
}

Conversation new_conversation(Stage& stage) {
    Random& random = stage.random;
    Conversation talk;
    talk.seed = random.next();
    talk.people.push_back(&stage.person(stage.office_mailbox()));
    const size_t size = 2 + random.below(3);
    while (talk.people.size() < size) {
        const Person* next = &colleague(stage, *talk.people.back());
        if (std::find(talk.people.begin(), talk.people.end(), next) == talk.people.end())
            talk.people.push_back(next);
    }
    std::swap(talk.people[0], talk.people[random.below(size)]);
    talk.begin = stage.office_time(0, 980);
    talk.language = language_between(*talk.people[0], *talk.people[1], random);
    return talk;
}

}  // namespace

void plant_arrivals(Stage& stage, uint64_t) {
    for (uint32_t mailbox = 0; mailbox < stage.world.mailboxes.size(); ++mailbox) {
        const Person* reader = &stage.person(mailbox);
        const std::string address = stage.world.mailboxes[mailbox].owner;
        stage.deliver(stage.office_time(0, 50), mailbox,
                      [=](Random& random) { return arrival_mail(*reader, address, random); });
    }
}

void plant_auto_replies(Stage& stage, uint64_t count) {
    between_colleagues(stage, count, [](const Person& from, const Person& to, Seconds, Random& random) {
        return auto_reply(from, to, random);
    });
}

void plant_forwarded(Stage& stage, uint64_t count) {
    const std::vector<Firm>& firms = stage.world.firms;
    between_colleagues(stage, count,
                       [&firms](const Person& from, const Person& to, Seconds when, Random& random) {
                           return forwarded_mail(from, to, random.pick(firms), when, random);
                       });
}

void plant_invitations(Stage& stage, uint64_t count) {
    between_colleagues(stage, count, invitation_mail);
}

void plant_documents(Stage& stage, uint64_t count) {
    between_colleagues(stage, count, [](const Person& from, const Person& to, Seconds, Random& random) {
        return document_mail(from, to, random);
    });
}

void plant_own_private_address(Stage& stage, uint64_t count) {
    std::vector<const Person*> listed;  // whose private address org.toml knows
    for (const Person& person : stage.world.people) {
        if (person.listed) listed.push_back(&person);
    }
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.office_mailbox();
        const Person* from = stage.random.pick(listed);
        const Person* to = &stage.person(mailbox);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& random) { return private_address_mail(*from, *to, random); });
    }
}

void plant_encrypted(Stage& stage, uint64_t count) {
    between_colleagues(stage, count, [](const Person& from, const Person& to, Seconds, Random& random) {
        return encrypted_mail(from, to, random);
    });
}

void plant_conversations(Stage& stage, uint64_t) {
    while (stage.missing() > 0) {
        const Conversation talk = new_conversation(stage);
        const uint64_t length = 1 + stage.random.below(4);
        for (uint64_t number = 0; number < length; ++number) {
            for (const Person* person : talk.people) {
                if (person->mailbox < 0 || person == &writer_of(talk, number) || stage.missing() == 0)
                    continue;
                const bool answers = number + 1 < length && person == &writer_of(talk, number + 1);
                stage.deliver(time_of(talk, number), static_cast<uint32_t>(person->mailbox),
                              derive(talk.seed, 300 + number), [=](Random&) {
                                  Mail mail = conversation_mail(talk, number);
                                  mail.replied = answers;
                                  return mail;
                              });
            }
        }
    }
}

}  // namespace redshank::drill
