// SPDX-License-Identifier: Apache-2.0
// Three passes: which units are strangers' mail, and their keys; how many senders with a history have one of
// these keys as well, over the whole archive; the pairs that share rare keys.
#include "campaign/strangers.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "campaign/traits.h"

namespace redshank::campaign {

namespace {

constexpr size_t compared_before = 6;
constexpr uint32_t common_from = 3;  // senders with a history that have a key too
constexpr int rare_words = 2;  // positions of the sketch that are equal: two sentences or so of a letter

enum Kind : uint64_t { token = 1, mask, words, opening, form, page, network, name, scheme_of_names, program };

/// Weights in thousandths, as in join.cpp.
constexpr int32_t both_strangers = 300;
constexpr int32_t same_token = 900;
constexpr int32_t same_mask = 900;
constexpr int32_t both_keep_tokens = 700;  // of one form
constexpr int32_t both_keep_any = 600;
constexpr int32_t one_keeps_tokens = 500;
constexpr int32_t same_words = 600;
constexpr int32_t same_words_at_length = 800;
constexpr int32_t same_opening = 700;
constexpr int32_t same_way_of_naming = 600;
constexpr int32_t same_form = 400;
constexpr int32_t same_page = 400;
constexpr int32_t same_network = 400;
constexpr int32_t same_network_of_nobodys = 600;
constexpr int32_t same_name = 600;  // in full
constexpr int32_t same_program = 300;
constexpr int32_t same_program_of_nobodys = 600;
constexpr int32_t aimed_at_same = 200;
constexpr int32_t aimed_alike = 100;

uint64_t key_of(Kind kind, uint64_t value) {
    return hash_combine(kind, value);
}

struct Stranger {
    uint32_t unit = 0;
    std::vector<uint64_t> keys[program + 1];  // by kind, sorted
    std::vector<uint32_t> sites;
    std::vector<uint32_t> token_forms;
    bool keeps_token = false;  // another of them has the same token for the same reader on an unrelated host
    std::string encoding;      // of a token that names its reader
};

class Finder {
  public:
    Finder(const Columns& columns, const History& history, const std::vector<Unit>& units,
           const std::vector<size_t>& mails_of_campaign)
        : columns_(columns), history_(history), units_(units) {
        for (uint32_t unit = 0; unit < units.size(); ++unit) {
            if (mails_of_campaign[unit] <= most_mails_of_strangers && is_strangers(units[unit]))
                strangers_.push_back(keys_of_unit(unit));
        }
    }

    template <typename Join>
    void run(const Join& join) {
        if (strangers_.size() < 2) return;
        find_laden();
        count_common();
        std::map<std::pair<uint64_t, uint64_t>, std::vector<uint32_t>> buckets;
        for (uint32_t i = 0; i < strangers_.size(); ++i) {
            for (uint64_t kind = token; kind <= program; ++kind) {
                for (const uint64_t key : strangers_[i].keys[kind]) {
                    if (!is_common(key)) buckets[{kind, key}].push_back(i);
                }
            }
        }
        // What junk has in common comes without end.
        for (const auto& [key, bucket] : buckets) {
            if (!is_now_and_then(bucket)) users_.at(key.second).count = common_from;
        }
        for (const auto& [key, bucket] : buckets) {
            if (is_common(key.second) || (key.first == program && !is_nobodys(key.second))) continue;
            each_near_pair(bucket, compared_before, [&](Stranger& a, Stranger& b) {
                a.keeps_token = a.keeps_token || keeps_token(a, b);
                b.keeps_token = b.keeps_token || keeps_token(a, b);
                weigh(a, b, links_between(a, b), join);
            });
        }
        run_over_readers(join);
    }

  private:
    bool is_now_and_then(const std::vector<uint32_t>& bucket) const {
        Seconds first = std::numeric_limits<Seconds>::max(), last = 0;
        std::set<uint32_t> readers;
        for (const uint32_t stranger : bucket) {
            for (const uint32_t index : units_[strangers_[stranger].unit].rows) {
                const Row& row = columns_.rows[index];
                first = std::min(first, row.date);
                last = std::max(last, row.date);
                readers.insert(row.reader);
            }
        }
        return campaign::is_now_and_then(bucket.size(), readers.size(), last - first);
    }

