// SPDX-License-Identifier: Apache-2.0
// Forgetting: of mail that was taken out of the case only the hash of its content stays (design.md,
// Identity), so that a later hunt knows it and does not read it in again as new.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/hash.h"
#include "evidence/sqlite.h"

namespace redshank::evidence {

/// Looks into a case that is open (Case::expiry); the case must outlive it.
class Expiry {
  public:
    explicit Expiry(Database& database) : database_(database) {}
    /// Makes the table where it is missing.
    static void create_tables(Database& database);

    /// Takes out everything that the case holds of a message but its content_id. In a transaction.
    void expire(int64_t row);
    void each_expired(const std::function<void(const Key128& content)>& take) const;
    int64_t count() const;
    /// Gives back what was freed, so that no page of the file holds what was forgotten. Outside of one.
    void compact();

  private:
    Database& database_;
};

}  // namespace redshank::evidence
