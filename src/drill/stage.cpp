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

}  // namespace redshank::drill