    template <typename Visit>
    void each_near_pair(const std::vector<uint32_t>& bucket, size_t reach, const Visit& visit) {
        for (size_t i = 1; i < bucket.size(); ++i) {
            for (size_t before = i; before-- > i - std::min(i, reach);)
                visit(strangers_[bucket[before]], strangers_[bucket[i]]);
        }
    }

    // A token that its reader keeps over hosts that have nothing in common is rare enough to tie what other
    // readers got with tokens of that form.
    template <typename Join>
    void run_over_readers(const Join& join) {
        constexpr size_t compared_over_readers = 24;
        std::map<uint32_t, std::vector<uint32_t>> buckets;
        constexpr uint32_t any_form = 0;  // made from addresses, tokens are as long as these
        for (uint32_t i = 0; i < strangers_.size(); ++i) {
            for (const uint32_t form : strangers_[i].token_forms) buckets[form].push_back(i);
            if (strangers_[i].keeps_token) buckets[any_form].push_back(i);
        }
        for (const auto& [form, bucket] : buckets) {
            const bool one_form = form != any_form;
            if (!one_form && !is_now_and_then(bucket)) continue;
            each_near_pair(bucket, compared_over_readers, [&](Stranger& a, Stranger& b) {
                if ((!a.keeps_token && !b.keeps_token) || reader_of(a) == reader_of(b)) return;
                std::vector<facts::Link> links = links_between(a, b);
                const bool both = a.keeps_token && b.keeps_token;
                links.push_back({one_form ? "tokens of one form, that readers keep over unrelated hosts"
                                          : "tokens that readers keep over unrelated hosts",
                                 !one_form ? both_keep_any
                                 : both    ? both_keep_tokens
                                           : one_keeps_tokens});
                weigh(a, b, std::move(links), join);
            });
        }
    }

    uint32_t reader_of(const Stranger& stranger) const {
        return columns_.rows[units_[stranger.unit].rows.front()].reader;
    }

    bool keeps_token(const Stranger& a, const Stranger& b) const {
        return in_both(a, b, token) > 0 && !shares_site(a, b);
    }

    bool is_strangers(const Unit& unit) const {
        for (const uint32_t index : unit.rows) {
            if (!is_strangers(columns_.rows[index])) return false;
        }
        return std::any_of(unit.series.begin(), unit.series.end(),
                           [&](const Series& series) { return would_tell(unit, series); });
    }

    bool is_strangers(const Row& row) const {
        constexpr uint32_t others = row_flag::mailing_list | row_flag::automatic | row_flag::delivery_report |
                                    row_flag::author_ours | row_flag::simulation | row_flag::inner;
        if ((row.flags & others) != 0 || row.person == 0 || row.unsubscribe_sites[0] != 0) return false;
        return !history_.established(sender_key(row)) && history_.first_contact(row) >= row.date;
    }

    // To a host that nobody answers for: not named in the mail, and used by no sender with a history.
    bool would_tell(const Unit& unit, const Series& series) const {
        if (series.gateway || series.clock) return false;
        return history_.is_nobodys(columns_.rows[unit.rows.front()], series.site) &&
               (series.slot.trigger == facts::Trigger::open || !series.named.empty());
    }

    Stranger keys_of_unit(uint32_t index) const {
        const Unit& unit = units_[index];
        Stranger out;
        out.unit = index;
        const auto add = [&](Kind kind, uint64_t value) {
            if (value != 0) out.keys[kind].push_back(key_of(kind, value));
        };
        for (const Series& series : unit.series) {
            if (!would_tell(unit, series)) continue;
            if (series.token_like && series.token_form != 0 && series.named.empty())
                out.token_forms.push_back(series.token_form);
            out.sites.push_back(series.site);
            add(mask, series.mask);
            if (series.named.empty()) {
                for (const Observation& seen : series.seen) {
                    if (series.token_like)
                        add(token, hash_combine(seen.value, columns_.rows[seen.row].reader));
                }
            } else {
                out.encoding = series.encoding;
                add(scheme_of_names, hash64(series.encoding, static_cast<uint64_t>(series.slot.trigger)));
            }
        }
        for (const uint32_t row : unit.rows)
            add_row(row, [&](Kind kind, uint64_t value) { add(kind, value); });
        std::sort(out.token_forms.begin(), out.token_forms.end());
        out.token_forms.erase(std::unique(out.token_forms.begin(), out.token_forms.end()),
                              out.token_forms.end());
        for (std::vector<uint64_t>& keys : out.keys) {
            std::sort(keys.begin(), keys.end());
            keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        }
        return out;
    }

