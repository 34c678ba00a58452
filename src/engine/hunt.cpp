// SPDX-License-Identifier: Apache-2.0
// Three phases. Reading appends every message that the case does not know, in batches; settling gives
// messages that lie in several places one reader and hash, whatever the order in which they were met;
// grouping works everything out anew from the records, so that a case grown in steps equals a case made at
// once.
#include "engine/hunt.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <system_error>
#include <tuple>

#include "base/hash.h"
#include "base/json_writer.h"
#include "detect/detect.h"
#include "engine/grouping.h"
#include "engine/intel.h"
#include "engine/intel_match.h"
#include "engine/ordered_pipeline.h"
#include "engine/reading.h"
#include "engine/sandbox.h"
#include "evidence/case.h"
#include "evidence/ledger.h"
#include "evidence/pack.h"
#include "evidence/record.h"
#include "extract/extract.h"

namespace redshank::engine {

namespace {

using evidence::Case;

constexpr uint64_t commit_bytes = 64u << 20;  // between two commits: what a kill costs at most
constexpr uint64_t usual_message_bytes = 20'000;

using PlaceKey = std::tuple<std::string, uint64_t, std::string>;

uint64_t place_hash(int64_t row, const PlaceKey& place) {
    uint64_t hash = hash64(std::get<0>(place), static_cast<uint64_t>(row));
    hash = hash_combine(hash, std::get<1>(place));
    return hash_combine(hash, hash64(std::get<2>(place)));
}

// A case made with another extractor, other detectors or another organisation file reads its sources again.
int64_t generation_of(const org::Organisation& org) {
    const std::string key = std::to_string(extract::extractor_version) + " " +
                            std::to_string(detect::detectors_version) + " " + org.digest;
    return static_cast<int64_t>(hash64(key) >> 1);
}

// Appends what reading gives; remembers every message by 128 bits of its content_id.
class CaseWriter {
  public:
    /// `grouper` gets each new message as it is written; may be null.
    CaseWriter(Case& c, int64_t hunt, int64_t generation, facts::Summary& summary, Grouper* grouper)
        : case_(c),
          intel_(c.intel()),
          hunt_(hunt),
          generation_(generation),
          summary_(summary),
          grouper_(grouper) {
        case_.each_known_message([&](const evidence::KnownMessage& known) {
            known_.emplace(known.content,
                           Known{known.row, known.generation, {known.source, known.offset, known.part}});
        });
        case_.expiry().each_expired([&](const Key128& content) { expired_.insert(content); });
        case_.each_further_place(generation, [&](int64_t row, const facts::Place& place) {
            further_places_.insert(place_hash(row, {place.source, place.offset, place.part}));
        });
    }

    void write(ReadMessage&& read) {
        summary_.bytes_read += read.bytes;
        for (ReadMessage::One& one : read.messages) {
            ++summary_.messages_met;
            const auto [row, changed] = write_one(one);
            if (changed && &one == &read.messages.front() && !read.raw.empty()) case_.set_body(row, read.raw);
        }
    }

  private:
    struct Known {
        int64_t row;
        int64_t generation;
        PlaceKey first_place;
    };
    struct Written {
        int64_t row;
        bool changed;  // the record in the case is this one
    };

    Written write_one(const ReadMessage::One& one) {
        const facts::Message& message = one.message;
        const facts::Place& place = message.places.front();
        const PlaceKey key{place.source, place.offset, place.part};
        if (expired_.contains(key_from_hex(message.content_id))) {
            ++summary_.messages_known;
            return {0, false};
        }
        const auto [found, is_new] =
            known_.try_emplace(key_from_hex(message.content_id), Known{0, generation_, key});
        Known& known = found->second;
        if (is_new) {
            known.row = case_.add_message(message, one.record, hunt_, generation_);
            case_.add_findings(known.row, one.findings);
            intel_.set_keys(known.row, one.keys);
            if (grouper_ != nullptr) grouper_->add(message, one.findings);
            ++summary_.messages_added;
            summary_.inner_added += message.inner_of.empty() ? 0 : 1;
            return {known.row, true};
        }
        if (key == known.first_place) {
            ++summary_.messages_known;
            if (known.generation == generation_) return {known.row, false};
            replace(known, one);
            return {known.row, true};
        }
        if (!further_places_.insert(place_hash(known.row, key)).second) {
            ++summary_.messages_known;
            return {known.row, false};
        }
        ++summary_.further_places;
        // The record is that of the place that sorts first, whichever was met first.
        if (key < known.first_place) {
            const facts::Place old_place = case_.message_by_row(known.row).value().places.front();
            further_places_.insert(place_hash(known.row, known.first_place));
            replace(known, one);
            known.first_place = key;
            case_.add_place(known.row, old_place, generation_);
            return {known.row, true};
        }
        case_.add_place(known.row, place, generation_);
        return {known.row, false};
    }

