// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032) through OpenSSL, with keys as `openssl genpkey` writes them (PEM).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace redshank::evidence {

/// The 64 bytes of the signature. Error: no Ed25519 private key.
Result<std::string> sign(std::string_view message, std::string_view private_key_pem);

/// Whether the signature is by this key. Error: no Ed25519 public key.
Result<bool> is_signed_by(std::string_view message, std::string_view signature,
                          std::string_view public_key_pem);

}  // namespace redshank::evidence