    static uint64_t program_of(const Row& row) { return hash_combine(row.program, row.header_order); }

    /// The keys that any mail can have.
    template <typename Add>
    void add_row(uint32_t index, const Add& add) const {
        const Row& row = columns_.rows[index];
        for (size_t i = 0; i < row.minhash.size(); ++i) {
            if (row.minhash[i] != 0) add(words, uint64_t{row.minhash[i]} << 8 | i);
        }
        for (const uint32_t words_of_it : row.openings) add(opening, words_of_it);
        for (const UrlRow& use : columns_.urls_of(index)) {
            if (use.trigger != facts::Trigger::open || is_party(row, columns_.url_info[use.url].site))
                continue;
            add(form, hash_combine(url_skeleton(columns_.urls[use.url]), static_cast<uint64_t>(use.kind)));
        }
        add(page, row.structure_hash);
        for (const uint32_t net : row.networks) add(network, net);
        if (columns_.strings[row.from_name].find(' ') != std::string_view::npos) add(name, row.from_name);
        add(program, program_of(row));
    }

    /// How many senders with a history have a key of the strangers' too, of openings, networks and programs
    /// all others; counting ends at common_from.
    struct Users {
        std::array<uint32_t, common_from> senders{};
        uint32_t count = 0;
    };

    void count_common() {
        for (const Stranger& stranger : strangers_) {
            for (const auto& keys : stranger.keys) {
                for (const uint64_t key : keys) users_.try_emplace(key);
            }
        }
        std::vector<bool> is_one(columns_.rows.size());
        for (const Stranger& stranger : strangers_) {
            for (const uint32_t index : units_[stranger.unit].rows) is_one[index] = true;
        }
        for (uint32_t index = 0; index < columns_.rows.size(); ++index) {
            const Row& row = columns_.rows[index];
            const uint32_t sender = sender_key(row);
            const auto add = [&](Kind kind, uint64_t value) {
                const auto at = users_.find(key_of(kind, value));
                if (at != users_.end()) note(at->second, sender);
            };
            if (history_.established(sender)) {
                add_row(index, add);
            } else if (!is_one[index]) {
                for (const uint32_t phrase : row.openings) add(opening, phrase);
                for (const uint32_t net : row.networks) add(network, net);
                add(program, program_of(row));
            }
        }
    }

    static void note(Users& users, uint32_t sender) {
        const auto end = users.senders.begin() + users.count;
        if (users.count == common_from || std::find(users.senders.begin(), end, sender) != end) return;
        users.senders[users.count++] = sender;
    }

    bool is_common(uint64_t key) const { return users_.at(key).count == common_from; }
    // Whom strangers write to all the time gets junk, of which some pairs are alike by chance.
    void find_laden() {
        std::map<uint32_t, std::vector<uint32_t>> by_reader;
        for (uint32_t i = 0; i < strangers_.size(); ++i) by_reader[reader_of(strangers_[i])].push_back(i);
        for (const auto& [reader, strangers] : by_reader) {
            if (!is_now_and_then(strangers)) laden_.insert(reader);
        }
    }

    bool is_nobodys(uint64_t key) const { return users_.at(key).count == 0; }

    /// How many rare keys of that kind both have.
    int in_both(const Stranger& a, const Stranger& b, Kind kind) const {
        std::vector<uint64_t> both;
        std::set_intersection(a.keys[kind].begin(), a.keys[kind].end(), b.keys[kind].begin(),
                              b.keys[kind].end(), std::back_inserter(both));
        return static_cast<int>(
            std::count_if(both.begin(), both.end(), [&](uint64_t key) { return !is_common(key); }));
    }