    void replace(Known& known, const ReadMessage::One& one) {
        case_.replace_message(known.row, one.message, one.record, generation_);
        case_.set_findings(known.row, one.findings);
        intel_.set_keys(known.row, one.keys);
        known.generation = generation_;
    }

    Case& case_;
    evidence::IntelStore intel_;
    const int64_t hunt_;
    const int64_t generation_;
    facts::Summary& summary_;
    Grouper* grouper_;
    std::unordered_map<Key128, Known, Key128Hash> known_;
    std::unordered_set<Key128, Key128Hash> expired_;  // forgotten: never read in again
    std::unordered_set<uint64_t> further_places_;
};

// What the reading thread asks and the writing thread answers later: size and time of a file as it was when
// opened.
class SourceBook {
  public:
    /// `again`: files that the case has read are wanted all the same.
    SourceBook(const std::filesystem::path& case_folder, int64_t generation, bool again)
        : generation_(generation) {
        if (again) return;
        auto reader = Case::open_for_reading(case_folder);
        if (reader) case_ = std::move(*reader);
    }

    bool wants(const std::string& source, const std::string& absolute, uint64_t size, int64_t mtime_ns) {
        const evidence::KnownSource file{absolute, size, mtime_ns, "", 0, generation_};
        if (case_ != nullptr && case_->has_read(file)) return false;
        const std::lock_guard lock(mutex_);
        met_[source] = file;
        return true;
    }

    /// The file that was asked about, once; members of archives and folders were not.
    std::optional<evidence::KnownSource> take(const std::string& source) {
        const std::lock_guard lock(mutex_);
        const auto found = met_.find(source);
        if (found == met_.end()) return std::nullopt;
        evidence::KnownSource known = std::move(found->second);
        met_.erase(found);
        return known;
    }

