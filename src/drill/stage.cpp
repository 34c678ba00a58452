// SPDX-License-Identifier: Apache-2.0
#include "drill/stage.h"

namespace redshank::drill {

Seconds Stage::office_time(int64_t from_permille, int64_t to_permille) {
    int64_t days = random.between(world.days * from_permille / 1000, world.days * to_permille / 1000 - 1);
    const Seconds noon = world.begin + days * day;
    const int64_t weekday = noon / day % 7;  // 0 is a Thursday
    if (weekday == 2 && random.chance(800)) days -= 1;
    if (weekday == 3 && random.chance(800)) days -= 2;
    if (days < 0) days = 0;
    return world.begin + days * day + random.between(6 * hour, 18 * hour);
}

std::vector<uint32_t> Stage::some_mailboxes(size_t count, bool with_private) {
    std::vector<uint32_t> all(with_private ? world.mailboxes.size() : world.office_mailboxes());
    for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    const size_t chosen = std::min(count, all.size());
    for (size_t i = 0; i < chosen; ++i) std::swap(all[i], all[i + random.below(all.size() - i)]);
    all.resize(chosen);
    return all;
}

std::vector<uint32_t> Stage::protected_mailboxes(size_t count) {
    std::vector<uint32_t> chosen, second_choice;
    const size_t offices = world.office_mailboxes();
    std::vector<int64_t> private_of(world.people.size(), -1);
    for (size_t i = offices; i < world.mailboxes.size(); ++i)
        private_of[world.mailboxes[i].person] = static_cast<int64_t>(i);
    for (uint32_t mailbox : some_mailboxes(offices, false)) {
        if (!person(mailbox).listed) continue;
        const int64_t other = private_of[world.mailboxes[mailbox].person];
        (other < 0 ? second_choice : chosen).push_back(mailbox);
    }
    chosen.insert(chosen.end(), second_choice.begin(), second_choice.end());
    chosen.resize(std::min(count, chosen.size()));
    for (size_t i = 0, people = chosen.size(); i < people; ++i) {
        const int64_t other = private_of[world.mailboxes[chosen[i]].person];
        if (other >= 0) chosen.push_back(static_cast<uint32_t>(other));
    }
    return chosen;
}

}  // namespace redshank::drill
