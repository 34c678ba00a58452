// SPDX-License-Identifier: Apache-2.0
// What the detectors need of one organisation, worked out once: its domains in comparable forms, its people
// by the words of their names.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detect/look_alike.h"
#include "org/organisation.h"

namespace redshank::detect {

class OrgIndex {
  public:
    explicit OrgIndex(const org::Organisation& org);

    const org::Organisation& org() const { return org_; }
    const std::vector<OwnDomain>& domains() const { return domains_; }

    /// Index of the first protected person whose name this display name shows, in any word order, script or
    /// diacritics, with more words around it or initials for the given names; or -1.
    int person_named(std::string_view display_name) const;
    /// The person whose local-part this is at another domain ("amelia.okafor@freemail.example"), letters
    /// alike; or -1.
    int person_with_local_part(std::string_view local) const;

    /// Whether folded text shows the organisation's name as whole words.
    bool shows_our_name(std::string_view folded) const;

    bool is_own_mailer(std::string_view domain) const;
    bool is_simulation(std::string_view domain) const;

  private:
    struct Name {
        int person;
        std::string family;  // must stand in full
        std::vector<std::string> others;
    };
    using NamesByFamily = std::unordered_map<std::string, std::vector<Name>>;

    static void add_name(NamesByFamily& names, int person, std::string_view ordered, std::string_view kept);
    static int find_name(const NamesByFamily& names, std::string_view words);

    const org::Organisation& org_;
    std::vector<OwnDomain> domains_;
    NamesByFamily names_;                               // in Latin letters
    NamesByFamily skeletons_;                           // as they look
    std::unordered_map<std::string, int> local_parts_;  // skeletons
    std::string folded_name_;
};

}  // namespace redshank::detect
