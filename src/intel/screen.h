// SPDX-License-Identifier: Apache-2.0
// Whether a name is like one on a sanctions list. An index by sound finds entries that share a word, give or
// take a letter; those are compared in full, and every part of a score is shown. A name that many bear stays
// below the alarm line whatever it is like; only a matching birth lifts it. It says that names are alike,
// never that people are the same.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intel/list_store.h"

namespace redshank::intel {

/// Scores from here on are alarms, thousandths.
constexpr int default_alarm_line = 870;
/// Scores below this are not told.
constexpr int least_told = 700;

struct ScreenQuery {
    std::string name;
    ListedType type = ListedType::unknown;  // unknown: both persons and entities
    std::optional<Birth> born;
    std::string country;  // ISO 3166-1 alpha-2, "" not known
};

/// What the score is made of, thousandths: words - open - order - form - weak + birth + country, and not
/// above the cap where the name is common.
struct ScoreParts {
    int words = 0, open = 0, order = 0, form = 0;  // text::NameScore
    int weak = 0;                                  // the entry's name is a weak alias
    int birth = 0;                                 // + the same, - another
    int country = 0;                               // + one of its countries, - none of them
    bool capped = false;                           // the name alone is one that many bear
};

struct ScreenHit {
    const ListEntry* entry = nullptr;  // of the Screener
    size_t name = 0;                   // which of its names
    int score = 0;                     // 0 to 1000
    ScoreParts parts;
    bool alarm(int line = default_alarm_line) const { return score >= line; }
};

class Screener {
  public:
    explicit Screener(std::vector<CompiledEntry> entries);
    ~Screener();
    Screener(Screener&&) noexcept;

    /// At most `most` entries, best first; equal scores by list and number. By its name alone an exact one is
    /// above any other.
    /// Threads may ask at once.
    std::vector<ScreenHit> screen(const ScreenQuery& query, size_t most = 10) const;

    size_t entry_count() const;
    size_t name_count() const;

  private:
    struct Index;
    std::unique_ptr<const Index> index_;
};

}  // namespace redshank::intel
