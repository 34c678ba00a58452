// SPDX-License-Identifier: Apache-2.0
// Mail with a link or a picture for one reader alone, for reasons of its own: surveys, invitations to
// conferences, notices of accounts, orders and parcels, tickets.
#include "drill/house.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

std::string token_for(const House& house, const Address& reader, uint64_t text) {
    return make_token(house.token, reader.address, house.salt ^ text);
}

Mail survey_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    Random same(text);
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, reader, token, random);
    Notice notice;
    notice.title = house.name + ": " + say(same, house.language, "{headline}");
    notice.text = {say(random, house.language, "{dear}") + " " + reader.name + ",",
                   paragraph(same, house.language, 3, "{survey}")};
    const std::string study = same.fill("s###");
    notice.links = {{study, house.salt % 2 == 0
                                ? "https://" + house.track_host + "/" + study + "/" + token
                                : "https://survey." + house.domain + "/?id=" + study + "&pin=" + token}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

Mail conference_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    Random same(text);
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, reader, token, random);
    Notice notice;
    notice.title = say(same, house.language, "[{word} Forum|{word} Dialogues|{word} Days]: {matter}");
    notice.text = {say(random, house.language, "{dear}") + " " + reader.name + ",",
                   paragraph(same, house.language, 2, "{conference}"),
                   paragraph(same, house.language, 2, "{conference}"), house.name};
    notice.pictures = {"https://www." + house.domain + "/" + same.fill("forum-####.jpg")};
    notice.links = {{"RSVP", "https://events." + house.domain + "/rsvp/" + token},
                    {"www." + house.domain, "https://www." + house.domain + "/programme"}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

Mail account_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    const std::string token = make_token(TokenKind::random, reader.address, house.salt ^ text);
    Mail mail = house_mail(house, {"", reader.address}, token, random);
    mail.fields = {{"Auto-Submitted", "auto-generated"}};
    Notice notice;
    notice.title = say(random, house.language, "[{word} account|Your account|{word} ID] {nn}");
    notice.text = {paragraph(random, house.language, 2, "{account}")};
    notice.links = {{house.domain, "https://id." + house.domain + "/" +
                                       (house.salt % 2 == 0 ? "reset?t=" : "confirm/") + token}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

Mail order_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    const std::string token = make_token(TokenKind::number, reader.address, house.salt ^ text);
    Mail mail = house_mail(house, reader, token, random);
    Notice notice;
    notice.title = house.name + " " + token;
    notice.text = paragraphs(random, house.language, 2, "{order}");
    notice.pictures = {"https://shop." + house.domain + "/items/" + random.fill("###/###.jpg")};
    notice.links = {
        {token, "https://shop." + house.domain + "/orders/" + token + "?v=" + random.fill("%%%%%%%%")}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

Mail parcel_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    const std::string number = Random(text).fill("^^##########");
    Mail mail = house_mail(house, reader, number, random);
    Notice notice;
    notice.title = house.name + ": " + number;
    notice.text = {paragraph(random, house.language, 2, "{parcel}")};
    notice.pictures = {"https://track." + house.domain + "/map/" + number + ".png"};
    notice.links = {{number, "https://track." + house.domain + "/?n=" + number}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, number);
    return mail;
}

Mail ticket_mail(const House& house, uint64_t text, const Address& reader, Random& random) {
    const std::string token = token_for(house, reader, text);
    Mail mail = house_mail(house, reader, token, random);
    Notice notice;
    notice.title = house.name + ": " + say(random, house.language, "{headline}");
    notice.text = {reader.name, paragraph(random, house.language, 3, "{ticket}")};
    // The code at the door is a picture of its own for everybody.
    notice.pictures = {"https://tickets." + house.domain + "/code/" + token + ".png"};
    notice.links = {{"PDF", "https://tickets." + house.domain + "/get/" + token + ".pdf"}};
    mail.subject = notice.title;
    set_notice(mail, house, notice, token);
    return mail;
}

void describe(KeyEntry& entry, std::string_view place) {
    entry.place = place;
    entry.token = "one a reader and text, of several kinds";
}

}  // namespace

void plant_surveys(Stage& stage, uint64_t count) {
    describe(stage.entry(), "link, path or query value; of some a counting picture");
    send_rounds(stage, count, new_houses(stage.random, count, 60, "Research|Polls|Institute|Panel", "study"),
                4, 30, false, survey_mail);
}

void plant_conferences(Stage& stage, uint64_t count) {
    describe(stage.entry(), "link, path; of some a counting picture");
    send_rounds(stage, count,
                new_houses(stage.random, count, 50, "Forum|Foundation|Academy|Council", "events"), 5, 40,
                false, conference_mail);
}

void plant_accounts(Stage& stage, uint64_t count) {
    describe(stage.entry(), "link, path or query value; of some a counting picture");
    send_singly(stage, count,
                new_houses(stage.random, count, 12, "Travel|Cloud|Library|Bank|Rail", "no-reply"),
                account_mail);
}

void plant_orders(Stage& stage, uint64_t count) {
    describe(stage.entry(), "link, path; of some a counting picture");
    send_singly(stage, count,
                new_houses(stage.random, count, 15, "Stationers|Books|Furniture|Garden", "orders"),
                order_mail);
}

void plant_parcels(Stage& stage, uint64_t count) {
    describe(stage.entry(), "link, query value; map, file name");
    send_singly(stage, count, new_houses(stage.random, count, 40, "Parcels|Express|Post", "info"),
                parcel_mail);
}

void plant_tickets(Stage& stage, uint64_t count) {
    describe(stage.entry(), "picture of the code, file name; link, file name");
    send_singly(stage, count, new_houses(stage.random, count, 25, "Opera|Stadium|Hall|Theatre", "tickets"),
                ticket_mail);
}

}  // namespace redshank::drill
