// SPDX-License-Identifier: Apache-2.0
// Places are sorted and read by source::read_ranges; the bytes of each go to a worker that hashes them, takes
// them apart as extraction does, and compares.
#include "engine/verify.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/hash.h"
#include "engine/ordered_pipeline.h"
#include "evidence/case.h"
#include "evidence/record.h"
#include "extract/extract.h"
#include "source/source.h"

namespace redshank::engine {

namespace {

using evidence::Case;

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string file_part(const std::string& source) {
    return source.substr(0, source.find("!/"));
}

// Where a message with findings lies: one of its places.
struct Wanted {
    int64_t row = 0;
    size_t place = 0;
};

struct Asked {
    std::vector<Wanted> wanted;  // beside `ranges`
    std::vector<source::Range> ranges;
    std::map<int64_t, uint64_t> findings;  // of each row, their number
    uint64_t bytes = 0;
    bool recover = false;
};

// Sources are kept as they were named; from another folder they are found by their full path.
class SourceNames {
  public:
    explicit SourceNames(const Case& c) {
        for (auto& [path, known] : c.sources()) absolute_.emplace(path, known.absolute);
    }
    std::string now(const std::string& source) const {
        const std::string file = file_part(source);
        std::error_code error;
        const auto known = absolute_.find(file);
        if (known == absolute_.end() || std::filesystem::exists(file, error)) return source;
        return known->second + source.substr(file.size());
    }

  private:
    std::map<std::string, std::string> absolute_;
};

facts::Message parsed(std::string_view record) {
    auto message = evidence::read_message(record);
    if (!message)
        throw evidence::DatabaseError("the case holds a damaged message: " + message.error().message);
    return std::move(*message);
}

Asked places_of_findings(const Case& c) {
    Asked asked;
    const SourceNames names(c);
    c.each_message(Case::Order::stored, [&](const Case::StoredMessage& stored) {
        const size_t findings = c.findings_of(stored.row).size();
        if (findings == 0) return true;
        asked.findings[stored.row] = findings;
        const facts::Message message = parsed(stored.record);
        for (size_t i = 0; i < message.places.size(); ++i) {
            const facts::Place& place = message.places[i];
            asked.wanted.push_back({stored.row, i});
            asked.ranges.push_back({names.now(place.source), place.offset, place.length});
            asked.bytes += place.length;
            asked.recover = asked.recover || place.source.find("!/orphaned/") != std::string::npos ||
                            place.source.find("!/recovered/") != std::string::npos;
        }
        return true;
    });
    return asked;
}

// A place with what was found there, on its way to a worker.
struct Found {
    size_t index = 0;
    bool is_there = false;
    std::string bytes;
    facts::Place place;
    std::vector<facts::Finding> findings;
    bool is_named = false;  // these are the bytes that the findings name: offsets in another copy may differ
};

struct Checked {
    size_t index = 0;
    bool is_there = false;
    bool holds = false;     // the bytes are those that were read
    bool is_named = false;  // as in Found
    uint64_t length = 0;
    std::vector<FailedFinding> failed;
};

Checked check(Found&& found, const Limits& limits) {
    Checked out{found.index, found.is_there, false, found.is_named, found.place.length, {}};
    if (!found.is_there) return out;
    if (!found.place.part.empty()) {
        auto inner = extract::bytes_at(found.bytes, found.place.part, limits, found.place.sha256);
        found.bytes = inner ? std::move(*inner) : std::string();
    }
    out.holds = sha256_hex(found.bytes) == found.place.sha256;
    if (!out.holds || !found.is_named) return out;
    for (const facts::Finding& finding : found.findings) {
        std::string what = check_finding(finding, found.bytes, limits);
        if (!what.empty()) out.failed.push_back({finding.id, finding.message, std::move(what)});
    }
    return out;
}

class Verification {
  public:
    Verification(const VerifyOptions& options, const Case& c)
        : options_(options), case_(c), asked_(places_of_findings(c)) {}

    void run(Verified& out) {
        run_ordered<Found, Checked>(
            options_.threads, [&](auto& pipeline) { read(pipeline); },
            [&](Found&& found) { return check(std::move(found), options_.limits); },
            [&](Checked&& checked) { take(std::move(checked), out); });
        for (const auto& [row, findings] : asked_.findings) {
            ++out.messages;
            out.findings += findings;
            if (!held_.contains(row)) out.without_source += findings;
        }
        out.verified = out.findings - out.without_source - out.failed.size();
        for (auto& [source, state] : states_) out.sources.push_back(std::move(state));
        std::sort(out.failed.begin(), out.failed.end(),
                  [](const FailedFinding& a, const FailedFinding& b) { return a.finding < b.finding; });
    }

