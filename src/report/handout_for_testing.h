// SPDX-License-Identifier: Apache-2.0
// For tests only: a campaign of four copies to four readers.
#pragma once

#include <string>

#include "base/hash.h"
#include "report/handout.h"

namespace redshank::report::testing_handout {

using namespace facts;

inline const std::string readers[] = {"ada.holm@ours.example", "bela.nord@ours.example",
                                      "cyra.west@ours.example", "dario.ost@ours.example"};
inline const std::string tokens[] = {"x7Kq29Zp41", "Qm88TTvw02", "ZZkk31qpLs", "pP0o9I8u7Y"};

inline UrlUse use_of(std::string url, std::string host, std::string site, Trigger trigger) {
    UrlUse use;
    use.url = std::move(url);
    use.host = std::move(host);
    use.site = std::move(site);
    use.trigger = trigger;
    use.kind = trigger == Trigger::open ? UrlKind::img_src : UrlKind::anchor;
    return use;
}

// Four copies of one mail: a picture with a token in its path, a link with the reader's address, and a host
// label that differs.
inline Handout four_copies() {
    Handout handout;
    handout.key = std::string(32, 'k');
    handout.version = "test";
    ListedCampaign listed;
    Campaign& c = listed.campaign;
    c.id = "C00112233445566aa";
    c.campaign_class = CampaignClass::covert;
    c.score = 90;
    c.title = "what loads from " + tokens[0] + "[.]cdn[.]evil[.]example differs";
    c.first_seen = 1'600'000'000;
    c.last_seen = 1'600'086'400;
    c.message_count = 4;
    Proof proof;
    proof.kind = ProofKind::differs_between_readers;
    proof.trigger = Trigger::open;
    c.proofs.push_back(proof);
    for (int i = 0; i < 4; ++i) {
        HandoutMessage one;
        Message& m = one.message;
        m.content_id = sha256_hex(std::to_string(i));
        m.sha256 = sha256_hex("raw" + std::to_string(i));
        m.id = "M" + m.content_id.substr(0, 16);
        m.message_id = "<" + std::to_string(i) + "@out.evil.example>";
        m.date = c.first_seen + i * 60;
        m.from = {{"Berit Nord", "berit@evil.example"}};
        m.subject = "=cmd|' /C calc'!A0 see https://img.evil.example/o/" + tokens[i] + ".gif";
        m.reader = readers[i];
        Place place;
        place.source = "box" + std::to_string(i) + ".mbox";
        place.reader = readers[i];
        m.places = {place};
        const std::string label_host = tokens[i] + ".cdn.evil.example";
        m.urls = {use_of("https://img.evil.example/o/" + tokens[i] + ".gif", "img.evil.example",
                         "evil.example", Trigger::open),
                  use_of("https://" + label_host + "/view", label_host, "evil.example", Trigger::open),
                  use_of("https://go.evil.example/in?to=" + readers[i].substr(0, readers[i].find('@')) +
                             "%40ours.example&lang=en",
                         "go.evil.example", "evil.example", Trigger::click)};
        c.messages.push_back(m.id);
        c.hosts.push_back(label_host);
        Target target;
        target.address = readers[i];
        target.name = i == 0 ? "Ada Holm" : i == 1 ? "Bela Nordahl" : "";
        target.campaigns = {c.id};
        target.state = "delivered";
        handout.targets.push_back(target);
        handout.messages.push_back(std::move(one));
    }
    c.hosts.push_back("img.evil.example");
    c.hosts.push_back("go.evil.example");
    handout.campaigns.push_back(std::move(listed));
    return handout;
}

}  // namespace redshank::report::testing_handout
