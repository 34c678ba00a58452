// SPDX-License-Identifier: Apache-2.0
// Lures without a beacon: an attached page that asks for a password, an attached program that looks like a
// paper, and somebody writing for an office from an account that anyone can open, or from a domain that looks
// like ours.
#include "drill/encoding.h"
#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

/// One sender who writes one letter, with one attachment, to several.
struct Lure {
    Address from;
    Route route;
    const Program* program = nullptr;
    std::string subject;
    std::vector<std::string> text;
    std::string page;  // "": as the program writes the text
    std::string attachment_type, attachment_name, attachment;
};

Lure lure_from_own_domain(Random& random) {
    Lure lure;
    const std::string domain = rare_domain(random);
    lure.from.name = invented_name(random);
    lure.from.address = local_part(lure.from.name) + "@" + domain;
    lure.route = {"mail." + domain, invented_ip(random), lure.from.address, domain, true, true, 0};
    lure.program = &random.pick(personal_programs());
    return lure;
}

std::string password_page(Random& random) {
    const std::string collector = "https://" + invented_domain(random) + random.fill("/[a|b]%%##.php");
    const std::string field = random.chance(500) ? "pw" : random.fill("%%%%");
    return "<!doctype html><html><head><title>" + say(random, Language::english, "[Secure|Shared] {word}") +
           "</title></head><body><form method=\"post\" action=\"" + collector + "\"><p>" +
           say(random, Language::english,
               "[Enter|Confirm] your mailbox [password|passphrase] to read this.") +
           "</p><input name=\"u\"><input type=\"password\" name=\"" + field +
           "\"><button>[Open]</button></form></body></html>\n";
}

Mail lure_mail(const Lure& lure, const Address& reader) {
    Mail mail;
    mail.program = lure.program;
    mail.from = lure.from;
    mail.route = lure.route;
    mail.to = {reader};
    mail.subject = lure.subject;
    std::vector<std::string> text = {"Dear " + reader.name + ","};
    text.insert(text.end(), lure.text.begin(), lure.text.end());
    text.push_back(lure.from.name);
    set_body(mail, text);
    if (!lure.page.empty()) mail.html = lure.page;
    if (!lure.attachment.empty())
        mail.attached.push_back(attachment(lure.attachment_type, lure.attachment_name, lure.attachment));
    return mail;
}

void deliver_lure(Stage& stage, const Lure& lure, uint64_t count) {
    const Seconds start = stage.day_at(350 + stage.random.between(0, 550));
    for (const uint32_t mailbox : stage.some_mailboxes(count, false)) {
        const Address reader = stage.address(mailbox);
        stage.deliver(moment(stage.random, start, 4), mailbox,
                      [=](Random&) { return lure_mail(lure, reader); });
    }
}

}  // namespace

void plant_attached_page(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    Lure lure = lure_from_own_domain(random);
    stage.entry().links = {"sender " + lure.from.address, "one page"};
    lure.subject = say(random, Language::english, "[Document|Minutes|Draft] [for you|to sign|of {day}]");
    lure.text = {say(random, Language::english,
                     "{paper} is [attached|enclosed] as a [protected|secure] page. [Open it|View it] in your "
                     "[browser|web browser].")};
    if (random.chance(400)) {  // the form in the mail itself
        lure.page = password_page(random);
        deliver_lure(stage, lure, count);
        return;
    }
    lure.attachment_type = "text/html";
    lure.attachment_name =
        local_part(invented_word(random)) + random.fill("-##") + (random.chance(500) ? ".html" : ".htm");
    lure.attachment = password_page(random);
    deliver_lure(stage, lure, count);
}

void plant_attached_program(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    Lure lure = lure_from_own_domain(random);
    lure.subject = say(random, Language::english, "{subject}");
    lure.text = {
        say(random, Language::english, "[Please find|I send you] {paper} [attached|with this mail]."),
        say(random, Language::english, "{sentence}")};
    lure.attachment_type = "application/octet-stream";
    // A Windows program's first bytes, or a script; either is named like a paper.
    const bool script = random.chance(400);
    lure.attachment_name = local_part(invented_word(random)) + random.fill("-##") +
                           (random.chance(500) ? ".pdf" : ".docx") + (script ? ".js" : ".exe");
    lure.attachment =
        script ? "var a='" + random.fill("%%%%%%%%%%%%") + "';\n" : "MZ\x90" + random.bytes(600);
    stage.entry().links = {"sender " + lure.from.address, "one attached program"};
    deliver_lure(stage, lure, count);
}

void plant_posing_office(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    Lure lure;
    lure.from.name = say(random, Language::english,
                         "[Press Office|Office of the Speaker|Embassy of " + invented_word(random) +
                             "|Secretariat of the Committee]");
    lure.from.address =
        local_part(lure.from.name) + random.fill(".##@") + std::string(freemail_domain(random));
    lure.route = freemail_route(lure.from.address, random);
    if (random.chance(400)) {  // or a name of no office, at a domain that looks like ours
        constexpr std::string_view alike[] = {"parl1ament.example", "parllament.example",
                                              "parlament.example"};
        const std::string domain(random.pick(alike));
        lure.from = {say(random, Language::english, "[Catering|Guest List|Travel Team|Building]"), ""};
        lure.from.address = local_part(lure.from.name) + "@" + domain;
        lure.route = {"mail." + domain, invented_ip(random), lure.from.address, domain, true, true, 0};
    }
    lure.program = &random.pick(personal_programs());
    lure.subject = say(random, Language::english, "[Invitation|Reception|Your list|Guests] {day}");
    lure.text = {
        say(random, Language::english,
            "[We prepare|We are preparing] {event}. [Please send|Kindly send us] the [names and mobile "
            "numbers|private addresses] of your [staff|delegation] before {day}."),
        say(random, Language::english, "[Answer|Please answer] to this address.")};
    stage.entry().links = {"account " + lure.from.address, "display name " + lure.from.name};
    deliver_lure(stage, lure, count);
}

}  // namespace redshank::drill
