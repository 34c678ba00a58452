// SPDX-License-Identifier: Apache-2.0
#include "extract/journal.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/ascii.h"
#include "mime/fields.h"

namespace redshank::extract {

bool is_journal_report(const mime::Message& message) {
    if (message.header.find("X-MS-Journal-Report") == nullptr) return false;
    return std::any_of(message.entities.begin(), message.entities.end(),
                       [](const mime::Entity& entity) { return entity.is_message; });
}

std::vector<std::string> journal_recipients(std::string_view text, const Limits& limits) {
    constexpr std::array<std::string_view, 4> labels = {"Recipient:", "To:", "Cc:", "Bcc:"};
    std::vector<std::string> recipients;
    std::unordered_set<std::string> seen;
    while (!text.empty() && recipients.size() < limits.max_addresses) {
        const size_t end = text.find('\n');
        const std::string_view line = trim(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const auto label = std::find_if(labels.begin(), labels.end(),
                                        [&](std::string_view name) { return istarts_with(line, name); });
        if (label == labels.end()) continue;
        const std::string_view value = line.substr(label->size());
        AnomalyList ignored;
        const auto mailboxes = mime::parse_address_list(value.substr(0, value.find(',')), limits, ignored);
        if (mailboxes.empty() || mailboxes.front().address.empty()) continue;
        if (seen.insert(mailboxes.front().address).second) recipients.push_back(mailboxes.front().address);
    }
    return recipients;
}

}  // namespace redshank::extract
