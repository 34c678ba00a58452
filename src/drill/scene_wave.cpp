// SPDX-License-Identifier: Apache-2.0
// The best documented case: eight to twelve accounts of one mail-merge service pose as the reporters of one
// outlet and write to everybody in three waves. Authentication passes, there is a way to unsubscribe, and
// nothing is hidden: a photo that anybody would want to see carries the token, and so does the link around
// it.
#include <memory>

#include "base/ascii.h"
#include "drill/encoding.h"
#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

constexpr uint64_t waves = 3;

// What the writers share.
struct Desk {
    std::string outlet, site;
    std::string service, service_ip;  // the mail-merge service they write from
    std::string click_host, way_out, click;
    std::vector<Address> reporters;
    std::vector<Story> stories;  // one a wave
    const Program* program = nullptr;
    Language language = Language::english;
    Beacon photo;
    Keeping keeping = Keeping::always;
    bool photo_first = false, one_click = false;
    uint64_t layout = 0;
};

// The click service's wrapping of the story's address, as mail-merge services do it.
std::string wrapped_link(const Desk& desk, const Story& story, const std::string& token) {
    const std::string target =
        "https://" + desk.site + "/" + std::to_string(story.headline.size() * 97) + "/read";
    const std::string base = "https://" + desk.click_host + "/" + desk.click;
    switch (desk.layout % 3) {
        case 0:
            return base + "/" + token + "/" + base64_url(target);
        case 1:
            return base + "?to=" + percent_encode(target) + "&m=" + token;
        default:
            return base + "/" + token + "?u=" + percent_encode(target);
    }
}

std::string wave_page(const Desk& desk, const Story& story, const std::string& photo, const std::string& link,
                      const std::string& greeting) {
    constexpr std::string_view wraps[] = {"<div style=\"max-width:640px;font-family:Georgia,serif\">",
                                          "<div class=\"letter\">",
                                          "<div align=\"left\" style=\"padding:12px\">"};
    Random layout(desk.layout);  // one for all mails
    const std::string more = say(layout, desk.language, "{read_more}");
    const std::string href = "<a href=\"" + escape_html(link) + "\">";
    const std::string picture = href + "<img src=\"" + escape_html(photo) +
                                "\" width=\"600\" height=\"400\" alt=\"\" border=\"0\"></a>\n";
    std::string out =
        "<html><body>" + std::string(wraps[desk.layout % 3]) + "\n<p>" + escape_html(greeting) + "</p>\n";
    if (desk.photo_first) out += picture;
    out += "<h2>" + escape_html(story.headline) + "</h2>\n";
    if (!desk.photo_first) out += picture;
    for (const std::string& text : story.text) out += "<p>" + escape_html(text) + "</p>\n";
    return out + "<p>" + href + escape_html(more) + "</a></p>\n<hr><p><small>" + escape_html(desk.outlet) +
           "</small></p></div></body></html>\n";
}

Mail wave_mail(const Desk& desk, const Address& reader, size_t reporter, uint64_t wave, uint64_t number,
               Random& random) {
    const Story& story = desk.stories[wave];
    const std::string token = planted_token(desk.photo, desk.keeping, reader.address, wave, number);
    const std::string link = wrapped_link(desk, story, token);
    const std::string greeting = say(random, desk.language, "{dear}") + " " + reader.name + ",";
    Mail mail;
    mail.program = desk.program;
    mail.language = desk.language;
    mail.from = desk.reporters[reporter];
    mail.to = {reader};
    mail.subject = story.headline;
    mail.route = service_route(desk.service, desk.service_ip, random);
    mail.fields.emplace_back("List-Unsubscribe",
                             "<https://" + desk.click_host + "/" + desk.way_out + "/" + token + ">");
    if (desk.one_click) mail.fields.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    mail.text = greeting + "\n\n" + story.headline + "\n\n";
    for (const std::string& text : story.text) mail.text += wrapped(text, 72) + "\n\n";
    mail.text += link + "\n\n" + desk.outlet + "\n";
    mail.html = wave_page(desk, story, beacon_url(desk.photo, token), link, greeting);
    return mail;
}

