// SPDX-License-Identifier: Apache-2.0
// No cry of wolf: on legitimate mail of today, findings of medium and more must be rare, and newsletters that
// track must still be seen to track. And every finding can be checked against the message.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <span>

#include "base/hash.h"
#include "base/testing.h"
#include "detect/detect.h"
#include "extract/extract.h"
#include "mime/entity.h"
#include "source/source.h"

namespace redshank::detect {
namespace {

struct Seen {
    std::string source;
    std::string bytes;  // of the message at its place, of one attached to another: of that part
    facts::Message message;
    std::vector<facts::Finding> findings;
};

// The bytes of a part as anyone would get them: parse, find the number, undo the transfer encoding.
// What is unpacked further comes from the reader itself: tests of room document hold it against its maker.
std::string decoded_part(const std::string& bytes, const std::string& number) {
    if (number.find("!/") != std::string::npos)
        return extract::bytes_at(bytes, number, Limits{}).value_or(std::string());
    AnomalyList anomalies;
    const mime::Message message = mime::parse(bytes, Limits{}, anomalies);
    for (const mime::Entity& entity : message.entities) {
        std::string decoded;
        if (entity.number == number && !entity.is_multipart)
            return std::string(mime::decode_body(entity, decoded, Limits{}, anomalies));
    }
    return {};
}

// `messages`: those already read of this mail, outer ones before inner ones.
std::string bytes_of(const facts::Message& message, std::string_view raw, std::span<const Seen> messages) {
    if (message.inner_of.empty()) return std::string(raw);
    const auto outer = std::find_if(messages.begin(), messages.end(), [&](const Seen& seen) {
        return seen.message.content_id == message.inner_of;
    });
    if (outer == messages.end()) return {};
    std::string number = message.places[0].part;
    const std::string& above = outer->message.places[0].part;
    if (!above.empty()) number.erase(0, above.size() + 1);
    return decoded_part(outer->bytes, number);
}

std::vector<Seen> read_mail(const std::string& path, const org::Organisation& org) {
    const Limits limits;
    const Detector detector(org);
    std::vector<Seen> out;
    source::Sink sink;
    sink.message = [&](source::RawMessage&& raw) {
        std::string storage;
        const std::string_view normal = source::normal_form(raw.bytes, raw.from_quoting, storage);
        extract::Input input;
        input.bytes = raw.bytes;
        input.normal = normal;
        input.source = raw.source;
        input.offset = raw.offset;
        const size_t first = out.size();
        for (facts::Message& message : extract::extract(input, org, limits)) {
            std::vector<facts::Finding> findings = detector.run(message, limits);
            std::string bytes = bytes_of(message, raw.bytes, std::span(out).subspan(first));
            out.push_back({raw.source, std::move(bytes), std::move(message), std::move(findings)});
        }
        return true;
    };
    sink.problem = [](const source::Problem& problem) {
        ADD_FAILURE() << problem.source << ": " << problem.what;
    };
    sink.done = [](const source::SourceReport&) {};
    source::read_source(path, limits, sink);
    return out;
}

std::vector<Seen> read_corpus(const std::string& name) {
    return read_mail((shared_dir() / "corpus" / name).string(), org::default_organisation());
}

bool has(const Seen& seen, std::string_view rule) {
    return std::any_of(seen.findings.begin(), seen.findings.end(),
                       [&](const auto& f) { return f.rule == rule; });
}

bool is_serious(const facts::Finding& finding) {
    return finding.severity >= facts::Severity::medium;
}

// Prints what is found, and gives the number of messages with a finding of medium or more.
size_t count_serious(const std::string& name, const std::vector<Seen>& corpus) {
    std::map<std::string, size_t> rules;
    size_t serious = 0;
    for (const Seen& seen : corpus) {
        bool any = false;
        for (const facts::Finding& finding : seen.findings) {
            ++rules[finding.rule + " " + std::string(facts::severity_name(finding.severity))];
            any = any || is_serious(finding);
        }
        serious += any ? 1 : 0;
    }
    std::cout << name << ": " << corpus.size() << " messages, " << serious
              << " with a finding of medium or more\n";
    for (const auto& [rule, count] : rules) std::cout << "    " << rule << ": " << count << '\n';
    return serious;
}

TEST(DetectCorpus, LegitimateMailOfTodayIsLeftInPeace) {
    REDSHANK_NEEDS_SHARED();
    const std::vector<Seen> ham = read_corpus("foff-milter-ham");
    ASSERT_GE(ham.size(), 145u);
    EXPECT_LE(count_serious("foff-milter-ham", ham), ham.size() / 20);
}

TEST(DetectCorpus, NewslettersTrackAndAreLeftInPeace) {
    REDSHANK_NEEDS_SHARED();
    const std::vector<Seen> pairs = read_corpus("newsletter-pairs");
    ASSERT_EQ(pairs.size(), 22u);
    EXPECT_LE(count_serious("newsletter-pairs", pairs), 2u);
    for (const Seen& seen : pairs) {
        EXPECT_TRUE(has(seen, "tracking/remote-content")) << seen.source;
        if (seen.source.find("_no-user-tracking") != std::string::npos) {
            EXPECT_FALSE(has(seen, "tracking/names-reader")) << seen.source;
        } else {
            EXPECT_TRUE(has(seen, "tracking/link-token")) << seen.source;
        }
    }
}

std::string_view fact(const facts::Finding& finding, std::string_view key) {
    for (const auto& [name, value] : finding.facts) {
        if (name == key) return value;
    }
    return {};
}

// What evidence of each kind was compared with the message.
struct Compared {
    size_t findings = 0;
    size_t header_fields = 0;
    size_t in_parts = 0;
    size_t whole_parts = 0;
    size_t places_only = 0;
};

void compare(const Seen& seen, Compared& compared) {
    EXPECT_EQ(sha256_hex(seen.bytes), seen.message.sha256) << seen.source;
    std::map<std::string, std::string> parts = {{"", seen.bytes}};
    for (const facts::Finding& finding : seen.findings) {
        ++compared.findings;
        ASSERT_EQ(finding.evidence.size(), 1u);
        const facts::Evidence& evidence = finding.evidence[0];
        const std::string where = seen.source + " " + seen.message.message_id + " " + finding.rule +
                                  " part " + evidence.part + " at " + std::to_string(evidence.part_offset);
        if (!parts.contains(evidence.part)) parts[evidence.part] = decoded_part(seen.bytes, evidence.part);
        const std::string& part = parts[evidence.part];
        ASSERT_LE(evidence.part_offset, part.size()) << where;
        EXPECT_EQ(part.substr(evidence.part_offset, evidence.bytes.size()), evidence.bytes) << where;
        if (!evidence.bytes.empty()) {
            ++(evidence.part.empty() ? compared.header_fields : compared.in_parts);
        } else if (!evidence.part.empty()) {
            ++compared.whole_parts;
            EXPECT_EQ(fact(finding, "sha256"), sha256_hex(part)) << where;
        } else {
            ++compared.places_only;
            EXPECT_TRUE(finding.rule.starts_with("anomaly/")) << where;
        }
    }
}

Compared compare_all(std::string_view name, const std::vector<Seen>& mail) {
    Compared compared;
    for (const Seen& seen : mail) compare(seen, compared);
    std::cout << name << ": " << mail.size() << " messages, " << compared.findings
              << " findings: " << compared.header_fields << " at a header field, " << compared.in_parts
              << " in a part, " << compared.whole_parts << " on a whole part, " << compared.places_only
              << " with a place alone\n";
    EXPECT_GT(compared.in_parts, 0u);
    return compared;
}

TEST(DetectCorpus, EvidenceStandsWhereItSaysThatItStands) {
    REDSHANK_NEEDS_SHARED();
    for (const char* name : {"foff-milter-ham", "newsletter-pairs", "nazario"})
        compare_all(name, read_corpus(name));
}

TEST(DetectCorpus, EvidenceOfTheExampleStandsWhereItSaysThatItStands) {
    const std::filesystem::path example = std::filesystem::path(REDSHANK_SOURCE_DIR) / "examples/parliament";
    const auto org = org::load_organisation(example / "org.toml");
    ASSERT_TRUE(org);
    const Compared compared = compare_all("parliament", read_mail((example / "mail").string(), *org));
    EXPECT_GT(compared.header_fields, 0u);
}

}  // namespace
}  // namespace redshank::detect
