// SPDX-License-Identifier: Apache-2.0
// Espionage mail: somebody who is not who he says he is learns who opens it. A wave of ten mail-merge
// accounts posing as the reporters of one outlet, and eight mails to eight people, once, from free-mail
// accounts posing as journalists. Wording, token, place and timing come from the seed.
#include <memory>

#include "base/ascii.h"
#include "drill/encoding.h"
#include "drill/scenario.h"
#include "drill/scene.h"

namespace redshank::drill {

namespace {

constexpr int64_t waves = 3;

struct Story {
    std::string headline;
    std::vector<std::string> text;
};

// What the writers of one campaign share.
struct Desk {
    std::string outlet, outlet_site;
    std::string service;  // the mail-merge service they write from
    std::string service_ip;
    std::string photo_host, click_host;
    std::vector<Address> reporters;
    std::vector<Story> stories;  // one a wave
    const Program* program = nullptr;
    TokenKind token = TokenKind::random;
    TokenPlace place = TokenPlace::path;
    uint64_t salt = 0;
    bool new_token_each_wave = false;
    bool unsubscribe = false;
    bool photo_first = false;
};

using SharedDesk = std::shared_ptr<const Desk>;

Story make_story(Random& random) {
    return {say(random, Language::english, "{headline}"), paragraphs(random, Language::english, 5, "{news}")};
}

std::string outlet_name(Random& random) {
    constexpr std::string_view kinds[] = {"Courier",  "Monitor",         "Gazette",
                                          "Dispatch", "Observer Weekly", "Wire"};
    return invented_word(random) + " " + std::string(random.pick(kinds));
}

std::string desk_token(const Desk& desk, const std::string& reader, int64_t wave) {
    const bool own = desk.new_token_each_wave;
    return make_token(desk.token, reader, own ? derive(desk.salt, static_cast<uint64_t>(wave)) : desk.salt);
}

// The click service's wrapping of the story's address, as mail-merge services do it.
std::string wrapped_link(const Desk& desk, const Story& story, const std::string& token) {
    const std::string target =
        "https://" + desk.outlet_site + "/" + std::to_string(story.headline.size() * 97) + "/read";
    return "https://" + desk.click_host + "/go/" + token + "/" + base64_url(target);
}

std::string wave_page(const Desk& desk, const Story& story, const std::string& photo, const std::string& link,
                      const std::string& greeting) {
    const std::string picture = "<a href=\"" + link + "\"><img src=\"" + photo +
                                "\" width=\"600\" height=\"400\" alt=\"\" border=\"0\"></a>\n";
    std::string out = "<html><body><div style=\"max-width:640px;font-family:Georgia,serif\">\n<p>" +
                      escape_html(greeting) + "</p>\n";
    if (desk.photo_first) out += picture;
    out += "<h2>" + escape_html(story.headline) + "</h2>\n";
    if (!desk.photo_first) out += picture;
    for (const std::string& text : story.text) out += "<p>" + escape_html(text) + "</p>\n";
    out += "<p><a href=\"" + link + "\">Read the full story</a></p>\n<hr><p><small>" +
           escape_html(desk.outlet) + ", newsroom</small></p></div></body></html>\n";
    return out;
}

Mail wave_mail(const Desk& desk, const Address& reader, size_t reporter, int64_t wave, Random& random) {
    const Story& story = desk.stories[static_cast<size_t>(wave)];
    const std::string token = desk_token(desk, reader.address, wave);
    const std::string link = wrapped_link(desk, story, token);
    const std::string photo = tracked_url(desk.place, desk.photo_host, "media", token, ".jpg");
    const std::string greeting = "Dear " + reader.name + ",";
    Mail mail;
    mail.program = desk.program;
    mail.from = desk.reporters[reporter];
    mail.to = {reader};
    mail.subject = story.headline;
    mail.route = {"mta" + random.fill("#.") + desk.service,
                  desk.service_ip,
                  "bounce-" + random.fill("########") + "@" + desk.service,
                  desk.service,
                  true,
                  true,
                  0};
    if (desk.unsubscribe) {
        mail.fields.emplace_back("List-Unsubscribe", "<https://" + desk.click_host + "/leave/" + token + ">");
    }
    mail.text = greeting + "\n\n" + story.headline + "\n\n";
    for (const std::string& text : story.text) mail.text += wrapped(text, 72) + "\n\n";
    mail.text += link + "\n\n" + desk.outlet + "\n";
    mail.html = wave_page(desk, story, photo, link, greeting);
    return mail;
}

SharedDesk wave_desk(Random& random) {
    auto desk = std::make_shared<Desk>();
    desk->outlet = outlet_name(random);
    desk->outlet_site = "www." + ascii_lower(desk->outlet.substr(0, desk->outlet.find(' '))) + "news.example";
    desk->service = invented_domain(random, "merge-");
    desk->service_ip = invented_ip(random);
    desk->photo_host = "pics." + invented_domain(random);
    desk->click_host = "click." + desk->service;
    while (desk->reporters.size() < 10) {
        const std::string name = invented_name(random);
        desk->reporters.push_back(
            {name + ", " + desk->outlet, local_part(name) + random.fill("#@") + desk->service});
    }
    for (int64_t i = 0; i < waves; ++i) desk->stories.push_back(make_story(random));
    desk->program = &random.pick(bulk_programs());
    desk->token = any_token_kind(random);
    desk->place = any_place(random);
    desk->salt = random.next();
    desk->new_token_each_wave = random.chance(500);
    desk->unsubscribe = true;
    desk->photo_first = random.chance(500);
    return desk;
}

void describe(KeyEntry& entry, const Desk& desk, std::string_view what, std::vector<std::string> links) {
    entry.place = std::string(what) + ", " + std::string(place_name(desk.place));
    entry.token = std::string(token_name(desk.token));
    const bool salted = desk.token == TokenKind::random || desk.token == TokenKind::number;
    entry.token += salted && desk.new_token_each_wave ? ", new with each wave" : ", one a reader";
    entry.links = std::move(links);
}

// A day out of `length` from `start`, between early morning and late evening.
Seconds moment(Random& random, Seconds start, int64_t length) {
    return start + random.between(0, length - 1) * day + random.between(6 * hour, 20 * hour);
}

SharedDesk few_desk(Random& random) {
    auto desk = std::make_shared<Desk>();
    desk->outlet = outlet_name(random);
    desk->photo_host =
        random.chance(500) ? invented_domain(random, "cdn.") : invented_domain(random, "static.");
    while (desk->reporters.size() < 3) {
        const std::string name = invented_name(random);
        desk->reporters.push_back(
            {name, local_part(name) + random.fill(".###@") + std::string(freemail_domain(random))});
    }
    desk->stories.push_back(make_story(random));
    desk->stories[0].text.resize(3);
    desk->program = &personal_programs()[random.below(4)];
    desk->token = any_token_kind(random);
    desk->place = any_place(random);
    desk->salt = random.next();
    return desk;
}

std::string hidden_picture(Random& form, const std::string& url) {
    switch (form.below(4)) {
        case 0:
            return "<img src=\"" + url + "\" width=\"1\" height=\"1\">";
        case 1:
            return "<img height=1 width=1 alt='' src='" + url + "'>";
        case 2:
            return "<img src=\"" + url + "\" style=\"width:1px;height:1px;border:0\">";
        default:
            return "<img style=\"display:none\" src=\"" + url + "\">";
    }
}

Mail few_mail(const Desk& desk, const Address& reader, size_t reporter, Random& random) {
    const Story& story = desk.stories[0];
    Mail mail;
    mail.program = desk.program;
    mail.from = desk.reporters[reporter];
    mail.to = {reader};
    mail.subject = story.headline;
    mail.route = freemail_route(mail.from.address, random);
    std::vector<std::string> all = {
        "Dear " + reader.name + ",",
        "I write for the " + desk.outlet + ". Before we print the following I would value your view."};
    all.insert(all.end(), story.text.begin(), story.text.end());
    all.push_back(mail.from.name);
    set_body(mail, all);
    Random form(desk.salt);
    const std::string url = tracked_url(desk.place, desk.photo_host, "img",
                                        make_token(desk.token, reader.address, desk.salt), ".gif");
    mail.html.insert(mail.html.rfind("</"), hidden_picture(form, url));
    return mail;
}

}  // namespace

void plant_covert_wave(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    const SharedDesk desk = wave_desk(random);
    const std::vector<uint32_t> readers = stage.some_mailboxes(std::max<uint64_t>(10, count * 2 / 5), true);
    describe(stage.entry(), *desk, "photo and wrapped link",
             {"tracking host " + desk->photo_host, "mail-merge service " + desk->service,
              "outlet " + desk->outlet, "ten identities behind one template", "token scheme"});
    Seconds start = stage.day_at(600 + random.between(0, 150));
    for (uint64_t i = 0; i < count; ++i) {
        const auto wave = static_cast<int64_t>(i * waves / count);
        if (i > 0 && wave != static_cast<int64_t>((i - 1) * waves / count))
            start += random.between(9, 40) * day;
        const uint32_t mailbox = readers[i % readers.size()];
        const Address reader = stage.address(mailbox);
        const size_t reporter = i < 10 ? i : random.below(10);
        stage.deliver(moment(random, start, 4), mailbox,
                      [=](Random& r) { return wave_mail(*desk, reader, reporter, wave, r); });
    }
}

void plant_covert_few(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    const SharedDesk desk = few_desk(random);
    describe(stage.entry(), *desk, "hidden picture",
             {"tracking host " + desk->photo_host, "near-same text", "outlet " + desk->outlet,
              "free-mail identities"});
    const Seconds start = stage.day_at(500 + random.between(0, 400));
    size_t next = 0;
    for (uint32_t mailbox : stage.some_mailboxes(count, false)) {
        const Address reader = stage.address(mailbox);
        const size_t reporter = next++ % desk->reporters.size();
        stage.deliver(moment(random, start, 3), mailbox,
                      [=](Random& r) { return few_mail(*desk, reader, reporter, r); });
    }
}

}  // namespace redshank::drill
