// SPDX-License-Identifier: Apache-2.0
// Columns are found in passes, each looser than the one before: the same URL in every copy; the same kind,
// domain and skeleton (the n-th use in one copy beside the n-th in another); without the domain, for hosts
// that change from wave to wave; the kind alone. What a pass lays beside each other in at least half of the
// copies is settled, the rest goes on.
#include "campaign/align.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "campaign/slot_shape.h"
#include "text/address_token.h"
#include "url/url.h"

namespace redshank::campaign {

namespace {

constexpr size_t max_copies = 20'000;
constexpr size_t max_items = 1'000'000;
constexpr size_t max_series = 400;
constexpr size_t max_single_series = 32;
constexpr Seconds clock_tolerance = 2 * 86400;

struct Item {
    uint32_t copy = 0;  // index into the rows
    uint32_t url = 0;
    uint32_t kind = 0;  // kind of the use, and whether a gateway wrote it
    facts::Trigger trigger = facts::Trigger::click;
    bool gateway = false;
    bool wrapped = false;
};

using Column = std::vector<Item>;

void add_items(const Columns& columns, std::span<const UrlTraits> traits, uint32_t copy, uint32_t row,
               std::vector<Item>& items) {
    for (const UrlRow& use : columns.urls_of(row)) {
        Item item{copy, written_url(use, traits), static_cast<uint32_t>(use.kind), use.trigger, false, false};
        item.gateway = traits[use.url].gateway && use.target == 0;
        item.wrapped = use.target != 0;
        items.push_back(item);
        if (item.url == use.url) continue;
        item.url = use.url;  // and the gateway's own places, kept apart
        item.kind |= 0x100;
        item.gateway = true;
        items.push_back(item);
    }
}

/// Moves what `key` lays beside each other in at least `coverage` copies from `items` to `columns`.
template <typename Key>
void settle(std::vector<Item>& items, size_t coverage, Key key, std::vector<Column>& settled) {
    std::unordered_map<uint64_t, uint32_t> column_of;
    std::unordered_map<uint64_t, uint32_t> uses;  // within one copy
    std::vector<uint32_t> column_index(items.size());
    std::vector<uint32_t> sizes;
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && items[i].copy != items[i - 1].copy) uses.clear();
        const uint64_t k = key(items[i]);
        const uint64_t place = hash_combine(k, uses[k]++);
        const auto [at, is_new] = column_of.emplace(place, static_cast<uint32_t>(sizes.size()));
        if (is_new) sizes.push_back(0);
        column_index[i] = at->second;
        ++sizes[at->second];
    }
    std::vector<size_t> slot_of(sizes.size(), SIZE_MAX);
    std::vector<Item> rest;
    for (size_t i = 0; i < items.size(); ++i) {
        const uint32_t column = column_index[i];
        if (sizes[column] < coverage) {
            rest.push_back(items[i]);
            continue;
        }
        if (slot_of[column] == SIZE_MAX) {
            slot_of[column] = settled.size();
            settled.emplace_back();
        }
        settled[slot_of[column]].push_back(items[i]);
    }
    items = std::move(rest);
}

std::vector<Column> columns_of(std::vector<Item> items, size_t copies, std::span<const UrlTraits> traits) {
    std::vector<Column> columns;
    if (copies > 1) {
        std::vector<Column> constant;
        settle(
            items, copies, [](const Item& i) { return uint64_t{i.kind} << 32 | i.url; }, constant);
    }
    const size_t half = copies == 1 ? 1 : std::max<size_t>(2, (copies + 1) / 2);
    settle(
        items, half, [&](const Item& i) { return uint64_t{i.kind} << 32 | traits[i.url].place; }, columns);
    settle(
        items, half, [&](const Item& i) { return uint64_t{i.kind} << 32 | traits[i.url].scheme; }, columns);
    settle(
        items, std::min<size_t>(copies, 2), [](const Item& i) { return uint64_t{i.kind}; }, columns);
    return columns;
}

/// One URL of a column, taken apart once however many copies have it.
struct Cut {
    std::optional<url::Url> url;
    std::vector<url::Piece> pieces;
};

