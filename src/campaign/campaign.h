// SPDX-License-Identifier: Apache-2.0
// Copies, slots, proof, campaigns and classes (design.md, Copies and proof): a pure function from all
// messages' facts and findings to campaigns. Same archive, same campaigns, whatever the order of adding.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"

namespace redshank::campaign {

/// All messages as compact columns: what grouping needs of each, strings shared. Filled by one thread.
class Archive {
  public:
    Archive();
    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

    /// Messages with a content_id that is there already are ignored.
    struct Standing {
        bool reader_protected = false;
        bool reader_ours = false;  // at a domain of ours
        bool author_ours = false;  // domain of ours, or own_mailers
        bool author_freemail = false;
        bool simulation = false;  // the organisation's own exercise
        uint32_t person = 0;      // number of the protected person who is the reader, from 1; 0 nobody
    };
    void add(const facts::Message& message, const std::vector<facts::Finding>& findings,
             const Standing& standing);
    size_t size() const;
    /// Bytes kept, for the figures.
    size_t memory_bytes() const;

    struct Columns;
    const Columns& columns() const { return *columns_; }

  private:
    std::unique_ptr<Columns> columns_;
};

/// One row of the table of reasons: what it says, its weight and the ground for it.
struct ReasonRule {
    std::string_view name;
    int32_t weight_thousandths;
    std::string_view text;
    std::string_view ground;
};
std::vector<ReasonRule> reason_table();

struct Options {
    int threads = 1;  // the outcome does not depend on it
    /// For leave-one-out tables: would_change tells of every reason, whether it changes the class or not, and
    /// what is no campaign is listed where it would be an alarm without one of its reasons.
    bool leave_one_out = false;
    /// The organisation's own (org.toml): what they write into links is not the sender's doing.
    std::vector<std::string> link_gateways;
};

/// What grouping leaves out, for the summary.
struct Grouping {
    std::vector<facts::Campaign> campaigns;  // sorted by score down, then id
    uint64_t single_copies = 0;              // messages that have no copy
    uint64_t unknown_readers = 0;            // messages whose reader is not known
};

Grouping group(const Archive& archive, const Options& options);

}  // namespace redshank::campaign
