// SPDX-License-Identifier: Apache-2.0
// Whether a host was chosen to be taken for one of ours: confusable letters (UTS 39), a slip of the keyboard,
// our name with a word added, our whole domain in front of another one, our name with another ending.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "facts/finding.h"

namespace redshank::detect {

/// One domain of ours in the forms that are compared.
struct OwnDomain {
    std::string domain;    // "mail.parliament.example"
    std::string site;      // "parliament.example"
    std::string label;     // "parliament"
    std::string skeleton;  // of `label`
    std::string joined;    // `label` without hyphens
    std::string dashed;    // "parliament-example"
    std::string name;      // "mail-parliament": all but the site's ending; "" for a site itself
};
OwnDomain own_domain(std::string_view domain);

struct LookAlike {
    std::string_view own;  // the domain that it looks like; a view into OwnDomain
    std::string_view how;  // "confusable-letters", "one-letter-off" …
    facts::Severity severity = facts::Severity::low;
};

/// `host` must not be ours. Beside a domain of ours that is below its site ("council.town.example") only what
/// looks the same counts ("counci1.town.example"): whoever gave us the name gave others theirs. The strongest
/// likeness, or nothing.
std::optional<LookAlike> look_alike(std::string_view host, std::span<const OwnDomain> own);

}  // namespace redshank::detect
