// SPDX-License-Identifier: Apache-2.0
// Units that share a key (sender, tracking host, reply address, subject) stand in one bucket by time, and
// each is compared with a few before it, so that the work stays linear however common a key is.
#include "campaign/join.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "campaign/copies.h"
#include "campaign/proof.h"
#include "campaign/strangers.h"
#include "campaign/traits.h"
#include "campaign/union_find.h"

namespace redshank::campaign {

namespace {

constexpr Seconds longest_gap = 45 * day;
constexpr Seconds longest_gap_of_plainly_same = 400 * day;  // a list, a yearly letter
constexpr Seconds longest_gap_at_nobodys_host = 4000 * day;
constexpr uint32_t most_units_at_nobodys = 40;
constexpr size_t compared_before = 4;
constexpr size_t max_features = 8;
constexpr size_t max_tokens = 64;
constexpr uint32_t common_from = 20;  // senders with a history that share a host before it counts less

// Weights in thousandths. Any one is below the threshold.
constexpr int32_t same_sender = 500;
constexpr int32_t same_tracking_host = 450;
constexpr int32_t same_nobodys_host = 850;  // so that any other trait decides
constexpr int32_t same_url_scheme = 200;
constexpr int32_t same_program = 150;
constexpr int32_t same_reply_address = 400;
constexpr int32_t same_subject = 250;
constexpr int32_t near_same_text = 500;
constexpr int32_t same_way_out = 500;     // with the same sender
constexpr int32_t same_false_name = 850;  // so that any trait of the program, address or subject decides
constexpr int32_t like_address = 200;
constexpr int32_t same_fortnight = 150;
constexpr Seconds fortnight = 14 * day;
constexpr int32_t same_reader_token = 900;
constexpr int32_t same_mask = 900;
constexpr int32_t same_list = 1000;  // the exception: posts that hold nothing worth hiding among others
constexpr int similar_from = 500;

/// What a unit can have in common with another; each list sorted.
struct Features {
    Seconds first = 0;
    Seconds last = 0;
    std::vector<uint32_t> senders;
    std::vector<uint32_t> sites;
    std::vector<uint32_t> nobodys_sites;  // that would be told on opening and that nobody here answers for
    std::vector<uint32_t> told_sites;     // all that would learn which reader it is
    std::vector<uint64_t> nobodys_forms;  // of their URLs
    std::vector<uint64_t> schemes;
    std::vector<uint64_t> tokens;  // hashes of (reader, value), the smallest ones, sorted
    std::vector<uint64_t> masks;   // that its tokens hide their readers' addresses under
    std::vector<uint32_t> replies;
    std::vector<uint32_t> ways_out;
    std::vector<uint32_t> poses_as;
    uint32_t list = 0;         // of plain posts only
    bool established = false;  // its first sender (history.h)
    bool made_up = false;      // a sender at a free-mail provider or at a look-alike of a domain of ours
    uint32_t subject = 0;
    uint32_t program = 0;
    uint64_t header_order = 0;
};

bool holds(const std::vector<uint32_t>& sorted, uint32_t value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
}

template <typename T>
void keep(std::vector<T>& list, T value) {
    if (value == 0 || list.size() == max_features) return;
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

// Nothing in them loads for its reader alone, and nobody is deceived: only then may the name of a list, which
// anybody can write, put them among its other posts.
bool is_plain_post(const Columns& columns, const Unit& unit) {
    const uint32_t list = columns.rows[unit.rows.front()].list;
    for (const uint32_t index : unit.rows) {
        if (list == 0 || columns.rows[index].list != list) return false;
        for (const FindingRow& finding : columns.findings_of(index)) {
            if (finding.severity >= facts::Severity::medium) return false;
        }
    }
    return std::all_of(unit.series.begin(), unit.series.end(), [](const Series& series) {
        return series.gateway || series.slot.trigger != facts::Trigger::open;
    });
}

// A token that names its reader is the same wherever somebody hashes addresses, and says nothing of one hand.
void add_tokens(const Columns& columns, const Series& series, std::vector<uint64_t>& tokens) {
    if (!series.token_like || series.clock || !series.named.empty()) return;
    for (const Observation& seen : series.seen) {
        const uint32_t reader = columns.rows[seen.row].reader;
        if (reader != 0) tokens.push_back(hash_combine(seen.value, reader));
    }
}

bool looks_alike(const Columns& columns, uint32_t row) {
    const std::span<const FindingRow> findings = columns.findings_of(row);
    return std::any_of(findings.begin(), findings.end(), [&](const FindingRow& finding) {
        return columns.strings[finding.rule] == "identity/look-alike-domain";
    });
}

bool tells_readers_apart(const Columns& columns, const Series& series) {
    if (!series.named.empty()) return true;
    std::vector<Copy> copies;
    for (const Observation& seen : series.seen) {
        const Row& row = columns.rows[seen.row];
        copies.push_back({0, row.reader, row.message_id, seen.value});
    }
    return readers_told_apart(copies) >= 2;
}

/// Sites that would learn which reader it is.
std::vector<uint32_t> told_sites(const Columns& columns, const Unit& unit) {
    std::vector<uint32_t> out;
    for (const Series& series : unit.series) {
        if (!series.gateway && tells_readers_apart(columns, series)) out.push_back(series.site);
    }
    std::sort(out.begin(), out.end());
    return out;
}

Features features_of(const Columns& columns, const History& history, const Unit& unit) {
    Features out;
    const Row& first = columns.rows[unit.rows.front()];
    out.first = first.date;
    out.told_sites = told_sites(columns, unit);
    out.established = history.established(sender_key(first));
    out.last = columns.rows[unit.rows.back()].date;
    out.subject = first.subject;
    out.program = first.program;
    out.header_order = first.header_order;
    for (const uint32_t index : unit.rows) {
        const Row& row = columns.rows[index];
        keep(out.senders, identity_of(columns, row));
        out.made_up =
            out.made_up || (row.flags & row_flag::author_freemail) != 0 || looks_alike(columns, index);
        if (row.reply_address != row.from_address) keep(out.replies, row.reply_address);
        keep(out.poses_as, row.poses_as);
        for (const uint32_t site : row.unsubscribe_sites) keep(out.ways_out, site);
        for (const UrlRow& use : columns.urls_of(index)) {
            const uint32_t site = columns.url_info[use.url].site;
            if (use.trigger != facts::Trigger::open || !history.is_nobodys(row, site)) continue;
            // What all copies load alike is a picture; of a single mail nobody can tell.
            if (unit.rows.size() > 1 && !holds(out.told_sites, site)) continue;
            keep(out.nobodys_sites, site);
            keep(out.nobodys_forms,
                 hash_combine(url_skeleton(columns.urls[use.url]), static_cast<uint64_t>(use.kind)));
        }
    }
    if (is_plain_post(columns, unit)) out.list = first.list;
    for (const Series& series : unit.series) {
        if (series.gateway) continue;
        keep(out.sites, series.site);
        keep(out.schemes, series.scheme);
        // Single mails are left to strangers.h, which knows more ties between them.
        if (unit.rows.size() > most_mails_of_strangers) keep(out.masks, series.mask);
        add_tokens(columns, series, out.tokens);
    }
    std::sort(out.tokens.begin(), out.tokens.end());
    out.tokens.erase(std::unique(out.tokens.begin(), out.tokens.end()), out.tokens.end());
    if (out.tokens.size() > max_tokens) out.tokens.resize(max_tokens);
    return out;
}

/// "a.okafor" and "a.okafor.office3": one begins with the other.
bool like_addresses(std::string_view a, std::string_view b) {
    constexpr size_t enough = 6;
    a = a.substr(0, a.rfind('@'));
    b = b.substr(0, b.rfind('@'));
    return std::min(a.size(), b.size()) >= enough && (a.starts_with(b) || b.starts_with(a));
}

/// The first that both have, or 0.
template <typename T>
T in_both(const std::vector<T>& a, const std::vector<T>& b) {
    for (const T value : a) {
        if (std::find(b.begin(), b.end(), value) != b.end()) return value;
    }
    return 0;
}

class Joiner {
  public:
    Joiner(const Columns& columns, const History& history, const std::vector<Unit>& units)
        : columns_(columns), history_(history), units_(units), groups_(units.size()) {
        for (const Unit& unit : units) {
            features_.push_back(features_of(columns, history, unit));
            for (const uint32_t site : features_.back().nobodys_sites) ++units_at_[site];
        }
    }

    std::vector<Joined> run() {
        // Kinds of keys one after the other.
        for (uint64_t kind = 1; kind <= 8; ++kind) {
            std::map<uint64_t, std::vector<uint32_t>> buckets;
            for (uint32_t unit = 0; unit < units_.size(); ++unit) {
                for (const uint64_t key : keys(kind, features_[unit])) buckets[key].push_back(unit);
            }
            for (const auto& [key, bucket] : buckets) compare(bucket);
        }
        each_pair_of_strangers(
            columns_, history_, units_, mails_of_campaigns(),
            [&](uint32_t a, uint32_t b, std::vector<facts::Link> links) { join(a, b, std::move(links)); });
        return collect();
    }

  private:
    static std::vector<uint64_t> keys(uint64_t kind, const Features& f) {
        const auto all = [](const auto& ids) { return std::vector<uint64_t>(ids.begin(), ids.end()); };
        if (kind == 1) return all(f.senders);
        if (kind == 2) {
            std::vector<uint64_t> sites = all(f.sites);
            for (const uint32_t site : f.nobodys_sites) keep(sites, uint64_t{site});
            return sites;
        }
        if (kind == 3) return all(f.replies);
        if (kind == 4) return all(f.poses_as);
        if (kind == 7) return f.tokens;
        if (kind == 8) return f.masks;
        const uint32_t key = kind == 5 ? f.list : f.subject;
        return key == 0 ? std::vector<uint64_t>{} : std::vector<uint64_t>{key};
    }

    void compare(const std::vector<uint32_t>& bucket) {
        for (size_t i = 1; i < bucket.size(); ++i) {
            for (size_t before = i; before-- > i - std::min(i, compared_before);)
                weigh(bucket[before], bucket[i]);
        }
    }

    void weigh(uint32_t a, uint32_t b) {
        const Seconds gap = features_[b].first - features_[a].last;
        if (gap > longest_gap_between(features_[a], features_[b])) return;
        std::vector<facts::Link> links = links_between(a, b);
        int32_t sum = 0;
        for (const facts::Link& link : links) sum += link.weight_thousandths;
        if (sum >= join_threshold) join(a, b, std::move(links));
    }

    void join(uint32_t a, uint32_t b, std::vector<facts::Link> links) {
        groups_.join(a, b);
        for (facts::Link& link : links) found_.emplace_back(a, std::move(link));
    }

    // A host that no sender with a history uses is not rented to others next year.
    Seconds longest_gap_between(const Features& a, const Features& b) const {
        if (plainly_same(a, b)) return longest_gap_of_plainly_same;
        if (in_both(a.tokens, b.tokens) != 0 || in_both(a.masks, b.masks) != 0)
            return longest_gap_at_nobodys_host;
        return in_both(a.nobodys_sites, b.nobodys_sites) != 0 ? longest_gap_at_nobodys_host : longest_gap;
    }

    // One sender with one way out or one tracking host, or one list: time does not make them less so.
    static bool plainly_same(const Features& a, const Features& b) {
        if (a.list != 0 && a.list == b.list) return true;
        return in_both(a.senders, b.senders) != 0 &&
               (in_both(a.ways_out, b.ways_out) != 0 || in_both(a.sites, b.sites) != 0);
    }

    std::vector<facts::Link> links_between(uint32_t index_a, uint32_t index_b) const {
        const Features& a = features_[index_a];
        const Features& b = features_[index_b];
        std::vector<facts::Link> links;
        const auto add = [&](std::string what, int32_t weight) {
            links.push_back({std::move(what), weight});
        };
        const uint32_t sender = in_both(a.senders, b.senders);
        if (sender != 0) add("same sender " + text(sender), same_sender);
        add_names(a, b, add);
        if (a.list != 0 && a.list == b.list) add("same mailing list " + text(a.list), same_list);
        // One sender through one host is no coincidence however many others use that host; else its users
        // divide it.
        const uint32_t site = in_both(a.sites, b.sites);
        const uint32_t users = sender != 0 ? 1 : std::max(1u, history_.established_at(site));
        const auto discounted = [&](int32_t weight) {
            return users <= common_from ? weight
                                        : static_cast<int32_t>(weight * int64_t{common_from} / users);
        };
        const uint32_t nobodys = same_host_of_nobodys(index_a, index_b);
        if (nobodys != 0) {
            add("would tell the same host, that nobody here answers for, " + text(nobodys),
                same_nobodys_host);
        } else if (site != 0) {
            add("same tracking host " + text(site), discounted(same_tracking_host));
        }
        // Customers of one mass-mail service can have one number for a reader.
        if (site == 0 && in_both(a.tokens, b.tokens) != 0 && !a.established && !b.established)
            add("the same token for the same reader on another host", same_reader_token);
        if (site == 0 && in_both(a.masks, b.masks) != 0 && !a.established && !b.established)
            add("tokens that hide the reader's address under the same mask", same_mask);
        // Of an account that was taken over, what loads from elsewhere stays apart.
        const uint32_t way_out = in_both(a.ways_out, b.ways_out);
        const bool loads_elsewhere = site == 0 && !a.sites.empty() && !b.sites.empty();
        if (way_out != 0 && sender != 0 && !loads_elsewhere)
            add("same way out " + text(way_out), same_way_out);
        if (in_both(a.schemes, b.schemes) != 0 ||
            (nobodys != 0 && in_both(a.nobodys_forms, b.nobodys_forms) != 0))
            add("same form of tracking URLs", discounted(same_url_scheme));
        // 0: not known, of a message that was rebuilt.
        if (a.header_order != 0 && a.program == b.program && a.header_order == b.header_order) {
            add("same sending program by its headers", discounted(same_program));
        }
        const uint32_t reply = in_both(a.replies, b.replies);
        if (reply != 0) add("same reply address " + text(reply), same_reply_address);
        if (a.subject != 0 && a.subject == b.subject) add("same subject", same_subject);
        const Row& row_a = columns_.rows[units_[index_a].rows.front()];
        const Row& row_b = columns_.rows[units_[index_b].rows.front()];
        if (text_similarity(row_a, row_b) >= similar_from) add("near-same text", near_same_text);
        return links;
    }

    // Customers of a new mass-mail service have a way out in their mail; what very many load from is a store
    // of pictures.
    uint32_t same_host_of_nobodys(uint32_t index_a, uint32_t index_b) const {
        const Features& a = features_[index_a];
        const Features& b = features_[index_b];
        const uint32_t site = in_both(a.nobodys_sites, b.nobodys_sites);
        if (site == 0 || !a.ways_out.empty() || !b.ways_out.empty()) return 0;
        if (units_at_.at(site) > most_units_at_nobodys) return 0;
        return holds(a.told_sites, site) || holds(b.told_sites, site) ? site : 0;
    }

    std::string text(uint32_t id) const { return std::string(columns_.strings[id]); }

    template <typename Add>
    void add_names(const Features& a, const Features& b, const Add& add) const {
        // A namesake who has written for years is not the one who poses.
        const uint32_t person = in_both(a.poses_as, b.poses_as);
        if (person == 0 || a.established != b.established) return;
        add("in the name of the same person, " + text(person), same_false_name);
        // A namesake writes from his firm.
        const bool soon = a.first - b.last <= fortnight && b.first - a.last <= fortnight;
        if (soon && a.made_up && b.made_up) add("within two weeks of one another", same_fortnight);
        if (a.senders.empty() || b.senders.empty()) return;
        if (like_addresses(columns_.strings[a.senders.front()], columns_.strings[b.senders.front()]))
            add("addresses made alike", like_address);
    }

    std::vector<size_t> mails_of_campaigns() {
        std::vector<size_t> of_root(units_.size()), out(units_.size());
        for (uint32_t unit = 0; unit < units_.size(); ++unit)
            of_root[groups_.find(unit)] += units_[unit].rows.size();
        for (uint32_t unit = 0; unit < units_.size(); ++unit) out[unit] = of_root[groups_.find(unit)];
        return out;
    }

    std::vector<Joined> collect() {
        std::vector<Joined> out;
        std::vector<uint32_t> index(units_.size());
        for (uint32_t unit = 0; unit < units_.size(); ++unit) {
            const uint32_t root = groups_.find(unit);
            if (root == unit) {
                index[unit] = static_cast<uint32_t>(out.size());
                out.emplace_back();
            }
            out[index[root]].units.push_back(unit);
        }
        std::map<std::pair<uint32_t, std::string>, int32_t> strongest;
        for (const auto& [unit, link] : found_) {
            int32_t& weight = strongest[{index[groups_.find(unit)], link.text}];
            weight = std::max(weight, link.weight_thousandths);
        }
        for (const auto& [key, weight] : strongest) out[key.first].links.push_back({key.second, weight});
        for (Joined& joined : out) {
            std::stable_sort(joined.links.begin(), joined.links.end(), [](const auto& a, const auto& b) {
                return a.weight_thousandths > b.weight_thousandths;
            });
        }
        return out;
    }

    const Columns& columns_;
    const History& history_;
    const std::vector<Unit>& units_;
    UnionFind groups_;
    std::vector<Features> features_;
    std::unordered_map<uint32_t, uint32_t> units_at_;  // nobody's host, units that would tell it
    std::vector<std::pair<uint32_t, facts::Link>> found_;
};

}  // namespace

std::vector<Joined> join_units(const Columns& columns, const History& history,
                               const std::vector<Unit>& units) {
    return Joiner(columns, history, units).run();
}

}  // namespace redshank::campaign
