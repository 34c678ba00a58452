// SPDX-License-Identifier: Apache-2.0
#include "engine/actor.h"

#include <system_error>

#include "engine/intel.h"

namespace redshank::engine {

Result<intel::ActorReport> look_up_actor(const std::filesystem::path& case_folder, const std::string& name,
                                         const Limits& limits) {
    std::vector<intel::Knowledge> all{intel::built_in_knowledge(limits)};
    std::error_code error;
    if (std::filesystem::exists(case_folder / "case.sqlite", error)) {
        const auto opened = evidence::Case::open_for_reading(case_folder);
        if (!opened) return opened.error();
        for (intel::Knowledge& one : load_intel(**opened, limits)) all.push_back(std::move(one));
    }
    std::vector<intel::Claim> claims;
    for (intel::Knowledge& one : all) {
        claims.insert(claims.end(), std::make_move_iterator(one.claims.begin()),
                      std::make_move_iterator(one.claims.end()));
    }
    return intel::look_up_actor(claims, name);
}

}  // namespace redshank::engine
