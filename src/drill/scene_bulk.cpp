// SPDX-License-Identifier: Apache-2.0
// What comes to many and says so: newsletters over many issues (from a brand's own servers, through a
// mass-mail service, without any tracking), the house's own bulletin, and notifications of a code host and of
// a calendar. Most tell readers apart, openly.
#include <memory>

#include "base/ascii.h"
#include "drill/encoding.h"
#include "drill/scenario.h"
#include "drill/scene.h"

namespace redshank::drill {

namespace {

struct Newsletter {
    std::string name, site, from_address;
    Route route;
    std::string image_host, click_host;
    std::string list_id;
    const Program* program = nullptr;
    Language language = Language::english;
    TokenKind token = TokenKind::random;
    uint64_t salt = 0;
    bool tracks = true;
    bool picture_last = true;  // the counting picture at the page's end, else at its start
};

struct Issue {
    uint64_t seed = 0;
    uint64_t number = 0;
};

std::string reader_token(const Newsletter& letter, const std::string& reader, const Issue& issue) {
    const bool with_issue = letter.token == TokenKind::random;
    return make_token(letter.token, reader, with_issue ? derive(letter.salt, issue.number) : letter.salt);
}

std::string issue_link(const Newsletter& letter, const Issue& issue, size_t article,
                       const std::string& token) {
    const std::string path = std::to_string(issue.number) + "/" + std::to_string(article + 1);
    if (!letter.tracks) return "https://" + letter.site + "/" + path;
    return "https://" + letter.click_host + "/c/" + token + "?u=https%3A%2F%2F" + letter.site + "%2F" +
           std::to_string(issue.number) + "%2F" + std::to_string(article + 1);
}

void write_issue(Mail& mail, const Newsletter& letter, const Issue& issue, const std::string& token) {
    Random random(issue.seed);  // of the issue, not the copy: all readers get one text
    mail.subject =
        letter.name + " " + std::to_string(issue.number) + ": " + say(random, letter.language, "{headline}");
    const std::string beacon = letter.tracks ? "<img src=\"https://" + letter.image_host + "/o/" + token +
                                                   ".png\" width=\"1\" height=\"1\" alt=\"\">"
                                             : "";
    mail.html = "<!DOCTYPE html>\n<html><head><title>" + letter.name +
                "</title><style>h3{color:#224}</style></head><body>\n";
    if (!letter.picture_last) mail.html += beacon;
    mail.html += "<p><img src=\"https://" + letter.site + "/logo.png\" width=\"180\" height=\"40\" alt=\"" +
                 letter.name + "\"></p>\n";
    const size_t articles = 2 + random.below(3);
    for (size_t i = 0; i < articles; ++i) {
        const std::string headline = say(random, letter.language, "{headline}");
        const std::string text = paragraph(random, letter.language, 3, "{news}");
        const std::string link = issue_link(letter, issue, i, token);
        mail.text += "* " + headline + "\n" + wrapped(text, 72) + "\n  " + link + "\n\n";
        mail.html += "<h3><a href=\"" + link + "\">" + escape_html(headline) + "</a></h3>\n<p>" +
                     escape_html(text) + "</p>\n";
    }
    mail.html += "<p><small>" + letter.name + ", " + letter.site + "</small></p>" +
                 (letter.picture_last ? beacon : "") + "\n</body></html>\n";
}

Mail newsletter_mail(const Newsletter& letter, const Issue& issue, const Address& reader, Random& random) {
    const std::string token = reader_token(letter, reader.address, issue);
    Mail mail;
    mail.program = letter.program;
    mail.from = {letter.name, letter.from_address};
    mail.to = {{"", reader.address}};
    mail.language = letter.language;
    mail.route = letter.route;
    mail.route.envelope_from =
        random.fill("b-########-") + std::to_string(issue.number) + "@" + letter.route.dkim_domain;
    const std::string way_out =
        letter.tracks ? "<https://" + letter.click_host + "/unsubscribe/" + token + ">, " : "";
    mail.fields.emplace_back("List-Unsubscribe", way_out + "<mailto:leave@" + letter.site + ">");
    if (letter.tracks) mail.fields.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    if (!letter.list_id.empty()) mail.fields.emplace_back("List-ID", letter.list_id);
    mail.fields.emplace_back("Precedence", "bulk");
    write_issue(mail, letter, issue, token);
    return mail;
}

// Issues in even steps over the whole archive, each to the same subscribers.
void publish(Stage& stage, const std::shared_ptr<const Newsletter>& letter, uint64_t count) {
    const uint64_t issues = std::clamp<uint64_t>(count / 8, 5, 100);
    const std::vector<uint32_t> readers = stage.some_mailboxes((count + issues - 1) / issues, letter->tracks);
    uint64_t left = count;
    for (uint64_t i = 0; i < issues; ++i) {
        const Issue issue{derive(letter->salt, 1000 + i), i + 11};
        const Seconds out = stage.day_at(static_cast<int64_t>(15 + i * 970 / issues)) +
                            stage.random.between(5 * hour, 8 * hour);
        for (size_t r = 0; r < readers.size() && left > 0; ++r, --left) {
            const Address reader = stage.address(readers[r]);
            stage.deliver(out + stage.random.between(0, 20 * minute), readers[r],
                          [=](Random& dice) { return newsletter_mail(*letter, issue, reader, dice); });
        }
    }
}

Newsletter new_newsletter(Random& random, Language language) {
    Newsletter letter;
    const std::string word = invented_word(random);
    letter.name = word + (language == Language::german   ? " Rundbrief"
                          : language == Language::french ? " Lettre"
                                                         : " Briefing");
    letter.site = "www." + ascii_lower(word) + ".example";
    letter.from_address = "news@" + ascii_lower(word) + ".example";
    letter.route = {"out.mail." + ascii_lower(word) + ".example",
                    invented_ip(random),
                    "",
                    ascii_lower(word) + ".example",
                    true,
                    true,
                    60};
    letter.program = &random.pick(bulk_programs());
    letter.language = language;
    letter.salt = random.next();
    letter.picture_last = random.chance(500);
    return letter;
}

void describe(KeyEntry& entry, const Newsletter& letter) {
    if (!letter.tracks) return;
    entry.place = "counting picture, file name; links, path";
    entry.token = token_name(letter.token);
    entry.links = {"sender " + letter.from_address, "host " + letter.image_host};
}

// Notices of one service to one reader each, with a beacon or links of his own.
struct Service {
    std::string name, domain, beacon_host;
    Route route;
    const Program* program = nullptr;
    uint64_t salt = 0;
};

Service new_service(std::string_view domain, Random& random) {
    Service service;
    service.name = invented_word(random);
    service.domain = domain;
    service.beacon_host = service.domain;
    service.route = {"out-" + std::to_string(random.between(1, 9)) + "." + service.domain,
                     invented_ip(random),
                     "noreply@" + service.domain,
                     service.domain,
                     true,
                     true,
                     0};
    service.program = &random.pick(bulk_programs());
    service.salt = random.next();
    return service;
}

Mail code_host_mail(const Service& host, const std::string& project, const Address& reader, Random& random) {
    const std::string issue = std::to_string(random.between(10, 999));
    const std::string link = "https://" + host.domain + "/" + project + "/issues/" + issue;
    const std::string text = paragraph(random, Language::english, 2, "{release}");
    const std::string token = make_token(TokenKind::random, reader.address + issue, host.salt);
    Mail mail;
    mail.program = host.program;
    Random who(derive(host.salt, random.below(60)));  // the same people write again
    mail.from = {invented_name(who), "notifications@" + host.domain};
    mail.to = {{project, project + "@noreply." + host.domain}};
    mail.cc = {{"", reader.address}};
    mail.subject = "[" + project + "] " + say(random, Language::english, "{release}") + " (#" + issue + ")";
    mail.route = host.route;
    mail.fields = {{"List-ID", project + " <" + project + "." + host.domain + ">"},
                   {"List-Unsubscribe", "<https://" + host.domain + "/unsubscribe/" + token + ">"},
                   {"Precedence", "list"},
                   {"Auto-Submitted", "auto-generated"}};
    mail.text = wrapped(text, 76) + "\n\n-- \nYou get this because you are subscribed.\n" + link + "\n";
    mail.html =
        "<p>" + escape_html(text) +
        "</p>\n<p style=\"font-size:small\">&mdash;<br>You get this because you are subscribed. <a href=\"" +
        link + "\">View it on " + host.domain + "</a>.<img src=\"https://" + host.beacon_host +
        "/notifications/beacon/" + token + ".gif\" height=\"1\" width=\"1\" alt=\"\"></p>\n";
    return mail;
}

Mail calendar_mail(const Service& service, const Address& reader, Language language, Random& random) {
    const std::string what = say(random, language, "{subject}");
    const std::string token = make_token(TokenKind::random, reader.address + what, random.next());
    const std::string base = "https://" + service.domain + "/event?eid=" + token;
    Mail mail;
    mail.program = service.program;
    mail.from = {service.name + " Calendar", "reminder@" + service.domain};
    mail.to = {reader};
    mail.language = language;
    mail.subject = what;
    mail.route = service.route;
    mail.fields = {{"Auto-Submitted", "auto-generated"}};
    mail.text = what + "\n\n" + base + "\n";
    mail.html = "<html><body><h2>" + escape_html(what) + "</h2><p><a href=\"" + base +
                "&amp;r=yes\">+</a> <a href=\"" + base + "&amp;r=no\">-</a></p><p><img src=\"https://" +
                service.domain +
                "/static/bell.png\" width=\"24\" height=\"24\" alt=\"\"></p></body></html>\n";
    return mail;
}

}  // namespace

void plant_brand_newsletter(Stage& stage, uint64_t count) {
    Newsletter letter =
        new_newsletter(stage.random, stage.random.chance(500) ? Language::english : Language::german);
    letter.image_host = "img." + letter.route.dkim_domain;
    letter.click_host = "links." + letter.route.dkim_domain;
    letter.token = any_token_kind(stage.random);
    describe(stage.entry(), letter);
    publish(stage, std::make_shared<const Newsletter>(letter), count);
}

void plant_service_newsletter(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    Newsletter letter = new_newsletter(random, random.chance(600) ? Language::english : Language::french);
    const std::string service = "postwind.example";
    letter.image_host = "track." + service;
    letter.click_host = random.fill("u########.ct.") + service;
    letter.route.host = random.fill("mail##.") + service;
    letter.list_id = letter.name + " <" + random.fill("%%%%%%%%") + ".list." + service + ">";
    describe(stage.entry(), letter);
    publish(stage, std::make_shared<const Newsletter>(letter), count);
}

void plant_plain_newsletter(Stage& stage, uint64_t count) {
    Newsletter letter = new_newsletter(stage.random, Language::english);
    letter.tracks = false;
    publish(stage, std::make_shared<const Newsletter>(letter), count);
}

void plant_house_bulletin(Stage& stage, uint64_t count) {
    Newsletter letter = new_newsletter(stage.random, Language::english);
    const std::string mailer = "newsletter." + std::string(our_domain);
    letter.name = "House Bulletin";
    letter.site = "intranet." + std::string(our_domain);
    letter.from_address = "bulletin@" + mailer;
    letter.route.host = "out." + mailer;
    letter.route.dkim_domain = mailer;
    letter.image_host = letter.click_host = mailer;
    describe(stage.entry(), letter);
    publish(stage, std::make_shared<const Newsletter>(letter), count);
}

// Once, from an address that never wrote before, and counted by a firm that nobody here knows.
void plant_house_survey(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    Newsletter letter = new_newsletter(random, Language::english);
    letter.name = "Staff Survey";
    letter.from_address = "survey@" + std::string(our_domain);
    if (random.chance(500)) {
        letter.route = {};  // never left the house
    } else {
        letter.route.host = "out." + std::string(our_domain);
        letter.route.dkim_domain = our_domain;
    }
    letter.image_host = letter.click_host = letter.site = rare_domain(random, "s.");
    describe(stage.entry(), letter);
    const Issue issue{random.next(), 1};
    const Seconds out = stage.office_time(400, 900);
    const bool shows_ours = random.chance(500);  // a link that reads like one of the house
    const auto shared = std::make_shared<const Newsletter>(std::move(letter));
    for (const uint32_t mailbox : stage.some_mailboxes(count, false)) {
        const Address reader = stage.address(mailbox);
        stage.deliver(out + random.between(0, hour), mailbox, [=](Random& dice) {
            Mail mail = newsletter_mail(*shared, issue, reader, dice);
            mail.fields.clear();
            if (mail.route.host.empty()) mail.route.envelope_from = mail.from.address;
            if (shows_ours) {
                const size_t at = mail.html.find("<h3><a href=");
                const size_t shown = mail.html.find('>', at + 4) + 1;
                mail.html.replace(shown, mail.html.find("</a>", shown) - shown,
                                  "https://intranet." + std::string(our_domain) + "/survey");
            }
            return mail;
        });
    }
}

void plant_code_host(Stage& stage, uint64_t count) {
    const auto host = std::make_shared<const Service>(new_service("forgehub.example", stage.random));
    stage.entry().place = "counting picture, file name";
    stage.entry().token = "random, new with each message";
    const std::vector<uint32_t> readers = stage.some_mailboxes(std::max<uint64_t>(3, count / 12), false);
    std::vector<std::string> projects;
    for (int i = 0; i < 4; ++i) projects.push_back(ascii_lower(invented_word(stage.random)));
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.random.pick(readers);
        const Address reader = stage.address(mailbox);
        const std::string project = stage.random.pick(projects);
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return code_host_mail(*host, project, reader, r); });
    }
}

void plant_calendar(Stage& stage, uint64_t count) {
    const auto service =
        std::make_shared<const Service>(new_service("calendar.kontor.example", stage.random));
    stage.entry().place = "links, query value";
    stage.entry().token = "random, new with each message";
    for (uint64_t i = 0; i < count; ++i) {
        const uint32_t mailbox = stage.office_mailbox();
        const Address reader = stage.address(mailbox);
        const Language language = stage.person(mailbox).language;
        stage.deliver(stage.office_time(), mailbox,
                      [=](Random& r) { return calendar_mail(*service, reader, language, r); });
    }
}

}  // namespace redshank::drill
