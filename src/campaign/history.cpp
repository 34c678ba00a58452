// SPDX-License-Identifier: Apache-2.0
#include "campaign/history.h"

#include <string_view>

#include "url/url.h"

namespace redshank::campaign {

namespace {
constexpr Seconds month = 30 * day;
}

uint32_t identity_of(const Columns& columns, const Row& row) {
    const std::string_view address = columns.strings[row.from_address];
    const std::string_view local = address.substr(0, address.rfind('@'));
    const bool made = local.find_first_of("+#=") != std::string_view::npos || url::looks_like_token(local);
    return made && (row.flags & row_flag::author_freemail) == 0 ? row.from_site : row.from_address;
}

History::History(const Columns& columns, std::span<const uint32_t> order) {
    for (const uint32_t row : order) add(columns, row);
}

void History::add(const Columns& columns, uint32_t index) {
    const Row& row = columns.rows[index];
    const uint32_t sender = sender_key(row);
    for (const uint32_t to : columns.recipients_of(index)) wrote_.insert(pair_key(row.from_address, to));
    for (const UrlRow& use : columns.urls_of(index)) {
        const uint32_t site = columns.url_info[use.url].site;
        if (site_sender_.insert(pair_key(site, sender)).second) ++senders_at_[site];
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

bool History::long_and_even(uint32_t sender) const {
    const auto at = activity_.find(sender);
    if (at == activity_.end()) return false;
    const Activity& a = at->second;
    const Seconds spanned = (a.last - a.first) / month + 1;
    return a.months >= 6 && a.last - a.first >= archive_needed && a.months * 2 >= spanned;
}

uint32_t History::senders_at(uint32_t site) const {
    const auto at = senders_at_.find(site);
    return at == senders_at_.end() ? 0 : at->second;
}

}  // namespace redshank::campaign
