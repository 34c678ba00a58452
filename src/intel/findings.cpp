// SPDX-License-Identifier: Apache-2.0
// A match in words. It says what was published, by whom and when, how that lies to the mail's own date, and
// what speaks against it; never who is behind the mail.
#include <array>

#include "base/safe_text.h"
#include "intel/matcher.h"

namespace redshank::intel {

namespace {

using facts::Severity;

constexpr Seconds day = 86'400;
constexpr Seconds much = 365 * day;  // domains are registered by the year

// clang-format off
constexpr facts::Rule all[] = {
    {"intel/address", Severity::high,
     "An address that somebody published as an indicator is sender, reply address or recipient.",
     "Addresses nobody published; whether the publisher is right.", ""},
    {"intel/domain", Severity::high,
     "A domain that somebody published is the sender's, signs, handed the mail over, or is loaded from or linked to, as itself or above.",
     "What the domain was at the mail's time, where the indicator does not say it.", ""},
    {"intel/file", Severity::high,
     "An attachment has a SHA-256 that somebody published.",
     "Files of which only MD5 or SHA-1 were published, and members of archives.", ""},
    {"intel/ip", Severity::medium,
     "An IP address that somebody published handed the mail over or stands in a URL.",
     "Addresses change hands within days, and home routers are abused without their owners.", ""},
    {"intel/pattern", Severity::high,
     "The mail, or several together, meet a STIX pattern of more than one comparison.",
     "Parts of patterns that mail cannot answer.", ""},
    {"intel/url", Severity::high,
     "A URL that somebody published is loaded or linked to.",
     "Other pages of the same site.", ""},
};
// clang-format on

const facts::Rule& rule_of(const Indicator& indicator) {
    if (indicator.pattern != nullptr) return all[4];
    switch (indicator.observable.type) {
        case ObservableType::address:
            return all[0];
        case ObservableType::domain:
            return all[1];
        case ObservableType::ip:
        case ObservableType::ip_range:
            return all[3];
        case ObservableType::url:
            return all[5];
        default:
            return all[2];
    }
}

std::string days(Seconds seconds) {
    const int64_t count = (seconds + day - 1) / day;
    return std::to_string(count) + (count == 1 ? " day" : " days");
}

struct Age {
    std::string words;
    int steps = 0;  // how many severities less
};

Age age_of(Seconds mail, const Indicator& indicator) {
    if (mail == 0) return {"the mail has no date", 1};
    if (indicator.valid_until != 0 && mail > indicator.valid_until) {
        const Seconds after = mail - indicator.valid_until;
        return {"the mail is " + days(after) + " newer than the indicator's validity, which ended on " +
                    date_only(indicator.valid_until) + "; it may have changed hands",
                after > much ? 2 : 1};
    }
    if (indicator.valid_from != 0 && mail < indicator.valid_from) {
        const Seconds before = indicator.valid_from - mail;
        return {"the mail is " + days(before) + " older than the indicator's validity, which begins on " +
                    date_only(indicator.valid_from),
                before > much ? 1 : 0};
    }
    if (indicator.valid_from != 0) return {"the mail lies in the indicator's validity", 0};
    const auto published = parse_rfc3339(indicator.date);
    if (!published) return {"the indicator has no date", 1};
    if (mail > *published + 2 * much)
        return {"the mail is " + days(mail - *published) +
                    " newer than the publication; it may have changed hands",
                1};
    return {mail > *published ? "the mail is " + days(mail - *published) + " newer than the publication"
                              : "the mail is " + days(*published - mail) + " older than the publication",
            0};
}

Severity lowered(Severity severity, int steps) {
    return static_cast<Severity>(
        std::max(static_cast<int>(Severity::low), static_cast<int>(severity) - steps));
}

std::string day_of(Seconds time) {
    return time == 0 ? "" : date_only(time);
}

// As it is compared, for it may have been published in a form that nobody can open by accident.
std::string name_of(const Indicator& indicator) {
    return indicator.pattern == nullptr ? indicator.observable.value : indicator.text.substr(0, 500);
}

std::string title_of(const Indicator& indicator) {
    std::string title = "Matches an indicator published by " + indicator.source;
    if (!indicator.date.empty()) title += " on " + indicator.date.substr(0, 10);
    if (!indicator.published_for.empty()) title += " for " + indicator.published_for;
    return title;
}

}  // namespace

std::span<const facts::Rule> rules() {
    return all;
}

facts::Finding finding_of(const facts::Message& message, const Indicator& indicator, const Hit& hit,
                          const Against& against) {
    const facts::Rule& rule = rule_of(indicator);
    const Age age = age_of(message.date, indicator);
    facts::Finding finding;
    finding.message = message.id;
    finding.rule = rule.name;
    const int doubts = age.steps + (against.words.empty() ? 0 : 1);
    finding.severity = against.is_hub ? Severity::info : lowered(rule.severity, doubts);
    finding.title = title_of(indicator);
    if (against.is_hub) finding.title += ", which so many use that it says nothing by itself";
    if (!message.inner_of.empty()) finding.title += " (in a message attached to another)";
    finding.evidence.push_back(evidence_of(message, hit.role, hit.index, hit.value));
    const bool is_url =
        (hit.role == Role::url || hit.role == Role::target) && hit.index < message.urls.size();
    finding.facts = {{"against", against.words},
                     {"age", age.words},
                     {"date", indicator.date},
                     {"id", indicator.id},
                     {"indicator", name_of(indicator)},
                     {"note", indicator.note},
                     {"published_for", indicator.published_for},
                     {"seen", hit.value},
                     {"seen_in", role_words(message, hit.role, hit.index)},
                     {"source", indicator.source},
                     {"tlp", indicator.tlp},
                     {"url", is_url ? message.urls[hit.index].url : ""},
                     {"valid_from", day_of(indicator.valid_from)},
                     {"valid_until", day_of(indicator.valid_until)}};
    std::erase_if(finding.facts, [](const auto& fact) { return fact.second.empty(); });
    finding.id = facts::finding_id(finding);
    return finding;
}

facts::IntelMatch campaign_match(const Indicator& indicator, const Against& against) {
    facts::IntelMatch match;
    match.indicator = name_of(indicator);
    match.published_for = indicator.published_for;
    match.source = indicator.source;
    match.date = indicator.date.empty() ? day_of(indicator.valid_from) : indicator.date;
    match.against = against.words;
    return match;
}

}  // namespace redshank::intel