struct Value {
    uint32_t row = 0;
    std::string_view text;  // into a Cut
};

class Aligner {
  public:
    Aligner(const Columns& columns, std::span<const UrlTraits> traits, std::span<const uint32_t> rows)
        : columns_(columns), traits_(traits), rows_(rows.first(std::min(rows.size(), max_copies))) {}

    std::vector<Series> run() {
        std::vector<Item> items;
        size_t copies = 0;
        for (; copies < rows_.size() && items.size() < max_items; ++copies) {
            add_items(columns_, traits_, static_cast<uint32_t>(copies), rows_[copies], items);
        }
        single_ = copies == 1;
        for (const Column& column : columns_of(std::move(items), copies, traits_)) add_column(column);
        std::stable_sort(series_.begin(), series_.end(),
                         [](const Series& a, const Series& b) { return a.slot.trigger < b.slot.trigger; });
        return std::move(series_);
    }

  private:
    void add_column(const Column& column) {
        std::unordered_map<uint32_t, Cut> cuts;
        std::map<std::string, std::vector<Value>, std::less<>> places;
        for (const Item& item : column) {
            auto [at, is_new] = cuts.try_emplace(item.url);
            if (is_new) at->second = cut(item.url);
            for (const url::Piece& piece : at->second.pieces) {
                places[piece.name].push_back({rows_[item.copy], piece.value});
            }
        }
        if (cuts.size() < 2 && !single_) return;
        std::set<std::string> varying;
        for (const auto& [name, values] : places) {
            if (is_slot(values)) varying.insert(name);
        }
        const Cut& first = cuts.at(column.front().url);
        for (const std::string& name : varying) {
            if (first.url) add_series(column, *first.url, name, places.find(name)->second, varying);
        }
    }

    Cut cut(uint32_t id) const {
        AnomalyList ignored;
        Cut out;
        out.url = url::parse(columns_.urls[id], nullptr, Limits{}, ignored);
        if (!out.url) return out;
        out.pieces = url::pieces(*out.url, Limits{});
        // The registrable domain is no piece of a URL, but it can change from wave to wave or even carry the
        // token.
        out.pieces.push_back({"site", std::string(columns_.strings[columns_.url_info[id].site])});
        return out;
    }

    bool is_slot(const std::vector<Value>& values) const {
        if (single_) {
            const std::string_view text = values.front().text;
            return text.find('@') != std::string_view::npos || url::looks_like_token(text);
        }
        return std::any_of(values.begin(), values.end(),
                           [&](const Value& value) { return value.text != values.front().text; });
    }

    void add_series(const Column& column, const url::Url& first, const std::string& name,
                    const std::vector<Value>& values, const std::set<std::string>& varying) {
        const Item& item = column.front();
        std::vector<Observation> seen;
        // The same token in forty links is one slot; what loads by itself, what loads with an attachment and
        // what must be clicked stay apart.
        const auto kind = static_cast<facts::UrlKind>(item.kind & 0xFF);
        uint64_t vector_hash = facts::loads_with_attachment(kind) ? 2 : static_cast<uint64_t>(item.trigger);
        for (const Value& value : values) {
            seen.push_back({value.row, hash64(value.text)});
            vector_hash = hash_combine(hash_combine(vector_hash, value.row), seen.back().value);
        }
        const auto same = by_values_.find(vector_hash);
        if (same != by_values_.end()) {
            ++series_[same->second].places;
            return;
        }
        if (series_.size() == (single_ ? max_single_series : max_series)) return;
        by_values_.emplace(vector_hash, series_.size());
        Series series;
        series.seen = std::move(seen);
        place(series, column, first, name, varying);
        judge_values(series, values);
        series_.push_back(std::move(series));
    }

