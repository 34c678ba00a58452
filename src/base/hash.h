// SPDX-License-Identifier: Apache-2.0
// SHA-256 for what others check (FIPS 180-4, through OpenSSL), XXH3 for buckets and maps, and hex.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace redshank {

using Sha256 = std::array<uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
std::string md5_hex(std::string_view bytes);
std::string sha1_hex(std::string_view bytes);

/// SHA-256 over pieces.
class Sha256Stream {
  public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(const Sha256Stream&) = delete;
    Sha256Stream& operator=(const Sha256Stream&) = delete;

    void add(std::string_view bytes);
    /// Once; the stream is used up.
    Sha256 finish();

  private:
    void* context_;
};

uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

/// Mixes a value into a running hash.
constexpr uint64_t hash_combine(uint64_t seed, uint64_t value) {
    seed ^= value + 0x9e3779b97f4a7c15ull + (seed << 6) + (seed >> 2);
    seed ^= seed >> 32;
    return seed * 0xd6e8feb86659fd93ull;
}

/// 128 bits of identity: of a content_id, for deduplication in memory.
struct Key128 {
    uint64_t high = 0;
    uint64_t low = 0;
    auto operator<=>(const Key128&) const = default;
};
struct Key128Hash {
    size_t operator()(const Key128& key) const { return static_cast<size_t>(key.high ^ key.low); }
};

/// Lower-case hex of any bytes.
std::string hex(std::string_view bytes);
std::string hex(const Sha256& digest);
/// The bytes of lower- or upper-case hex; empty when it is none.
std::string unhex(std::string_view text);
/// The first 128 bits of hex; zeros where there are fewer digits.
Key128 key_from_hex(std::string_view text);

/// RFC 4648 4, with padding.
std::string base64(std::string_view bytes);

}  // namespace redshank