std::shared_ptr<const Desk> make_desk(Random& random) {
    constexpr std::string_view clicks[] = {"go", "click", "l/c", "r", "track/link"};
    constexpr std::string_view ways_out[] = {"leave", "unsub", "optout", "preferences"};
    auto desk = std::make_shared<Desk>();
    desk->language = letter_language(random);
    desk->outlet = outlet_name(random);
    desk->site = "www." + ascii_lower(desk->outlet.substr(0, desk->outlet.find(' '))) + "news.example";
    desk->service = rare_domain(random, random.chance(500) ? "merge-" : "");
    desk->service_ip = invented_ip(random);
    desk->click_host = (random.chance(500) ? "click." : "links.") + desk->service;
    desk->click = random.pick(clicks);
    desk->way_out = random.pick(ways_out);
    // The photo lies with the service, or on a host of nobody's.
    const std::string host = random.chance(300) ? "img." + desk->service : rare_domain(random, "pics.");
    desk->photo = any_beacon(random, host);
    desk->photo.loader = Loader::picture;
    constexpr Keeping keepings[] = {Keeping::always, Keeping::always, Keeping::wave, Keeping::message};
    desk->keeping = random.pick(keepings);
    const auto accounts = static_cast<size_t>(random.between(8, 12));
    const bool with_outlet = random.chance(600);
    while (desk->reporters.size() < accounts) {
        const std::string name = invented_name(random);
        const std::string shown = with_outlet ? name + ", " + desk->outlet : name;
        desk->reporters.push_back({shown, local_part(name) + random.fill("#@") + desk->service});
    }
    for (uint64_t i = 0; i < waves; ++i) desk->stories.push_back(make_story(random, desk->language, 5));
    desk->program = &random.pick(bulk_programs());
    desk->photo_first = random.chance(500);
    desk->one_click = random.chance(400);
    desk->layout = random.next();
    return desk;
}

// A wave of a thousand is so large in every seed, but never equally large.
uint64_t vary(Random& random, uint64_t count) {
    const uint64_t least = count > 1050 ? 1050 : count * 3 / 4;
    return static_cast<uint64_t>(random.between(static_cast<int64_t>(least), static_cast<int64_t>(count)));
}

}  // namespace

void plant_covert_wave(Stage& stage, uint64_t most) {
    Random& random = stage.random;
    const auto desk = make_desk(random);
    const uint64_t count = most < 100 ? most : vary(random, most);
    const std::vector<uint32_t> readers = stage.some_mailboxes(std::max<uint64_t>(10, count * 2 / 5), true);
    KeyEntry& entry = stage.entry();
    describe(entry, desk->photo, desk->keeping);
    entry.place = "photo (" + entry.place + ") and wrapped link";
    entry.links = {
        "tracking host " + desk->photo.host, "mail-merge service " + desk->service, "outlet " + desk->outlet,
        std::to_string(desk->reporters.size()) + " identities behind one template", "token scheme"};
    Seconds start = stage.day_at(600 + random.between(0, 150));
    for (uint64_t i = 0; i < count; ++i) {
        const uint64_t wave = i * waves / count;
        if (i > 0 && wave != (i - 1) * waves / count) start += random.between(9, 40) * day;
        const uint32_t mailbox = readers[i % readers.size()];
        const Address reader = stage.address(mailbox);
        const size_t accounts = desk->reporters.size();
        const size_t reporter = i < accounts ? i : random.below(accounts);
        stage.deliver(moment(random, start, 4), mailbox,
                      [=](Random& r) { return wave_mail(*desk, reader, reporter, wave, i, r); });
    }
}

}  // namespace redshank::drill
