// SPDX-License-Identifier: Apache-2.0
// The test suites of RFC 7208 and of its forerunner RFC 4408, as their authors published them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <vector>

#include "auth/spf.h"
#include "auth/suite_dns_for_testing.h"
#include "base/testing.h"

namespace redshank::auth {
namespace {

std::vector<std::string> one_or_many(const YAML::Node& node) {
    if (node.IsScalar()) return {node.as<std::string>()};
    return node.as<std::vector<std::string>>();
}

/// Why a case of the older suite says otherwise than RFC 7208.
using KnownMisses = std::map<std::string, std::string>;

void run_suite(const std::filesystem::path& file, const KnownMisses& known) {
    size_t cases = 0;
    size_t passed = 0;
    std::vector<std::string> missed;
    for (const YAML::Node& scenario : YAML::LoadAllFromFile(file.string())) {
        if (!scenario["tests"]) continue;
        SuiteDns dns;
        for (const auto& name : scenario["zonedata"]) dns.add(name.first.as<std::string>(), name.second);
        for (const auto& test : scenario["tests"]) {
            const YAML::Node& given = test.second;
            SpfQuery query;
            query.ip = ip_literal(given["host"].as<std::string>());
            query.helo = given["helo"].as<std::string>("");
            query.mail_from = given["mailfrom"].as<std::string>("");
            query.receiver = given["receiver"].as<std::string>("unknown");
            const SpfOutcome outcome = check_spf(query, dns);
            const auto allowed = one_or_many(given["result"]);
            bool right =
                std::find(allowed.begin(), allowed.end(), verdict_name(outcome.verdict)) != allowed.end();
            const std::string wanted_text = given["explanation"].as<std::string>("");
            if (!wanted_text.empty())
                right = right && outcome.explanation == (wanted_text == "DEFAULT" ? "" : wanted_text);
            const std::string id = test.first.as<std::string>();
            ++cases;
            passed += right;
            if (right) continue;
            missed.push_back(id);
            const auto reason = known.find(id);
            EXPECT_TRUE(reason != known.end())
                << id << ": " << verdict_name(outcome.verdict) << " (" << outcome.reason << ") '"
                << outcome.explanation << "', wanted " << allowed.front() << " '" << wanted_text << "'";
            if (reason != known.end()) std::cout << "  known miss " << id << ": " << reason->second << "\n";
        }
    }
    std::cout << "SPF " << file.filename().string() << ": " << passed << " of " << cases << " cases\n";
    EXPECT_GT(cases, 0u);
    for (const auto& [id, reason] : known)
        EXPECT_TRUE(std::find(missed.begin(), missed.end(), id) != missed.end())
            << id << " passes: no known miss";
}

TEST(SpfCorpus, EveryCaseOfTheRfc7208Suite) {
    REDSHANK_NEEDS_SHARED();
    run_suite(shared_dir() / "suites/spf/rfc7208-tests.yml", {});
}

TEST(SpfCorpus, TheOlderSuiteButForWhatRfc7208Changed) {
    REDSHANK_NEEDS_SHARED();
    run_suite(shared_dir() / "suites/spf/rfc4408-tests.yml", {});
}

}  // namespace
}  // namespace redshank::auth
