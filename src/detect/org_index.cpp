// SPDX-License-Identifier: Apache-2.0
// A name is found by its family name (the last word as written, or the one before a comma), then by the
// others, of which an initial is enough. So "Okafor, A." and "Amelia Grace OKAFOR" cost one look-up each,
// however many people there are.
#include "detect/org_index.h"

#include <algorithm>

#include "base/ascii.h"
#include "detect/words.h"
#include "facts/message.h"
#include "text/fold.h"

namespace redshank::detect {

namespace {

constexpr size_t max_name_bytes = 200;  // a longer display name is a sentence
constexpr size_t max_words_in_name = 10;
constexpr size_t min_local_part = 6;

bool is_one_of(std::string_view domain, const std::vector<std::string>& list) {
    return !domain.empty() && std::any_of(list.begin(), list.end(), [&](const std::string& own) {
        return is_or_is_under(domain, own);
    });
}

bool has(const std::vector<std::string_view>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool needs_skeleton(std::string_view name) {
    return std::any_of(name.begin(), name.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80 || is_digit(c); });
}

}  // namespace

OrgIndex::OrgIndex(const org::Organisation& org) : org_(org), folded_name_(text::fold(org.name)) {
    for (const std::string& domain : org.domains) domains_.push_back(own_domain(domain));
    for (size_t i = 0; i < org.people.size(); ++i) {
        const auto person = static_cast<int>(i);
        const std::string& name = org.people[i].name;
        add_name(names_, person, text::to_latin(name), text::name_key(name));
        const std::string looks = text::skeleton(name);
        add_name(skeletons_, person, looks, looks);
        for (const std::string& address : org.people[i].addresses) {
            const std::string_view local = std::string_view(address).substr(0, address.find('@'));
            if (address.find('@') == std::string::npos || local.size() < min_local_part) continue;
            local_parts_.emplace(text::skeleton(local), person);
        }
    }
}

// `ordered`: the name as written; `kept`: the words of it that count (no titles).
void OrgIndex::add_name(NamesByFamily& names, int person, std::string_view ordered, std::string_view kept) {
    const std::string_view before_comma = ordered.substr(0, ordered.find(','));
    std::vector<std::string_view> words = words_of(kept);
    std::vector<std::string_view> written = words_of(before_comma);
    std::erase_if(written, [&](std::string_view word) { return !has(words, word); });
    if (words.empty() || written.empty()) return;
    Name name{person, std::string(written.back()), {}};
    words.erase(std::find(words.begin(), words.end(), written.back()));
    name.others.assign(words.begin(), words.end());
    names[name.family].push_back(std::move(name));
}

int OrgIndex::find_name(const NamesByFamily& names, std::string_view text) {
    const std::vector<std::string_view> words = words_of(text);
    if (words.size() > max_words_in_name) return -1;
    const auto stands = [&](const std::string& other) {
        return has(words, other) || (!other.empty() && has(words, std::string_view(other).substr(0, 1)));
    };
    for (const std::string_view word : words) {
        const auto found = names.find(std::string(word));
        if (found == names.end()) continue;
        for (const Name& name : found->second) {
            if (name.others.empty() && words.size() > 1) continue;  // a name of one word stands alone
            if (std::all_of(name.others.begin(), name.others.end(), stands)) return name.person;
        }
    }
    return -1;
}

int OrgIndex::person_named(std::string_view display_name) const {
    if (names_.empty() || display_name.empty() || display_name.size() > max_name_bytes) return -1;
    const int person = find_name(names_, text::name_key(display_name));
    if (person >= 0 || !needs_skeleton(display_name)) return person;
    return find_name(skeletons_, text::skeleton(display_name));
}

int OrgIndex::person_with_local_part(std::string_view local) const {
    if (local_parts_.empty() || local.size() < min_local_part || local.size() > max_name_bytes) return -1;
    const auto found = local_parts_.find(text::skeleton(local));
    return found == local_parts_.end() ? -1 : found->second;
}

bool OrgIndex::shows_our_name(std::string_view folded) const {
    if (folded_name_.empty()) return false;
    const std::vector<std::string_view> ours = words_of(folded_name_);
    const std::vector<std::string_view> words = words_of(folded);
    return !ours.empty() && std::search(words.begin(), words.end(), ours.begin(), ours.end()) != words.end();
}

bool OrgIndex::is_own_mailer(std::string_view domain) const {
    return is_one_of(domain, org_.own_mailers);
}
bool OrgIndex::is_simulation(std::string_view domain) const {
    return is_one_of(domain, org_.simulations);
}

}  // namespace redshank::detect
