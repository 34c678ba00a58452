// SPDX-License-Identifier: Apache-2.0
#include "engine/inspect.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "auth/zone.h"
#include "base/hash.h"
#include "detect/detect.h"
#include "engine/reading.h"
#include "engine/sender_checks.h"
#include "extract/extract.h"
#include "intel/matcher.h"
#include "source/source.h"

namespace redshank::engine {

namespace {

struct FirstMessage {
    source::RawMessage raw;
    uint64_t further = 0;
};

std::string read_standard_input(uint64_t max_bytes) {
    std::string bytes;
    char buffer[1 << 16];
    size_t got = 0;
    while ((got = std::fread(buffer, 1, sizeof buffer, stdin)) > 0 && bytes.size() < max_bytes)
        bytes.append(buffer, got);
    return bytes;
}

Result<FirstMessage> first_message(const std::string& file, const Limits& limits) {
    std::optional<source::RawMessage> first;
    uint64_t further = 0;
    std::string problem;
    source::Sink sink;
    sink.message = [&](source::RawMessage&& raw) {
        if (first) {
            ++further;
        } else {
            first = std::move(raw);
        }
        return true;
    };
    sink.problem = [&](const source::Problem& one) { problem = one.what; };
    sink.done = [](const source::SourceReport&) {};
    if (file == "-") {
        source::read_bytes("-", read_standard_input(limits.max_message_bytes), limits, sink);
    } else {
        source::read_source(file, limits, sink);
    }
    if (!first)
        return Error{problem.empty() ? file + " holds no mail that Redshank can read"
                                     : file + ": " + problem};
    return FirstMessage{std::move(*first), further};
}

Result<auth::Zone> load_zone(const std::filesystem::path& file, Inspection& out) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file)) return Error{file.string() + " cannot be read"};
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    std::vector<auth::ZoneProblem> problems;
    auth::Zone zone = auth::Zone::parse(text, problems);
    constexpr size_t max_named = 20;
    for (size_t i = 0; i < problems.size() && i < max_named; ++i)
        out.warnings.push_back(file.string() + ":" + std::to_string(problems[i].line) + ": " +
                               problems[i].what);
    if (problems.size() > max_named)
        out.warnings.push_back(file.string() + ": " + std::to_string(problems.size() - max_named) +
                               " more such lines");
    out.some_unread = !problems.empty();
    if (zone.size() == 0)
        return Error{file.string() + " holds no DNS record: give what dig +noall +answer prints"};
    return zone;
}

}  // namespace

Result<Inspection> inspect(const InspectOptions& options, const Limits& limits) {
    auto org = options.org_file ? org::load_organisation(*options.org_file)
                                : Result<org::Organisation>(org::default_organisation());
    if (!org) return org.error();
    const auto first = first_message(options.file, limits);
    if (!first) return first.error();
    Inspection out;
    out.warnings = org->warnings;
    out.further_messages = first->further;
    ReadMessage read = read_message(first->raw, *org, limits);
    for (ReadMessage::One& one : read.messages)
        out.messages.push_back({std::move(one.message), std::move(one.findings), {}});
    if (options.dns_file) {
        const auto zone = load_zone(*options.dns_file, out);
        if (!zone) return zone.error();
        Inspected& outer = out.messages.front();
        outer.checks = sender_checks(first->raw, outer.message, *zone, limits);
    }
    return out;
}

Result<std::string> first_message_bytes(const std::string& file, const Limits& limits) {
    const auto first = first_message(file, limits);
    if (!first) return first.error();
    return std::string(first->raw.bytes);
}

std::span<const facts::Rule> rules() {
    static const std::vector<facts::Rule> all = [] {
        std::vector<facts::Rule> both(detect::rules().begin(), detect::rules().end());
        both.insert(both.end(), intel::rules().begin(), intel::rules().end());
        std::sort(both.begin(), both.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return both;
    }();
    return all;
}

Result<std::string> raw_bytes(const facts::Message& message, const Limits& limits,
                              const std::string& scratch_folder) {
    std::vector<source::Range> ranges;
    for (const facts::Place& place : message.places)
        ranges.push_back({place.source, place.offset, place.length});
    std::optional<std::string> found;
    const auto check = [&](size_t index, bool is_there, std::string_view bytes) {
        if (!is_there || found) return;
        const facts::Place& place = message.places[index];
        std::optional<std::string> candidate =
            place.part.empty() ? std::string(bytes)
                               : extract::bytes_at(bytes, place.part, limits, place.sha256);
        if (candidate && sha256_hex(*candidate) == place.sha256) found = std::move(candidate);
    };
    source::read_ranges(ranges, limits, check, {.scratch_folder = scratch_folder});
    if (!found) {
        return Error{"the source " + message.places.front().source +
                     " is gone or has changed: no place of this message holds its bytes any more"};
    }
    return std::move(*found);
}

}  // namespace redshank::engine
