// SPDX-License-Identifier: Apache-2.0
// Dates as mail programs write them: RFC 5322 3.3 and 4.3, asctime, ISO 8601, in any order of words. Words
// are told by their form (a time has colons, a month has a name); what is left over decides nothing.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/byte_set.h"
#include "mime/fields.h"
#include "mime/lexer.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr int unset = -1;
// A mail is no older than mail, and a date far in the future is a trick to stand on top of the list, or
// damage.
constexpr int first_year = 1900;
constexpr int last_year = 2199;

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

struct Zone {
    std::string_view name;
    int minutes;
};
// RFC 5322 4.3, and those that mail of Europe and Asia uses besides.
constexpr Zone zones[] = {{"gmt", 0},    {"ut", 0},     {"utc", 0},    {"z", 0},      {"est", -300},
                          {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360},
                          {"pst", -480}, {"pdt", -420}, {"wet", 0},    {"bst", 60},   {"cet", 60},
                          {"met", 60},   {"cest", 120}, {"mest", 120}, {"eet", 120},  {"eest", 180},
                          {"msk", 180},  {"jst", 540},  {"kst", 540}};

int number_of(std::string_view digits) {
    if (digits.empty() || digits.size() > 6 || !std::all_of(digits.begin(), digits.end(), is_digit))
        return unset;
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

int month_of(std::string_view word) {
    if (word.size() < 3 || word.size() > 9) return unset;
    for (size_t i = 0; i < months.size(); ++i) {
        if (istarts_with(word, months[i])) return static_cast<int>(i) + 1;
    }
    return unset;
}

bool is_day_name(std::string_view word) {
    return word.size() >= 3 &&
           std::any_of(days.begin(), days.end(), [&](auto day) { return istarts_with(word, day); });
}

class DateReader {
  public:
    void word(std::string_view word);
    std::optional<DateTime> result();

  private:
    bool time(std::string_view word);
    bool iso_date(std::string_view word);
    bool zone(std::string_view word);
    bool offset(std::string_view word);
    bool dashed(std::string_view word);
    void number(std::string_view word);
    void year(int value, size_t digits);
    void set_zone(int minutes, std::string_view written, bool exact);

    CivilTime civil_{0, 0, 0, 0, 0, 0};
    bool has_year_ = false;
    bool has_time_ = false;
    bool has_zone_ = false;
    bool has_seconds_ = false;
    bool absurd_ = false;
    int zone_minutes_ = 0;
    DateTime out_;
};

void DateReader::set_zone(int minutes, std::string_view written, bool exact) {
    // "GMT +0800", "UTC+2": the offset counts.
    if (!has_zone_ || zone_minutes_ == 0) zone_minutes_ = minutes;
    out_.zone += written;
    has_zone_ = true;
    out_.exact = out_.exact && exact;
}

// "+0800", "+08:00", "-8", "0800" without a sign is a year.
bool DateReader::offset(std::string_view word) {
    if (word.size() < 2 || (word[0] != '+' && word[0] != '-')) return false;
    std::string digits;
    for (const char c : word.substr(1)) {
        if (c != ':') digits.push_back(c);
    }
    const int value = number_of(digits);
    if (value == unset || digits.size() > 4) return false;
    const int hours = digits.size() > 2 ? value / 100 : value;
    const int minutes = digits.size() > 2 ? value % 100 : 0;
    const bool real = hours <= 14 && minutes < 60;
    const int total = real ? hours * 60 + minutes : 0;
    set_zone(word[0] == '-' ? -total : total, word, real);
    return true;
}

bool DateReader::zone(std::string_view word) {
    if (!has_time_ || has_zone_) return false;
    const size_t sign = word.find_first_of("+-");
    const std::string_view name = word.substr(0, sign);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_alpha)) return false;
    const auto known =
        std::find_if(std::begin(zones), std::end(zones), [&](auto z) { return iequals(z.name, name); });
    // RFC 5322 4.3: military and unknown zones mean nothing that one can rely on.
    set_zone(known != std::end(zones) ? known->minutes : 0, name, known != std::end(zones));
    if (sign != npos) offset(word.substr(sign));
    return true;
}

void DateReader::year(int value, size_t digits) {
    // RFC 5322 4.3.
    if (digits <= 2) value += value < 50 ? 2000 : 1900;
    if (digits == 3) value += 1900;
    out_.exact = out_.exact && digits > 3;
    civil_.year = value;
    has_year_ = true;
}

