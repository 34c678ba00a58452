// SPDX-License-Identifier: Apache-2.0
#include "serve/offline.h"

#include <set>

#include "report/words.h"
#include "serve/bundle.h"

namespace redshank::serve {

namespace {

// The document's own words and the overview's list of what is left out.
constexpr size_t reserve_bytes = 20'000;
constexpr size_t max_messages_of_campaign = 200;

// As encodeURIComponent does it: the pages look an answer up by the path that they would ask for.
std::string encoded(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return out;
}

// Takes answers while there is room.
class File {
  public:
    File(Answers& answers, size_t room) : answers_(answers), room_(room) {}

    /// False where the answer does not fit any more; true where it is in already.
    bool add(const std::string& path, const std::string& shown_path, const Parameters& parameters = {}) {
        if (held_.count(shown_path) > 0) return true;
        auto json = answers_.answer(path, parameters);
        if (!json) return true;
        const size_t bytes = json->size() + shown_path.size() + 64;
        if (bytes > room_) return false;
        room_ -= bytes;
        held_.insert(shown_path);
        list_.emplace_back(shown_path, std::move(*json));
        return true;
    }
    bool add(const std::string& prefix, const std::string& id, size_t& count) {
        const size_t before = list_.size();
        const bool fits = add(prefix + id, prefix + encoded(id));
        count += list_.size() - before;
        return fits;
    }
    void add_list(const std::string& path, size_t total) {
        for (size_t offset = 0; offset < std::max<size_t>(total, 1); offset += Answers::page_size) {
            const std::string at = std::to_string(offset);
            if (!add(path, path + "?offset=" + at, {{"offset", at}})) return;
        }
    }
    std::vector<std::pair<std::string, std::string>>& list() { return list_; }

  private:
    Answers& answers_;
    size_t room_;
    std::set<std::string> held_;
    std::vector<std::pair<std::string, std::string>> list_;
};

struct Held {
    size_t campaigns = 0, people = 0, messages = 0, actors = 0;
};

Held fill(File& file, Answers& answers) {
    Held held;
    file.add_list("/api/campaigns", answers.campaigns().size());
    file.add_list("/api/people", answers.people().size());
    for (const facts::ListedCampaign& one : answers.campaigns())
        if (!file.add("/api/campaign/", one.campaign.id, held.campaigns)) return held;
    for (const facts::ListedCampaign& one : answers.campaigns()) {
        for (const facts::IntelMatch& match : one.campaign.matches)
            if (!match.published_for.empty() && !file.add("/api/actor/", match.published_for, held.actors))
                return held;
    }
    for (const facts::Target& one : answers.people())
        if (!file.add("/api/person/", one.address, held.people)) return held;
    for (const facts::ListedCampaign& one : answers.campaigns()) {
        size_t of_this = 0;
        for (const std::string& id : one.campaign.messages) {
            if (++of_this > max_messages_of_campaign) break;
            if (!file.add("/api/message/", id, held.messages)) return held;
        }
    }
    return held;
}

std::vector<std::string> left_out(const Held& held, Answers& answers) {
    std::vector<std::string> out;
    const auto missing = [&](size_t held_now, size_t all, const char* what) {
        if (held_now < all)
            out.push_back(report::grouped(all - held_now) + " of " + report::grouped(all) + " " + what +
                          " are not in this file.");
    };
    missing(held.campaigns, answers.campaigns().size(), "campaign pages");
    missing(held.people, answers.people().size(), "people's pages");
    out.push_back("Of messages, " + report::grouped(held.messages) +
                  " are described here, those of campaigns; their texts and bytes stay in the case.");
    return out;
}

}  // namespace

std::string offline_file(Answers& answers, size_t max_bytes) {
    const report::Bundle parts = bundle();
    const size_t fixed = parts.script.size() + parts.style.size() + reserve_bytes;
    const size_t overview = answers.overview({}).size();
    const size_t room = max_bytes > fixed + overview ? max_bytes - fixed - overview : 0;
    // "<" grows sixfold in a script element; what is in campaigns and messages holds next to none.
    File file(answers, room - room / 20);
    const Held held = fill(file, answers);
    file.list().emplace_back("/api/overview", answers.overview(left_out(held, answers)));
    return report::offline_document(parts, file.list());
}

}  // namespace redshank::serve
