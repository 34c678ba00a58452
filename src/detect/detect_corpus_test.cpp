// SPDX-License-Identifier: Apache-2.0
// No cry of wolf: on legitimate mail of today, findings of medium and more must be rare, and newsletters that
// track must still be seen to track.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "base/testing.h"
#include "detect/detect.h"
#include "extract/extract.h"
#include "source/source.h"

namespace redshank::detect {
namespace {

struct Seen {
    std::string source;
    facts::Message message;
    std::vector<facts::Finding> findings;
};

std::vector<Seen> read_corpus(const std::string& name) {
    const Limits limits;
    const org::Organisation org = org::default_organisation();
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
        for (facts::Message& message : extract::extract(input, org, limits)) {
            std::vector<facts::Finding> findings = detector.run(message, limits);
            out.push_back({raw.source, std::move(message), std::move(findings)});
        }
        return true;
    };
    sink.problem = [](const source::Problem& problem) {
        ADD_FAILURE() << problem.source << ": " << problem.what;
    };
    sink.done = [](const source::SourceReport&) {};
    source::read_source((shared_dir() / "corpus" / name).string(), limits, sink);
    return out;
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

}  // namespace
}  // namespace redshank::detect
