// SPDX-License-Identifier: Apache-2.0
#include "engine/shards.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>

#include "campaign/campaign.h"
#include "detect/detect.h"
#include "engine/grouping.h"
#include "engine/reading.h"
#include "evidence/record.h"

namespace redshank::engine {

namespace {

Result<org::Organisation> organisation(const std::optional<std::filesystem::path>& file) {
    return file ? org::load_organisation(*file) : Result<org::Organisation>(org::default_organisation());
}

// As in a case: the record of a message is that of the place that sorts first, and it has all places.
void merge(facts::Message& known, facts::Message&& other) {
    facts::Message& first = known;
    const auto key = [](const facts::Place& place) {
        return std::tie(place.source, place.offset, place.part);
    };
    if (key(other.places.front()) < key(known.places.front())) std::swap(first, other);
    for (facts::Place& place : other.places) first.places.push_back(std::move(place));
}

bool read_lines(std::istream& stream, const std::string& name, const ShardOptions& options,
                std::map<std::string, facts::Message>& messages) {
    std::string line;
    uint64_t number = 0;
    while (std::getline(stream, line)) {
        ++number;
        if (line.empty() || line.starts_with("{\"schema\"")) continue;
        auto message = evidence::read_message(line);
        if (!message || message->places.empty() || message->content_id.size() != 64) {
            const std::string why =
                message ? "the record has no place or content_id" : message.error().message;
            if (options.unread) options.unread({name, number, "line " + std::to_string(number) + ": " + why});
            continue;
        }
        const auto found = messages.find(message->content_id);
        if (found == messages.end()) {
            const std::string key = message->content_id;
            messages.emplace(key, std::move(*message));
        } else {
            merge(found->second, std::move(*message));
        }
    }
    return !stream.bad();
}

}  // namespace

Result<uint64_t> extract_records(const ShardOptions& options,
                                 const std::function<void(std::string_view)>& line) {
    const auto org = organisation(options.org_file);
    if (!org) return org.error();
    ReadingOptions reading;
    reading.sources = options.inputs;
    reading.threads = options.threads;
    reading.limits = options.limits;
    reading.org = &*org;
    reading.with_findings = false;
    uint64_t problems = 0;
    read_all(reading, [&](Event&& event) {
        if (auto* read = std::get_if<ReadMessage>(&event)) {
            for (const ReadMessage::One& one : read->messages) line(one.record);
        } else if (auto* problem = std::get_if<source::Problem>(&event)) {
            ++problems;
            if (options.unread) options.unread({problem->source, problem->offset, problem->what});
        }
    });
    return problems;
}

Result<std::vector<facts::Campaign>> group_records(const ShardOptions& options) {
    const auto org = organisation(options.org_file);
    if (!org) return org.error();
    std::map<std::string, facts::Message> messages;
    bool any = false;
    for (const std::string& file : options.inputs) {
        if (file == "-") {
            any = read_lines(std::cin, "standard input", options, messages) || any;
            continue;
        }
        std::ifstream stream(file, std::ios::binary);
        if (stream && read_lines(stream, file, options, messages)) {
            any = true;
        } else if (options.unread) {
            options.unread({file, 0, "it cannot be read"});
        }
    }
    if (!any) return Error{"none of the files of records can be read"};
    const detect::Detector detector(*org);
    Grouper grouper(*org);
    for (auto& [content_id, message] : messages) {
        facts::settle_places(message);
        grouper.add(message, detector.run(message, options.limits));
    }
    return grouper.finish(options.threads, options.leave_one_out).campaigns;
}

}  // namespace redshank::engine
