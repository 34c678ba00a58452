// SPDX-License-Identifier: Apache-2.0
// Where scenarios put their mail: a list of deliveries (when, to which mailbox, and how to write it when the
// time comes). A delivery is small and its mail is made only when its mailbox is written, so that a million
// fit in memory. A delivery's mail depends on nothing but its own seed, and two deliveries with one seed are
// one mail in two mailboxes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "drill/key.h"
#include "drill/mail.h"
#include "drill/world.h"

namespace redshank::drill {

/// Writes the mail; the dice are seeded with the delivery's seed.
using Write = std::function<Mail(Random&)>;

struct Delivery {
    Seconds when = 0;
    uint32_t mailbox = 0;
    uint32_t entry = 0;  // of the key
    uint64_t seed = 0;
    Write write;
};

class Stage {
  public:
    Stage(const World& the_world, uint64_t the_seed, uint64_t wanted)
        : world(the_world), seed(the_seed), random(the_seed), wanted_(wanted) {}

    const World& world;
    const uint64_t seed;  // of the archive
    Random random;

    /// What follows belongs to this entry of the key.
    void begin_entry(KeyEntry entry) { key_.push_back(std::move(entry)); }
    KeyEntry& entry() { return key_.back(); }

    void deliver(Seconds when, uint32_t mailbox, uint64_t its_seed, Write write) {
        deliveries_.push_back(
            {when, mailbox, static_cast<uint32_t>(key_.size() - 1), its_seed, std::move(write)});
    }
    void deliver(Seconds when, uint32_t mailbox, Write write) {
        deliver(when, mailbox, random.next(), std::move(write));
    }

    /// Deliveries still to be made until there are as many as the user asked for.
    uint64_t missing() const { return wanted_ > deliveries_.size() ? wanted_ - deliveries_.size() : 0; }
    uint64_t delivered() const { return deliveries_.size(); }

    /// A moment of some working day between two shares of the archive's time, in permille.
    Seconds office_time(int64_t from_permille = 0, int64_t to_permille = 1000);
    /// Midnight of the day at that share of the archive's time.
    Seconds day_at(int64_t permille) const { return world.begin + world.days * permille / 1000 * 86400; }
    /// An office mailbox, any of them.
    uint32_t office_mailbox() { return static_cast<uint32_t>(random.below(world.office_mailboxes())); }
    /// `count` different mailboxes (or all there are), the private ones among them where asked for.
    std::vector<uint32_t> some_mailboxes(size_t count, bool with_private);
    /// The mailboxes, office and private, of `count` people of org.toml (or all there are), those first who
    /// have a private one here.
    std::vector<uint32_t> protected_mailboxes(size_t count);
    const Person& person(uint32_t mailbox) const { return world.people[world.mailboxes[mailbox].person]; }
    /// The mailbox as an address that a sender would write to.
    Address address(uint32_t mailbox) const { return {person(mailbox).name, world.mailboxes[mailbox].owner}; }

    std::vector<Delivery>& deliveries() { return deliveries_; }
    std::vector<KeyEntry>& key() { return key_; }

  private:
    uint64_t wanted_;
    std::vector<Delivery> deliveries_;
    std::vector<KeyEntry> key_;
};

constexpr Seconds minute = 60, hour = 3600, day = 86400;

}  // namespace redshank::drill