  private:
    const int64_t generation_;
    std::unique_ptr<Case> case_;
    std::mutex mutex_;
    std::map<std::string, evidence::KnownSource> met_;
};

Result<org::Organisation> organisation_for(const HuntOptions& options, Case& c) {
    if (options.org_file) {
        std::ifstream file(*options.org_file, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        auto loaded = org::load_organisation(*options.org_file);
        if (loaded) c.set_setting("organisation", text);
        return loaded;
    }
    const std::string text = c.setting("organisation");
    return text.empty() ? Result<org::Organisation>(org::default_organisation())
                        : org::parse_organisation(text);
}

constexpr size_t max_named_files = 20;

void count_source(const source::SourceReport& report, facts::Summary& summary) {
    // What exports put beside mail is no file that lacks it.
    if (report.kind == source::Kind::folder || report.kind == source::Kind::sidecar) return;
    if (report.skipped_known) {
        ++summary.files_known;
    } else if (report.messages > 0) {
        ++summary.files_with_mail;
    } else if (report.kind != source::Kind::archive && report.kind != source::Kind::compressed) {
        ++summary.files_without_mail;
        if (summary.without_mail.size() < max_named_files) summary.without_mail.push_back(report.source);
    }
}

// Phase 1. False when it was stopped from outside.
bool read_sources(const HuntOptions& options, const org::Organisation& org, Case& c, int64_t generation,
                  facts::Summary& summary, Grouper* grouper) {
    const uint64_t expected = source::total_bytes(options.sources, options.limits);
    const auto known_messages = static_cast<uint64_t>(c.message_count());
    if (expected / usual_message_bytes >= known_messages) c.drop_indexes();

    SourceBook book(options.case_folder, generation, options.recover);
    std::atomic<uint64_t> bytes_done{0};
    ReadingOptions reading;
    reading.sources = options.sources;
    reading.threads = options.threads;
    reading.limits = options.limits;
    reading.org = &org;
    reading.stop = options.stop;
    reading.stores = {.scratch_folder = options.case_folder.string(), .recover = options.recover};
    reading.progress = [&](uint64_t bytes) { bytes_done.store(bytes, std::memory_order_relaxed); };
    reading.wants_file = [&](const std::string& source, const std::string& absolute, uint64_t size,
                             int64_t mtime_ns) { return book.wants(source, absolute, size, mtime_ns); };

    c.begin();
    CaseWriter writer(c, c.begin_hunt(options.now), generation, summary, grouper);
    uint64_t uncommitted = 0;
    std::unordered_set<std::string> cleared;
    const auto take = [&](Event&& event) {
        if (auto* message = std::get_if<ReadMessage>(&event)) {
            uncommitted += message->bytes;
            writer.write(std::move(*message));
        } else if (auto* problem = std::get_if<source::Problem>(&event)) {
            const std::string file = problem->source.substr(0, problem->source.find("!/"));
            if (cleared.insert(file).second) c.clear_problems(file);
            c.add_problem({problem->source, problem->offset, problem->what});
            if (options.unread) options.unread({problem->source, problem->offset, problem->what});
        } else {
            const auto& report = std::get<source::SourceReport>(event);
            count_source(report, summary);
            if (auto known = book.take(report.source)) {
                known->kind = source::kind_name(report.kind);
                known->messages = report.messages;
                if (cleared.insert(report.source).second) c.clear_problems(report.source);
                c.set_source(report.source, *known);
            }
        }
        if (uncommitted >= commit_bytes) {
            c.commit();
            c.begin();
            uncommitted = 0;
        }
        if (options.progress) {
            options.progress(
                {"reading", bytes_done.load(std::memory_order_relaxed), expected, summary.messages_met});
        }
    };
    const bool whole = read_all(reading, take);
    c.commit();
    return whole;
}

// Phase 2.
void settle(Case& c, const org::Organisation& org, int64_t generation, const Limits& limits) {
    const detect::Detector detector(org);
    c.begin();
    for (const int64_t row : c.unsettled_rows(generation)) {
        facts::Message message = c.message_by_row(row).value();
        // Only its first place is the record's own; what it says of others may be of an older generation.
        message.places.resize(1);
        for (facts::Place& place : c.further_places(row)) message.places.push_back(std::move(place));
        facts::settle_places(message);
        c.set_findings(row, detector.run(message, limits));
        c.settle_message(row, evidence::write_message(message), generation);
    }
    c.commit();
}

// Which campaigns are new since the hunt before this one, or have grown.
std::vector<facts::ListedCampaign> compare_with_before(
    std::vector<facts::Campaign> campaigns, const std::vector<facts::ListedCampaign>& before,
    const std::function<bool(const std::string&)>& is_new) {
    std::unordered_set<std::string_view> was_in_campaign;
    for (const facts::ListedCampaign& listed : before) {
        was_in_campaign.insert(listed.campaign.messages.begin(), listed.campaign.messages.end());
    }
    std::vector<facts::ListedCampaign> out;
    out.reserve(campaigns.size());
    for (facts::Campaign& campaign : campaigns) {
        facts::ListedCampaign& listed = out.emplace_back();
        listed.is_new = std::none_of(campaign.messages.begin(), campaign.messages.end(),
                                     [&](const std::string& id) { return was_in_campaign.count(id) > 0; });
        listed.new_messages =
            static_cast<uint32_t>(std::count_if(campaign.messages.begin(), campaign.messages.end(), is_new));
        listed.campaign = std::move(campaign);
    }
    return out;
}

// A message of the case, read for grouping.
struct KnownMail {
    facts::Message message;
    std::vector<facts::Finding> findings;
    int64_t hunt = 0;
};

template <class T>
T or_throw(Result<T> read) {
    if (!read) throw evidence::DatabaseError("the case holds a damaged record: " + read.error().message);
    return std::move(*read);
}

KnownMail known_mail(const Case::PackedMessage& packed) {
    KnownMail mail;
    mail.message = or_throw(evidence::read_message(evidence::unpack(packed.record)));
    for (const std::string& record : packed.findings)
        mail.findings.push_back(or_throw(evidence::read_finding(record)));
    mail.hunt = packed.hunt;
    return mail;
}

// All messages of the case, in the order stored; their records are read on several threads.
void each_known_mail(const Case& c, int threads, const std::function<void(const KnownMail&)>& take) {
    using Packed = std::vector<Case::PackedMessage>;
    using Mails = std::vector<KnownMail>;
    constexpr size_t batch_messages = 64;
    const auto produce = [&](OrderedPipeline<Packed, Mails>& pipeline) {
        Packed batch;
        c.each_packed_message([&](Case::PackedMessage&& packed) {
            batch.push_back(std::move(packed));
            return batch.size() < batch_messages || pipeline.push(std::exchange(batch, {}));
        });
        pipeline.push(std::move(batch));
    };
    const auto work = [](Packed&& batch) {
        Mails mails;
        mails.reserve(batch.size());
        for (const Case::PackedMessage& packed : batch) mails.push_back(known_mail(packed));
        return mails;
    };
    run_ordered<Packed, Mails>(threads, produce, work, [&](Mails&& mails) {
        for (const KnownMail& mail : mails) take(mail);
    });
}

// What a later reader of the case must know to say what the result does not cover.
void keep_counts(Case& c, const org::Organisation& org, const facts::Summary& counts) {
    c.set_setting("organisation_name", org.name);
    c.set_setting("readers", std::to_string(counts.readers));
    c.set_setting("unknown_reader", std::to_string(counts.unknown_reader));
    c.set_setting("single_copies", std::to_string(counts.single_copies));
    c.set_setting("protected_without_mail", std::to_string(counts.mailboxes_without_mail.size()));
}

// Phase 3. `at_hand` holds all messages of the case already, all of them new, or nothing.
void group_case(const HuntOptions& options, Case& c, const org::Organisation& org, facts::Summary& summary,
                std::optional<Grouper> at_hand) {
    if (options.progress) options.progress({"grouping", 0, 0, summary.messages_met});
    const bool all_are_new = at_hand.has_value();
    const int64_t this_hunt = c.last_hunt();
    std::unordered_set<std::string> new_messages;
    if (!at_hand) {
        at_hand.emplace(org);
        each_known_mail(c, options.threads, [&](const KnownMail& mail) {
            at_hand->add(mail.message, mail.findings);
            if (mail.hunt == this_hunt) new_messages.insert(mail.message.id);
        });
    }
    Grouped grouped = at_hand->finish(options.threads);
    const auto is_new = [&](const std::string& id) { return all_are_new || new_messages.count(id) > 0; };
    auto listed = compare_with_before(std::move(grouped.campaigns), c.campaigns(), is_new);
    c.begin();
    summary.intel = match_intel(c, org, options.limits, listed);
    c.set_campaigns(listed);
    c.set_targets(grouped.targets);
    c.make_indexes();
    keep_counts(c, org, grouped.counts);
    c.commit();
    c.marks().apply(listed);

    facts::Summary& counts = grouped.counts;
    summary.messages = counts.messages;
    summary.inner_messages = counts.inner_messages;
    summary.first_date = counts.first_date;
    summary.last_date = counts.last_date;
    summary.undated = counts.undated;
    summary.readers = counts.readers;
    summary.unknown_reader = counts.unknown_reader;
    summary.single_copies = counts.single_copies;
    summary.findings = counts.findings + summary.intel.findings;
    summary.mailboxes_without_mail = std::move(counts.mailboxes_without_mail);
    for (const facts::ListedCampaign& one : listed) {
        summary.new_campaigns += one.is_new ? 1 : 0;
        summary.grown_campaigns += !one.is_new && one.new_messages > 0 ? 1 : 0;
    }
    summary.campaigns = std::move(listed);
}

// What --intel names; the problems in it.
Result<std::vector<facts::UnreadSource>> import_intel(const HuntOptions& options, Case& c) {
    std::vector<facts::UnreadSource> problems;
    IntelAddOptions intel;
    intel.files = options.intel_files;
    intel.now = options.now;
    intel.limits = options.limits;
    intel.unread = [&](const facts::UnreadSource& problem) {
        problems.push_back(problem);
        if (options.unread) options.unread(problem);
    };
    const auto outcome = add_intel(c, intel);
    if (!outcome) return outcome.error();
    return problems;
}

// Before anything is read: who asked for it, by what right, and everything needed to do it again.
Result<std::string> log_start(const HuntOptions& options, const Case& c, const org::Organisation& org) {
    JsonWriter json;
    json.begin_object().key("authority").value(options.authority).key("scope").value(options.scope);
    json.key("sources").begin_array();
    for (const std::string& source : options.sources) json.value(source);
    json.end_array().key("folder").value(std::filesystem::current_path().string());
    json.key("organisation").value(org.name).key("organisation_sha256").value(org.digest);
    json.key("intel_sha256").begin_array();
    for (const evidence::IntelImport& import : c.intel().imports()) json.value(import.sha256);
    json.end_array().key("recover").value(options.recover);
    json.key("extractor").value(extract::extractor_version);
    json.key("detectors").value(detect::detectors_version).end_object();
    return evidence::append(options.case_folder, {"hunt", json.take(), options.now, options.sign_key});
}

Result<std::string> log_end(const HuntOptions& options, const facts::Summary& summary) {
    JsonWriter json;
    json.begin_object().key("interrupted").value(summary.interrupted);
    json.key("messages_added").value(summary.messages_added).key("messages").value(summary.messages);
    json.key("findings").value(summary.findings);
    json.key("campaigns").value(static_cast<uint64_t>(summary.campaigns.size()));
    json.key("unread").value(static_cast<uint64_t>(summary.unread.size())).end_object();
    return evidence::append(
        options.case_folder,
        {"hunt-end", json.take(), options.now + summary.milliseconds / 1000, options.sign_key});
}

}  // namespace

Status regroup(Case& c, int threads, const Limits& limits) {
    HuntOptions options;
    options.threads = threads;
    options.limits = limits;
    const auto org = organisation_for(options, c);
    if (!org) return org.error();
    facts::Summary summary;
    group_case(options, c, *org, summary, std::nullopt);
    return Done{};
}

Result<facts::Summary> hunt(const HuntOptions& options) {
    const auto started = std::chrono::steady_clock::now();
    std::error_code error;
    if (std::none_of(options.sources.begin(), options.sources.end(),
                     [&](const std::string& source) { return std::filesystem::exists(source, error); })) {
        return Error{"none of the sources exists: " +
                     (options.sources.empty() ? "none was named" : options.sources.front())};
    }
    if (options.org_file) {
        // Before anything is made: a typing error in the file must not leave a case behind.
        const auto checked = org::load_organisation(*options.org_file);
        if (!checked) return checked.error();
    }
    auto opened = Case::open_for_writing(options.case_folder);
    if (!opened) return opened.error();
    Case& c = **opened;
    const auto org = organisation_for(options, c);
    if (!org) return org.error();

    facts::Summary summary;
    if (options.sandboxed) summary.sandbox = enter_reading_sandbox({options.case_folder});
    summary.case_folder = options.case_folder.string();
    summary.organisation = org->name;
    summary.sources = options.sources;
    summary.warnings = org->warnings;
    const int64_t generation = generation_of(*org);

    // In a new case every message is at hand when it is written, and need not be read back to be grouped;
    // unless some have several places, for what they are shows only when all is read.
    std::optional<Grouper> at_hand;
    if (c.message_count() == 0) at_hand.emplace(*org);

    const auto intel_problems = import_intel(options, c);
    if (!intel_problems) return intel_problems.error();
    if (const auto logged = log_start(options, c, *org); !logged) return logged.error();
    const bool whole = read_sources(options, *org, c, generation, summary, at_hand ? &*at_hand : nullptr);
    summary.interrupted = !whole;
    if (whole) {
        if (!c.unsettled_rows(generation).empty()) at_hand.reset();
        settle(c, *org, generation, options.limits);
        group_case(options, c, *org, summary, std::move(at_hand));
    }
    summary.unread = *intel_problems;
    for (facts::UnreadSource& problem : c.problems()) summary.unread.push_back(std::move(problem));
    summary.milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started)
            .count();
    if (const auto logged = log_end(options, summary); !logged) return logged.error();
    return summary;
}

}  // namespace redshank::engine