    void place(Series& series, const Column& column, const url::Url& first, const std::string& name,
               const std::set<std::string>& varying) {
        const Item& item = column.front();
        std::string host(first.host());
        series.site = columns_.url_info[item.url].site;
        for (const Item& other : column) {
            host = merge_hosts(host, columns_.strings[columns_.url_info[other.url].host]);
            if (columns_.url_info[other.url].site != series.site) series.site = 0;
        }
        series.slot.host = host;
        series.slot.url_shape = slot_shape(first, host, varying);
        series.slot.name = name;
        series.slot.trigger = item.trigger;
        series.slot.kind = static_cast<facts::UrlKind>(item.kind & 0xFF);
        series.gateway = std::all_of(column.begin(), column.end(), [](const Item& i) { return i.gateway; });
        series.wrapped = std::any_of(column.begin(), column.end(), [](const Item& i) { return i.wrapped; });
        series.scheme = hash64(name, hash_combine(traits_[item.url].scheme, item.kind));
        const uint64_t base = hash64(columns_.strings[series.site], series.scheme);
        series.key = hash_combine(base, ranks_[base]++);
    }

    void judge_values(Series& series, const std::vector<Value>& values) const {
        size_t tokens = 0;
        size_t clocks = 0;
        series.token_form = form_of(values.front().text);
        series.mask = mask_of(values.front());
        for (const Value& value : values) {
            tokens += url::looks_like_token(value.text) ? 1 : 0;
            clocks += is_clock(value.text, columns_.rows[value.row].date) ? 1 : 0;
            if (form_of(value.text) != series.token_form) series.token_form = 0;
            if (series.mask != 0 && mask_of(value) != series.mask) series.mask = 0;
            note_name(series, value);
        }
        series.token_like = tokens * 10 >= values.size() * 9;
        series.clock = clocks == values.size();
        name_masked(series, values);
    }

    uint64_t mask_of(const Value& value) const {
        return text::address_mask(value.text, columns_.strings[columns_.rows[value.row].reader]);
    }

    // One mask over the addresses of two readers is no chance.
    void name_masked(Series& series, const std::vector<Value>& values) const {
        const auto reader = [&](const Value& value) { return columns_.rows[value.row].reader; };
        const bool several = std::any_of(values.begin(), values.end(), [&](const Value& value) {
            return reader(value) != reader(values.front());
        });
        if (series.mask == 0 || !several || !series.named.empty()) return;
        series.encoding = "masked with one key";
        for (const Value& value : values) series.named.push_back(value.row);
    }

    void note_name(Series& series, const Value& value) const {
        const std::string_view reader = columns_.strings[columns_.rows[value.row].reader];
        if (reader.empty() || value.text.size() < 4) return;
        const std::vector<text::Reading> readings = text::readings(value.text);
        const text::AddressForms forms = text::address_forms(reader, text::possible_digests(readings));
        const auto token = text::find_address(readings, std::span(&forms, 1));
        if (!token || token->local_part_only) return;
        if (series.named.empty()) series.encoding = token->encoding;
        series.named.push_back(value.row);
    }

    // 40 hex digits, 16 letters and digits in lower case …
    static uint32_t form_of(std::string_view text) {
        constexpr auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
        constexpr auto is_lower = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
        const uint32_t alphabet = std::all_of(text.begin(), text.end(), is_hex)     ? 1
                                  : std::all_of(text.begin(), text.end(), is_lower) ? 2
                                                                                    : 3;
        return static_cast<uint32_t>(std::min<size_t>(text.size(), 4096)) << 2 | alphabet;
    }

    // Seconds or milliseconds since 1970, near the time of the message.
    static bool is_clock(std::string_view text, Seconds date) {
        if (text.size() < 9 || text.size() > 13 || date == 0) return false;
        Seconds number = 0;
        for (const char c : text) {
            if (c < '0' || c > '9') return false;
            number = number * 10 + (c - '0');
        }
        if (text.size() > 11) number /= 1000;
        return number > date - clock_tolerance && number < date + clock_tolerance;
    }

    const Columns& columns_;
    std::span<const UrlTraits> traits_;
    std::span<const uint32_t> rows_;
    bool single_ = false;
    std::vector<Series> series_;
    std::unordered_map<uint64_t, size_t> by_values_;
    std::unordered_map<uint64_t, uint32_t> ranks_;
};

}  // namespace

std::vector<Series> align(const Columns& columns, std::span<const UrlTraits> traits,
                          std::span<const uint32_t> rows) {
    return Aligner(columns, traits, rows).run();
}

}  // namespace redshank::campaign
