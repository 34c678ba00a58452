// SPDX-License-Identifier: Apache-2.0
// The second half of a hunt: all records and findings → campaigns, targets and the counts of the summary. A
// pure function of what is added, whatever the order.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "campaign/campaign.h"
#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "facts/summary.h"
#include "org/organisation.h"

namespace redshank::engine {

struct Grouped {
    std::vector<facts::Campaign> campaigns;  // by score down, then id
    std::vector<facts::Target> targets;      // by address
    facts::Summary counts;                   // only the fields about the case as a whole
};

class Grouper {
  public:
    explicit Grouper(const org::Organisation& org) : org_(org) {}

    /// A settled message (facts::settle_places) with its findings. Each message once.
    void add(const facts::Message& message, const std::vector<facts::Finding>& findings);
    /// `leave_one_out`: as in campaign::Options.
    Grouped finish(int threads, bool leave_one_out = false);

  private:
    // What targets need of each message.
    struct Delivery {
        std::string id;
        std::string reader;
        std::string reader_name;
        Seconds date = 0;
        bool read = false;
        bool replied = false;
    };
    std::vector<facts::Target> targets(const std::vector<facts::Campaign>& campaigns) const;

    const org::Organisation& org_;
    campaign::Archive archive_;
    facts::Summary counts_;
    std::set<std::string> readers_;
    std::vector<Delivery> deliveries_;
};

}  // namespace redshank::engine
