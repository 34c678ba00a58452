// SPDX-License-Identifier: Apache-2.0
// Mail from firms and strangers: a sales person who counts opens, ordinary spam, invoices, a mailing list,
// reports of mail that could not be delivered, and letters of people at firms.
#include <memory>

#include "base/ascii.h"
#include "drill/encoding.h"
#include "drill/scenario.h"
#include "drill/scene.h"

namespace redshank::drill {

namespace {

// A small PDF whose only content is random, so that no two attachments are equal.
std::string small_pdf(Random& random) {
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count "
           "0>>endobj\n% " +
           random.fill("%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%") + "\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

Mail sales_mail(const Firm& firm, uint64_t employee, uint64_t step, const Address& reader, uint64_t salt,
                Random& random) {
    Random same(derive(salt, step));  // one text for all, as sales programs do it
    const std::string product = say(same, Language::english, "{product}");
    const std::string ask =
        say(same, Language::english,
            "[Did you have a chance to look at|I wanted to come back to] {product}? [Many|{n}] offices like "
            "yours "
            "[use it|switched] [this year|after {n} weeks]. Would {day} suit you for a [short|quick] call?");
    Mail mail = firm_mail(firm, employee, random);
    mail.language = Language::english;
    mail.to = {reader};
    mail.subject = (step > 0 ? "Re: " : "") + product + " for your office";
    const std::string first_name = reader.name.substr(0, reader.name.find(' '));
    set_body(mail, {"Hi " + first_name + ",", ask, mail.from.name,
                    firm.name + ", https://www." + firm.domain + "/"});
    const std::string token = make_token(TokenKind::random, reader.address, salt + step);
    if (mail.html.empty()) mail.html = "<p>" + escape_html(ask) + "</p></body>";
    mail.html.insert(mail.html.rfind("</"),
                     "<img src=\"https://t." + firm.domain + "/open/" + token + "\" width=1 height=1>");
    return mail;
}

Mail spam_mail(const Address& reader, Random& random) {
    const std::string domain = invented_domain(random);
    // A long name, so that among thousands none is a member's by chance.
    std::string name = invented_name(random);
    name += ascii_lower(invented_word(random));
    Mail mail;
    mail.program = &random.pick(personal_programs());
    mail.from = {random.chance(500)
                     ? name
                     : say(random, Language::english, "[Prize Office|Dr {word}|Best Deals|{word} Lottery]"),
                 local_part(name, '_') + random.fill("##@") + domain};
    mail.to = {{"", reader.address}};
    mail.subject = say(random, Language::english, "{offer}");
    mail.route = {random.fill("vps####.") + domain,
                  invented_ip(random),
                  mail.from.address,
                  "",
                  random.chance(400),
                  false,
                  60 * random.between(-8, 9)};
    std::vector<std::string> text;
    for (int64_t i = random.between(2, 5); i > 0; --i)
        text.push_back(paragraph(random, Language::english, 2, "{offer}"));
    text.push_back("http://" + random.fill("%%%.") + domain + "/" + random.fill("******"));
    set_body(mail, text);
    return mail;
}

Mail invoice_mail(const Firm& firm, const Address& reader, Random& random) {
    Mail mail = firm_mail(firm, 0, random);
    mail.from = {firm.name + " accounts", "accounts@" + firm.domain};
    mail.to = {reader};
    const std::string number = random.fill("20##-#####");
    mail.subject = (mail.language == Language::german   ? "Rechnung "
                    : mail.language == Language::french ? "Facture "
                                                        : "Invoice ") +
                   number;
    std::vector<std::string> text = letter(random, mail.language, firm.name, 1);
    text.insert(text.begin() + 1,
                mail.subject + ": EUR " + std::to_string(random.between(40, 9000)) + random.fill(".##"));
    set_body(mail, text);
    mail.attached.push_back(attachment("application/pdf", number + ".pdf", small_pdf(random)));
    return mail;
}

// One post to all subscribers: the same mail in several mailboxes.
Mail list_post(const Firm& firm, const std::string& list, uint64_t thread, bool answer, Random& random) {
    Random topic(thread);
    Mail mail = firm_mail(firm, random.below(9), random);
    mail.language = Language::english;
    const std::string address = list + "@lists.osdal.example";
    mail.to = {{"", address}};
    mail.subject = (answer ? "Re: [" : "[") + list + "] " + say(topic, Language::english, "{subject}");
    mail.route.host = "lists.osdal.example";
    mail.route.envelope_from = list + "-bounces@lists.osdal.example";
    mail.route.dmarc_pass = mail.route.dkim_domain.empty();
    mail.fields = {{"List-ID", "<" + list + ".lists.osdal.example>"},
                   {"List-Post", "<mailto:" + address + ">"},
                   {"List-Unsubscribe", "<mailto:" + list + "-leave@lists.osdal.example>"},
                   {"Precedence", "list"}};
    std::vector<std::string> text = paragraphs(random, Language::english, 2, "{release}");
    text.push_back(mail.from.name);
    for (const std::string& line : text) mail.text += wrapped(line, 72) + "\n\n";
    mail.text += "_______________________________________________\n" + list + " mailing list\n";
    return mail;
}

Mail delivery_report(const Person& sender, Random& random) {
    const std::string lost = local_part(invented_name(random)) + "@" + invented_domain(random);
    const std::string host = "mail." + std::string(our_domain);
    Mail mail;
    mail.program = &bulk_programs()[1];
    mail.from = {"Mail Delivery System", "MAILER-DAEMON@" + host};
    mail.to = {{"", sender.address}};
    mail.subject = "Undelivered Mail Returned to Sender";
    mail.route.zone_minutes = 60;
    mail.multipart = "report; report-type=delivery-status";
    mail.fields = {{"Auto-Submitted", "auto-replied"}};
    mail.text = "This is the mail system at host " + host + ".\n\nYour message could not be delivered to <" +
                lost + ">:\n" + random.fill("550 5.1.1 no such user (queue ^^^^^^^^)") + "\n";
    mail.attached.push_back({"Content-Type: message/delivery-status\n",
                             "Reporting-MTA: dns; " + host + "\n\nFinal-Recipient: rfc822; " + lost +
                                 "\nAction: failed\nStatus: 5.1.1\n"});
    mail.attached.push_back(
        {"Content-Type: text/rfc822-headers\n",
         "From: " + sender.address + "\nTo: " + lost +
             "\nSubject: " + encoded_words(say(random, sender.language, "{subject}"), "utf-8", true) +
             "\nMessage-ID: " + make_message_id(*sender.program, host, 0, random) + "\n"});
    return mail;
}

Mail outside_letter(const Firm& firm, uint64_t employee, const Address& reader, Random& random) {
    Mail mail = firm_mail(firm, employee, random);
    mail.to = {reader};
    mail.subject = say(random, mail.language, "{subject}");
    set_body(mail, letter(random, mail.language, mail.from.name, static_cast<size_t>(random.between(1, 4))));
    // The same logo for everybody.
    if (!mail.html.empty() && random.chance(300)) {
        mail.html.insert(mail.html.rfind("</"), "<img src=\"https://www." + firm.domain +
                                                    "/signature/logo.png\" width=\"120\" height=\"32\">");
    }
    return mail;
}

}  // namespace

void plant_sales(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    stage.entry().place = "hidden picture, last path segment";
    stage.entry().token = "random, one a message";
    for (uint64_t left = count; left > 0;) {
        const Firm firm = random.pick(stage.world.firms);
        const uint64_t salt = random.next(), employee = random.below(50);
        for (uint32_t mailbox : stage.some_mailboxes(std::min<uint64_t>(left, 2 + random.below(4)), false)) {
            const Address reader = stage.address(mailbox);
            const uint64_t steps = std::min<uint64_t>(left, 1 + random.below(3));
            Seconds when = stage.office_time(50, 950);
            for (uint64_t step = 0; step < steps; ++step, --left, when += random.between(3, 9) * day) {
                stage.deliver(when, mailbox,
                              [=](Random& r) { return sales_mail(firm, employee, step, reader, salt, r); });
            }
        }
    }
}

void plant_spam(Stage& stage, uint64_t count) {
    stage.entry().excused = {"phishing"};
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = static_cast<uint32_t>(stage.random.below(stage.world.mailboxes.size()));
        const Address reader = stage.address(mailbox);
        stage.deliver(stage.office_time(), mailbox, [=](Random& r) { return spam_mail(reader, r); });
    }
}

void plant_invoices(Stage& stage, uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
        const Firm* firm = &stage.random.pick(stage.world.firms);
        const uint32_t mailbox = stage.office_mailbox();
        const Address reader = stage.address(mailbox);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return invoice_mail(*firm, reader, r); });
    }
}