    template <typename Join>
    void weigh(const Stranger& a, const Stranger& b, std::vector<facts::Link> links, const Join& join) const {
        int32_t sum = 0;
        for (const facts::Link& link : links) sum += link.weight_thousandths;
        const bool both_laden = laden_.contains(reader_of(a)) && laden_.contains(reader_of(b));
        if (sum >= join_threshold * (both_laden ? 2 : 1)) join(a.unit, b.unit, std::move(links));
    }

    std::vector<facts::Link> links_between(const Stranger& a, const Stranger& b) const {
        const Row& row_a = columns_.rows[units_[a.unit].rows.front()];
        const Row& row_b = columns_.rows[units_[b.unit].rows.front()];
        std::vector<facts::Link> links;
        const auto add = [&](std::string text, int32_t weight) {
            links.push_back({std::move(text), weight});
        };
        add("strangers' mail to protected people that tells a host of nobody's", both_strangers);
        if (keeps_token(a, b))
            add("the same token for the same reader on hosts that have nothing else in common", same_token);
        if (in_both(a, b, mask) > 0 && row_a.reader != row_b.reader)
            add("tokens that hide the reader's address under the same mask", same_mask);
        if (const int equal = in_both(a, b, words); equal >= 2 * rare_words) {
            add("the same sentences, that nobody else uses", same_words_at_length);
        } else if (in_both(a, b, opening) > 0) {
            add("the same opening words, that nobody else uses", same_opening);
        } else if (equal >= rare_words) {
            add("the same sentences, that nobody else uses", same_words);
        }
        if (in_both(a, b, scheme_of_names) > 0)
            add("tokens made from the reader's address in the same way (" + a.encoding + ")",
                same_way_of_naming);
        if (in_both(a, b, form) > 0) add("the same form of URLs, that nobody else uses", same_form);
        if (in_both(a, b, page) > 0) add("the same structure of the page", same_page);
        if (const uint32_t net = network_of_both(row_a, row_b); net != 0) {
            const bool alone = is_nobodys(key_of(network, net));
            add("from the same network " + std::string(columns_.strings[net]) +
                    (alone ? ", that nobody else writes from" : ""),
                alone ? same_network_of_nobodys : same_network);
        }
        if (in_both(a, b, name) > 0 && row_a.from_address != row_b.from_address)
            add("the same name at another address, " + std::string(columns_.strings[row_a.from_name]),
                same_name);
        if (in_both(a, b, program) > 0) {
            const bool alone = is_nobodys(key_of(program, program_of(row_a)));
            add(alone ? "a sending program, by its headers, that nobody else here uses"
                      : "a rare sending program by its headers",
                alone ? same_program_of_nobodys : same_program);
        }
        add(row_a.person == row_b.person ? "aimed at the same person" : "aimed at people of one list",
            row_a.person == row_b.person ? aimed_at_same : aimed_alike);
        return links;
    }

    /// The rarest; 0 for none, or for one that is common.
    uint32_t network_of_both(const Row& a, const Row& b) const {
        uint32_t out = 0;
        for (const uint32_t net : a.networks) {
            const bool both =
                net != 0 && std::find(b.networks.begin(), b.networks.end(), net) != b.networks.end();
            if (!both || is_common(key_of(network, net))) continue;
            if (out == 0 || users_.at(key_of(network, net)).count < users_.at(key_of(network, out)).count)
                out = net;
        }
        return out;
    }

    static bool shares_site(const Stranger& a, const Stranger& b) {
        return std::any_of(a.sites.begin(), a.sites.end(), [&](uint32_t site) {
            return std::find(b.sites.begin(), b.sites.end(), site) != b.sites.end();
        });
    }

    const Columns& columns_;
    const History& history_;
    const std::vector<Unit>& units_;
    std::vector<Stranger> strangers_;
    std::unordered_map<uint64_t, Users> users_;
    std::set<uint32_t> laden_;
};

}  // namespace

void each_pair_of_strangers(
    const Columns& columns, const History& history, const std::vector<Unit>& units,
    const std::vector<size_t>& mails_of_campaign,
    const std::function<void(uint32_t a, uint32_t b, std::vector<facts::Link> links)>& join) {
    Finder(columns, history, units, mails_of_campaign).run(join);
}

}  // namespace redshank::campaign
