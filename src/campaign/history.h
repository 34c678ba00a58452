// SPDX-License-Identifier: Apache-2.0
// What the whole archive knows of senders and readers: since when, how evenly, who answered whom, how common
// a host is.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "campaign/columns.h"

namespace redshank::campaign {

constexpr Seconds day = 86400;
/// First contact says something only where the archive of that reader goes back so far.
constexpr Seconds archive_needed = 180 * day;

/// Whether so many mails to so many readers came one by one over that time, less than one a month each.
/// A handful always did.
inline bool is_now_and_then(size_t mails, size_t readers, Seconds spanned) {
    constexpr size_t handful = 6;
    return mails <= handful ||
           static_cast<Seconds>(mails) * 30 * day <= static_cast<Seconds>(readers) * spanned;
}

/// Who stands behind a From: its registrable domain, or the address itself at a free-mail provider.
inline uint32_t sender_key(const Row& row) {
    return (row.flags & row_flag::author_freemail) != 0 ? row.from_address | 1u << 31 : row.from_site;
}

/// The sender's address, or its domain where the address is made for each mail ("reply+4f3a@…").
uint32_t identity_of(const Columns& columns, const Row& row);

class History {
  public:
    /// `order`: rows by date.
    History(const Columns& columns, std::span<const uint32_t> order);

    /// The first message to that reader; 0 for none.
    Seconds reader_since(uint32_t reader) const;
    /// When this sender first wrote to that reader; the row itself counts.
    Seconds first_contact(const Row& row) const;
    /// Whether the reader of `row` wrote to its author before anything came from that sender.
    bool reader_wrote_first(const Row& row) const;
    /// At least six months with mail, spread over half a year or more, in at least half of the months
    /// between.
    bool long_and_even(uint32_t sender) const;
    /// Distinct senders whose mail uses a URL of that registrable domain.
    uint32_t senders_at(uint32_t site) const;
    /// The first mail that uses one; 0 for none.
    Seconds site_since(uint32_t site) const;
    /// Those of them that are established: who uses a mass-mail service, and not the ten
    /// accounts that a wave was sent from.
    uint32_t established_at(uint32_t site) const;
    /// A host that the mail does not name and that no sender with a history uses: nobody here answers for it.
    bool is_nobodys(const Row& row, uint32_t site) const {
        return site != 0 && site != row.return_site && !is_party(row, site) && established_at(site) == 0;
    }
    /// Whether the sender wrote in four months and more, over a third of a year.
    bool established(uint32_t sender) const;
    /// Whether the address has written in three names or more.
    bool in_many_names(uint32_t address) const;
    /// All mail from that address, in order.
    std::span<const uint32_t> mail_from(uint32_t address) const;

  private:
    struct Activity {
        Seconds first = 0;
        Seconds last = 0;
        uint32_t months = 0;
        int64_t last_month = -1;
    };
    static uint64_t pair_key(uint32_t a, uint32_t b) { return uint64_t{a} << 32 | b; }
    void add(const Columns& columns, uint32_t row);

    // Looked up only, never listed.
    std::unordered_map<uint32_t, Seconds> reader_since_;
    std::unordered_map<uint64_t, Seconds> contact_;
    std::unordered_map<uint64_t, Seconds> wrote_;
    std::unordered_map<uint32_t, Activity> activity_;
    std::unordered_set<uint64_t> site_sender_;
    std::unordered_map<uint32_t, uint32_t> senders_at_;
    std::unordered_map<uint32_t, uint32_t> established_at_;
    std::unordered_map<uint32_t, Seconds> site_since_;
    std::unordered_map<uint32_t, std::vector<uint32_t>> mail_from_;
    std::unordered_map<uint32_t, std::array<uint32_t, 3>> names_of_;  // the first ones of each address
};

}  // namespace redshank::campaign
