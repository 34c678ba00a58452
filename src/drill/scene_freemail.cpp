// SPDX-License-Identifier: Apache-2.0
// Free-mail accounts posing as journalists, with any token in any place: two such campaigns an archive that
// share none of their choices, and one of eight mails to eight people, once.
#include <memory>

#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

struct Desk {
    std::string outlet;
    std::vector<Address> accounts;
    std::vector<const Program*> programs;  // one an account
    std::vector<Story> stories;            // one a wave
    Language language = Language::english;
    Beacon beacon;
    Keeping keeping = Keeping::always;
};

using SharedDesk = std::shared_ptr<const Desk>;

Mail journalist_mail(const Desk& desk, const Address& reader, size_t account, uint64_t wave, uint64_t number,
                     Random& random) {
    const Story& story = desk.stories[wave];
    std::vector<std::string> all = {say(random, desk.language, "{introduction}")};
    all.insert(all.end(), story.text.begin(), story.text.end());
    all.push_back(say(random, desk.language, "{ask}"));
    all.push_back(desk.outlet);
    Mail mail = beacon_letter(*desk.programs[account], desk.language, desk.accounts[account], reader, all,
                              desk.beacon,
                              planted_token(desk.beacon, desk.keeping, reader.address, wave, number), random);
    mail.subject = story.headline;
    mail.route = freemail_route(mail.from.address, random);
    return mail;
}

SharedDesk make_desk(Random& random, Beacon beacon, size_t accounts, size_t waves) {
    auto desk = std::make_shared<Desk>();
    desk->language = letter_language(random);
    desk->outlet = outlet_name(random);
    desk->beacon = std::move(beacon);
    constexpr Keeping keepings[] = {Keeping::always, Keeping::always, Keeping::message};
    desk->keeping = random.pick(keepings);
    const Program* first = &page_program(random);
    const bool one_program = random.chance(600);
    while (desk->accounts.size() < accounts) {
        desk->accounts.push_back(freemail_account(random, invented_name(random)));
        desk->programs.push_back(one_program ? first : &page_program(random));
    }
    while (desk->stories.size() < waves)
        desk->stories.push_back(
            make_story(random, desk->language, static_cast<size_t>(random.between(2, 4))));
    return desk;
}

// The choices of both campaigns of an archive, none alike.
std::pair<Beacon, Beacon> two_beacons(uint64_t seed) {
    constexpr std::string_view labels[] = {"", "cdn.", "static.", "img.", "files."};
    Random random(derive(seed, 2002));
    Beacon first = any_beacon(random, rare_domain(random, random.pick(labels)));
    Beacon second = first;
    while (first.kind == second.kind || first.place == second.place || first.loader == second.loader)
        second = any_beacon(random, rare_domain(random, random.pick(labels)));
    return {first, second};
}

void describe_desk(KeyEntry& entry, const Desk& desk) {
    describe(entry, desk.beacon, desk.keeping);
    entry.links = {"tracking host " + desk.beacon.host, "near-same text", "outlet " + desk.outlet,
                   "free-mail identities: " + std::to_string(desk.accounts.size())};
}

void plant_free_mail(Stage& stage, Beacon beacon, uint64_t most) {
    Random& random = stage.random;
    const auto count = static_cast<uint64_t>(
        random.between(static_cast<int64_t>(std::max<uint64_t>(6, most / 3)), static_cast<int64_t>(most)));
    const uint64_t waves = count < 12 ? 1 : 1 + random.below(3);
    const SharedDesk desk = make_desk(random, std::move(beacon), 2 + random.below(4), waves);
    describe_desk(stage.entry(), *desk);
    const std::vector<uint32_t> readers = stage.some_mailboxes(std::max<uint64_t>(6, count * 2 / 3), true);
    Seconds start = stage.day_at(random.between(300, 800));
    for (uint64_t i = 0; i < count; ++i) {
        const uint64_t wave = i * waves / count;
        if (i > 0 && wave != (i - 1) * waves / count) start += random.between(6, 60) * day;
        const uint32_t mailbox = readers[i % readers.size()];
        const Address reader = stage.address(mailbox);
        const size_t account = random.below(desk->accounts.size());
        stage.deliver(moment(random, start, 4), mailbox, [=](Random& r) {
            Mail mail = journalist_mail(*desk, reader, account, wave, i, r);
            mail.replied = r.chance(200);
            return mail;
        });
    }
}

}  // namespace

void plant_free_mail_first(Stage& stage, uint64_t count) {
    plant_free_mail(stage, two_beacons(stage.seed).first, count);
}

void plant_free_mail_second(Stage& stage, uint64_t count) {
    plant_free_mail(stage, two_beacons(stage.seed).second, count);
}

void plant_covert_few(Stage& stage, uint64_t count) {
    Random& random = stage.random;
    Beacon beacon = any_beacon(random, rare_domain(random, random.chance(500) ? "cdn." : ""));
    if (random.chance(400)) beacon.loader = Loader::hidden_picture;
    const SharedDesk desk = make_desk(random, std::move(beacon), 1 + random.below(4), 1);
    describe_desk(stage.entry(), *desk);
    const Seconds start = stage.day_at(500 + random.between(0, 400));
    uint64_t number = 0;
    for (uint32_t mailbox : stage.some_mailboxes(count, false)) {
        const Address reader = stage.address(mailbox);
        const size_t account = number % desk->accounts.size();
        const uint64_t message = number++;
        stage.deliver(moment(random, start, 3), mailbox,
                      [=](Random& r) { return journalist_mail(*desk, reader, account, 0, message, r); });
    }
}

}  // namespace redshank::drill
