// SPDX-License-Identifier: Apache-2.0
#include "evidence/ledger.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "evidence/ed25519.h"

namespace redshank::evidence {
namespace {

std::string pem(const char* label, const std::string& der) {
    return std::string("-----BEGIN ") + label + "-----\n" + base64(der) + "\n-----END " + label + "-----\n";
}
const std::string secret_key =
    pem("PRIVATE KEY", unhex("302e020100300506032b657004220420"
                             "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
const std::string public_key =
    pem("PUBLIC KEY", unhex("302a300506032b6570032100"
                            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));

class LedgerTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("redshank-ledger-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string text() const {
        std::ifstream file(ledger_file(folder_), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    void set_text(const std::string& bytes) const {
        std::ofstream(ledger_file(folder_), std::ios::binary | std::ios::trunc) << bytes;
    }
    std::string add(const std::string& step, const std::string& details = "{}") const {
        const auto hash = append(folder_, {step, details, 1'600'000'000, sign_key_});
        EXPECT_TRUE(hash) << hash.error().message;
        return hash ? *hash : "";
    }

    std::filesystem::path folder_, sign_key_;
};

TEST_F(LedgerTest, EachLineHoldsTheHashOfTheOneBefore) {
    const std::string first = add("hunt", R"({"note":"x\",\"hash\":\"y"})");
    const std::string second = add("mark");
    const std::string ledger = text();
    const size_t end = ledger.find('\n');
    // As docs/evidence.md says it: SHA-256 of the bytes before the last ,"hash":".
    EXPECT_EQ(first, sha256_hex(ledger.substr(0, ledger.rfind(",\"hash\":\"", end))));
    EXPECT_NE(ledger.find("\"previous\":\"" + first + "\"", end), std::string::npos);
    const LedgerCheck check = check_ledger(ledger);
    EXPECT_EQ(check.lines, 2u);
    EXPECT_EQ(check.head, second);
    EXPECT_TRUE(check.problems.empty()) << check.problems.front();
}

TEST_F(LedgerTest, EveryChangedByteShows) {
    add("hunt", R"({"source":"a.mbox"})");
    add("mark");
    const std::string ledger = text();
    for (size_t at = 0; at + 1 < ledger.size(); ++at) {
        std::string changed = ledger;
        changed[at] = changed[at] == 'x' ? 'y' : 'x';
        EXPECT_FALSE(check_ledger(changed).problems.empty()) << "byte " << at;
    }
}

TEST_F(LedgerTest, LinesLeftOutOrMovedShow) {
    for (const char* step : {"one", "two", "three"}) add(step);
    const std::string ledger = text();
    const size_t first = ledger.find('\n') + 1, second = ledger.find('\n', first) + 1;
    const std::string one = ledger.substr(0, first), two = ledger.substr(first, second - first),
                      three = ledger.substr(second);
    EXPECT_TRUE(check_ledger(one + two + three).problems.empty());
    for (const std::string& changed : {two + three, one + three, two + one + three, one + two + two + three})
        EXPECT_FALSE(check_ledger(changed).problems.empty());
}

TEST_F(LedgerTest, ACrashLeavesAValidChain) {
    add("one");
    const std::string whole = text();
    add("two");
    const std::string both = text();
    for (size_t cut = whole.size() + 1; cut < both.size(); ++cut) {
        const LedgerCheck check = check_ledger(std::string_view(both).substr(0, cut));
        EXPECT_TRUE(check.torn_end && check.lines == 1 && check.problems.empty()) << cut;
    }
    set_text(both.substr(0, whole.size() + 40));
    add("three");
    EXPECT_EQ(check_ledger(text()).lines, 2u);
    EXPECT_TRUE(check_ledger(text()).problems.empty());
    set_text(both.substr(0, 5));  // the very first line
    add("four");
    EXPECT_EQ(check_ledger(text()).lines, 1u);
    EXPECT_TRUE(check_ledger(text()).problems.empty());
}

TEST_F(LedgerTest, SeveralProcessesKeepOneChain) {
    add("first");
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int k = 0; k < 10; ++k) {
                if (!append(folder_, {"view", "{}", 0, {}})) ::_exit(1);
            }
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(status, 0);
    }
    const LedgerCheck check = check_ledger(text());
    EXPECT_EQ(check.lines, 41u);
    EXPECT_TRUE(check.problems.empty());
}

TEST_F(LedgerTest, SignaturesHoldAgainstTheKeyAlone) {
    std::filesystem::create_directories(folder_);
    sign_key_ = folder_ / "key.pem";
    std::ofstream(sign_key_) << secret_key;
    add("hunt");
    add("mark");
    const LedgerCheck signed_by_us = check_ledger(text(), public_key);
    EXPECT_TRUE(signed_by_us.problems.empty());
    EXPECT_EQ(signed_by_us.verified_signatures, 2u);

    // Another key, and a chain whose hashes were all made anew but whose signature could not be.
    const std::string other =
        pem("PUBLIC KEY", unhex("302a300506032b6570032100"
                                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    EXPECT_EQ(check_ledger(text(), other).problems.size(), 2u);
    std::string forged = text().substr(0, text().find('\n'));
    forged.replace(forged.find("hunt"), 4, "hide");
    forged = forged.substr(0, forged.rfind(",\"hash\":\""));
    forged += ",\"hash\":\"" + sha256_hex(forged) + "\"}\n";
    EXPECT_TRUE(check_ledger(forged).problems.empty());
    EXPECT_FALSE(check_ledger(forged, public_key).problems.empty());

    sign_key_.clear();
    add("unsigned");
    EXPECT_EQ(check_ledger(text(), public_key).problems.size(), 1u);
    EXPECT_FALSE(append(folder_, {"x", "{}", 0, folder_ / "absent.pem"}));
}

TEST(Ed25519, SignsAsTheStandardsExample) {
    // RFC 8032 7.1, TEST 2: the message is one byte.
    const auto signature = sign(unhex("72"), secret_key);
    ASSERT_TRUE(signature);
    EXPECT_EQ(hex(*signature),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    EXPECT_TRUE(*is_signed_by(unhex("72"), *signature, public_key));
    EXPECT_FALSE(*is_signed_by(unhex("73"), *signature, public_key));
    EXPECT_FALSE(sign("x", public_key));
    EXPECT_FALSE(is_signed_by("x", *signature, secret_key));
}

}  // namespace
}  // namespace redshank::evidence
