// SPDX-License-Identifier: Apache-2.0
// Only the registrable domain's first label ("parliament" of "a.parliament.example") is compared for
// likeness: whoever registers a domain chooses that one. Short names are like too many others, so that each
// test asks for a length.
#include "detect/look_alike.h"

#include <algorithm>
#include <cstdlib>

#include "detect/words.h"
#include "text/fold.h"
#include "text/idna.h"

namespace redshank::detect {

namespace {

using facts::Severity;

constexpr size_t min_label = 5;       // for one letter off, and for our name with a word added
constexpr size_t min_label_sure = 8;  // one letter off in a long name is no chance
constexpr size_t min_label_two_letters = 10;

std::string_view first_label(std::string_view host) {
    return host.substr(0, host.find('.'));
}

std::string without_hyphens(std::string_view label) {
    std::string out(label);
    std::erase(out, '-');
    return out;
}

bool is_label_edge(std::string_view text, size_t at) {
    return at == 0 || text[at - 1] == '.' || text[at - 1] == '-';
}

// Our whole domain as labels in front of another: "parliament.example.login.test", "parliament-example.test".
bool holds_domain_in_front(std::string_view host, std::string_view domain, char after) {
    for (size_t at = host.find(domain); at != std::string_view::npos; at = host.find(domain, at + 1)) {
        const size_t end = at + domain.size();
        if (is_label_edge(host, at) && end < host.size() && (host[end] == '.' || host[end] == after))
            return true;
    }
    return false;
}

// What is left of a label when our name is taken out of it: "mail" of "parliament-mail".
std::optional<std::string> added_words(std::string_view label, const OwnDomain& own) {
    if (own.label.size() < min_label || label.size() <= own.label.size()) return std::nullopt;
    const size_t at = label.find(own.label);
    if (at == std::string_view::npos) return std::nullopt;
    const size_t end = at + own.label.size();
    return std::string(label.substr(0, at)) + "-" + std::string(label.substr(end));
}

// A whole word set off by hyphens on each side that touches our name.
bool is_set_off(std::string_view label, const OwnDomain& own) {
    const size_t at = label.find(own.label);
    const size_t end = at + own.label.size();
    return (at == 0 || label[at - 1] == '-') && (end == label.size() || label[end] == '-');
}

bool all_sign_in_words(std::string_view words) {
    size_t known = 0;
    while (!words.empty()) {
        const size_t cut = words.find('-');
        const std::string_view word = words.substr(0, cut);
        if (!word.empty() && !is_sign_in_word(word)) return false;
        known += word.empty() ? 0 : 1;
        words.remove_prefix(cut == std::string_view::npos ? words.size() : cut + 1);
    }
    return known > 0;
}

std::optional<LookAlike> by_added_words(std::string_view label, const OwnDomain& own) {
    const std::optional<std::string> words = added_words(label, own);
    if (!words) return std::nullopt;
    if (all_sign_in_words(*words)) return LookAlike{own.domain, "words-added", Severity::high};
    // "parliament-watch" may be anybody's honest name.
    if (is_set_off(label, own)) return LookAlike{own.domain, "words-added", Severity::low};
    return std::nullopt;
}

std::optional<LookAlike> by_spelling(std::string_view label, const OwnDomain& own) {
    const size_t length = own.label.size();
    if (length < min_label) return std::nullopt;
    const int limit = length >= min_label_two_letters ? 2 : 1;
    const auto difference = static_cast<ptrdiff_t>(label.size()) - static_cast<ptrdiff_t>(length);
    if (std::abs(difference) > limit) return std::nullopt;
    const int distance = text::edit_distance(label, own.label, limit);
    if (distance == 1) {
        return LookAlike{own.domain, "one-letter-off",
                         length >= min_label_sure ? Severity::high : Severity::medium};
    }
    if (distance == 2 && limit == 2) return LookAlike{own.domain, "two-letters-off", Severity::medium};
    return std::nullopt;
}

struct Candidate {
    std::string_view host;
    std::string_view site;
    std::string_view label;
    std::string skeleton;
    std::string joined;
};

std::optional<LookAlike> compare(const Candidate& candidate, const OwnDomain& own) {
    if (holds_domain_in_front(candidate.host, own.domain, '-') ||
        holds_domain_in_front(candidate.host, own.dashed, '-')) {
        return LookAlike{own.domain, "our-domain-in-front", Severity::high};
    }
    if (candidate.label == own.label) {
        if (own.label.size() < min_label) return std::nullopt;
        // Another country's parliament has the same name.
        return LookAlike{own.domain, "other-ending", Severity::low};
    }
    if (own.label.size() >= 4 && candidate.skeleton == own.skeleton) {
        return LookAlike{own.domain, "confusable-letters", Severity::high};
    }
    const bool dots_to_hyphens = !own.name.empty() && candidate.label == own.name;
    if (dots_to_hyphens || (own.joined.size() >= min_label && candidate.joined == own.joined)) {
        return LookAlike{own.domain, "hyphen-moved", Severity::high};
    }
    if (const auto added = by_added_words(candidate.label, own)) return added;
    return by_spelling(candidate.label, own);
}

// "counci1.town.example" beside our "council.town.example".
bool looks_the_same(std::string_view host, const OwnDomain& own) {
    const std::string_view label = first_label(own.domain);
    const std::string_view parent = std::string_view(own.domain).substr(label.size());
    if (own.domain == own.site || label.size() < min_label || !host.ends_with(parent)) return false;
    const std::string_view before = host.substr(0, host.size() - parent.size());
    const std::string_view other = before.substr(before.rfind('.') + 1);
    return other != label &&
           text::skeleton(text::domain_to_unicode(other)) == text::skeleton(text::domain_to_unicode(label));
}

}  // namespace

OwnDomain own_domain(std::string_view domain) {
    OwnDomain own;
    own.domain = domain;
    own.site = text::registrable_domain(domain);
    own.label = first_label(own.site);
    own.skeleton = text::skeleton(text::domain_to_unicode(own.label));
    own.joined = without_hyphens(own.label);
    own.dashed = domain;
    std::replace(own.dashed.begin(), own.dashed.end(), '.', '-');
    if (own.domain != own.site) {
        const size_t ending = own.site.size() - own.label.size();
        own.name = own.dashed.substr(0, own.dashed.size() - ending);
    }
    return own;
}

std::optional<LookAlike> look_alike(std::string_view host, std::span<const OwnDomain> own) {
    Candidate candidate;
    candidate.host = host;
    candidate.site = text::registrable_domain(host);
    if (candidate.site.find('.') == std::string_view::npos) return std::nullopt;
    bool is_beside = false;
    for (const OwnDomain& domain : own) {
        if (domain.site != candidate.site) continue;
        if (looks_the_same(host, domain))
            return LookAlike{domain.domain, "confusable-letters", Severity::high};
        is_beside = true;
    }
    if (is_beside) return std::nullopt;
    candidate.label = first_label(candidate.site);
    candidate.skeleton = text::skeleton(text::domain_to_unicode(candidate.label));
    candidate.joined = without_hyphens(candidate.label);
    std::optional<LookAlike> best;
    for (const OwnDomain& domain : own) {
        const std::optional<LookAlike> found = compare(candidate, domain);
        if (found && (!best || found->severity > best->severity)) best = found;
    }
    return best;
}

}  // namespace redshank::detect