// "08:00", "08:00:00", "08:00:00.123", "8:00:00PM", "08:00:00+0800", "08.00.00" stays no time.
bool DateReader::time(std::string_view word) {
    const size_t first = word.find(':');
    if (first == npos || first == 0 || has_time_) return false;
    const size_t hours_end = word.find_first_not_of("0123456789");
    if (hours_end != first) return false;
    const size_t minutes_end = std::min(word.find_first_not_of("0123456789", first + 1), word.size());
    civil_.hour = number_of(word.substr(0, first));
    civil_.minute = number_of(word.substr(first + 1, minutes_end - first - 1));
    size_t at = minutes_end;
    if (at < word.size() && word[at] == ':') {
        const size_t end = std::min(word.find_first_not_of("0123456789", at + 1), word.size());
        civil_.second = number_of(word.substr(at + 1, end - at - 1));
        has_seconds_ = true;
        at = end;
        if (at < word.size() && word[at] == '.')
            at = std::min(word.find_first_not_of("0123456789", at + 1), word.size());
    }
    has_time_ = true;
    absurd_ = absurd_ || civil_.hour == unset || civil_.minute == unset || civil_.second == unset;
    if (at < word.size()) this->word(word.substr(at));
    return true;
}

// "2021-01-23" alone or with "T08:00:00Z" behind it.
bool DateReader::iso_date(std::string_view word) {
    if (word.size() < 10 || word[4] != '-' || word[7] != '-' || has_year_) return false;
    const int years = number_of(word.substr(0, 4));
    const int month = number_of(word.substr(5, 2));
    const int day = number_of(word.substr(8, 2));
    if (years == unset || month == unset || day == unset) return false;
    year(years, 4);
    civil_.month = month;
    civil_.day = day;
    if (word.size() > 11) this->word(word.substr(11));
    return true;
}

// "23-Jan-2021".
bool DateReader::dashed(std::string_view word) {
    const size_t first = word.find('-');
    const size_t second = first == npos ? npos : word.find('-', first + 1);
    if (second == npos || civil_.month != 0 || month_of(word.substr(first + 1, second - first - 1)) == unset)
        return false;
    number(word.substr(0, first));
    civil_.month = month_of(word.substr(first + 1, second - first - 1));
    number(word.substr(second + 1));
    return true;
}

void DateReader::number(std::string_view word) {
    const int value = number_of(word);
    if (value == unset) return;
    if (civil_.day == 0 && word.size() <= 2) {
        civil_.day = value;
    } else if (!has_year_) {
        year(value, word.size());
    }
}

void DateReader::word(std::string_view word) {
    if (time(word) || iso_date(word) || dashed(word)) return;
    if (is_digit(word[0])) return number(word);
    if ((iequals(word, "am") || iequals(word, "pm")) && has_time_ && civil_.hour <= 12) {
        civil_.hour = civil_.hour % 12 + (to_lower(word[0]) == 'p' ? 12 : 0);
        return;
    }
    if (has_time_ && offset(word)) return;
    if (civil_.month == 0 && month_of(word) != unset) {
        civil_.month = month_of(word);
    } else if (!is_day_name(word)) {
        zone(word);
    }
}

std::optional<DateTime> DateReader::result() {
    const bool in_range = !absurd_ && has_year_ && civil_.year >= first_year && civil_.year <= last_year &&
                          civil_.month >= 1 && civil_.month <= 12 && civil_.day >= 1 &&
                          civil_.day <= days_in_month(civil_.year, civil_.month) && civil_.hour <= 23 &&
                          civil_.minute <= 59 && civil_.second <= 60;
    if (!in_range) return {};
    out_.seconds = to_seconds(civil_) - int64_t{zone_minutes_} * 60;
    out_.exact = out_.exact && has_time_ && has_seconds_ && has_zone_;
    return out_;
}

}  // namespace

std::optional<DateTime> parse_date(std::string_view body, AnomalyList& anomalies) {
    // No date needs more; the rest of a long body is not looked at.
    constexpr size_t max_words = 32;
    constexpr ByteSet between_words(" \t\r\n,;");
    const std::string text = without_comments(body);
    DateReader reader;
    size_t at = 0;
    for (size_t words = 0; words < max_words; ++words) {
        while (at < text.size() && between_words.has(text[at])) ++at;
        if (at == text.size()) break;
        const size_t end = between_words.find_in(text, at);
        reader.word(std::string_view(text).substr(at, end - at));
        at = end;
    }
    std::optional<DateTime> out = reader.result();
    if (!out && !trim(body).empty()) anomalies.add(AnomalyKind::malformed_date, 0, trim(body));
    return out;
}

}  // namespace redshank::mime
