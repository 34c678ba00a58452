// SPDX-License-Identifier: Apache-2.0
#include "drill/house.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "drill/encoding.h"

namespace redshank::drill {

namespace {

std::string title_html(const House& house, const std::string& title) {
    switch (house.salt % 4) {
        case 0:
            return "<h2>" + title + "</h2>\n";
        case 1:
            return "<tr><td><b>" + title + "</b></td></tr>\n";
        case 2:
            return "<div class=\"title\">" + title + "</div>\n";
        default:
            return "<p><strong>" + title + "</strong></p>\n";
    }
}

// A house's page is a table, or boxes, or plain paragraphs.
std::string in_style(const House& house, const std::string& content) {
    switch (house.salt % 4) {
        case 1:
            return "<tr><td>" + content + "</td></tr>\n";
        case 2:
            return "<div>" + content + "</div>\n";
        default:
            return "<p>" + content + "</p>\n";
    }
}

}  // namespace

House new_house(Random& random, std::string_view kinds, std::string_view desk) {
    constexpr Language languages[] = {Language::english, Language::english, Language::english,
                                      Language::german,  Language::german,  Language::french};
    constexpr std::string_view services[] = {"postwind.example", "mailgarden.example", "listharbour.example"};
    House house;
    const std::string word = invented_word(random);
    house.name = word + " " + say(random, Language::english, "[" + std::string(kinds) + "]");
    house.domain = ascii_lower(word) + random.fill("-##") + ".example";
    house.from = {house.name, std::string(desk) + "@" + house.domain};
    house.ip = invented_ip(random);
    if (random.chance(400)) house.service = random.pick(services);
    house.track_host =
        house.service.empty() ? "links." + house.domain : random.fill("u######.ct.") + house.service;
    house.program = &random.pick(bulk_programs());
    house.language = random.pick(languages);
    house.token = random.chance(600) ? TokenKind::random : any_token_kind(random);
    house.counts_opens = random.chance(500);
    house.has_way_out = random.chance(600);
    house.salt = random.next();
    return house;
}

std::vector<SharedHouse> new_houses(Random& random, uint64_t count, uint64_t each, std::string_view kinds,
                                    std::string_view desk) {
    std::vector<SharedHouse> out;
    while (out.size() < 1 + count / each)
        out.push_back(std::make_shared<const House>(new_house(random, kinds, desk)));
    return out;
}

Mail house_mail(const House& house, const Address& reader, std::string_view token, Random& random) {
    Mail mail;
    mail.program = house.program;
    mail.language = house.language;
    mail.from = house.from;
    mail.to = {reader};
    mail.route = {"out." + house.domain, house.ip, "bounces@" + house.domain, house.domain, true, true, 60};
    if (!house.service.empty()) {
        mail.route.host = random.fill("mail##.") + house.service;
        // Bounces go to the service, under its own name or one of the house's.
        mail.route.envelope_from =
            random.fill("b-########@") + (house.salt % 2 == 0 ? house.service : "bounce." + house.domain);
    }
    if (house.has_way_out) {
        mail.fields.emplace_back("List-Unsubscribe", "<https://" + house.track_host + "/out/" +
                                                         std::string(token) + ">, <mailto:leave@" +
                                                         house.domain + ">");
        if (house.salt % 3 > 0)
            mail.fields.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    return mail;
}

void set_notice(Mail& mail, const House& house, const Notice& notice, std::string_view token) {
    mail.text = notice.title + "\n\n";
    mail.html = "<html><body>\n<p><img src=\"https://www." + house.domain +
                "/logo.png\" width=\"160\" height=\"48\" alt=\"" + escape_html(house.name) + "\"></p>\n";
    if (house.salt % 4 == 1) mail.html += "<table width=\"600\">\n";
    mail.html += title_html(house, escape_html(notice.title));
    for (const std::string& url : notice.pictures)
        mail.html += in_style(house, "<img src=\"" + escape_html(url) + "\" alt=\"\">");
    for (const std::string& text : notice.text) {
        mail.text += wrapped(text, 72) + "\n\n";
        mail.html += in_style(house, escape_html(text));
    }
    for (const auto& [shown, url] : notice.links) {
        mail.text += shown + ": " + url + "\n\n";
        mail.html += in_style(house, "<a href=\"" + escape_html(url) + "\">" + escape_html(shown) + "</a>");
    }
    mail.text += house.name + "\n";
    if (house.salt % 4 == 1) mail.html += "</table>\n";
    mail.html += "<p><small>" + escape_html(house.name) + ", www." + house.domain + "</small></p>\n";
    if (house.counts_opens)
        mail.html += "<img src=\"https://" + house.track_host + "/o/" + std::string(token) +
                     ".gif\" width=\"1\" height=\"1\" alt=\"\">\n";
    mail.html += "</body></html>\n";
}

std::string through_gateway(uint64_t gateway, const std::string& url, const std::string& reader,
                            Random& random) {
    const std::string base = "https://" + std::string(our_gateway);
    switch (gateway % 4) {
        case 0:
            return base + "/?url=" + percent_encode(url) +
                   "&data=" + percent_encode("05|02|" + reader + "|" + random.fill("%%%%%%%%%%%%%%%%|0|")) +
                   "&sdata=" + Random(derive(gateway, hash64(reader + url))).fill("**********************") +
                   "&reserved=0";
        case 1:
            return base + "/v2/___" + url + "___." + base64_url(reader + random.fill(":%%%%%%%%"));
        case 2:
            return base + "/s/" + random.fill("**********************?domain=") +
                   url.substr(8, url.find('/', 8) - 8);
        default:
            return base + "/r/" + make_token(TokenKind::md5, reader, gateway) +
                   "?k=" + random.fill("%%%%%%%%&u=") + base64_url(url);
    }
}

void send_rounds(Stage& stage, uint64_t count, const std::vector<SharedHouse>& houses, uint64_t fewest,
                 uint64_t most, bool with_private, HouseMail make) {
    Random& random = stage.random;
    for (uint64_t left = count; left > 0;) {
        const SharedHouse house = random.pick(houses);
        const uint64_t text = random.next();
        const auto size =
            static_cast<uint64_t>(random.between(static_cast<int64_t>(fewest), static_cast<int64_t>(most)));
        const Seconds out = stage.office_time(20, 980);
        for (uint32_t mailbox : stage.some_mailboxes(std::min(left, size), with_private)) {
            const Address reader = stage.address(mailbox);
            stage.deliver(out + random.between(0, 3 * hour), mailbox,
                          [=](Random& r) { return make(*house, text, reader, r); });
            --left;
        }
    }
}

void send_singly(Stage& stage, uint64_t count, const std::vector<SharedHouse>& houses, HouseMail make) {
    for (uint64_t i = 0; i < count; ++i) {
        const SharedHouse house = stage.random.pick(houses);
        const uint32_t mailbox = static_cast<uint32_t>(stage.random.below(stage.world.mailboxes.size()));
        const Address reader = stage.address(mailbox);
        const uint64_t text = stage.random.next();
        stage.deliver(stage.office_time(), mailbox, [=](Random& r) { return make(*house, text, reader, r); });
    }
}

}  // namespace redshank::drill
