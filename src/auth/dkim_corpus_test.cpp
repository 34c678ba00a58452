// SPDX-License-Identifier: Apache-2.0
// DKIM suites of three projects. What each message must give is in its name or in the tests beside it; where
// RFC 6376 or RFC 8301 say otherwise than its authors then did, the row says why. Each message runs with LF
// and CRLF.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>

#include "auth/dkim.h"
#include "auth/suite_dns_for_testing.h"
#include "auth/suite_files_for_testing.h"
#include "auth/zone.h"

namespace redshank::auth {
namespace {

constexpr Seconds year_2022 = 1'667'900'000;

/// The keys beside this file; two names that never answer, as the suite's authors had them.
class SuiteZone : public Dns {
  public:
    SuiteZone() : zone_(read()) {}
    DnsAnswer lookup(RecordType type, const std::string& name) const override {
        if (name.find(".blackhole") != std::string::npos) return {DnsAnswer::Status::temporary, {}};
        return zone_.lookup(type, name);
    }

  private:
    static Zone read() {
        std::vector<ZoneProblem> problems;
        Zone zone = Zone::parse(
            read_whole(std::filesystem::path(REDSHANK_SOURCE_DIR) / "src/auth/dkim_corpus_test.zone"),
            problems);
        EXPECT_TRUE(problems.empty());
        EXPECT_EQ(zone.size(), 26u);
        return zone;
    }
    Zone zone_;
};

std::string verdicts(const std::string& raw, const Dns& dns) {
    std::string out;
    for (const DkimOutcome& outcome : verify_dkim(split_message(raw, Limits{}), year_2022, dns, Limits{}))
        (out += out.empty() ? "" : " ") += verdict_name(outcome.verdict);
    return out;
}

std::string both_line_ends(const std::string& raw, const Dns& dns) {
    const std::string lf = verdicts(with_line_ends(raw, "\n"), dns);
    EXPECT_EQ(lf, verdicts(with_line_ends(raw, "\r\n"), dns));
    return lf;
}

struct Row {
    std::string_view file;
    std::string_view verdicts;  // of its signatures, from the top
};

void run_rows(const std::string& suite, std::map<std::string, std::string> files, const std::string& folder,
              std::span<const Row> rows, const Dns& dns) {
    size_t passed = 0;
    for (const Row& row : rows) {
        const auto file = files.find(folder + std::string(row.file));
        ASSERT_TRUE(file != files.end()) << row.file;
        const std::string got = both_line_ends(file->second, dns);
        EXPECT_EQ(got, row.verdicts) << row.file;
        passed += got == row.verdicts;
    }
    std::cout << "DKIM " << suite << ": " << passed << " of " << rows.size() << " messages\n";
}

// "policy" where the authors say pass: RFC 8301 forbids to count SHA-1 and RSA below 1,024 bits, and drafts
// of DKIM (v=0.5 or none) are no DKIM. It means that both hashes and the signature hold.
constexpr Row mail_dkim_rows[] = {
    {"good_ietf00_1.txt", "permerror"},  // a draft without bh=; its authors skip these five, too
    {"good_ietf00_2.txt", "permerror"},
    {"good_ietf00_3.txt", "permerror"},
    {"good_ietf00_4.txt", "permerror"},
    {"good_ietf00_5.txt", "permerror"},
    {"mine_ietf01_1.txt", "policy"},
    {"mine_ietf01_2.txt", "policy"},
    {"mine_ietf01_3.txt", "policy"},
    {"mine_ietf01_4.txt", "policy"},
    {"mine_ietf05_1.txt", "policy"},
    {"good_ietf01_1.txt", "policy"},
    {"good_ietf01_2.txt", "policy"},
    {"good_rfc4871_3.txt", "policy"},
    {"good_rfc4871_4.txt", "policy"},
    {"good_1878523.txt", "policy"},
    {"good_83176.txt", "policy"},
    {"multiple_1.txt", "fail policy permerror fail"},
    {"multiple_2.txt", "permerror policy fail permerror"},
    {"good_qp_1.txt", "policy"},
    {"good_qp_2.txt", "policy"},
    {"good_qp_3.txt", "policy"},
    {"bad_ietf01_1.txt", "fail"},
    {"bad_ietf01_2.txt", "fail"},
    {"bad_ietf01_3.txt", "fail"},
    {"bad_1.txt", "fail"},
    {"bad_1878954.txt", "fail"},
    {"no_body_1.txt", "policy"},
    {"no_body_2.txt", "policy"},
    {"no_body_3.txt", "policy"},
    {"ignore_1.txt", "permerror"},
    {"ignore_2.txt", "permerror"},
    {"ignore_3.txt", "permerror"},
    {"ignore_4.txt", "permerror"},
    {"ignore_5.txt", "permerror"},
    {"ignore_6.txt", "permerror"},
    {"ignore_7.txt", "policy"},  // expired; it holds all the same
    {"ignore_8.txt", "permerror"},
    {"goodkey_1.txt", "policy"},
    {"goodkey_2.txt", "policy"},
    {"goodkey_3.txt", "policy"},
    {"goodkey_4.txt", "policy"},
    {"badkey_1.txt", "not-verifiable"},
    {"badkey_2.txt", "not-verifiable"},
    {"badkey_3.txt", "permerror"},
    {"badkey_4.txt", "permerror"},
    {"badkey_5.txt", "permerror"},
    {"badkey_6.txt", "permerror"},
    {"badkey_7.txt", "permerror"},
    {"badkey_8.txt",
     "policy"},  // g= of a key decides here and in 9, 12, 13; RFC 6376 took g= out (its appendix C)
    {"badkey_9.txt", "policy"},
    {"badkey_10.txt", "permerror"},
    {"badkey_11.txt", "permerror"},
    {"badkey_12.txt", "policy"},
    {"badkey_13.txt", "policy"},
    {"badkey_14.txt", "temperror"},
    {"badkey_15.txt", "temperror"},
    {"goodkey_ed25519.txt", "pass"},
    {"badkey1_ed25519.txt", "permerror"},
    {"badkey2_ed25519.txt", "fail"},
    {"badkey3_ed25519.txt", "fail"},
    {"badkey4_ed25519.txt", "not-verifiable"},
    {"badkey5_ed25519.txt", "not-verifiable"},
    // DomainKeys (RFC 4870), which DKIM replaced, is not verified: these carry no DKIM-Signature.
    {"bad_dk_1.txt", ""},
    {"bad_dk_2.txt", ""},
    {"bad_dk_3.txt", ""},
    {"bad_dk_4.txt", ""},
    {"bad_dk_5.txt", ""},
    {"dk_headers_1.txt", ""},
    {"dk_headers_2.txt", ""},
    {"dk_multiple_1.txt", ""},
    {"good_dk_1.txt", ""},
    {"good_dk_2.txt", ""},
    {"good_dk_3.txt", ""},
    {"good_dk_4.txt", ""},
    {"good_dk_5.txt", ""},
    {"good_dk_6.txt", ""},
    {"good_dk_7.txt", ""},
    {"good_dk_gmail.txt", ""},
    {"good_dk_yahoo.txt", ""},
};

TEST(DkimCorpus, MailDkim) {
    REDSHANK_NEEDS_SHARED();
    const auto files = suite_files("mail-dkim-corpus");
    size_t messages = 0;
    for (const auto& [name, bytes] : files) messages += name.starts_with("corpus/");
    EXPECT_EQ(messages, std::size(mail_dkim_rows)) << "a message of the suite has no row";
    run_rows("mail-dkim-corpus", files, "corpus/", mail_dkim_rows, SuiteZone());
}

TEST(DkimCorpus, Dkimpy) {
    REDSHANK_NEEDS_SHARED();
    constexpr Row rows[] = {
        {"rfc6376.signed.msg", "pass pass"},
        {"ed25519test2.msg", "pass"},
        {"test2.message", "pass"},
        {"message.mbox", "not-verifiable"},
    };
    run_rows("dkimpy", suite_files("dkimpy"), "dkim/tests/data/", rows, SuiteZone());
}

TEST(DkimCorpus, MailauthNode) {
    REDSHANK_NEEDS_SHARED();
    constexpr Row rows[] = {{"dkim/ec/fixtures/signed.eml", "pass pass"}};
    const auto files = suite_files("mailauth-node");
    run_rows("mailauth-node", files, "", rows, SuiteZone());
    // Its other messages are real mail without keys: none may be called a failure.
    for (const auto& [name, bytes] : files) {
        if (!name.starts_with("fixtures/") || !name.ends_with(".eml")) continue;
        EXPECT_EQ(both_line_ends(bytes, Zone()).find("fail"), std::string::npos) << name;
    }
}

TEST(DkimCorpus, MailAuth) {
    REDSHANK_NEEDS_SHARED();
    size_t cases = 0;
    size_t passed = 0;
    for (auto& [name, bytes] : suite_files("mail-auth")) {
        if (!name.starts_with("dkim/")) continue;
        SuiteDns dns;
        const std::string message =
            take_records(bytes, [&](auto key, auto record) { dns.add_text(key, record); });
        const std::string got = both_line_ends(message, dns);
        const bool right = !got.empty() && got.find_first_not_of("pas ") == std::string::npos;
        EXPECT_TRUE(right) << name << ": " << got;
        ++cases;
        passed += right;
        // One changed letter of the body breaks every signature.
        std::string changed = message;
        changed[message.find("\n\n") + 2] ^= 1;
        EXPECT_EQ(verdicts(changed, dns).find("pass"), std::string::npos) << name;
    }
    std::cout << "DKIM mail-auth: " << passed << " of " << cases << " messages\n";
    EXPECT_GT(cases, 0u);
}

}  // namespace
}  // namespace redshank::auth
