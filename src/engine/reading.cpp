// SPDX-License-Identifier: Apache-2.0
#include "engine/reading.h"

#include "base/hash.h"
#include "detect/detect.h"
#include "engine/ordered_pipeline.h"
#include "evidence/record.h"
#include "extract/extract.h"
#include "intel/observed.h"

namespace redshank::engine {

namespace {

// Enough for one lock to be nothing beside the work, small enough to keep memory low.
constexpr size_t batch_messages = 64;
constexpr size_t batch_bytes = 1u << 20;

using RawEvent = std::variant<source::RawMessage, source::Problem, source::SourceReport>;
using Batch = std::vector<RawEvent>;
using Pipeline = OrderedPipeline<Batch, std::vector<Event>>;

bool deserves_body(const std::vector<facts::Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const facts::Finding& finding) {
        return finding.severity >= facts::Severity::medium;
    });
}

ReadMessage read_one(const source::RawMessage& raw, const org::Organisation& org,
                     const detect::Detector* detector, const Limits& limits) {
    std::string storage;
    extract::Input input;
    input.bytes = raw.bytes;
    input.normal = source::normal_form(raw.bytes, raw.from_quoting, storage);
    input.source = raw.source;
    input.offset = raw.offset;
    input.truncated = raw.truncated;
    input.reconstructed = raw.reconstructed;
    input.read = raw.flags.read;
    input.replied = raw.flags.replied;
    input.delivered = raw.delivered;
    input.envelope_from = raw.envelope_from;

    ReadMessage out;
    out.bytes = raw.bytes.size();
    bool keep_body = false;
    for (facts::Message& message : extract::extract(input, org, limits)) {
        ReadMessage::One& one = out.messages.emplace_back();
        if (detector != nullptr) one.findings = detector->run(message, limits);
        one.record = evidence::write_message(message);
        if (detector != nullptr) one.keys = intel::match_keys(message);
        one.message = std::move(message);
        keep_body = keep_body || deserves_body(one.findings);
    }
    if (keep_body) out.raw = raw.bytes;
    return out;
}

// Collects what a source tells into batches and pushes them.
class Batcher {
  public:
    Batcher(Pipeline& pipeline, const std::atomic<bool>* stop) : pipeline_(pipeline), stop_(stop) {}

    bool add(RawEvent event, size_t bytes) {
        batch_.push_back(std::move(event));
        bytes_ += bytes;
        return batch_.size() < batch_messages && bytes_ < batch_bytes ? true : flush();
    }
    bool flush() {
        bytes_ = 0;
        if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) return false;
        return batch_.empty() || pipeline_.push(std::exchange(batch_, {}));
    }

  private:
    Pipeline& pipeline_;
    const std::atomic<bool>* stop_;
    Batch batch_;
    size_t bytes_ = 0;
};

// On the reading thread: everything below every source, into the pipeline. False when it was stopped.
bool feed(const ReadingOptions& options, Batcher& batcher) {
    source::Sink sink;
    sink.message = [&](source::RawMessage&& raw) {
        const size_t bytes = raw.bytes.size();
        return batcher.add(std::move(raw), bytes);
    };
    sink.problem = [&](const source::Problem& problem) { batcher.add(problem, 0); };
    sink.done = [&](const source::SourceReport& report) { batcher.add(report, 0); };
    sink.wants_file = options.wants_file;
    sink.progress = options.progress;
    sink.stores = options.stores;
    for (const std::string& source : options.sources) {
        if (!source::read_source(source, options.limits, sink)) return false;
    }
    return batcher.flush();
}

}  // namespace

ReadMessage read_message(const source::RawMessage& raw, const org::Organisation& org, const Limits& limits) {
    const detect::Detector detector(org);
    return read_one(raw, org, &detector, limits);
}

bool read_all(const ReadingOptions& options, const std::function<void(Event&&)>& take) {
    const detect::Detector detector(*options.org);
    const detect::Detector* with = options.with_findings ? &detector : nullptr;
    const auto work = [&](Batch&& batch) {
        std::vector<Event> events;
        events.reserve(batch.size());
        for (RawEvent& event : batch) {
            if (auto* raw = std::get_if<source::RawMessage>(&event)) {
                events.emplace_back(read_one(*raw, *options.org, with, options.limits));
            } else if (auto* problem = std::get_if<source::Problem>(&event)) {
                events.emplace_back(std::move(*problem));
            } else {
                events.emplace_back(std::move(std::get<source::SourceReport>(event)));
            }
        }
        return events;
    };

    bool whole = false;
    const auto produce = [&](Pipeline& pipeline) {
        Batcher batcher(pipeline, options.stop);
        whole = feed(options, batcher);
    };
    run_ordered<Batch, std::vector<Event>>(options.threads, produce, work, [&](std::vector<Event>&& events) {
        for (Event& event : events) take(std::move(event));
    });
    return whole;
}

}  // namespace redshank::engine
