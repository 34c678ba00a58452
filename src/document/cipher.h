// SPDX-License-Identifier: Apache-2.0
// What locks documents: digests and AES through OpenSSL, and RC4, which OpenSSL 3 keeps only in a module
// that it loads at run time.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace redshank::document {

enum class Digest : uint8_t { md5, sha1, sha256, sha384, sha512 };

/// The digest of the pieces, one behind the other.
std::string digest(Digest algorithm, std::initializer_list<std::string_view> pieces);

enum class Aes : uint8_t { cbc_decrypt, cbc_encrypt, ecb_decrypt };

/// AES (FIPS 197) without padding over the whole blocks of `bytes`; what is behind them is left out. "" where
/// the key is not of 16, 24 or 32 bytes, or the initial vector, which ECB has none of, not of 16.
std::string aes(Aes mode, std::string_view key, std::string_view initial_vector, std::string_view bytes);

/// RC4 (as RFC 6229 tests it), which is its own inverse. `key` of 1 to 256 bytes.
std::string rc4(std::string_view key, std::string_view bytes);

}  // namespace redshank::document
