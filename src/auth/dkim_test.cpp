// SPDX-License-Identifier: Apache-2.0
#include "auth/dkim.h"

#include <gtest/gtest.h>

#include "auth/signer_for_testing.h"

namespace redshank::auth {
namespace {

const std::string key_name = "sel._domainkey.news.example";
const std::string header = "From: A <a@news.example>\r\nSubject: Hello\r\n";
const std::string canonical_header = "from:A <a@news.example>\r\nsubject:Hello\r\n";
const std::string body = "Hello\r\n";
constexpr Seconds noon = 1'700'000'000;

// The field for `header` and `body` (relaxed/simple); `tags` come before b=.
std::string signature(const TestKey& key, const std::string& tags, bool sha1 = false) {
    const std::string field = "DKIM-Signature: " + tags + "; b=";
    return field + key.sign(canonical_header + "dkim-signature:" + tags + "; b=", sha1) + "\r\n";
}

std::string tags(const std::string& algorithm, const std::string& more = "") {
    return "v=1; a=" + algorithm + "; c=relaxed; d=news.example; s=sel; h=from:subject; bh=" +
           base64(unhex(algorithm == "rsa-sha1" ? sha1_hex(body) : sha256_hex(body))) + more;
}

DkimOutcome verify(const std::string& raw, const Dns& dns) {
    const auto outcomes = verify_dkim(split_message(raw, Limits{}), noon, dns, Limits{});
    EXPECT_EQ(outcomes.size(), 1u);
    return outcomes.empty() ? DkimOutcome{} : outcomes[0];
}

TEST(Dkim, WhatIsSignedHoldsAndWhatIsChangedDoesNot) {
    const TestKey key = TestKey::ed25519();
    const TableDns dns({{{RecordType::txt, key_name}, {key.record()}}});
    const std::string field = signature(key, tags("ed25519-sha256"));
    const DkimOutcome outcome = verify(field + header + "\r\n" + body, dns);
    EXPECT_EQ(outcome.verdict, Verdict::pass) << outcome.reason;
    EXPECT_EQ(outcome.domain, "news.example");
    EXPECT_EQ(outcome.identity, "@news.example");
    EXPECT_EQ(outcome.unsigned_bytes, 0u);
    EXPECT_EQ(verify(field + header + "\r\n" + body + "\r\n\r\n", dns).verdict, Verdict::pass);
    EXPECT_EQ(verify(field + header + "\r\nhello\r\n", dns).reason, "the body has changed");
    const DkimOutcome changed =
        verify(field + "From: A <b@news.example>\r\nSubject: Hello\r\n\r\n" + body, dns);
    EXPECT_EQ(changed.verdict, Verdict::fail);
}

TEST(Dkim, KeysThatAreGoneProveNothing) {
    const TestKey key = TestKey::ed25519();
    const std::string raw = signature(key, tags("ed25519-sha256")) + header + "\r\n" + body;
    const struct {
        std::vector<std::string> records;
        Verdict verdict;
    } rows[] = {
        {{}, Verdict::not_verifiable},
        {{"v=DKIM1; k=ed25519; p="}, Verdict::not_verifiable},
        {{"temporary"}, Verdict::temperror},
        {{"v=spf1 -all"}, Verdict::permerror},
        {{"v=DKIM1; k=rsa; p=AAAA"}, Verdict::permerror},
        {{key.record("s=tlsrpt; ")}, Verdict::permerror},
        {{key.record("h=sha1; ")}, Verdict::permerror},
        {{"something else", key.record()}, Verdict::pass},
        {{key.record("t=y:s; ")}, Verdict::pass},
    };
    for (const auto& row : rows) {
        const TableDns dns({{{RecordType::txt, key_name}, row.records}});
        EXPECT_EQ(verify(raw, dns).verdict, row.verdict) << testing::PrintToString(row.records);
    }
    EXPECT_EQ(verify(raw, TableDns()).verdict, Verdict::not_verifiable);
}

TEST(Dkim, WeakSignaturesHoldButDoNotCount) {
    const TestKey strong = TestKey::rsa(1024);
    const TestKey weak = TestKey::rsa(768);
    const struct {
        const TestKey& key;
        std::string tag_list;
        bool sha1;
        Verdict verdict;
        std::string_view reason;
    } rows[] = {
        {strong, tags("rsa-sha256"), false, Verdict::pass, ""},
        {strong, tags("rsa-sha1"), true, Verdict::policy, "the signature uses SHA-1"},
        {weak, tags("rsa-sha256"), false, Verdict::policy, "the key has only 768 bits"},
        {strong, tags("rsa-sha256", "; x=1600000000"), false, Verdict::policy,
         "it had expired when the message was received"},
        {strong, tags("rsa-sha256", "; t=1600000000; x=1700000001"), false, Verdict::pass, ""},
        {strong, tags("rsa-sha256", "; t=1700000000; x=1600000000"), false, Verdict::permerror,
         "x= is not after t="},
    };
    for (const auto& row : rows) {
        const TableDns dns({{{RecordType::txt, key_name}, {row.key.record()}}});
        const DkimOutcome outcome =
            verify(signature(row.key, row.tag_list, row.sha1) + header + "\r\n" + body, dns);
        EXPECT_EQ(outcome.verdict, row.verdict) << row.tag_list << ": " << outcome.reason;
        EXPECT_EQ(outcome.reason, row.reason);
    }
}

TEST(Dkim, SaysWhatIsNotSigned) {
    const TestKey key = TestKey::ed25519();
    const TableDns dns({{{RecordType::txt, key_name}, {key.record()}}});
    const std::string field = signature(key, tags("ed25519-sha256", "; l=7"));
    const DkimOutcome longer = verify(field + header + "\r\n" + body + "<img>\r\n", dns);
    EXPECT_EQ(longer.verdict, Verdict::pass);
    EXPECT_EQ(longer.unsigned_bytes, 7u);
    // RFC 6376 8.15: the last From is the signed one, and programs may show the first.
    const DkimOutcome twice = verify(field + "From: B <b@other.example>\r\n" + header + "\r\n" + body, dns);
    EXPECT_EQ(twice.verdict, Verdict::pass);
    EXPECT_EQ(twice.unsigned_repeats, std::vector<std::string>{"from"});
    EXPECT_EQ(verify(field + header + "\r\nHe", dns).verdict, Verdict::fail);
}

TEST(Dkim, TagsThatAreWrong) {
    const TestKey key = TestKey::ed25519();
    const TableDns dns({{{RecordType::txt, key_name}, {key.record()}}});
    const std::string_view rows[] = {
        "v=2; a=ed25519-sha256; d=news.example; s=sel; h=from; bh=AAAA",
        "v=1; a=ed25519-sha256; d=news.example; s=sel; h=subject; bh=AAAA",
        "v=1; a=ed25519-sha256; d=news.example; s=sel; h=from; bh=AAAA; i=@other.example",
        "v=1; a=ed25519-sha256; d=news.example; d=other.example; s=sel; h=from; bh=AAAA",
        "v=1; a=ed25519-sha256; c=other; d=news.example; s=sel; h=from; bh=AAAA",
        "v=1; a=ed25519-sha256; d=news.example; s=sel; h=from; bh=AAAA; l=x",
        "v=1; a=ed25519-sha256; d=news.example; s=sel; h=from; bh=*",
        "v=1; a=ed25519-sha256; d=news.example; s=sel; h=from; bh=AAAA; q=http",
        "v=1; a=ed25519-sha256; d=news.example; h=from; bh=AAAA",
        "v=1; ; a=ed25519-sha256; d=news.example; s=sel; h=from; bh=AAAA",
        "",
    };
    for (const std::string_view row : rows) {
        const std::string raw =
            "DKIM-Signature: " + std::string(row) + "; b=AAAA\r\n" + header + "\r\n" + body;
        EXPECT_EQ(verify(raw, dns).verdict, Verdict::permerror) << row;
    }
}

TEST(Dkim, AtMostSoManySignatures) {
    std::string raw;
    for (int i = 0; i < 1000; ++i) raw += "DKIM-Signature: v=1\r\n";
    const Limits limits;
    EXPECT_EQ(verify_dkim(split_message(raw, limits), noon, TableDns(), limits).size(),
              limits.max_signatures);
}

}  // namespace
}  // namespace redshank::auth
