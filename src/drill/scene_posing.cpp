// SPDX-License-Identifier: Apache-2.0
// Somebody posing as a member, in plain text and without a link; and look-alikes of the parliament's own
// sign-in page, from outside and from a colleague's account.
#include "base/ascii.h"
#include "drill/encoding.h"
#include "drill/scenario.h"
#include "drill/scene.h"

namespace redshank::drill {

namespace {

std::string_view look_alike(Random& random) {
    constexpr std::string_view domains[] = {"parliarnent.example", "parliament-office.example",
                                            "pariiament.example", "parlliament.example",
                                            "parliament-mail.example"};
    return random.pick(domains);
}

struct Poser {
    Address accounts[2];
    std::string first_name;
    const Program* program = nullptr;
    std::string ip;
};

Poser pose_as(const Person& member, Random& random) {
    Poser poser;
    const std::string local = local_part(member.name);
    const std::string_view extra[] = {".office", ".mp", ".private", ".desk"};
    poser.accounts[0] = {member.name, local + "@" + std::string(look_alike(random))};
    poser.accounts[1] = {member.name, local + std::string(random.pick(extra)) + random.fill("#@") +
                                          std::string(freemail_domain(random))};
    poser.first_name = member.name.substr(0, member.name.find(' '));
    // Of those programs that can write plain text alone.
    poser.program = &personal_programs()[random.chance(500) ? 4 : 6];
    poser.ip = invented_ip(random);
    return poser;
}

constexpr std::string_view requests =
    "[Are you|Will you be] at your desk [today|this afternoon]? [I need|There is] a [small|quick] favour [to "
    "ask|of yours] and I "
    "cannot [talk|take calls], I am in [a meeting|the hearing] until late.|"
    "[Can you|Could you] send me {paper} and the [mobile numbers|private addresses] of the [group|committee] "
    "[right away|today]? My "
    "usual account [does not work|is locked] from here, so answer to this one.|"
    "[Please|Kindly] [keep this|let this stay] between us: I need the [list of guests|travel plan] for "
    "{event} before "
    "{day}. [Write|Send it] to this address, the [other|office] one is [full|down].";

Mail posing_mail(const Poser& poser, size_t account, const Address& reader, Random& random) {
    Mail mail;
    mail.program = poser.program;
    mail.from = poser.accounts[account];
    mail.to = {reader};
    mail.subject = say(random, Language::english,
                       "[Quick question|Are you in the office?|Request|A favour|Urgent, please]");
    mail.route = freemail_route(mail.from.address, random);
    if (account == 0) mail.route.ip = poser.ip;
    const std::string first_name = reader.name.substr(0, reader.name.find(' '));
    set_body(mail, {"Hello " + first_name + ",",
                    say(random, Language::english, "[" + std::string(requests) + "]"), poser.first_name});
    mail.html.clear();
    return mail;
}

struct SignIn {
    Address from;
    std::string host, ip, sender_domain, folder;
    const Program* program = nullptr;
};

Mail sign_in_mail(const SignIn& page, const Address& reader, Random& random) {
    const std::string link =
        "https://" + page.host + "/" + page.folder + "/?id=" + base64_url(reader.address);
    const std::string shown = "https://webmail." + std::string(our_domain) + "/";
    const std::string what = say(random, Language::english,
                                 "Your mailbox [holds back|has] {n} [undelivered|pending] messages. [Sign "
                                 "in|Log in] within {n} hours to "
                                 "[keep|release] them.");
    Mail mail;
    mail.program = page.program;
    mail.from = page.from;
    mail.to = {reader};
    mail.subject =
        say(random, Language::english, "[Mailbox|Webmail] [notice|storage]: {n} messages [held|waiting]");
    mail.route = {"srv." + page.sender_domain, page.ip, page.from.address, "", false, false, 0};
    mail.text = what + "\n\n" + link + "\n\nIT service desk\n";
    mail.html = "<html><body><table width=\"480\"><tr><td><b>Parliament webmail</b></td></tr><tr><td>" +
                escape_html(what) + "<br><br><a href=\"" + link + "\">" + shown +
                "</a><br><br>IT service desk</td></tr></table></body></html>\n";
    return mail;
}

}  // namespace

void plant_impersonation(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    size_t index = random.below(stage.world.people.size());
    while (!stage.world.people[index].listed) index = (index + 1) % stage.world.people.size();
    const Person& member = stage.world.people[index];
    const Poser poser = pose_as(member, random);
    stage.entry().links = {"display name of " + member.address, "account " + poser.accounts[0].address,
                           "account " + poser.accounts[1].address};
    const Seconds start = stage.day_at(550 + random.between(0, 350));
    std::vector<uint32_t> readers = stage.some_mailboxes(count + 1, false);
    std::erase_if(readers,
                  [&](uint32_t mailbox) { return stage.address(mailbox).address == member.address; });
    for (size_t i = 0; i < readers.size() && i < count; ++i) {
        const Address reader = stage.address(readers[i]);
        stage.deliver(start + random.between(0, 12) * day + random.between(7 * hour, 18 * hour), readers[i],
                      [=](Random& r) { return posing_mail(poser, i % 2, reader, r); });
    }
}

// From inside, by an account that others can write from, once.
void plant_colleague(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    const std::vector<uint32_t> mailboxes = stage.some_mailboxes(count + 1, false);
    const Person& colleague = stage.person(mailboxes.front());
    SignIn page;
    page.from = {colleague.name, colleague.address};
    page.host = "webmail." + std::string(our_domain) + "." + rare_domain(random);
    page.folder = random.fill("auth%##");
    page.program = &random.pick(personal_programs());
    KeyEntry& entry = stage.entry();
    entry.links = {"host " + page.host, "account " + page.from.address};
    entry.place = "link, query value";
    entry.token = token_name(TokenKind::base64);
    const Seconds start = stage.day_at(400 + random.between(0, 500)) + random.between(7 * hour, 12 * hour);
    for (size_t i = 1; i < mailboxes.size(); ++i) {
        const Address reader = stage.address(mailboxes[i]);
        stage.deliver(start + random.between(0, 2 * hour), mailboxes[i], [=](Random& r) {
            Mail mail = sign_in_mail(page, reader, r);
            mail.route = {};
            return mail;
        });
    }
}

void plant_sign_in_page(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    SignIn page;
    page.sender_domain = "parliament-" + std::string(random.chance(500) ? "support" : "login") + ".example";
    page.from = {"Parliament IT Service", "it-service@" + page.sender_domain};
    page.host = "webmail." + std::string(our_domain) + "." + invented_domain(random);
    page.ip = invented_ip(random);
    page.folder = random.fill("owa%##");
    page.program = &random.pick(bulk_programs());
    KeyEntry& entry = stage.entry();
    entry.links = {"host " + page.host, "sender " + page.from.address, "near-same text"};
    entry.place = "link, query value";
    entry.token = token_name(TokenKind::base64);
    const Seconds start = stage.day_at(300 + random.between(0, 600)) + random.between(7 * hour, 12 * hour);
    for (uint32_t mailbox : stage.some_mailboxes(count, false)) {
        const Address reader = stage.address(mailbox);
        stage.deliver(start + random.between(0, 5 * hour), mailbox,
                      [=](Random& r) { return sign_in_mail(page, reader, r); });
    }
}

}  // namespace redshank::drill
