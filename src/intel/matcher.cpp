// SPDX-License-Identifier: Apache-2.0
#include "intel/matcher.h"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/idna.h"

namespace redshank::intel {

namespace {

constexpr size_t max_unmatched_told = 20;

uint64_t key_at(std::string_view keys, size_t at) {
    uint64_t key = 0;
    for (size_t i = 0; i < 8; ++i) key |= uint64_t{static_cast<uint8_t>(keys[at + i])} << (8 * i);
    return key;
}

// "com", "co.uk", "github.io": the domain above whatever people register there.
bool is_public_suffix(std::string_view domain) {
    const std::string below = "x." + std::string(domain);
    return text::registrable_domain(below).size() == below.size();
}

bool meets(const Observable& indicator, const Observed& seen) {
    switch (indicator.type) {
        case ObservableType::domain:
            return seen.type == ObservableType::domain && is_or_is_under(seen.value, indicator.value);
        case ObservableType::url:
            // Without a query of its own it is the page, whatever it is asked.
            return seen.type == ObservableType::url &&
                   (seen.value == indicator.value ||
                    (indicator.value.find('?') == std::string::npos &&
                     seen.value.substr(0, seen.value.find('?')) == indicator.value));
        case ObservableType::ip_range:
            return seen.type == ObservableType::ip && range_holds(indicator.value, seen.value);
        default:
            return seen.type == indicator.type && seen.value == indicator.value;
    }
}

}  // namespace

void KeySet::build(const std::vector<uint64_t>& keys) {
    size_t slots = 16;
    while (slots < keys.size() * 2) slots *= 2;
    slots_.assign(slots, 0);
    mask_ = slots - 1;
    size_ = 0;
    for (const uint64_t key : keys) {
        if (key == 0) has_zero_ = true;
        uint64_t at = key & mask_;
        while (slots_[at] != 0 && slots_[at] != key) at = (at + 1) & mask_;
        size_ += slots_[at] == 0;
        slots_[at] = key;
    }
}

bool KeySet::holds(uint64_t key) const {
    if (slots_.empty()) return false;
    if (key == 0) return has_zero_;
    for (uint64_t at = key & mask_; slots_[at] != 0; at = (at + 1) & mask_) {
        if (slots_[at] == key) return true;
    }
    return false;
}

Matcher::Matcher(std::vector<Knowledge> all, const Limits& limits) {
    std::unordered_set<uint64_t> known;
    for (Knowledge& one : all) {
        for (Warninglist& list : one.warninglists) warninglists_.push_back(std::move(list));
        for (Indicator& indicator : one.indicators) {
            // One statement once, however often its publisher repeats it.
            uint64_t key = hash64(indicator.text);
            for (const std::string* part : {&indicator.source, &indicator.published_for, &indicator.date})
                key = hash_combine(key, hash64(*part));
            if (known.insert(key).second) add(std::move(indicator), limits);
        }
    }
    std::sort(by_key_.begin(), by_key_.end());
    std::vector<uint64_t> keys;
    keys.reserve(by_key_.size());
    for (const auto& [key, number] : by_key_) keys.push_back(key);
    keys_.build(keys);
}

void Matcher::add(Indicator&& indicator, const Limits& limits) {
    const auto number = static_cast<uint32_t>(indicators_.size());
    const ObservableType type = indicator.observable.type;
    if (indicator.pattern == nullptr && indicator.observable.value.empty())
        return leave_out(indicator, "the pattern is not STIX, or could not be read");
    if (indicator.pattern == nullptr && (type == ObservableType::sha1 || type == ObservableType::md5))
        return leave_out(indicator, "of attachments the case keeps SHA-256 only");
    if (indicator.pattern == nullptr && type == ObservableType::domain &&
        is_public_suffix(indicator.observable.value))
        return leave_out(indicator, "it is a public suffix: what is below it belongs to many");
    if (indicator.pattern == nullptr && type == ObservableType::ip_range &&
        range_keys(indicator.observable.value).empty())
        return leave_out(indicator, "the range is too wide to say anything");
    indicators_.push_back(std::move(indicator));
    pattern_of_.push_back(-1);
    if (indicators_.back().pattern == nullptr) return add_simple(number);
    if (add_pattern(number, limits)) return;
    indicators_.pop_back();
    pattern_of_.pop_back();
}

void Matcher::add_simple(uint32_t number) {
    const Observable& what = indicators_[number].observable;
    if (what.type == ObservableType::ip_range) {
        for (const uint64_t key : range_keys(what.value)) by_key_.emplace_back(key, number);
        return;
    }
    by_key_.emplace_back(key_of(what.type, what.value), number);
}

bool Matcher::add_pattern(uint32_t number, const Limits& limits) {
    PatternMatcher matcher(indicators_[number].pattern, limits);
    if (!matcher.unmatched().empty()) {
        leave_out(indicators_[number], matcher.unmatched());
        return false;
    }
    pattern_of_[number] = static_cast<int32_t>(patterns_.size());
    if (matcher.keys()) {
        for (const uint64_t key : *matcher.keys()) by_key_.emplace_back(key, number);
    } else {
        looked_at_always_.push_back(number);
    }
    patterns_.push_back(std::move(matcher));
    return true;
}

void Matcher::leave_out(const Indicator& indicator, const std::string& why) {
    ++unmatched_count_;
    if (unmatched_.size() >= max_unmatched_told && unmatched_.count(why) == 0) return;
    Unmatched& unmatched = unmatched_[why];
    if (++unmatched.count == 1) unmatched.example = indicator.text.substr(0, 200);
}

bool Matcher::may_meet(std::string_view keys) const {
    if (!looked_at_always_.empty()) return true;
    for (size_t at = 0; at + 8 <= keys.size(); at += 8) {
        if (keys_.holds(key_at(keys, at))) return true;
    }
    return false;
}

std::vector<Hit> Matcher::match(const facts::Message& message) const {
    std::vector<Hit> hits;
    std::unordered_set<uint32_t> met, candidates(looked_at_always_.begin(), looked_at_always_.end());
    const auto try_key = [&](uint64_t key, const Observed& seen) {
        if (!keys_.holds(key)) return;
        for (auto at = std::lower_bound(by_key_.begin(), by_key_.end(), std::pair{key, uint32_t{0}});
             at != by_key_.end() && at->first == key; ++at) {
            const uint32_t number = at->second;
            if (pattern_of_[number] >= 0) {
                candidates.insert(number);
            } else if (meets(indicators_[number].observable, seen) && met.insert(number).second) {
                hits.push_back({number, 0, seen.role, seen.index, std::string(seen.value.substr(0, 1000))});
            }
        }
    };
    each_observed(message, [&](const Observed& seen) {
        if (seen.type == ObservableType::domain) {
            return each_domain_of(seen.value, [&](std::string_view domain) {
                try_key(key_of(ObservableType::domain, domain), seen);
            });
        }
        try_key(key_of(seen.type, seen.value), seen);
        if (seen.type == ObservableType::ip) try_key(block_key(seen.value), seen);
        if (const size_t query = seen.value.find('?');
            seen.type == ObservableType::url && query != std::string_view::npos)
            try_key(key_of(ObservableType::url, seen.value.substr(0, query)), seen);
    });
    for (const uint32_t number : candidates) {
        const PatternMatcher& pattern = patterns_[static_cast<size_t>(pattern_of_[number])];
        for (PatternMatcher::Seen& seen : pattern.look(message)) {
            hits.push_back({number, seen.leaf, seen.role, seen.index, std::move(seen.value)});
            if (joins(number) == nullptr) break;
        }
    }
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::tie(a.indicator, a.leaf) < std::tie(b.indicator, b.leaf);
    });
    return hits;
}

