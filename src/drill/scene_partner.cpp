// SPDX-License-Identifier: Apache-2.0
// A partner who has written for years and is answered; then his real account is taken over. Authentication
// passes as ever, but one wave loads from a host of nobody's. Only the wave is planted: his own mail stands
// in the key as harmless.
#include <algorithm>
#include <memory>

#include "drill/encoding.h"
#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

struct Partner {
    Address who;
    Firm firm;
    uint64_t seed = 0;
};

struct Takeover {
    Partner partner;
    Story story;
    std::string question;
    const Program* program = nullptr;
    Beacon beacon;
    Keeping keeping = Keeping::always;
    bool answers_old_mail = false;
};

Partner make_partner(Stage& stage) {
    Random& random = stage.random;
    Partner partner;
    partner.firm = random.pick(stage.world.firms);
    const std::string domain = rare_domain(random);
    partner.firm.domain = domain;
    partner.firm.ip = invented_ip(random);
    while (!partner.firm.program->html) partner.firm.program = &page_program(random);
    const std::string name = invented_name(random, partner.firm.language);
    partner.who = {name, local_part(name) + "@" + domain};
    partner.seed = random.next();
    return partner;
}

// Language, program and signature stay his.
Mail partner_mail(const Partner& partner, Random& random) {
    Mail mail;
    mail.program = partner.firm.program;
    mail.from = partner.who;
    mail.language = partner.firm.language;
    mail.route = firm_route(partner.firm, partner.who.address, random);
    mail.route.dkim_domain = partner.firm.domain;
    return mail;
}

// Every second letter answers an answer, which is quoted.
Mail ordinary_mail(const Partner& partner, const Address& reader, bool answers, Random& random) {
    Mail mail = partner_mail(partner, random);
    mail.to = {reader};
    mail.subject = (answers ? "Re: " : "") + say(random, mail.language, "{subject}");
    set_body(mail,
             letter(random, mail.language, partner.who.name, static_cast<size_t>(random.between(1, 3))));
    mail.replied = random.chance(600);
    if (!answers) return mail;
    mail.in_reply_to = "<" + random.fill("%%%%%%%%%%%%%%%%@") + std::string(our_domain) + ">";
    mail.references = mail.in_reply_to;
    const std::string quoted = paragraph(random, mail.language, 2, "{sentence}");
    mail.text += reader.name + ":\n> " + quoted + "\n";
    if (!mail.html.empty())
        mail.html.insert(mail.html.rfind("</"), "<blockquote>" + escape_html(quoted) + "</blockquote>\n");
    return mail;
}

// Whoever took the account over writes in its name, with its program or his own.
Mail wave_mail(const Takeover& wave, const Address& reader, uint64_t number, Random& random) {
    const Partner& partner = wave.partner;
    const std::string token = planted_token(wave.beacon, wave.keeping, reader.address, 0, number);
    std::vector<std::string> text = {wave.question};
    text.insert(text.end(), wave.story.text.begin(), wave.story.text.end());
    Mail mail = beacon_letter(*wave.program, partner.firm.language, partner.who, reader, text, wave.beacon,
                              token, random);
    mail.route = partner_mail(partner, random).route;
    mail.subject = (wave.answers_old_mail ? "Re: " : "") + wave.story.headline;
    return mail;
}

}  // namespace

void plant_partner(Stage& stage, uint64_t most) {
    Random& random = stage.random;
    KeyEntry planted = std::move(stage.entry());
    stage.entry() = {"partner-before", "none", {}, {}, "", "", {}};
    Takeover made;
    made.partner = make_partner(stage);
    const Partner partner = made.partner;
    const std::vector<uint32_t> known = stage.some_mailboxes(4 + random.below(9), false);
    const int64_t taken_over = random.between(650, 900);  // permille of the time
    for (uint64_t i = 0; i < most * 3; ++i) {
        const uint32_t mailbox = known[i < known.size() ? i : random.below(known.size())];
        const Address reader = stage.address(mailbox);
        const bool answers = i >= known.size() && random.chance(500);
        // He goes on writing himself while the other uses his account.
        stage.deliver(stage.office_time(20, taken_over + 60), mailbox,
                      [=](Random& r) { return ordinary_mail(partner, reader, answers, r); });
    }
    made.story = make_story(random, partner.firm.language, 2);
    made.question = say(random, partner.firm.language, "{introduction}");
    made.program = random.chance(600) ? partner.firm.program : &page_program(random);
    if (made.program->html_open.empty()) made.program = &page_program(random);
    made.beacon = any_beacon(random, rare_domain(random, random.chance(500) ? "files." : ""));
    made.keeping = random.chance(700) ? Keeping::always : Keeping::message;
    made.answers_old_mail = random.chance(400);
    describe(planted, made.beacon, made.keeping);
    planted.links = {"account " + partner.who.address, "tracking host " + made.beacon.host, "near-same text"};
    stage.begin_entry(std::move(planted));
    const auto shared = std::make_shared<const Takeover>(made);
    // Half of them know him, half have never heard of him.
    std::vector<uint32_t> readers = stage.some_mailboxes(most / 2 + 1, true);
    for (uint32_t mailbox : known) {
        if (readers.size() >= most) break;
        if (std::find(readers.begin(), readers.end(), mailbox) == readers.end()) readers.push_back(mailbox);
    }
    const Seconds start = stage.day_at(taken_over);
    uint64_t number = 0;
    for (uint32_t mailbox : readers) {
        const Address reader = stage.address(mailbox);
        const uint64_t message = number++;
        stage.deliver(moment(random, start, 2), mailbox,
                      [=](Random& r) { return wave_mail(*shared, reader, message, r); });
    }
}

}  // namespace redshank::drill
