// SPDX-License-Identifier: Apache-2.0
// What wants the reader's attention: press releases, appeals for donations, digests, a newsletter in its
// first week, one that has no List-Unsubscribe, a sales program's follow-ups, and the organisation's own
// phishing exercises.
#include "drill/encoding.h"
#include "drill/house.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

std::string token_for(const House& house, const Address& reader, uint64_t text) {
    return make_token(house.token, reader.address, house.salt ^ text);
}

// The same for everybody but, with some agencies, the picture that counts.
Mail press_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    Random same(text);
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, reader, token, random);
    if (house.salt % 5 < 2) mail.to = {{house.name, house.from.address}};  // all readers as Bcc
    Notice notice;
    notice.title = say(same, house.language, "{headline}");
    notice.text = paragraphs(same, house.language, 4, "{news}");
    notice.text.push_back(invented_name(same) + ", " + house.name);
    notice.pictures = {"https://www." + house.domain + "/press/" + same.fill("####/photo.jpg")};
    notice.links = {{"PDF", "https://www." + house.domain + "/press/" + same.fill("####.pdf")}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

Mail donation_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    Random same(text);
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, reader, token, random);
    Notice notice;
    notice.title = say(same, house.language, "[{word}: {n}|{nn} x {word}|{word}, {n}]");
    notice.text = {say(random, house.language, "{dear}") + " " + first_name(reader.name) + ",",
                   paragraph(same, house.language, 3, "{donate}"),
                   paragraph(same, house.language, 2, "{donate}")};
    notice.pictures = {"https://www." + house.domain + "/appeal/" + same.fill("####.jpg")};
    notice.links = {{house.name, "https://give." + house.domain + "/?a=" + same.fill("##") + "&d=" + token}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

// Made for the reader: other items for everybody.
Mail digest_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, {"", reader.address}, token, random);
    Notice notice;
    notice.title = house.name + ": " + std::to_string(random.between(3, 30));
    for (int64_t i = random.between(3, 7); i > 0; --i) {
        const std::string item = say(random, house.language, "{headline}");
        notice.text.push_back(item);
        notice.links.emplace_back(item,
                                  "https://" + house.track_host + "/r/" + token + "/" + random.fill("#####"));
    }
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

Mail letter_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    Random same(text);
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, {"", reader.address}, token, random);
    Notice notice;
    notice.title = house.name + ": " + say(same, house.language, "{headline}");
    for (int i = 0; i < 3; ++i) {
        notice.text.push_back(paragraph(same, house.language, 2, "{news}"));
        notice.links.emplace_back(
            say(same, house.language, "{headline}"),
            "https://" + house.track_host + "/c/" + token + "/" + std::to_string(i + 1));
    }
    // Who has no field for it may say so in the text.
    if (!house.has_way_out && house.salt % 2 == 0)
        notice.links.emplace_back(say(same, house.language, "{leave}"),
                                  "https://www." + house.domain + "/leave?k=" + token);
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

// A sales person's program counts opens and clicks on the program's own host.
Mail pitch_mail(const Firm& firm, uint64_t employee, const std::string& crm, const Address& reader,
                uint64_t salt, Random& random) {
    Mail mail = firm_mail(firm, employee, random);
    mail.language = Language::english;
    mail.to = {reader};
    mail.subject = say(random, Language::english, "[Re: |]{product}");
    set_body(mail, {"Hi " + first_name(reader.name) + ",", paragraph(random, Language::english, 2, "{pitch}"),
                    mail.from.name, firm.name});
    const std::string token = make_token(TokenKind::random, reader.address + mail.subject, salt);
    if (mail.html.empty()) mail.html = "<p>" + escape_html(mail.text) + "</p></body>";
    mail.html.insert(mail.html.rfind("</"), "<a href=\"https://t." + crm + "/l/" + token +
                                                "?to=" + percent_encode("https://www." + firm.domain + "/") +
                                                "\">" + firm.name + "</a><img src=\"https://t." + crm +
                                                "/e/" + token + "/o.gif\" width=\"1\" height=\"1\">");
    return mail;
}

Mail exercise_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    Random same(text);
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, reader, token, random);
    mail.fields = {{"X-Exercise", same.fill("awareness-##")}};
    const std::string url = "https://" + same.fill("portal%%.") + house.domain + "/" + token;
    const std::string what = say(same, Language::english,
                                 "[Your mailbox|Your badge|Your parking permit] [is nearly full|runs "
                                 "out|must be renewed] [today|by {day}]. "
                                 "[Sign in|Log in] to [keep|renew] it.");
    mail.from.name = say(same, Language::english, "[Service Desk|Building Office|IT Team|Payroll]");
    mail.subject = say(same, Language::english, "[Action needed|Reminder|Last notice]: {n}");
    mail.text = what + "\n\n" + url + "\n";
    mail.html = "<html><body><p>" + escape_html(what) + "</p><p><a href=\"" + url + "\">" +
                std::string(our_domain) + "</a></p><img src=\"https://" + house.domain + "/o/" + token +
                ".png\" width=\"1\" height=\"1\"></body></html>\n";
    return mail;
}

