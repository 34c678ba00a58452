// SPDX-License-Identifier: Apache-2.0
// The date is looked for from the left: the first word from which on all words belong to one date. What is
// before it is the sender, blanks included.
#include "source/from_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <vector>

#include "base/ascii.h"

namespace redshank::source {

namespace {

using namespace std::string_view_literals;
using Words = std::span<const std::string_view>;

/// More words than any From_ line has: prose.
constexpr size_t max_words = 32;

constexpr std::array weekdays = {"sun"sv, "mon"sv, "tue"sv, "wed"sv, "thu"sv, "fri"sv, "sat"sv};
constexpr std::array months = {"jan"sv, "feb"sv, "mar"sv, "apr"sv, "may"sv, "jun"sv,
                               "jul"sv, "aug"sv, "sep"sv, "oct"sv, "nov"sv, "dec"sv};

/// Place in `names`, from 1; 0 where it is none of them.
int place_in(const auto& names, std::string_view word) {
    for (size_t i = 0; i < names.size(); ++i) {
        if (iequals(word, names[i])) return static_cast<int>(i) + 1;
    }
    return 0;
}

bool is_weekday(std::string_view word) {
    if (word.ends_with(',')) word.remove_suffix(1);
    return place_in(weekdays, word) != 0;
}

/// All of `word` as a number; -1 where it is none.
int number(std::string_view word) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size() && is_digit(word.front()) ? value : -1;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (words.size() <= max_words) {
        const size_t start = text.find_first_not_of(" \t\r");
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        const size_t end = std::min(text.find_first_of(" \t\r"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

/// hh:mm or hh:mm:ss.
bool read_time(std::string_view word, CivilTime& time) {
    std::array<int, 3> parts = {0, 0, 0};
    size_t count = 0;
    for (bool last = false; !last && count < parts.size(); ++count) {
        const size_t colon = word.find(':');
        last = colon == std::string_view::npos;
        const std::string_view part = word.substr(0, colon);
        if (part.empty() || part.size() > 2 || (parts[count] = number(part)) < 0) return false;
        word.remove_prefix(last ? word.size() : colon + 1);
    }
    if (count < 2 || !word.empty() || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) return false;
    time.hour = parts[0];
    time.minute = parts[1];
    time.second = parts[2];
    return true;
}

/// "+0200" and its kin as seconds east; a name such as CEST or (PDT) is a zone too, and says nothing certain:
/// 0.
std::optional<Seconds> read_zone(std::string_view word) {
    if (word.size() == 5 && (word[0] == '+' || word[0] == '-') && number(word.substr(1)) >= 0) {
        const int value = number(word.substr(1));
        const Seconds east = (value / 100) * 3600 + (value % 100) * 60;
        return word[0] == '-' ? -east : east;
    }
    if (word.starts_with('(') && word.ends_with(')')) return 0;
    const bool upper = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return upper && word.size() <= 5 ? std::optional<Seconds>(0) : std::nullopt;
}

/// The date that all of `words` make up.
class DateReader {
  public:
    bool read(Words words) {
        if (!words.empty() && is_weekday(words.front())) {
            weekday_ = true;
            words = words.subspan(1);
        }
        for (const std::string_view word : words) {
            if (complete() && word == "remote") break;
            if (!take(word)) return false;
        }
        return complete() && time_.day <= days_in_month(time_.year, time_.month);
    }
    bool weekday() const { return weekday_; }
    Seconds seconds() const { return to_seconds(time_) - east_; }

  private:
    bool complete() const { return month_ && day_ && clock_ && year_; }

    bool take(std::string_view word) {
        if (const int month = place_in(months, word); month != 0 && !month_) {
            time_.month = month;
            return month_ = true;
        }
        if (is_digit(word.front())) return take_digits(word);
        const auto zone = clock_ ? read_zone(word) : std::nullopt;
        if (zone && *zone != 0) east_ = *zone;
        return zone.has_value();
    }

    bool take_digits(std::string_view word) {
        if (!clock_ && word.find(':') != std::string_view::npos) return clock_ = read_time(word, time_);
        const int value = number(word);
        if (!day_ && word.size() <= 2 && value >= 1 && value <= 31) {
            time_.day = value;
            return day_ = true;
        }
        if (year_ || !month_ || !day_) return false;
        if (word.size() == 4 && value >= 1969 && value <= 2200) {
            time_.year = value;
            return year_ = true;
        }
        if (word.size() == 2 && clock_) {  // before 2000, two digits were common
            time_.year = value >= 69 ? 1900 + value : 2000 + value;
            return year_ = true;
        }
        return false;
    }

    CivilTime time_;
    Seconds east_ = 0;
    bool weekday_ = false;
    bool month_ = false;
    bool day_ = false;
    bool clock_ = false;
    bool year_ = false;
};

/// Pipermail writes "a at b"; Thunderbird knows no sender and writes "-".
std::string sender_of(std::string_view text) {
    text = trim(text);
    if (text == "-") return {};
    const size_t at = text.find(" at ");
    if (at == std::string_view::npos) return std::string(text);
    return std::string(text.substr(0, at)) + "@" + std::string(text.substr(at + 4));
}

}  // namespace

FromLine parse_from_line(std::string_view line) {
    FromLine result;
    const std::string_view text = line.substr(5);
    const std::vector<std::string_view> words = words_of(text);
    if (words.empty() || words.size() > max_words) return result;
    for (size_t i = 0; i < words.size(); ++i) {
        DateReader date;
        if (!date.read(Words(words).subspan(i))) continue;
        result.dated = true;
        result.weekday = date.weekday();
        result.date = date.seconds();
        result.sender = sender_of(text.substr(0, static_cast<size_t>(words[i].data() - text.data())));
        return result;
    }
    result.sender = sender_of(words.front());
    return result;
}

}  // namespace redshank::source
