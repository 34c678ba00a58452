// SPDX-License-Identifier: Apache-2.0
#include "auth/arc.h"

#include <gtest/gtest.h>

#include "auth/signer_for_testing.h"

namespace redshank::auth {
namespace {

const std::string header = "From: A <a@news.example>\r\n";
const std::string body = "Hello\r\n";

// A chain of one set (RFC 8617 5.1), sealed by list.example.
std::string sealed(const TestKey& key, const std::string& chain = "none") {
    const std::string results = "i=1; list.example; dkim=pass header.d=news.example";
    const std::string message_tags =
        "i=1; a=ed25519-sha256; c=relaxed/relaxed; d=list.example; s=sel; h=from; bh=" +
        base64(unhex(sha256_hex(body))) + "; b=";
    const std::string message_signature =
        key.sign("from:A <a@news.example>\r\narc-message-signature:" + message_tags);
    const std::string seal_tags = "i=1; a=ed25519-sha256; d=list.example; s=sel; cv=" + chain + "; b=";
    const std::string seal =
        key.sign("arc-authentication-results:" + results + "\r\narc-message-signature:" + message_tags +
                 message_signature + "\r\narc-seal:" + seal_tags);
    return "ARC-Seal: " + seal_tags + seal + "\r\nARC-Message-Signature: " + message_tags +
           message_signature + "\r\nARC-Authentication-Results: " + results + "\r\n" + header + "\r\n" + body;
}

ArcOutcome verify(const std::string& raw, const Dns& dns) {
    return verify_arc(split_message(raw, Limits{}), dns, Limits{});
}

TEST(Arc, AChainOfOne) {
    const TestKey key = TestKey::ed25519();
    const TableDns dns({{{RecordType::txt, "sel._domainkey.list.example"}, {key.record()}}});
    const ArcOutcome outcome = verify(sealed(key), dns);
    EXPECT_EQ(outcome.verdict, Verdict::pass) << outcome.reason;
    const std::vector<ArcSet> sets = {
        {1, "list.example", "sel", "list.example; dkim=pass header.d=news.example"}};
    EXPECT_EQ(outcome.sets, sets);
    EXPECT_EQ(verify(sealed(key) + "more\r\n", dns).reason, "the body has changed");
    EXPECT_EQ(verify(sealed(key, "fail"), dns).verdict, Verdict::fail);
    EXPECT_EQ(verify(sealed(key, "pass"), dns).verdict, Verdict::fail);
    EXPECT_EQ(verify(sealed(key), TableDns()).verdict, Verdict::not_verifiable);
    EXPECT_EQ(verify(header + "\r\n" + body, dns).verdict, Verdict::none);
}

TEST(Arc, ChainsThatAreNotWhole) {
    const TestKey key = TestKey::ed25519();
    const TableDns dns({{{RecordType::txt, "sel._domainkey.list.example"}, {key.record()}}});
    const std::string whole = sealed(key);
    const std::string without_seal = whole.substr(whole.find("ARC-Message"));
    const std::string second = "ARC-Seal: i=3; cv=pass\r\n" + whole;
    const std::string twice = whole.substr(0, whole.find("ARC-Message")) + whole;
    for (const std::string& raw :
         {without_seal, second, twice, "ARC-Seal: i=51\r\n" + whole, "ARC-Seal: \r\n" + whole})
        EXPECT_EQ(verify(raw, dns).verdict, Verdict::fail) << raw;
}

}  // namespace
}  // namespace redshank::auth