void describe(KeyEntry& entry, std::string_view place) {
    entry.place = place;
    entry.token = "one a reader and text, of several kinds";
}

}  // namespace

void plant_press(Stage& stage, uint64_t count) {
    describe(stage.entry(), "of some agencies a counting picture, file name");
    send_rounds(stage, count,
                new_houses(stage.random, count, 60, "Agency|Press Office|Communications|Union", "press"), 6,
                60, false, press_mail);
}

void plant_donations(Stage& stage, uint64_t count) {
    describe(stage.entry(), "link, query value; of some a counting picture");
    send_rounds(stage, count, new_houses(stage.random, count, 60, "Aid|Relief|Fund|Kitchen", "hello"), 4, 30,
                true, donation_mail);
}

void plant_digests(Stage& stage, uint64_t count) {
    describe(stage.entry(), "links, path; of some a counting picture");
    send_singly(stage, count, new_houses(stage.random, count, 40, "Digest|Network|Forum|Jobs", "digest"),
                digest_mail);
}

void plant_new_newsletter(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    House house = new_house(random, "Insight|Bulletin|Review|Note", "letter");
    house.counts_opens = house.has_way_out = true;
    const auto shared = std::make_shared<const House>(house);
    describe(stage.entry(), "links, path; counting picture, file name");
    const std::vector<uint32_t> readers = stage.some_mailboxes(std::max<uint64_t>(3, (count + 1) / 2), false);
    const Seconds start = stage.day_at(random.between(300, 950));
    const uint64_t issues = (count + readers.size() - 1) / readers.size();
    uint64_t left = count;
    for (uint64_t issue = 0; issue < issues; ++issue) {
        const uint64_t text = random.next();
        const Seconds out = start + static_cast<int64_t>(issue * 6 / issues) * day + 7 * hour;
        for (size_t i = 0; i < readers.size() && left > 0; ++i, --left) {
            const Address reader = stage.address(readers[i]);
            stage.deliver(out + random.between(0, hour), readers[i],
                          [=](Random& r) { return letter_mail(*shared, text, reader, r); });
        }
    }
}

void plant_without_way_out(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    House house = new_house(random, "Letter|Notes|Chronicle|Panorama", "editor");
    house.counts_opens = true;
    house.has_way_out = false;
    const auto shared = std::make_shared<const House>(house);
    describe(stage.entry(), "links, path; counting picture, file name");
    const uint64_t issues = std::clamp<uint64_t>(count / 4, 1, 70);
    const std::vector<uint32_t> readers = stage.some_mailboxes((count + issues - 1) / issues, true);
    uint64_t left = count;
    for (uint64_t issue = 0; issue < issues; ++issue) {
        const uint64_t text = random.next();
        const Seconds out = stage.day_at(static_cast<int64_t>(20 + issue * 950 / issues)) + 8 * hour;
        for (size_t i = 0; i < readers.size() && left > 0; ++i, --left) {
            const Address reader = stage.address(readers[i]);
            stage.deliver(out + random.between(0, hour), readers[i],
                          [=](Random& r) { return letter_mail(*shared, text, reader, r); });
        }
    }
}

void plant_pitches(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    describe(stage.entry(), "hidden picture and link, path segment, on the host of the sales program");
    const std::string crm = rare_domain(random);
    for (uint64_t left = count; left > 0;) {
        const Firm* firm = &random.pick(stage.world.firms);
        const uint64_t employee = 50 + random.below(9), salt = random.next();
        for (uint32_t mailbox : stage.some_mailboxes(std::min<uint64_t>(left, 1 + random.below(5)), false)) {
            const Address reader = stage.address(mailbox);
            stage.deliver(stage.office_time(), mailbox,
                          [=](Random& r) { return pitch_mail(*firm, employee, crm, reader, salt, r); });
            --left;
        }
    }
}

void plant_exercises(Stage& stage, uint64_t count) {
    House house = new_house(stage.random, "Training", "service");
    house.domain = our_exercises;
    house.from.address = "service@" + house.domain;
    house.service.clear();
    house.language = Language::english;
    describe(stage.entry(), "link, path segment; hidden picture");
    stage.entry().links = {"simulations of org.toml: " + house.domain};
    send_rounds(stage, count, {std::make_shared<const House>(house)}, 5, 50, false, exercise_mail);
}

}  // namespace redshank::drill
