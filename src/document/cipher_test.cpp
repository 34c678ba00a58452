// SPDX-License-Identifier: Apache-2.0
#include "document/cipher.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace redshank::document {
namespace {

TEST(Cipher, Rc4AsRfc6229HasIt) {
    const std::string zeros(16, '\0');
    EXPECT_EQ(hex(rc4(unhex("0102030405"), zeros)), "b2396305f03dc027ccc3524a0a1118a8");
    EXPECT_EQ(hex(rc4(unhex("0102030405060708090a0b0c0d0e0f10"), zeros)), "9ac7cc9a609d1ef7b2932899cde41b97");
    EXPECT_EQ(rc4("key", rc4("key", "text")), "text");
}

// NIST SP 800-38A, F.1.2 and F.2.2: the first block of each.
TEST(Cipher, AesAsNistHasIt) {
    const std::string key = unhex("2b7e151628aed2a6abf7158809cf4f3c");
    const std::string vector = unhex("000102030405060708090a0b0c0d0e0f");
    const std::string plain = "6bc1bee22e409f96e93d7e117393172a";
    EXPECT_EQ(hex(aes(Aes::cbc_decrypt, key, vector, unhex("7649abac8119b246cee98e9b12e9197d"))), plain);
    EXPECT_EQ(hex(aes(Aes::cbc_encrypt, key, vector, unhex(plain))), "7649abac8119b246cee98e9b12e9197d");
    EXPECT_EQ(hex(aes(Aes::ecb_decrypt, key, "", unhex("3ad77bb40d7a3660a89ecaf32466ef97"))), plain);
    EXPECT_EQ(aes(Aes::cbc_decrypt, "short", vector, unhex(plain)), "");
    EXPECT_EQ(aes(Aes::cbc_decrypt, key, "short", unhex(plain)), "");
    EXPECT_EQ(aes(Aes::ecb_decrypt, key, "", "less than one"), "");
}

TEST(Cipher, DigestsOfPieces) {
    EXPECT_EQ(hex(digest(Digest::sha256, {"a", "", "bc"})), sha256_hex("abc"));
    EXPECT_EQ(hex(digest(Digest::md5, {"abc"})), md5_hex("abc"));
    EXPECT_EQ(hex(digest(Digest::sha1, {"ab", "c"})), sha1_hex("abc"));
    EXPECT_EQ(digest(Digest::sha384, {}).size(), 48u);
    EXPECT_EQ(digest(Digest::sha512, {}).size(), 64u);
}

}  // namespace
}  // namespace redshank::document
