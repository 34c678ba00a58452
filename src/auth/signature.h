// SPDX-License-Identifier: Apache-2.0
// What DKIM (RFC 6376) and ARC (RFC 8617) share: finding the public key in DNS, hashing chosen header fields,
// and asking OpenSSL whether the signature over them holds. Keys of RFC 8463 (Ed25519) too; what RFC 8301
// forbids (SHA-1, RSA below 1,024 bits) is verified all the same, for old archives, and told apart.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "auth/canonical.h"
#include "auth/dns.h"
#include "auth/tag_list.h"
#include "auth/verdict.h"
#include "base/limits.h"

namespace redshank::auth {

/// sig-a-tag-alg (RFC 6376 3.5, RFC 8463 3).
struct SignatureAlgorithm {
    int key_type = 0;  // EVP_PKEY_RSA or EVP_PKEY_ED25519
    const EVP_MD* digest = nullptr;
    std::string_view digest_name;  // "sha256"
    static std::optional<SignatureAlgorithm> of(std::string_view name);
};

struct PublicKey {
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{nullptr, &EVP_PKEY_free};
    int bits = 0;
    bool testing = false;          // t=y
    bool strict_identity = false;  // t=s: i= must name d= itself
};

/// A key, or why there is none: temperror, not_verifiable (no record, or revoked by an empty p=), permerror
/// (a record that cannot be used with `algorithm`).
struct KeyLookup {
    PublicKey key;
    Verdict verdict = Verdict::pass;
    std::string reason;
};
/// The record at selector._domainkey.domain (RFC 6376 3.6.2), both as the signature writes them; U-labels are
/// converted (RFC 8616). With several records, the first that can be used.
KeyLookup find_key(std::string_view selector, std::string_view domain, const SignatureAlgorithm& algorithm,
                   const Dns& dns, const Limits& limits);

/// Whether `signature` holds over the header hash (for Ed25519 the hash is the message, RFC 8463 3).
bool signature_holds(const PublicKey& key, const SignatureAlgorithm& algorithm,
                     const std::string& header_hash, const std::string& signature);

/// The fields that h= names, in canonical form with line ends, the last of several first (RFC 6376 5.4.2);
/// names without a field left add nothing.
void add_signed_fields(const SignedMessage& message, const std::vector<std::string>& names,
                       Canonicalization form, Digest& digest);

/// c= (RFC 6376 3.5): header's and body's form; nothing for unknown ones.
struct Canonicalizations {
    Canonicalization header = Canonicalization::simple;
    Canonicalization body = Canonicalization::simple;
    static std::optional<Canonicalizations> of(std::string_view value);
};

/// RFC 8301 3: why a signature that holds must not count; "" where it may.
std::string weakness(const PublicKey& key, const SignatureAlgorithm& algorithm);

}  // namespace redshank::auth
