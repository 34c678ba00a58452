// SPDX-License-Identifier: Apache-2.0
// A message as signatures see it: its header fields as raw bytes, its body, and the canonical forms that are
// hashed (RFC 6376 3.4). Stores keep mail with LF, the wire had CRLF: every line end counts as CRLF. Views
// point into the message, which the caller keeps; a canonical body is never copied as a whole.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank::auth {

struct SignedField {
    std::string_view name;  // without white space before the colon
    std::string_view raw;   // from the name to before the last line end; folds kept

    std::string_view body() const;  // behind the colon
    bool is(std::string_view other_name) const;
};

struct SignedMessage {
    std::vector<SignedField> fields;  // in order; lines that are no field are left out
    std::string_view body;
    bool cut = false;  // more fields or bytes than limits allow: signatures cannot be checked
};

SignedMessage split_message(std::string_view raw, const Limits& limits);

/// SHA-1 or SHA-256 over pieces.
class Digest {
  public:
    explicit Digest(const EVP_MD* kind);
    void add(std::string_view bytes);
    std::string finish();

  private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

enum class Canonicalization : uint8_t { simple, relaxed };

/// The field in canonical form without a line end at its end (RFC 6376 3.4.1, 3.4.2).
std::string canonical_field(std::string_view raw_field, Canonicalization form);

/// The field with the value of its b= tag taken out, white space around it too (RFC 6376 3.7).
std::string without_signature(std::string_view raw_field);

struct BodyHash {
    std::string digest;
    uint64_t bytes = 0;  // of the whole canonical body, hashed or not
};
/// RFC 6376 3.4.3 and 3.4.4. Only the first `length` bytes of the canonical body are hashed.
BodyHash hash_body(std::string_view body, Canonicalization form, const EVP_MD* kind,
                   std::optional<uint64_t> length);

}  // namespace redshank::auth
