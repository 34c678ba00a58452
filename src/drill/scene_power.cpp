// SPDX-License-Identifier: Apache-2.0
// How few copies can be proven: many small campaigns of 2 to 30 copies, with one or several copies a reader
// and each kind of token, and control groups of newsletters in which nothing follows a reader. An entry's
// name says what it is: "power/COPIES/one|several/address|kept|fresh/NUMBER", "control/KIND/NUMBER".
#include <memory>

#include "drill/house.h"
#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

constexpr uint64_t copies_of[] = {2, 3, 5, 10, 30};
constexpr uint64_t repeats = 10;         // campaigns of each kind
constexpr uint64_t controls = 10;        // newsletters of each kind
constexpr uint64_t control_copies = 30;  // of each

struct TokenOf {
    std::string_view name;
    Keeping keeping;
    bool of_address;
};
// A reader's address; one value a reader over all his mails; another value with each mail.
constexpr TokenOf tokens[] = {
    {"address", Keeping::always, true}, {"kept", Keeping::always, false}, {"fresh", Keeping::message, false}};

struct Small {
    Address from;
    Story story;
    std::string opening;
    const Program* program = nullptr;
    Beacon beacon;
    Keeping keeping = Keeping::always;
};

std::shared_ptr<const Small> new_small(Random& random, const TokenOf& token) {
    auto small = std::make_shared<Small>();
    small->from = freemail_account(random, invented_name(random));
    small->story = make_story(random, Language::english, 3);
    small->opening = say(random, Language::english, "{introduction}");
    small->program = &page_program(random);
    small->beacon = any_beacon(random, rare_domain(random));
    // A kind that the place takes, of the address or not, as asked for.
    while (is_of_address(small->beacon.kind) != token.of_address)
        small->beacon = any_beacon(random, small->beacon.host);
    small->keeping = token.keeping;
    return small;
}

Mail small_mail(const Small& small, const Address& reader, uint64_t number, Random& random) {
    const std::string token = planted_token(small.beacon, small.keeping, reader.address, 0, number);
    std::vector<std::string> text = {small.opening};
    text.insert(text.end(), small.story.text.begin(), small.story.text.end());
    Mail mail = beacon_letter(*small.program, Language::english, small.from, reader, text, small.beacon,
                              token, random);
    mail.subject = small.story.headline;
    mail.route = freemail_route(small.from.address, random);
    return mail;
}

// `several`: every reader gets two copies or three, weeks apart.
void plant_small(Stage& stage, const TokenOf& token, uint64_t copies, bool several, uint64_t number) {
    Random& random = stage.random;
    const auto small = new_small(random, token);
    KeyEntry entry;
    entry.name = "power/" + std::to_string(copies) + (several ? "/several/" : "/one/") +
                 std::string(token.name) + "/" + std::to_string(number);
    entry.wanted_class = "covert";
    describe(entry, small->beacon, small->keeping);
    entry.links = {"tracking host " + small->beacon.host, "the same text"};
    stage.begin_entry(std::move(entry));
    const uint64_t readers = several ? std::max<uint64_t>(1, copies / 2) : copies;
    const std::vector<uint32_t> mailboxes = stage.some_mailboxes(readers, true);
    const Seconds start = stage.day_at(random.between(300, 850));
    for (uint64_t i = 0; i < copies; ++i) {
        const uint32_t mailbox = mailboxes[i % mailboxes.size()];
        const Address reader = stage.address(mailbox);
        const auto round = static_cast<int64_t>(i / mailboxes.size());
        stage.deliver(moment(random, start + round * 20 * day, 3), mailbox,
                      [=](Random& r) { return small_mail(*small, reader, i, r); });
    }
}

// What differs between copies of a control and is not the reader.
enum class Control : uint8_t { gateway, variants, resends };
constexpr std::string_view control_names[] = {"gateway", "variants", "resends"};

struct Letter {
    House house;
    uint64_t text = 0;
    Control control = Control::gateway;
    uint64_t variants = 2;  // of an A/B test, handed out evenly
};

Mail control_mail(const Letter& letter, const Address& reader, uint64_t number, Random& random) {
    const House& house = letter.house;
    Random same(letter.text);
    const std::string variant = letter.control == Control::variants
                                    ? Random(derive(letter.text, number % letter.variants)).fill("%%%%%%%%")
                                    : same.fill("%%%%%%%%");
    // Of a resent newsletter: what it counts is the sending.
    const std::string sending = letter.control == Control::resends ? std::to_string(number % 2 + 1) : "1";
    Mail mail = house_mail(house, {"", reader.address}, "all", random);
    Notice notice;
    notice.title = house.name + ": " + say(same, house.language, "{headline}");
    for (int i = 0; i < 3; ++i) {
        notice.text.push_back(paragraph(same, house.language, 2, "{news}"));
        const std::string url =
            "https://www." + house.domain + "/" + variant + "/" + std::to_string(i + 1) + "?s=" + sending;
        const std::string shown = say(same, house.language, "{headline}");
        notice.links.emplace_back(shown, letter.control == Control::gateway
                                             ? through_gateway(letter.text, url, reader.address, random)
                                             : url);
    }
    notice.pictures = {"https://img." + house.domain + "/" + variant + ".jpg?s=" + sending};
    mail.subject = notice.title;
    set_notice(mail, house, notice, "all");
    return mail;
}

void plant_control(Stage& stage, Control control, uint64_t number) {
    Random& random = stage.random;
    auto letter = std::make_shared<Letter>();
    letter->house = new_house(random, "Briefing|Week|Outlook|Review", "news");
    letter->house.counts_opens = false;
    letter->text = random.next();
    letter->control = control;
    letter->variants = 2 + random.below(3);
    KeyEntry entry;
    entry.name =
        "control/" + std::string(control_names[static_cast<size_t>(control)]) + "/" + std::to_string(number);
    entry.wanted_class = "none";
    stage.begin_entry(std::move(entry));
    const bool twice = control == Control::resends;
    const std::vector<uint32_t> mailboxes =
        stage.some_mailboxes(twice ? control_copies / 2 : control_copies, false);
    const Seconds start = stage.day_at(random.between(100, 900));
    uint64_t sent = 0;
    for (uint32_t mailbox : mailboxes) {
        const Address reader = stage.address(mailbox);
        for (int64_t sending = 0; sending < (twice ? 2 : 1); ++sending) {
            const uint64_t copy = sent++;
            stage.deliver(start + sending * 3 * day + random.between(7 * hour, 9 * hour), mailbox,
                          [=](Random& r) { return control_mail(*letter, reader, copy, r); });
        }
    }
}

}  // namespace

void plant_power(Stage& stage) {
    for (uint64_t copies : copies_of) {
        for (const bool several : {false, true}) {
            for (const TokenOf& token : tokens) {
                for (uint64_t i = 1; i <= repeats; ++i) plant_small(stage, token, copies, several, i);
            }
        }
    }
    for (Control control : {Control::gateway, Control::variants, Control::resends}) {
        for (uint64_t i = 1; i <= controls; ++i) plant_control(stage, control, i);
    }
    // Everybody has had mail before.
    KeyEntry before;
    before.name = "arrivals";
    before.wanted_class = "none";
    stage.begin_entry(std::move(before));
    plant_arrivals(stage, 0);
}

}  // namespace redshank::drill
