// SPDX-License-Identifier: Apache-2.0
// Messages inside messages are a queue of work, not recursion: mail nests as deep as its sender likes. The
// queue is bounded by number, depth and bytes, for each level is hashed and parsed again.
#include "extract/extract.h"

#include <algorithm>
#include <deque>

#include "base/hash.h"
#include "extract/body_facts.h"
#include "extract/header_facts.h"
#include "extract/reader.h"
#include "mime/entity.h"

namespace redshank::extract {

namespace {

struct Work {
    InnerMessage message;  // of the outermost: its bytes and no number
    std::string inner_of;  // content_id of the message around it
    int depth = 0;
};

// The bytes that content_id hashes, of an attached message: line ends as LF. It never lay in a store of its
// own.
std::string with_lf(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r')
            out += bytes[i];
        else if (i + 1 == bytes.size() || bytes[i + 1] != '\n')
            out += '\n';
    }
    return out;
}

void identify(const Input& input, const Work& work, facts::Message& message) {
    const std::string_view bytes = work.message.bytes;
    message.sha256 = sha256_hex(bytes);
    if (work.depth > 0) {
        message.content_id =
            bytes.find('\r') == std::string_view::npos ? message.sha256 : sha256_hex(with_lf(bytes));
    } else {
        const bool is_normal = input.normal.data() == bytes.data() && input.normal.size() == bytes.size();
        message.content_id = is_normal ? message.sha256 : sha256_hex(input.normal);
    }
    message.id = "M" + message.content_id.substr(0, 16);
    message.inner_of = work.inner_of;
}

facts::Place place_of(const Input& input, const Work& work, const facts::Message& message) {
    facts::Place place;
    place.source = input.source;
    place.offset = input.offset;
    place.length = input.bytes.size();
    place.part = work.message.number;
    place.sha256 = message.sha256;
    place.reader = message.reader;
    place.basis = message.reader_basis;
    place.read = input.read;
    place.replied = input.replied;
    return place;
}

// What we wrote says nothing of the program that sent the message; nor does a date without the headers it
// came with.
void forget_our_own_marks(facts::Message& message) {
    message.fingerprint.boundary_form.clear();
    message.fingerprint.header_order = 0;
    if (message.received_hops.empty()) message.fingerprint.date_zone.clear();
}

class Extraction {
  public:
    Extraction(const Input& input, const org::Organisation& org, const Limits& limits, PartWatch watch)
        : input_(input), org_(org), limits_(limits), watch_(std::move(watch)) {}

    std::vector<facts::Message> run() {
        queue_.push_back({{input_.bytes, "", {}}, "", 0});
        for (size_t next = 0; next < queue_.size(); ++next) read(next);
        return std::move(messages_);
    }

  private:
    void read(size_t index) {
        const Work work = queue_[index];
        const bool outermost = work.depth == 0;
        facts::Message message;
        identify(input_, work, message);
        message.reconstructed = outermost ? input_.reconstructed : work.message.reconstructed;

        AnomalyList anomalies(limits_);
        const mime::Message parsed = mime::parse(work.message.bytes, limits_, anomalies);
        const HeaderReading reading{parsed, org_, limits_, anomalies};
        const HeaderFacts header = read_header(reading, outermost ? input_.delivered : 0,
                                               outermost ? input_.envelope_from : std::string(), message);
        const Witnesses witnesses{work.message.journal, header.delivered,
                                  outermost ? input_.source : std::string_view(), &header.list_post};
        if (message.reconstructed) forget_our_own_marks(message);
        Reader reader = find_reader(message, witnesses, org_);
        message.reader = std::move(reader.address);
        message.reader_basis = reader.basis;
        if (!work.message.journal.empty()) message.delivered_to = work.message.journal;

        std::vector<InnerMessage> inner = read_body(reading, header, storage_, watch_in(work), message);
        if (outermost && input_.truncated) anomalies.add(AnomalyKind::message_truncated, input_.bytes.size());
        enqueue(std::move(inner), work, message, anomalies);
        message.places.push_back(place_of(input_, work, message));
        message.anomalies = std::move(anomalies.items());
        messages_.push_back(std::move(message));
    }

    // Places in an attached message begin with that message's own.
    PartWatch watch_in(const Work& work) const {
        if (!watch_ || work.message.number.empty()) return watch_;
        return [this, before = work.message.number + "."](std::string_view place, std::string_view bytes) {
            watch_(before + std::string(place), bytes);
        };
    }

    void enqueue(std::vector<InnerMessage> inner, const Work& outer, const facts::Message& message,
                 AnomalyList& anomalies) {
        for (InnerMessage& one : inner) {
            inner_bytes_ += one.bytes.size();
            if (queue_.size() > limits_.max_inner_messages || outer.depth >= limits_.max_mime_depth ||
                inner_bytes_ > limits_.max_decoded_message_bytes) {
                anomalies.add(AnomalyKind::depth_limit, 0, "attached messages");
                return;
            }
            if (!outer.message.number.empty()) one.number = outer.message.number + "." + one.number;
            queue_.push_back({std::move(one), message.content_id, outer.depth + 1});
        }
    }

    const Input& input_;
    const org::Organisation& org_;
    const Limits& limits_;
    PartWatch watch_;
    std::vector<Work> queue_;
    std::deque<std::string> storage_;  // decoded attached messages: their views stay valid
    uint64_t inner_bytes_ = 0;
    std::vector<facts::Message> messages_;
};

}  // namespace

std::vector<facts::Message> extract(const Input& input, const org::Organisation& org, const Limits& limits) {
    return Extraction(input, org, limits, {}).run();
}

void each_part(std::string_view message, const Limits& limits,
               const std::function<void(std::string_view place, std::string_view bytes)>& take) {
    const org::Organisation org;
    Input input;
    input.bytes = input.normal = message;
    Extraction(input, org, limits, take).run();
}

std::optional<std::string> bytes_at(std::string_view message, std::string_view place, const Limits& limits,
                                    std::string_view sha256) {
    std::optional<std::string> found;
    each_part(message, limits, [&](std::string_view one, std::string_view bytes) {
        if (one == place && !found && (sha256.empty() || sha256_hex(bytes) == sha256)) found = bytes;
    });
    return found;
}

}  // namespace redshank::extract
