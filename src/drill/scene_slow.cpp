// SPDX-License-Identifier: Apache-2.0
// Low and slow: five people and their private addresses, one mail every two or three months for six years,
// each from another sender and with a beacon on another host. One thing is left that joins them; which, the
// seed decides and the key says.
#include <memory>

#include "drill/planted.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

enum class Thread : uint8_t { opening_words, token, program_and_network, text, person };

struct Hand {
    Thread thread = Thread::opening_words;
    Language language = Language::english;
    std::string person, affiliation;   // the made-up one
    std::vector<std::string> opening;  // the same first words
    std::vector<std::string> text;     // the same sentences, of which few change
    const Program* program = nullptr;
    std::string network;
    TokenKind token = TokenKind::md5;  // made from the address
    int64_t zone_minutes = 0;
    uint64_t salt = 0;
};

using SharedHand = std::shared_ptr<const Hand>;

SharedHand make_hand(Random& random) {
    constexpr std::string_view posts[] = {"Institute for {matter}", "{word} Foundation",
                                          "University of {word}", "{word} Council"};
    constexpr TokenKind of_address[] = {TokenKind::md5,    TokenKind::sha1,       TokenKind::sha256,
                                        TokenKind::base64, TokenKind::base64_url, TokenKind::hex,
                                        TokenKind::percent};
    auto hand = std::make_shared<Hand>();
    hand->thread = static_cast<Thread>(random.below(5));
    hand->language = letter_language(random);
    hand->person = invented_name(random);
    hand->affiliation = say(random, Language::english, random.pick(posts));
    for (int i = 0; i < 2; ++i) hand->opening.push_back(paragraph(random, hand->language, 1, "{sentence}"));
    for (int i = 0; i < 9; ++i) hand->text.push_back(paragraph(random, hand->language, 1, "{news}"));
    hand->program = &page_program(random);
    hand->network = invented_network(random);
    hand->token = random.pick(of_address);
    hand->zone_minutes = 60 * random.between(-6, 9);
    hand->salt = random.next();
    return hand;
}

std::string link_words(const Hand& hand) {
    switch (hand.thread) {
        case Thread::opening_words:
            return "the same opening words: " + hand.opening[0] + " " + hand.opening[1];
        case Thread::token:
            return "the same token for a reader on unrelated hosts, " + std::string(token_name(hand.token));
        case Thread::program_and_network:
            return "the same sending program and network " + hand.network + "0/24";
        case Thread::text:
            return "the same text with few changes";
        case Thread::person:
            break;
    }
    return "the same made-up person " + hand.person + ", " + hand.affiliation;
}

std::vector<std::string> letter_text(const Hand& hand, Random& random) {
    if (hand.thread == Thread::text) {
        std::vector<std::string> sentences = hand.text;
        sentences[random.below(sentences.size())] = paragraph(random, hand.language, 1, "{news}");
        std::vector<std::string> out(3);
        for (size_t i = 0; i < sentences.size(); ++i) out[i / 3] += (i % 3 > 0 ? " " : "") + sentences[i];
        return out;
    }
    std::vector<std::string> out =
        paragraphs(random, hand.language, static_cast<size_t>(random.between(2, 4)), "{news}");
    if (hand.thread == Thread::opening_words)
        out.insert(out.begin(), hand.opening[0] + " " + hand.opening[1]);
    if (hand.thread == Thread::person) out.push_back(hand.affiliation);
    return out;
}

struct Sender {
    Address from;
    Route route;
};

// Another one each time: a free-mail account or a domain of his own, authentication passing.
Sender next_sender(const Hand& hand, uint64_t number, Random& random) {
    const std::string name = hand.thread == Thread::person ? hand.person : invented_name(random);
    Sender sender;
    // 37 has no divisor in common with 100: the made-up person never uses an account again.
    const std::string digits = std::to_string(100 + (hand.salt + 37 * number) % 100);
    sender.from = {name, local_part(name) + digits + "@" + std::string(freemail_domain(random))};
    sender.route = freemail_route(sender.from.address, random);
    if (random.chance(500)) {
        const std::string domain = rare_domain(random);
        sender.from.address = local_part(name) + "@" + domain;
        sender.route = {"mail." + domain, invented_ip(random), sender.from.address, domain, true, true, 0};
    }
    sender.route.zone_minutes = 60 * random.between(-5, 8);
    if (hand.thread == Thread::program_and_network) {
        sender.route.zone_minutes = hand.zone_minutes;
        sender.route.origin = hand.network + std::to_string(random.between(2, 250));
    }
    return sender;
}

Mail slow_mail(const Hand& hand, const Address& reader, uint64_t number, Random& random) {
    Beacon beacon = any_beacon(random, rare_domain(random));
    beacon.kind = random.chance(500) ? TokenKind::random : TokenKind::number;
    std::string token = planted_token(beacon, Keeping::message, reader.address, 0, number);
    if (hand.thread == Thread::token) {
        if (beacon.place == TokenPlace::subdomain) beacon.place = TokenPlace::path;
        token = make_token(hand.token, reader.address, hand.salt);
    }
    const Program& program =
        hand.thread == Thread::program_and_network ? *hand.program : page_program(random);
    const Sender sender = next_sender(hand, number, random);
    Mail mail = beacon_letter(program, hand.language, sender.from, reader, letter_text(hand, random), beacon,
                              token, random);
    mail.route = sender.route;
    mail.subject = say(random, hand.language, "{headline}");
    return mail;
}

}  // namespace

void plant_low_and_slow(Stage& stage, uint64_t) {
    Random& random = stage.random;
    const SharedHand hand = make_hand(random);
    const std::vector<uint32_t> readers = stage.protected_mailboxes(5);
    KeyEntry& entry = stage.entry();
    entry.place = "any, another with each mail";
    entry.token = hand->thread == Thread::token ? std::string(token_name(hand->token)) + ", on every host"
                                                : "any, another with each mail";
    entry.links = {link_words(*hand)};
    const Seconds end = stage.day_at(1000);
    const int64_t slack = std::max<int64_t>(1, stage.world.days - 6 * 365);
    Seconds when = stage.day_at(0) + random.between(0, slack) * day;
    const Seconds last = std::min<Seconds>(when + 6 * 365 * day, end);
    for (uint64_t number = 0; when < last; ++number, when += random.between(60, 92) * day) {
        const uint32_t mailbox = readers[number < readers.size() ? number : random.below(readers.size())];
        const Address reader = stage.address(mailbox);
        stage.deliver(moment(random, when, 1), mailbox,
                      [=](Random& r) { return slow_mail(*hand, reader, number, r); });
    }
}

}  // namespace redshank::drill
