// SPDX-License-Identifier: Apache-2.0
// Marks in the case, in a table of their own that no hunt touches. A campaign's id names its first message;
// when campaigns merge, or an earlier message comes in, the old id still names a member, and the mark goes to
// the campaign that this member is in now.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/sqlite.h"
#include "facts/campaign.h"
#include "facts/mark.h"

namespace redshank::evidence {

/// Looks into a case that is open (Case::marks); the case must outlive it. In a case of an older Redshank
/// that was opened for reading there is nothing.
class Marks {
  public:
    explicit Marks(const Database& database) : database_(database) {}
    /// Makes the table where it is missing.
    static void create_tables(Database& database);

    /// Replaces every mark that the campaign has now, under whatever id it was set.
    void set(const facts::Campaign& campaign, const facts::Mark& mark);
    /// By id, as they were set.
    std::vector<std::pair<std::string, facts::Mark>> all() const;

    /// Gives each campaign its mark, and puts confirmed ones first and dismissed ones last; the order is kept
    /// otherwise.
    void apply(std::vector<facts::ListedCampaign>& campaigns) const;

  private:
    const Database& database_;
};

/// The campaign that an id names now: its own, or that of the campaign into which it went. Null: none.
const facts::ListedCampaign* find_campaign(const std::vector<facts::ListedCampaign>& campaigns,
                                           std::string_view id);

}  // namespace redshank::evidence
