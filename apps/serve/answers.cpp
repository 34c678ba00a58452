// SPDX-License-Identifier: Apache-2.0
#include "serve/answers.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/ascii.h"
#include "engine/inspect.h"
#include "engine/message_view.h"
#include "report/words.h"

namespace redshank::serve {

namespace {

using evidence::Case;
using facts::ListedCampaign;
using report::Window;

constexpr size_t max_bands = 200;
// Drawings need not be made of more: 500 mails show each sender of the largest known campaigns.
constexpr size_t max_members = 500;
constexpr size_t max_person_messages = 200;
constexpr size_t hex_bytes = 16'384;
constexpr size_t bytes_around = 160;
constexpr auto search_time = std::chrono::milliseconds(400);

size_t number(const Parameters& parameters, const std::string& name) {
    const auto found = parameters.find(name);
    size_t value = 0;
    if (found == parameters.end()) return 0;
    const std::string& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::min<size_t>(value, 1'000'000'000)
                                                                    : 0;
}

std::string word(const Parameters& parameters, const std::string& name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
}

bool holds(std::string_view text, const std::string& wanted) {
    return ascii_lower(text).find(wanted) != std::string::npos;
}

bool holds(const ListedCampaign& listed, const std::string& wanted) {
    const facts::Campaign& c = listed.campaign;
    const auto any = [&](const std::vector<std::string>& list) {
        return std::any_of(list.begin(), list.end(),
                           [&](const std::string& one) { return holds(one, wanted); });
    };
    return holds(c.id, wanted) || holds(c.title, wanted) || any(c.subjects) || any(c.hosts) ||
           any(c.aliases) ||
           std::any_of(c.senders.begin(), c.senders.end(), [&](const facts::CampaignSender& sender) {
               return holds(sender.name, wanted) || holds(sender.address, wanted);
           });
}

bool holds(const facts::Message& m, const std::string& wanted) {
    return holds(m.subject, wanted) || holds(facts::author(m).name, wanted) ||
           holds(facts::author(m).address, wanted) || holds(m.message_id, wanted) ||
           holds(m.reader, wanted) ||
           std::any_of(m.urls.begin(), m.urls.end(),
                       [&](const facts::UrlUse& use) { return holds(use.host, wanted); });
}

// A place can be larger than what is asked for at once.
template <class T>
std::vector<const T*> window(const std::vector<const T*>& all, size_t offset) {
    const size_t from = std::min(offset, all.size());
    const size_t to = std::min(from + Answers::page_size, all.size());
    return {all.begin() + static_cast<ptrdiff_t>(from), all.begin() + static_cast<ptrdiff_t>(to)};
}

std::string mails(const Case& c, const char* setting, const char* rest) {
    const std::string text = c.setting(setting);
    uint64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count == 0 ? "" : report::count(count, "message ", "messages ") + rest;
}

}  // namespace

std::string_view view_name(View what) {
    return what == View::text ? "text" : what == View::bytes ? "bytes" : "picture";
}

std::optional<View> view_by_name(std::string_view name) {
    for (const View one : {View::text, View::bytes, View::picture})
        if (view_name(one) == name) return one;
    return std::nullopt;
}

Answers::Answers(std::unique_ptr<Case> opened, AnswerOptions options)
    : case_(std::move(opened)), options_(std::move(options)) {}

// Campaigns and people are in memory; when a hunt has written meanwhile, they are read again.
void Answers::renew() {
    const int64_t version = case_->data_version();
    if (version == version_) return;
    version_ = version;
    campaigns_ = case_->campaigns();
    people_ = case_->targets();
    months_ = case_->messages_by_month();
    claims_.reset();
    campaigns_of_message_.clear();
    person_by_address_.clear();
    for (size_t i = 0; i < campaigns_.size(); ++i) {
        for (const std::string& message : campaigns_[i].campaign.messages)
            campaigns_of_message_[message].push_back(i);
    }
    for (size_t i = 0; i < people_.size(); ++i) person_by_address_.emplace(people_[i].address, i);
    overview_ = overview({});
}

std::optional<std::string> Answers::answer(std::string_view path, const Parameters& parameters) {
    renew();
    std::optional<std::string> json = as_it_is(path, parameters);
    // A token can stand in a host name too, and hosts stand in titles, reasons and lists.
    if (json && !options_.tokens.are_shown()) json = report::hosts_without_tokens(*json, options_.tokens);
    return json;
}

std::optional<std::string> Answers::as_it_is(std::string_view path, const Parameters& parameters) {
    const auto below = [&](std::string_view prefix) -> std::optional<std::string> {
        if (!path.starts_with(prefix) || path.size() == prefix.size()) return std::nullopt;
        return std::string(path.substr(prefix.size()));
    };
    if (path == "/api/overview") return overview_;
    if (path == "/api/campaigns") return campaign_list(parameters);
    if (path == "/api/messages") return message_list(parameters);
    if (path == "/api/people") return people_list(parameters);
    if (path == "/api/search") return search(parameters);
    if (const auto id = below("/api/campaign/")) return campaign(*id);
    if (const auto id = below("/api/message/")) return message(*id);
    if (const auto name = below("/api/actor/")) return actor(*name);
    if (const auto address = below("/api/person/")) return person(*address);
    return std::nullopt;
}

const std::vector<ListedCampaign>& Answers::campaigns() {
    renew();
    return campaigns_;
}

const std::vector<facts::Target>& Answers::people() {
    renew();
    return people_;
}

std::string Answers::overview(const std::vector<std::string>& left_out) {
    std::vector<const ListedCampaign*> bands, first;
    for (const ListedCampaign& one : campaigns_) {
        if (bands.size() < max_bands && one.campaign.first_seen != 0) bands.push_back(&one);
        if (first.size() < page_size) first.push_back(&one);
    }
    report::CaseFigures all = figures();
    all.left_out = options_.notes;
    all.left_out.insert(all.left_out.end(), left_out.begin(), left_out.end());
    std::string json = report::overview_json(all, bands, first, {0, campaigns_.size()});
    return options_.tokens.are_shown() ? json : report::hosts_without_tokens(json, options_.tokens);
}

report::CaseFigures Answers::figures() const {
    report::CaseFigures out;
    out.organisation = case_->setting("organisation_name");
    out.messages = static_cast<uint64_t>(case_->message_count());
    out.undated = static_cast<uint64_t>(case_->undated_count());
    out.people = people_.size();
    out.months = months_;
    if (!months_.empty()) {
        out.first_date = parse_rfc3339(months_.front().first + "-01").value_or(0);
        out.last_date = parse_rfc3339(months_.back().first + "-28").value_or(0);
    }
    out.unread = case_->problems();
    out.not_covered = not_covered();
    return out;
}

std::vector<std::string> Answers::not_covered() const {
    std::vector<std::string> out;
    const auto add = [&](std::string sentence) {
        if (!sentence.empty()) out.push_back(std::move(sentence));
    };
    if (case_->setting("organisation").empty())
        add("No organisation file was given: nobody is known as protected, and no domain as yours.");
    const std::string missing = case_->setting("protected_without_mail");
    if (!missing.empty() && missing != "0") add("The mail of " + missing + " protected people is not here.");
    add(mails(*case_, "unknown_reader", "have no known reader, and prove nothing about readers."));
    add(mails(*case_, "single_copies",
              "have no second copy here: a token in them shows only when it names the reader."));
    const auto undated = static_cast<uint64_t>(case_->undated_count());
    if (undated > 0)
        add(report::count(undated, "message has", "messages have") + " no date that can be believed.");
    add("Mail that was deleted before it was exported, and what a mail would load only after the first load, "
        "is never "
        "seen.");
    return out;
}

std::string Answers::campaign_list(const Parameters& parameters) {
    const std::string wanted_class = word(parameters, "class");
    std::vector<const ListedCampaign*> all;
    for (const ListedCampaign& one : campaigns_) {
        if (!wanted_class.empty() && facts::campaign_class_name(one.campaign.campaign_class) != wanted_class)
            continue;
        if (word(parameters, "new") == "1" && !one.is_new && one.new_messages == 0) continue;
        all.push_back(&one);
    }
    if (word(parameters, "order") == "date") {
        std::stable_sort(all.begin(), all.end(), [](const ListedCampaign* a, const ListedCampaign* b) {
            return a->campaign.last_seen > b->campaign.last_seen;
        });
    }
    const size_t offset = number(parameters, "offset");
    std::vector<std::string> objects;
    for (const ListedCampaign* one : window(all, offset))
        objects.push_back(report::listed_campaign_json(*one));
    return report::list_json("campaigns", {offset, all.size()}, objects);
}

// An id from before a merge still names a member (apps/cli/show.cpp), and so the campaign that it is in now.
const ListedCampaign* Answers::find_campaign(const std::string& id) const {
    for (const ListedCampaign& one : campaigns_) {
        if (one.campaign.id == id) return &one;
    }
    const auto member = campaigns_of_message_.find("M" + id.substr(1));
    return member == campaigns_of_message_.end() ? nullptr : &campaigns_[member->second.front()];
}

std::vector<facts::Message> Answers::members(const std::vector<std::string>& ids, size_t offset,
                                             size_t most) const {
    std::vector<facts::Message> out;
    for (size_t i = offset; i < ids.size() && out.size() < most; ++i) {
        for (const int64_t row : case_->rows_by_id(ids[i])) {
            if (auto message = case_->message_by_row(row)) out.push_back(std::move(*message));
        }
    }
    return out;
}

std::optional<std::string> Answers::campaign(const std::string& id) {
    report::CampaignPage page;
    page.listed = find_campaign(id);
    if (page.listed == nullptr) return std::nullopt;
    const facts::Campaign& c = page.listed->campaign;
    page.members = members(c.messages, 0, max_members);
    for (const std::string& member : c.messages) {
        for (const int64_t row : case_->rows_by_id(member)) {
            if (const Seconds date = case_->date_of(row); date != 0) page.dates.push_back(date);
        }
    }
    for (const std::string& reader : c.readers) {
        const auto found = person_by_address_.find(reader);
        if (found != person_by_address_.end()) page.people.push_back(&people_[found->second]);
    }
    return report::campaign_page_json(page, options_.tokens);
}

std::string Answers::message_list(const Parameters& parameters) {
    const size_t offset = number(parameters, "offset");
    std::vector<std::string> objects;
    size_t total = 0;
    if (const std::string id = word(parameters, "campaign"); !id.empty()) {
        const ListedCampaign* listed = find_campaign(id);
        if (listed != nullptr) {
            total = listed->campaign.messages.size();
            for (const facts::Message& one : members(listed->campaign.messages, offset, page_size))
                objects.push_back(report::listed_message_json(one));
        }
    } else {
        total = static_cast<size_t>(case_->message_count());
        for (const int64_t row : case_->newest_rows(static_cast<int64_t>(offset), page_size))
            objects.push_back(report::listed_message_json(case_->message_by_row(row).value()));
    }
    return report::list_json("messages", {offset, total}, objects);
}

std::optional<std::string> Answers::message(const std::string& id) {
    const std::vector<int64_t> rows = case_->rows_by_id(id);
    if (rows.empty()) return std::nullopt;
    report::MessagePage page;
    page.message = case_->message_by_row(rows.front()).value();
    page.findings = case_->findings_of(rows.front());
    if (const auto in = campaigns_of_message_.find(id); in != campaigns_of_message_.end()) {
        for (const size_t one : in->second) page.campaigns.push_back(campaigns_[one].campaign.id);
    }
    if (options_.with_bytes) {
        const auto bytes = bytes_of(page.message, rows.front());
        if (bytes) {
            page.origin = bytes->origin;
            for (auto& field : engine::view_header(bytes->bytes, limits_))
                page.fields.push_back({std::move(field.name), std::move(field.body)});
        } else {
            page.why_no_bytes = bytes.error().message;
        }
    }
    return report::message_page_json(page, engine::rules(), options_.tokens);
}

Result<Answers::Bytes> Answers::bytes_of(const facts::Message& message, int64_t row) const {
    if (auto kept = case_->body(row); kept && message.inner_of.empty())
        return Bytes{std::move(*kept), "These are the bytes that the case kept."};
    auto raw = engine::raw_bytes(message, limits_, options_.scratch_folder);
    if (!raw) return raw.error();
    return Bytes{std::move(*raw), "These bytes were read from the source; their SHA-256 is the one stated."};
}

std::string Answers::text_json(std::string_view bytes, int64_t row) const {
    report::MessageText out;
    for (auto& text : engine::view_texts(bytes, limits_))
        out.texts.push_back(
            {std::move(text.part), std::move(text.media_type), std::move(text.text), text.is_cut});
    for (const facts::Finding& finding : case_->findings_of(row)) {
        for (const facts::Evidence& evidence : finding.evidence) {
            if (evidence.bytes.empty()) continue;
            auto place = engine::bytes_in_place(bytes, evidence.part, evidence.part_offset, evidence.bytes,
                                                bytes_around, limits_);
            if (!place) continue;
            out.shown.push_back({finding.id, evidence.part, evidence.part_offset, std::move(place->before),
                                 std::move(place->bytes), std::move(place->after)});
        }
    }
    return report::message_text_json(out);
}

std::optional<Viewed> Answers::view(const std::string& id, View what, std::string_view style_nonce) {
    renew();
    const std::vector<int64_t> rows = case_->rows_by_id(id);
    if (rows.empty()) return std::nullopt;
    const facts::Message message = case_->message_by_row(rows.front()).value();
    const auto bytes = bytes_of(message, rows.front());
    if (!bytes) return Viewed{message.sha256, "", bytes.error().message};
    if (what == View::text) return Viewed{message.sha256, text_json(bytes->bytes, rows.front()), ""};
    if (what == View::bytes) {
        const std::string_view first = std::string_view(bytes->bytes).substr(0, hex_bytes);
        return Viewed{message.sha256, report::message_bytes_json(first, bytes->bytes.size()), ""};
    }
    std::vector<report::MessagePicture> pictures;
    for (const engine::ViewedPicture& one : engine::view_pictures(bytes->bytes, limits_))
        pictures.push_back({one.part, html::picture_document(one.picture, style_nonce), one.picture.left_out,
                            one.picture.links, one.picture.is_cut});
    // A host in a box may hold a token; the picture is what ends up in a report's screenshot.
    return Viewed{message.sha256,
                  report::hosts_without_tokens(report::message_pictures_json(pictures), options_.hidden), ""};
}

std::string Answers::people_list(const Parameters& parameters) {
    const size_t offset = number(parameters, "offset");
    std::vector<const facts::Target*> all;
    for (const facts::Target& one : people_) all.push_back(&one);
    std::vector<std::string> objects;
    for (const facts::Target* one : window(all, offset)) objects.push_back(report::listed_person_json(*one));
    return report::list_json("people", {offset, all.size()}, objects);
}

std::optional<std::string> Answers::person(const std::string& address) {
    const auto found = person_by_address_.find(address);
    if (found == person_by_address_.end()) return std::nullopt;
    const facts::Target& target = people_[found->second];
    std::vector<const ListedCampaign*> in;
    std::vector<facts::Message> messages;
    for (const std::string& id : target.campaigns) {
        const ListedCampaign* listed = find_campaign(id);
        if (listed == nullptr) continue;
        in.push_back(listed);
        for (facts::Message& one : members(listed->campaign.messages, 0, max_members)) {
            if (one.reader == address && messages.size() < max_person_messages)
                messages.push_back(std::move(one));
        }
    }
    return report::person_json(target, in, messages);
}

std::optional<std::string> Answers::actor(const std::string& name) {
    if (!claims_) claims_ = engine::all_claims(case_.get(), limits_);
    const intel::ActorReport report = intel::look_up_actor(*claims_, name);
    if (!report.found()) return std::nullopt;
    return engine::actor_json(engine::safe_to_show(report));
}

// Campaigns and people at once; messages by going through the records, newest last stored first come, for as
// long as a page may wait. `from` goes on where the answer before stopped.
std::string Answers::search(const Parameters& parameters) {
    const std::string wanted = ascii_lower(word(parameters, "q")).substr(0, 200);
    const auto from = static_cast<int64_t>(number(parameters, "from"));
    report::SearchResult result;
    if (wanted.empty()) return report::search_json(result);
    if (from == 0) {
        for (const ListedCampaign& one : campaigns_) {
            if (result.campaigns.size() < page_size && holds(one, wanted)) result.campaigns.push_back(&one);
        }
        for (const facts::Target& one : people_) {
            if (result.people.size() < page_size && (holds(one.address, wanted) || holds(one.name, wanted)))
                result.people.push_back(&one);
        }
    }
    const auto until = std::chrono::steady_clock::now() + search_time;
    const int64_t total = case_->message_count();
    int64_t at = from;
    for (; at < total && result.messages.size() < page_size && std::chrono::steady_clock::now() < until;
         ++at) {
        auto message = case_->message_by_row(at + 1);
        if (message && holds(*message, wanted)) result.messages.push_back(std::move(*message));
    }
    result.searched = static_cast<uint64_t>(at);
    result.total = static_cast<uint64_t>(total);
    return report::search_json(result);
}

}  // namespace redshank::serve
