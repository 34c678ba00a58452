// SPDX-License-Identifier: Apache-2.0
// The case: everything a hunt knows, in one SQLite file in a folder that only its owner can enter. One writer
// appends (no random-key index while it does), many readers read. All text is JSON records (record.h), those
// of messages packed, with a few columns beside them for looking up. A killed hunt leaves the last committed
// batch, which the next one goes on from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"
#include "evidence/expiry.h"
#include "evidence/intel_store.h"
#include "evidence/marks.h"
#include "evidence/sqlite.h"
#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "facts/summary.h"

namespace redshank::evidence {

/// The first place of a known message: where its record was read.
struct KnownMessage {
    int64_t row = 0;
    Key128 content;
    int64_t generation = 0;
    std::string source;
    uint64_t offset = 0;
    std::string part;
};

/// A source file that a hunt has read to its end.
struct KnownSource {
    std::string absolute;
    uint64_t size = 0;
    int64_t mtime_ns = 0;
    std::string kind;
    uint64_t messages = 0;
    int64_t generation = 0;
};

class Case {
  public:
    /// Makes the folder (0700) and the database where they are missing, migrates an older one, and takes the
    /// writer's lock. Error: another hunt holds it, the folder cannot be written, the database is newer or
    /// damaged.
    static Result<std::unique_ptr<Case>> open_for_writing(const std::filesystem::path& folder);
    /// Error: there is no case, or it is newer or damaged.
    /// A folder that cannot be written is read as it is; `cannot_write` says so where the file system does
    /// not.
    static Result<std::unique_ptr<Case>> open_for_reading(const std::filesystem::path& folder,
                                                          bool cannot_write = false);
    ~Case();

    std::string setting(std::string_view name) const;  // "" where it was never set
    void set_setting(std::string_view name, std::string_view value);

    // --- writing, in transactions ---
    void begin();
    void commit();
    /// Indexes by random keys make appending slow: dropped before many messages come, made again at the end.
    void drop_indexes();
    void make_indexes();

    int64_t begin_hunt(Seconds now);  // its number, from 1

    int64_t add_message(const facts::Message& message, std::string_view record, int64_t hunt,
                        int64_t generation);
    /// The record was read from a place that sorts earlier, or by another generation. Counts as unsettled.
    void replace_message(int64_t row, const facts::Message& message, std::string_view record,
                         int64_t generation);
    /// The record with all places, and findings by this generation's detectors; by whom it was read stays.
    void settle_message(int64_t row, std::string_view record, int64_t generation);
    /// Another place of a message that is there; its row counts as unsettled from now on.
    void add_place(int64_t row, const facts::Place& place, int64_t generation);
    /// Findings of a message, in order; those that were there go out.
    void set_findings(int64_t row, const std::vector<facts::Finding>& findings);
    /// For a new row: nothing was there.
    void add_findings(int64_t row, const std::vector<facts::Finding>& findings);
    void set_body(int64_t row, std::string_view raw);
    void set_source(const std::string& path, const KnownSource& source);
    void clear_problems(const std::string& source);
    void add_problem(const facts::UnreadSource& problem);
    void set_campaigns(const std::vector<facts::ListedCampaign>& campaigns);
    void set_targets(const std::vector<facts::Target>& targets);

    // --- reading ---
    void each_known_message(const std::function<void(const KnownMessage&)>& take) const;
    /// Whether a file of that absolute path, size, time and generation was read to its end, under whatever
    /// name.
    bool has_read(const KnownSource& source) const;
    /// Rows that were read again, gained places, or were settled by another generation.
    std::vector<int64_t> unsettled_rows(int64_t generation) const;
    /// Places other than the first, of this generation only: those of an older one count as not met.
    void each_further_place(int64_t generation,
                            const std::function<void(int64_t row, const facts::Place&)>& take) const;
    /// Of one message: its further places, the newest statement of each first.
    std::vector<facts::Place> further_places(int64_t row) const;

    struct StoredMessage {
        int64_t row = 0;
        int64_t hunt = 0;
        std::string_view record;  // valid during the call
    };
    enum class Order { stored, by_date };  // by_date: (date, content_id)
    /// `take` returns false to stop.
    void each_message(Order order, const std::function<bool(const StoredMessage&)>& take) const;

    /// A message with its findings, to be read on any thread.
    struct PackedMessage {
        int64_t hunt = 0;
        std::string record;                 // to be unpacked (pack.h)
        std::vector<std::string> findings;  // records
    };
    /// In the order stored.
    void each_packed_message(const std::function<bool(PackedMessage&&)>& take) const;

    std::optional<facts::Message> message_by_row(int64_t row) const;  // throws where its record is missing
    std::vector<int64_t> rows_by_id(std::string_view id) const;       // "M…"
    std::vector<int64_t> rows_by_message_id(
        std::string_view id) const;  // "<…>", with or without the brackets
    std::vector<facts::Finding> findings_of(int64_t row) const;
    std::optional<facts::Finding> finding_by_id(std::string_view id) const;  // "F…"
    std::optional<std::string> body(int64_t row) const;
    /// With their marks; confirmed ones first, dismissed ones last, then by score down, then id.
    std::vector<facts::ListedCampaign> campaigns() const;
    std::vector<facts::Target> targets() const;
    std::vector<facts::UnreadSource> problems() const;
    std::vector<std::pair<std::string, KnownSource>> sources() const;
    int64_t message_count() const;
    int64_t last_hunt() const;

    /// What others published, as far as it was imported, and what of the mail it meets.
    IntelStore intel() const { return IntelStore(database_); }
    /// What was forgotten.
    Expiry expiry() { return Expiry(database_); }
    /// What analysts said of campaigns.
    Marks marks() const { return Marks(database_); }

    // --- reading for the pages: by indexes, without the records ---
    /// "2021-01" and how many messages are dated in it, in order.
    std::vector<std::pair<std::string, uint64_t>> messages_by_month() const;
    int64_t undated_count() const;
    /// Rows by date, the newest first, `count` of them from the `offset`-th on.
    std::vector<int64_t> newest_rows(int64_t offset, int64_t count) const;
    /// The row's date; 0 where it has none.
    Seconds date_of(int64_t row) const;
    /// Changes whenever another connection has written.
    int64_t data_version() const;

  private:
    struct Statements;
    Case(const std::filesystem::path& folder, Database::Mode mode, int lock);
    void migrate();
    void set_record(int64_t row, std::string_view record);

    Database database_;
    int lock_;
    std::unique_ptr<Statements> statements_;
};

}  // namespace redshank::evidence
