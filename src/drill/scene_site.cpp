// SPDX-License-Identifier: Apache-2.0
// A made-up news site on the sender's own domain: everything passes, the way out works, the links are
// numbered as blogs number them, and all its readers happen to be protected people, at their offices and at
// home. A newsletter looks the same, so a hunt may stay unsure; what it must not do is to call it one.
#include <memory>

#include "base/ascii.h"
#include "drill/encoding.h"
#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

struct Site {
    std::string name, domain, ip, list_id;
    Address from;
    const Program* program = nullptr;
    Language language = Language::english;
    Beacon beacon;
    Keeping keeping = Keeping::always;
    bool token_in_links = false;
    std::string one_click;  // path of the way out
    std::vector<Story> stories;
    std::vector<uint64_t> numbers;  // "?p=23", one a story
};

std::string article_link(const Site& site, uint64_t number, const std::string& token) {
    const std::string link = "https://" + site.domain + "/?p=" + std::to_string(number);
    return site.token_in_links ? link + "&s=" + token : link;
}

std::string issue_page(const Site& site, size_t issue, const std::string& token) {
    std::string out = "<!DOCTYPE html>\n<html><head><title>" + site.name + "</title></head>\n<body>\n<h1>" +
                      site.name + "</h1>\n";
    for (size_t i = 0; i < 3; ++i) {
        const Story& story = site.stories[issue * 3 + i];
        out += "<h2><a href=\"" + escape_html(article_link(site, site.numbers[issue * 3 + i], token)) +
               "\">" + escape_html(story.headline) + "</a></h2>\n";
        for (const std::string& text : story.text) out += "<p>" + escape_html(text) + "</p>\n";
    }
    return out + "<p><small><a href=\"https://" + site.domain + site.one_click + token + "\">" +
           (site.language == Language::english ? "Unsubscribe" : site.name) +
           "</a></small></p>\n</body></html>\n";
}

Mail site_mail(const Site& site, const Address& reader, size_t issue, uint64_t number, Random& random) {
    const std::string token = planted_token(site.beacon, site.keeping, reader.address, issue, number);
    Mail mail;
    mail.program = site.program;
    mail.language = site.language;
    mail.from = site.from;
    mail.to = {reader};
    mail.subject = site.stories[issue * 3].headline;
    mail.route = {"mail." + site.domain,    site.ip, "bounce@" + site.domain, site.domain, true, true,
                  60 * random.between(0, 2)};
    mail.fields = {{"List-Unsubscribe", "<https://" + site.domain + site.one_click + token +
                                            ">, <mailto:out@" + site.domain + ">"},
                   {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
    if (!site.list_id.empty()) mail.fields.emplace_back("List-ID", site.list_id);
    for (size_t i = 0; i < 3; ++i) {
        const Story& story = site.stories[issue * 3 + i];
        mail.text += story.headline + "\n" + article_link(site, site.numbers[issue * 3 + i], token) + "\n\n";
        for (const std::string& text : story.text) mail.text += wrapped(text, 72) + "\n\n";
    }
    mail.html = issue_page(site, issue, token);
    load(mail.html, site.beacon, beacon_url(site.beacon, token));
    return mail;
}

std::shared_ptr<const Site> make_site(Random& random, size_t issues) {
    constexpr std::string_view desks[] = {"Newsroom", "Editors", "Daily", "Newsletter"};
    constexpr std::string_view ways_out[] = {"/unsubscribe/", "/?unsub=", "/list/out?who="};
    auto site = std::make_shared<Site>();
    site->language = letter_language(random);
    site->name = outlet_name(random);
    std::string word = ascii_lower(site->name);
    std::replace(word.begin(), word.end(), ' ', '-');
    site->domain = word + random.fill("-##") + ".example";
    site->ip = invented_ip(random);
    const std::string desk(random.pick(desks));
    site->from = {site->name, ascii_lower(desk) + "@" + site->domain};
    site->program = &random.pick(bulk_programs());
    site->beacon = any_beacon(random, random.chance(700) ? site->domain : "media." + site->domain);
    if (site->beacon.loader == Loader::hidden_picture) site->beacon.loader = Loader::picture;
    site->keeping = random.chance(600) ? Keeping::always : Keeping::message;
    site->token_in_links = random.chance(500);
    site->one_click = random.pick(ways_out);
    if (random.chance(400)) site->list_id = "<" + word + "." + site->domain + ">";
    uint64_t number = 11 + random.below(60);
    while (site->stories.size() < issues * 3) {
        site->stories.push_back(make_story(random, site->language, 1));
        site->numbers.push_back(number += 1 + random.below(5));
    }
    return site;
}

}  // namespace

void plant_news_site(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    const std::vector<uint32_t> readers = stage.protected_mailboxes(40);
    const size_t issues = std::clamp<uint64_t>(count / readers.size(), 1, 5);
    const auto site = make_site(random, issues);
    KeyEntry& entry = stage.entry();
    entry.or_unsure = true;
    describe(entry, site->beacon, site->keeping);
    if (site->token_in_links) entry.place += "; links, query value";
    entry.links = {"domain " + site->domain, "sender " + site->from.address,
                   "forty protected people and their private addresses, who never subscribed"};
    // Two weeks from the first issue to the last; a single one is sent out over all of them.
    const Seconds start = stage.day_at(random.between(400, 900));
    const int64_t spread = issues == 1 ? 14 : 1;
    uint64_t number = 0;
    for (size_t issue = 0; issue < issues; ++issue) {
        const Seconds out = start + static_cast<int64_t>(issues == 1 ? 0 : issue * 13 / (issues - 1)) * day;
        for (uint32_t mailbox : readers) {
            const Address reader = stage.address(mailbox);
            const uint64_t message = number++;
            stage.deliver(moment(random, out, spread), mailbox,
                          [=](Random& r) { return site_mail(*site, reader, issue, message, r); });
        }
    }
}

}  // namespace redshank::drill
