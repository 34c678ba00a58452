// SPDX-License-Identifier: Apache-2.0
#include "campaign/history.h"

#include <algorithm>
#include <string_view>

#include "url/url.h"

namespace redshank::campaign {

namespace {
constexpr Seconds month = 30 * day;
// Monthly mail for a third of a year; an account that three waves were sent from has less.
constexpr Seconds established_after = 100 * day;
constexpr uint32_t established_months = 4;

uint32_t count_at(const std::unordered_map<uint32_t, uint32_t>& counts, uint32_t key) {
    const auto at = counts.find(key);
    return at == counts.end() ? 0 : at->second;
}
}  // namespace

uint32_t identity_of(const Columns& columns, const Row& row) {
    const std::string_view address = columns.strings[row.from_address];
    const std::string_view local = address.substr(0, address.rfind('@'));
    const bool made = local.find_first_of("+#=") != std::string_view::npos || url::looks_like_token(local);
    return made && (row.flags & row_flag::author_freemail) == 0 ? row.from_site : row.from_address;
}

History::History(const Columns& columns, std::span<const uint32_t> order) {
    for (const uint32_t row : order) add(columns, row);
    for (const uint64_t pair : site_sender_) {
        if (established(static_cast<uint32_t>(pair))) ++established_at_[static_cast<uint32_t>(pair >> 32)];
    }
}

void History::add(const Columns& columns, uint32_t index) {
    const Row& row = columns.rows[index];
    const uint32_t sender = sender_key(row);
    for (const uint32_t to : columns.recipients_of(index)) {
        if (row.date != 0) wrote_.try_emplace(pair_key(row.from_address, to), row.date);
    }
    for (const UrlRow& use : columns.urls_of(index)) {
        const uint32_t site = columns.url_info[use.url].site;
        if (row.date != 0) site_since_.try_emplace(site, row.date);
        if (site_sender_.insert(pair_key(site, sender)).second) ++senders_at_[site];
    }
    if (row.from_address != 0) {
        mail_from_[row.from_address].push_back(index);
        // 0: a place that is free; a mail without a name fills none.
        std::array<uint32_t, 3>& names = names_of_[row.from_address];
        const auto at = std::find_if(names.begin(), names.end(),
                                     [&](uint32_t name) { return name == row.from_name || name == 0; });
        if (at != names.end()) *at = row.from_name;
    }
    if (row.date == 0) return;
    if (row.reader != 0) {
        reader_since_.try_emplace(row.reader, row.date);
        contact_.try_emplace(pair_key(row.reader, sender), row.date);
    }
    Activity& activity = activity_.try_emplace(sender, Activity{row.date, row.date, 0, -1}).first->second;
    activity.last = row.date;
    if (activity.last_month != row.date / month) ++activity.months;
    activity.last_month = row.date / month;
}

Seconds History::reader_since(uint32_t reader) const {
    const auto at = reader_since_.find(reader);
    return at == reader_since_.end() ? 0 : at->second;
}

Seconds History::first_contact(const Row& row) const {
    const auto at = contact_.find(pair_key(row.reader, sender_key(row)));
    return at == contact_.end() ? row.date : at->second;
}

bool History::reader_wrote_first(const Row& row) const {
    const auto at = wrote_.find(pair_key(row.reader, row.from_address));
    return at != wrote_.end() && at->second < first_contact(row);
}

bool History::long_and_even(uint32_t sender) const {
    const auto at = activity_.find(sender);
    if (at == activity_.end()) return false;
    const Activity& a = at->second;
    const Seconds spanned = (a.last - a.first) / month + 1;
    return a.months >= 6 && a.last - a.first >= archive_needed && a.months * 2 >= spanned;
}

uint32_t History::senders_at(uint32_t site) const {
    return count_at(senders_at_, site);
}

Seconds History::site_since(uint32_t site) const {
    const auto at = site_since_.find(site);
    return at == site_since_.end() ? 0 : at->second;
}

uint32_t History::established_at(uint32_t site) const {
    return count_at(established_at_, site);
}

bool History::established(uint32_t sender) const {
    const auto at = activity_.find(sender);
    return at != activity_.end() && at->second.last - at->second.first >= established_after &&
           at->second.months >= established_months;
}

bool History::in_many_names(uint32_t address) const {
    const auto at = names_of_.find(address);
    return at != names_of_.end() && at->second.back() != 0;
}

std::span<const uint32_t> History::mail_from(uint32_t address) const {
    const auto at = mail_from_.find(address);
    return at == mail_from_.end() ? std::span<const uint32_t>() : std::span<const uint32_t>(at->second);
}

}  // namespace redshank::campaign
