// SPDX-License-Identifier: Apache-2.0
// What everybody says about one name: who uses it for which group, what these sources agree on, where one
// goes beyond the others, which names are ambiguous, and what is claimed under it. Nothing is merged: two
// groups that share a name stay two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intel/claim.h"

namespace redshank::intel {

/// One source's entry that holds the name: how it calls the group, and its other names for it.
struct ActorEntry {
    std::string source;
    std::string date;
    std::string name;  // the source's own
    std::string where;
    struct Alias {
        std::string name;
        std::string note;  // "named so by Mandiant"
    };
    std::vector<Alias> aliases;  // sorted; without `name`
};

/// A name and who gives it to the group that is asked about.
struct SharedName {
    std::string name;
    std::vector<std::string> sources;  // sorted
};

/// A name that some source uses for another group than those asked about.
struct AmbiguousName {
    std::string name;
    struct Use {
        std::string source;
        std::string entry;  // how that source calls the other group
    };
    std::vector<Use> elsewhere;  // sorted
};

struct ActorReport {
    std::string name;                 // as asked
    std::vector<ActorEntry> entries;  // by source, then name
    std::vector<SharedName> agreed;   // given by two sources or more, most first
    std::vector<SharedName> alone;    // given by one
    std::vector<AmbiguousName> ambiguous;
    std::vector<Claim> claims;     // under the name asked for; other than same-as and uses
    std::vector<Claim> elsewhere;  // the same under the other names that some entry gives
    std::vector<Claim> methods;    // uses: likeness of method names nobody
    bool found() const { return !entries.empty() || !claims.empty() || !methods.empty(); }
};

/// Compares names by name_key. Equal claims, whatever their order, give an equal report.
ActorReport look_up_actor(const std::vector<Claim>& claims, std::string_view name);

}  // namespace redshank::intel