const PatternMatcher* Matcher::joins(uint32_t indicator) const {
    const int32_t number = pattern_of_[indicator];
    if (number < 0 || indicators_[indicator].pattern->is_one_leaf()) return nullptr;
    return &patterns_[static_cast<size_t>(number)];
}

std::vector<Against> Matcher::against(const std::vector<uint32_t>& wanted,
                                      const WhyShared& why_shared) const {
    std::vector<Against> out(wanted.size());
    // Domains and addresses → the indicators asked about; the lists are gone through once.
    std::unordered_map<std::string, std::vector<size_t>> exact, above;
    std::vector<size_t> addresses;
    const auto add = [](Against& to, const std::string& words, bool is_hub) {
        if (to.words.find(words) == std::string::npos) to.words += (to.words.empty() ? "" : "; ") + words;
        to.is_hub = to.is_hub || is_hub;
    };
    for (size_t i = 0; i < wanted.size(); ++i) {
        const Indicator& indicator = indicators_[wanted[i]];
        if (!indicator.against.empty()) add(out[i], indicator.against, false);
        const Observable& what = indicator.observable;
        if (indicator.pattern != nullptr) continue;
        if (what.type == ObservableType::domain) {
            exact[what.value].push_back(i);
            each_domain_of(what.value, [&](std::string_view domain) {
                if (domain.size() != what.value.size()) above[std::string(domain)].push_back(i);
            });
            if (const std::string why = why_shared(what.value); !why.empty()) add(out[i], why, true);
        } else if (what.type == ObservableType::ip) {
            exact[what.value].push_back(i);
            addresses.push_back(i);
        }
    }
    for (const Warninglist& list : warninglists_) {
        for (const auto* entries : {&list.domains, &list.hosts}) {
            for (const std::string& entry : *entries) {
                if (const auto found = exact.find(entry); found != exact.end()) {
                    for (const size_t i : found->second) add(out[i], list.words, list.is_hub);
                }
                if (entries == &list.hosts) continue;
                if (const auto found = above.find(entry); found != above.end()) {
                    for (const size_t i : found->second)
                        add(out[i], "the domain above it " + list.words, false);
                }
            }
        }
        for (const std::string& range : list.ranges) {
            for (const size_t i : addresses) {
                if (range_holds(range, indicators_[wanted[i]].observable.value))
                    add(out[i], list.words, list.is_hub);
            }
        }
    }
    return out;
}

}  // namespace redshank::intel