void plant_mailing_list(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    const std::string list = ascii_lower(invented_word(random)) + "-dev";
    const std::vector<uint32_t> readers = stage.some_mailboxes(std::max<uint64_t>(2, count / 40), true);
    uint64_t thread = random.next();
    for (uint64_t left = count; left > 0;) {
        const bool answer = random.chance(600);
        if (!answer) thread = random.next();
        const Firm* firm = &random.pick(stage.world.firms);
        const Seconds when = stage.office_time();
        const uint64_t seed = random.next();
        for (size_t i = 0; i < readers.size() && left > 0; ++i, --left) {
            stage.deliver(when, readers[i], seed,
                          [=](Random& r) { return list_post(*firm, list, thread, answer, r); });
        }
    }
}

void plant_delivery_reports(Stage& stage, uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.office_mailbox();
        const Person* sender = &stage.person(mailbox);
        stage.deliver(stage.office_time(), mailbox, [=](Random& r) { return delivery_report(*sender, r); });
    }
}

void plant_outside_letters(Stage& stage, uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
        const Firm* firm = &stage.random.pick(stage.world.firms);
        const uint64_t employee = stage.random.below(6);
        const uint32_t mailbox = static_cast<uint32_t>(stage.random.below(stage.world.mailboxes.size()));
        const Address reader = stage.address(mailbox);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return outside_letter(*firm, employee, reader, r); });
    }
}

}  // namespace redshank::drill
