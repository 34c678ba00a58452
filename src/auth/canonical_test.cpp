// SPDX-License-Identifier: Apache-2.0
#include "auth/canonical.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/testing.h"

namespace redshank::auth {
namespace {

std::string body_digest(std::string_view body, Canonicalization form, std::optional<uint64_t> length = {}) {
    const ExactBytes exact(body);
    return hex(hash_body(exact.view(), form, EVP_sha256(), length).digest);
}

TEST(Canonical, TheExampleOfRfc6376) {
    // 3.4.5, with <SP>, <HTAB> and <CRLF> written out.
    const std::string raw = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
    const SignedMessage message = split_message(raw, Limits{});
    ASSERT_EQ(message.fields.size(), 2u);
    EXPECT_EQ(canonical_field(message.fields[0].raw, Canonicalization::relaxed), "a:X");
    EXPECT_EQ(canonical_field(message.fields[1].raw, Canonicalization::relaxed), "b:Y Z");
    EXPECT_EQ(canonical_field(message.fields[1].raw, Canonicalization::simple), "B : Y\t\r\n\tZ  ");
    EXPECT_EQ(body_digest(message.body, Canonicalization::relaxed), sha256_hex(" C\r\nD E\r\n"));
    EXPECT_EQ(body_digest(message.body, Canonicalization::simple), sha256_hex(" C \r\nD \t E\r\n"));
}

TEST(Canonical, Bodies) {
    const struct {
        std::string_view body;
        std::string_view simple;
        std::string_view relaxed;
    } rows[] = {
        {"", "\r\n", ""},  // RFC 6376 3.4.3 and 3.4.4
        {"\r\n\r\n", "\r\n", ""},
        {"a", "a\r\n", "a\r\n"},
        {"a\n\nb\n", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"},  // a store's line ends
        {" \r\n\t\r\n", " \r\n\t\r\n", ""},
        {"a \t\r\n\r\n \r\n", "a \t\r\n\r\n \r\n", "a\r\n"},
        {"  a\r\n", "  a\r\n", " a\r\n"},
        {"a\rb\r\n", "a\rb\r\n", "a\rb\r\n"},
        {"a\r", "a\r\r\n", "a\r\r\n"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(body_digest(row.body, Canonicalization::simple), sha256_hex(row.simple)) << row.body;
        EXPECT_EQ(body_digest(row.body, Canonicalization::relaxed), sha256_hex(row.relaxed)) << row.body;
    }
    EXPECT_EQ(body_digest("abc\r\ndef\r\n", Canonicalization::simple, 4), sha256_hex("abc\r"));
    EXPECT_EQ(body_digest("abc\r\n", Canonicalization::simple, 0), sha256_hex(""));
    EXPECT_EQ(hash_body("abc\r\n\r\n", Canonicalization::simple, EVP_sha256(), 1).bytes, 5u);
}

TEST(Canonical, FieldsOfAMessage) {
    const std::string raw =
        "From a@x.example Mon Jan  1 00:00:00 2024\nA: 1\n b\nno colon\nC : 2\n\nbody: no field\n";
    const SignedMessage message = split_message(raw, Limits{});
    ASSERT_EQ(message.fields.size(), 2u);
    EXPECT_EQ(message.fields[0].raw, "A: 1\n b");
    EXPECT_TRUE(message.fields[1].is("c"));
    EXPECT_EQ(message.body, "body: no field\n");
    Limits small;
    small.max_header_fields = 1;
    EXPECT_TRUE(split_message(raw, small).cut);
}

TEST(Canonical, SignatureIsTakenOut) {
    EXPECT_EQ(without_signature("DKIM-Signature: a=x; b = QQ==\r\n  QQ ; bh=b=;"),
              "DKIM-Signature: a=x; b =; bh=b=;");
    EXPECT_EQ(without_signature("ARC-Seal: bb=1; b=2"), "ARC-Seal: bb=1; b=");
    EXPECT_EQ(without_signature("X: none"), "X: none");
}

}  // namespace
}  // namespace redshank::auth
