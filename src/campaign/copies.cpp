// SPDX-License-Identifier: Apache-2.0
// Three steps. (1) Equal keys: masked text with the set of URL skeletons. What has hardly any text (under 20
// words) also needs the structure and the places of its URLs, or subject and sender: short and empty texts
// are alike by chance. (2) Near-same texts: the MinHash in 8 bands of 4 (Leskovec, Rajaraman, Ullman: Mining
// of Massive Datasets, 3.4), which finds a similarity of 0.8 with 98 %; inside a bucket every text is
// compared with at most a few leaders, never with all, so that a million mails with one footer stay linear.
// (3) Union only where the groups' first messages are alike too, so that a chain of small changes cannot join
// what differs.
#include "campaign/copies.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "base/hash.h"
#include "campaign/union_find.h"

namespace redshank::campaign {

namespace {

constexpr uint32_t enough_words = 20;
constexpr size_t bands = 8;
constexpr size_t band_size = facts::sketch_size / bands;
constexpr size_t max_local_leaders = 4;
constexpr size_t max_leaders = 8;
constexpr int near_same = 900;              // thousandths: copies whatever their URLs
constexpr int near_same_with_shapes = 800;  // copies when their URLs agree
constexpr int drift_allowed = 100;          // between the first messages of two groups
constexpr int shapes_agree = 500;           // Jaccard index of the sets of skeletons

/// Messages that are equal in step 1, by their first row.
struct Variant {
    uint32_t row = 0;
    uint64_t shape = 0;
};

/// The sorted set of skeletons of a message's URLs; `with_sites` adds the hosts.
void skeletons(const Columns& columns, std::span<const UrlTraits> traits, uint32_t row, bool with_sites,
               std::vector<uint32_t>& out) {
    out.clear();
    for (const UrlRow& use : columns.urls_of(row)) {
        const UrlTraits& t = traits[written_url(use, traits)];
        const uint32_t skeleton = with_sites ? t.place : t.scheme;
        out.push_back(static_cast<uint32_t>(hash_combine(skeleton, static_cast<uint8_t>(use.kind))));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

uint64_t set_hash(const std::vector<uint32_t>& set) {
    return set.empty() ? 0
                       : hash64({reinterpret_cast<const char*>(set.data()), set.size() * sizeof(uint32_t)});
}

class Grouper {
  public:
    Grouper(const Columns& columns, std::span<const UrlTraits> traits, std::span<const uint32_t> order)
        : columns_(columns), traits_(traits), order_(order), groups_(order.size()) {}

    std::vector<std::vector<uint32_t>> run() {
        join_equal();
        for (size_t band = 0; band < bands; ++band) join_band(band);
        return collect();
    }

  private:
    using Keyed = std::pair<uint64_t, uint32_t>;  // key, position in the order

    const Row& at(uint32_t position) const { return columns_.rows[order_[position]]; }

    // Two keys at most, so that a short text can be found by either.
    void add_keys(uint32_t position, std::vector<Keyed>& keys) {
        const Row& row = at(position);
        skeletons(columns_, traits_, order_[position], false, scratch_);
        const uint64_t shape = set_hash(scratch_);
        shapes_.push_back(shape);
        if (row.words >= enough_words && row.masked_hash != 0) {
            keys.emplace_back(hash_combine(hash_combine(row.masked_hash, shape), 1), position);
            return;
        }
        const bool has_urls = shape != 0;
        if (row.structure_hash != 0 && has_urls) {
            skeletons(columns_, traits_, order_[position], true, scratch_);
            const uint64_t places = set_hash(scratch_);
            keys.emplace_back(
                hash_combine(hash_combine(hash_combine(row.masked_hash, row.structure_hash), places), 2),
                position);
        }
        if (row.subject != 0 && row.from_address != 0 && (has_urls || row.masked_hash != 0)) {
            const uint64_t header = uint64_t{row.subject} << 32 | row.from_address;
            keys.emplace_back(hash_combine(hash_combine(hash_combine(row.masked_hash, shape), header), 3),
                              position);
        }
    }

    void join_equal() {
        std::vector<Keyed> keys;
        for (uint32_t position = 0; position < order_.size(); ++position) add_keys(position, keys);
        std::sort(keys.begin(), keys.end());
        for (size_t i = 1; i < keys.size(); ++i) {
            if (keys[i].first == keys[i - 1].first) groups_.join(keys[i].second, keys[i - 1].second);
        }
    }

    bool sketched(uint32_t position) const {
        const Row& row = at(position);
        return row.words >= enough_words &&
               std::any_of(row.minhash.begin(), row.minhash.end(), [](uint32_t value) { return value != 0; });
    }

    // One representative of each group takes part, by band and then by the set of URL skeletons.
    void join_band(size_t band) {
        using Entry = std::tuple<uint64_t, uint64_t, uint32_t>;
        std::vector<Entry> entries;
        for (uint32_t position = 0; position < order_.size(); ++position) {
            if (groups_.find(position) != position || !sketched(position)) continue;
            const uint32_t* const values = at(position).minhash.data() + band * band_size;
            const uint64_t key =
                hash64({reinterpret_cast<const char*>(values), band_size * sizeof(uint32_t)}, band);
            entries.emplace_back(key, shapes_[position], position);
        }
        std::sort(entries.begin(), entries.end());
        for (size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
            const uint64_t key = std::get<0>(entries[begin]);
            while (end < entries.size() && std::get<0>(entries[end]) == key) ++end;
            if (end - begin > 1) join_bucket(std::span(entries).subspan(begin, end - begin));
        }
    }

    template <typename Entries>
    void join_bucket(Entries entries) {
        std::vector<uint32_t> leaders, local;
        uint64_t shape = 0;
        for (const auto& [key, entry_shape, position] : entries) {
            if (entry_shape != shape) local.clear();
            shape = entry_shape;
            if (joined_to_any(position, local) || joined_to_any(position, leaders)) continue;
            if (local.size() < max_local_leaders) local.push_back(position);
            if (leaders.size() < max_leaders) leaders.push_back(position);
        }
    }

    bool joined_to_any(uint32_t position, const std::vector<uint32_t>& leaders) {
        for (const uint32_t leader : leaders) {
            if (groups_.find(leader) == groups_.find(position)) return true;
            if (alike(leader, position, 0) &&
                alike(groups_.find(leader), groups_.find(position), drift_allowed)) {
                groups_.join(leader, position);
                return true;
            }
        }
        return false;
    }

    bool alike(uint32_t a, uint32_t b, int allowed) {
        const int similarity = text_similarity(at(a), at(b)) + allowed;
        if (similarity >= near_same) return true;
        if (similarity < near_same_with_shapes || shapes_[a] == 0 || shapes_[b] == 0) return false;
        return shapes_[a] == shapes_[b] || shapes_near(a, b);
    }

    bool shapes_near(uint32_t a, uint32_t b) {
        skeletons(columns_, traits_, order_[a], false, scratch_);
        skeletons(columns_, traits_, order_[b], false, other_scratch_);
        both_.clear();
        std::set_intersection(scratch_.begin(), scratch_.end(), other_scratch_.begin(), other_scratch_.end(),
                              std::back_inserter(both_));
        const size_t either = scratch_.size() + other_scratch_.size() - both_.size();
        return both_.size() * 1000 >= either * shapes_agree;
    }

    std::vector<std::vector<uint32_t>> collect() {
        std::vector<std::vector<uint32_t>> out;
        std::vector<uint32_t> index(order_.size());
        for (uint32_t position = 0; position < order_.size(); ++position) {
            const uint32_t root = groups_.find(position);
            if (root == position) {
                index[root] = static_cast<uint32_t>(out.size());
                out.emplace_back();
            }
            out[index[root]].push_back(order_[position]);
        }
        return out;
    }

    const Columns& columns_;
    std::span<const UrlTraits> traits_;
    std::span<const uint32_t> order_;
    UnionFind groups_;  // over positions in the order
    std::vector<uint64_t> shapes_;
    std::vector<uint32_t> scratch_, other_scratch_, both_;
};

}  // namespace

std::vector<uint32_t> rows_in_order(const Columns& columns) {
    std::vector<uint32_t> order(columns.rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return std::tie(columns.rows[a].date, columns.rows[a].key) <
               std::tie(columns.rows[b].date, columns.rows[b].key);
    });
    return order;
}

int text_similarity(const Row& a, const Row& b) {
    if (a.words < enough_words || b.words < enough_words) return 0;
    int equal = 0;
    for (size_t i = 0; i < facts::sketch_size; ++i) equal += a.minhash[i] == b.minhash[i] ? 1 : 0;
    return equal * 1000 / static_cast<int>(facts::sketch_size);
}

std::vector<std::vector<uint32_t>> group_copies(const Columns& columns, std::span<const UrlTraits> traits,
                                                std::span<const uint32_t> order) {
    return Grouper(columns, traits, order).run();
}

}  // namespace redshank::campaign
