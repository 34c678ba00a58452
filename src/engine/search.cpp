// SPDX-License-Identifier: Apache-2.0
#include "engine/search.h"

#include <algorithm>

#include "evidence/record.h"
#include "text/fold.h"

namespace redshank::engine {

namespace {

void add(std::string& out, const std::string& text) {
    out += text + "\n";
}

std::string searched_text(const facts::Message& message) {
    std::string out;
    add(out, message.subject);
    for (const auto* list : {&message.from, &message.reply_to}) {
        for (const facts::Mailbox& one : *list) {
            add(out, one.name);
            add(out, one.address);
        }
    }
    add(out, message.sender.name);
    add(out, message.sender.address);
    add(out, message.return_path);
    for (const facts::UrlUse& use : message.urls) {
        add(out, use.host);
        add(out, use.target_host);
    }
    return text::fold(out);
}

}  // namespace

void search(const evidence::Case& c, const std::vector<std::string>& words,
            const std::function<void(int64_t row, const facts::Message& message)>& take) {
    std::vector<std::string> folded;
    for (const std::string& word : words) folded.push_back(text::fold(word));
    c.each_message(evidence::Case::Order::by_date, [&](const evidence::Case::StoredMessage& stored) {
        const auto message = evidence::read_message(stored.record);
        if (!message)
            throw evidence::DatabaseError("the case holds a damaged message: " + message.error().message);
        const std::string text = searched_text(*message);
        const bool has_all = std::all_of(folded.begin(), folded.end(), [&](const std::string& word) {
            return text.find(word) != std::string::npos;
        });
        if (has_all) take(stored.row, *message);
        return true;
    });
}

}  // namespace redshank::engine
