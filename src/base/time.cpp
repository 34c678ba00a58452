// SPDX-License-Identifier: Apache-2.0
// Days and dates after the 400-year cycle of the Gregorian calendar (146,097 days), counted from 1 March so
// that the leap day is the last of its year.
#include "base/time.h"

#include <algorithm>
#include <cstdio>

namespace redshank {

int64_t days_from_civil(int year, int month, int day) {
    const int64_t y = month <= 2 ? int64_t{year} - 1 : year;
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t year_of_era = y - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Seconds to_seconds(const CivilTime& time) {
    return days_from_civil(time.year, time.month, time.day) * 86400 + time.hour * 3600 + time.minute * 60 +
           time.second;
}

CivilTime to_civil(Seconds seconds) {
    int64_t days = seconds / 86400;
    int64_t rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    days += 719468;
    const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const int64_t day_of_era = days - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t shifted_month = (5 * day_of_year + 2) / 153;
    CivilTime out;
    out.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    out.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    out.year = static_cast<int>(year_of_era + era * 400 + (out.month <= 2 ? 1 : 0));
    out.hour = static_cast<int>(rest / 3600);
    out.minute = static_cast<int>(rest / 60 % 60);
    out.second = static_cast<int>(rest % 60);
    return out;
}

int days_in_month(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[std::clamp(month, 1, 12) - 1];
}

std::string rfc3339(Seconds seconds) {
    constexpr Seconds first = -62167219200;  // 0000-01-01
    constexpr Seconds last = 253402300799;   // 9999-12-31T23:59:59
    const CivilTime t = to_civil(std::clamp(seconds, first, last));
    char out[32];
    std::snprintf(out, sizeof out, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.year, t.month, t.day, t.hour, t.minute,
                  t.second);
    return out;
}

std::string date_only(Seconds seconds) {
    return rfc3339(seconds).substr(0, 10);
}

std::optional<Seconds> parse_rfc3339(std::string_view text) {
    const auto number = [&](size_t at, size_t digits) {
        int value = 0;
        if (at + digits > text.size()) return -1;
        for (size_t i = at; i < at + digits; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const auto is = [&](size_t at, std::string_view set) {
        return at < text.size() && set.find(text[at]) != std::string_view::npos;
    };
    CivilTime t;
    t.year = number(0, 4);
    t.month = number(5, 2);
    t.day = number(8, 2);
    if (t.year < 0 || t.month < 1 || t.month > 12 || t.day < 1 || t.day > days_in_month(t.year, t.month))
        return {};
    if (!is(4, "-") || !is(7, "-")) return {};
    if (text.size() == 10) return to_seconds(t);

    t.hour = number(11, 2);
    t.minute = number(14, 2);
    t.second = number(17, 2);
    if (!is(10, "Tt ") || !is(13, ":") || !is(16, ":")) return {};
    if (t.hour < 0 || t.hour > 23 || t.minute < 0 || t.minute > 59 || t.second < 0 || t.second > 60)
        return {};
    size_t at = 19;
    if (is(at, ".")) {
        ++at;
        while (is(at, "0123456789")) ++at;
    }
    if (is(at, "Zz") && at + 1 == text.size()) return to_seconds(t);
    if (!is(at, "+-") || !is(at + 3, ":") || at + 6 != text.size()) return {};
    const int hours = number(at + 1, 2);
    const int minutes = number(at + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return {};
    const int offset = (hours * 60 + minutes) * 60;
    return to_seconds(t) - (text[at] == '-' ? -offset : offset);
}

}  // namespace redshank