  private:
    template <class Pipeline>
    void read(Pipeline& pipeline) {
        const auto found = [&](size_t index, bool is_there, std::string_view bytes) {
            const Wanted& wanted = asked_.wanted[index];
            const facts::Message message = case_.message_by_row(wanted.row).value();
            const facts::Place& place = message.places[wanted.place];
            const bool is_named = is_there && place.sha256 == message.sha256;
            pipeline.push({index, is_there, std::string(bytes), place,
                           is_named ? case_.findings_of(wanted.row) : std::vector<facts::Finding>(),
                           is_named});
        };
        source::read_ranges(asked_.ranges, options_.limits, found,
                            {.scratch_folder = options_.case_folder.string(), .recover = asked_.recover});
    }

    void take(Checked&& checked, Verified& out) {
        bytes_done_ += checked.length;
        if (options_.progress) options_.progress({"verifying", bytes_done_, asked_.bytes, ++places_done_});
        const Wanted& wanted = asked_.wanted[checked.index];
        if (checked.holds) {
            // The findings of a message are told once, however many copies it has.
            if (checked.is_named && held_.insert(wanted.row).second)
                out.failed.insert(out.failed.end(), checked.failed.begin(), checked.failed.end());
            return;
        }
        const std::string& name = asked_.ranges[checked.index].source;
        std::error_code error;
        SourceState& state = states_[name];
        state.source = name;
        state.is_missing = !std::filesystem::exists(file_part(name), error);
        ++state.messages;
    }

    const VerifyOptions& options_;
    const Case& case_;
    const Asked asked_;
    std::set<int64_t> held_;
    std::map<std::string, SourceState> states_;
    uint64_t bytes_done_ = 0;
    uint64_t places_done_ = 0;
};

std::string where(const facts::Evidence& evidence) {
    return (evidence.part.empty() ? std::string("the message") : "part " + evidence.part) + ", byte " +
           std::to_string(evidence.part_offset);
}

bool stands_in(const facts::Evidence& evidence, std::string_view bytes) {
    return evidence.part_offset <= bytes.size() &&
           bytes.substr(static_cast<size_t>(evidence.part_offset), evidence.bytes.size()) == evidence.bytes;
}

std::string_view whole_hash(const facts::Finding& finding) {
    const auto fact = std::find_if(finding.facts.begin(), finding.facts.end(),
                                   [](const auto& one) { return one.first == "sha256"; });
    return fact == finding.facts.end() ? std::string_view() : std::string_view(fact->second);
}

// Bytes at their place, or the whole part by its hash (facts::Evidence); of a place alone, that it is there.
bool is_shown(const facts::Evidence& evidence, std::string_view hash, std::string_view bytes) {
    if (!evidence.bytes.empty() || evidence.part.empty() || evidence.part_offset > 0 || hash.empty())
        return stands_in(evidence, bytes);
    return sha256_hex(bytes) == hash;
}

}  // namespace

std::string check_finding(const facts::Finding& finding, std::string_view message, const Limits& limits) {
    const std::string_view hash = whole_hash(finding);
    std::vector<bool> shown(finding.evidence.size(), false);
    bool needs_parts = false;
    for (size_t i = 0; i < shown.size(); ++i) {
        if (finding.evidence[i].part.empty()) shown[i] = is_shown(finding.evidence[i], hash, message);
        needs_parts = needs_parts || !finding.evidence[i].part.empty();
    }
    if (needs_parts) {
        extract::each_part(message, limits, [&](std::string_view place, std::string_view bytes) {
            for (size_t i = 0; i < shown.size(); ++i) {
                if (!shown[i] && finding.evidence[i].part == place)
                    shown[i] = is_shown(finding.evidence[i], hash, bytes);
            }
        });
    }
    const auto missing = std::find(shown.begin(), shown.end(), false);
    return missing == shown.end() ? ""
                                  : "its bytes do not stand at " +
                                        where(finding.evidence[static_cast<size_t>(missing - shown.begin())]);
}

bool Verified::some_missing() const {
    return std::any_of(sources.begin(), sources.end(), [](const SourceState& one) { return one.is_missing; });
}
bool Verified::some_changed() const {
    return !ledger.problems.empty() || !failed.empty() ||
           std::any_of(sources.begin(), sources.end(),
                       [](const SourceState& one) { return !one.is_missing; });
}
bool Verified::is_whole() const {
    return !some_missing() && !some_changed();
}

Result<Verified> verify(const VerifyOptions& options) {
    std::string key;
    if (!options.public_key.empty()) {
        key = read_whole(options.public_key);
        if (key.empty()) return Error{"the key " + options.public_key.string() + " cannot be read"};
    }
    const auto opened = Case::open_for_reading(options.case_folder);
    if (!opened) return opened.error();
    Verified out;
    out.ledger = evidence::check_ledger(read_whole(evidence::ledger_file(options.case_folder)), key);
    Verification(options, **opened).run(out);
    return out;
}

}  // namespace redshank::engine
