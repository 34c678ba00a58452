// SPDX-License-Identifier: Apache-2.0
// The ARC test suite's chain validations (RFC 8617), and two messages of mail-auth.
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "auth/arc.h"
#include "auth/suite_dns_for_testing.h"
#include "auth/suite_files_for_testing.h"

namespace redshank::auth {
namespace {

Verdict chain_of(const std::string& raw, const Dns& dns, std::string& reason) {
    const ArcOutcome outcome = verify_arc(split_message(raw, Limits{}), dns, Limits{});
    reason = outcome.reason;
    return outcome.verdict;
}

// RFC 8617 5.2 makes a chain fail whose key is gone; we say that it cannot be verified any more.
std::string_view as_rfc(Verdict verdict) {
    return verdict == Verdict::none ? "None" : verdict == Verdict::pass ? "Pass" : "Fail";
}

TEST(ArcCorpus, EveryValidationOfTheSuite) {
    REDSHANK_NEEDS_SHARED();
    const std::map<std::string, std::string> known = {
        {"ams_fields_h_empty",
         "h= names no field: RFC 6376 3.5 wants one at least; such a seal vouches for no header"},
    };
    size_t cases = 0;
    size_t passed = 0;
    for (const YAML::Node& scenario :
         YAML::LoadAllFromFile((shared_dir() / "suites/arc/tests/arc-draft-validation-tests.yml").string())) {
        SuiteDns dns;
        for (const auto& record : scenario["txt-records"])
            dns.add_text(record.first.as<std::string>(), record.second.as<std::string>());
        for (const auto& test : scenario["tests"]) {
            const std::string id = test.first.as<std::string>();
            const std::string message = test.second["message"].as<std::string>();
            const std::string wanted = test.second["cv"].as<std::string>();
            std::string reason;
            const Verdict got = chain_of(with_line_ends(message, "\r\n"), dns, reason);
            EXPECT_EQ(got, chain_of(message, dns, reason)) << id;
            // The suite asks nothing where a seal already says cv=fail; by RFC 8617 5.2 the chain has failed.
            const bool right = as_rfc(got) == (wanted.empty() ? "Fail" : wanted);
            if (known.contains(id)) {
                EXPECT_FALSE(right) << id << " passes: no known miss";
                std::cout << "  known miss " << id << ": " << known.at(id) << "\n";
            }
            EXPECT_TRUE(right || known.contains(id))
                << id << ": " << verdict_name(got) << " (" << reason << "), wanted " << wanted;
            ++cases;
            passed += right;
        }
    }
    std::cout << "ARC validation: " << passed << " of " << cases << " cases\n";
    EXPECT_GT(cases, 0u);
}

TEST(ArcCorpus, MailAuth) {
    REDSHANK_NEEDS_SHARED();
    size_t cases = 0;
    size_t passed = 0;
    for (auto& [name, bytes] : suite_files("mail-auth")) {
        if (!name.starts_with("arc/")) continue;
        SuiteDns dns;
        const std::string message =
            take_records(bytes, [&](auto key, auto record) { dns.add_text(key, record); });
        std::string reason;
        const Verdict got = chain_of(message, dns, reason);
        EXPECT_EQ(got, Verdict::pass) << name << ": " << reason;
        ++cases;
        passed += got == Verdict::pass;
    }
    std::cout << "ARC mail-auth: " << passed << " of " << cases << " messages\n";
    EXPECT_GT(cases, 0u);
}

}  // namespace
}  // namespace redshank::auth
