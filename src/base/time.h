// SPDX-License-Identifier: Apache-2.0
// Seconds since 1970 UTC as a plain number, and RFC 3339. The proleptic Gregorian calendar; no clock, no zone
// data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redshank {

using Seconds = int64_t;

struct CivilTime {
    int year = 1970;  // 0 to 9999
    int month = 1;    // 1 to 12
    int day = 1;      // 1 to 31
    int hour = 0;
    int minute = 0;
    int second = 0;  // 0 to 60
};

/// Days from 1970-01-01 to that day; any year.
int64_t days_from_civil(int year, int month, int day);
Seconds to_seconds(const CivilTime& time);
CivilTime to_civil(Seconds seconds);
int days_in_month(int year, int month);

/// "2021-01-23T08:00:00Z" (RFC 3339 5.6). Years outside 0 to 9999 are clamped.
std::string rfc3339(Seconds seconds);
/// "2021-01-23".
std::string date_only(Seconds seconds);
/// Reads RFC 3339 with any offset, or a date alone (its midnight UTC).
std::optional<Seconds> parse_rfc3339(std::string_view text);

}  // namespace redshank
