// SPDX-License-Identifier: Apache-2.0
#include "report/keyed_hash.h"

#include "base/hash.h"

namespace redshank::report {

namespace {

constexpr size_t block_bytes = 64;  // of SHA-256

std::string bytes_of(const Sha256& digest) {
    return {digest.begin(), digest.end()};
}

std::string padded(std::string_view key, unsigned char with) {
    std::string out = key.size() > block_bytes ? bytes_of(sha256(key)) : std::string(key);
    out.resize(block_bytes, '\0');
    for (char& c : out) c = static_cast<char>(static_cast<unsigned char>(c) ^ with);
    return out;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
    const std::string inner = bytes_of(sha256(padded(key, 0x36).append(text)));
    return bytes_of(sha256(padded(key, 0x5c) + inner));
}

std::string short_name(std::string_view key, std::string_view text) {
    return hex(std::string_view(hmac_sha256(key, text)).substr(0, 6));
}

std::string hidden_token(std::string_view key, std::string_view token) {
    return "{" + short_name(key, token) + "}";
}

std::string uuid_v5(std::string_view name_space, std::string_view name) {
    std::string digits;
    for (const char c : name_space) {
        if (c != '-') digits += c;
    }
    std::string id = unhex(sha1_hex(unhex(digits).append(name))).substr(0, 16);
    id[6] = static_cast<char>((id[6] & 0x0F) | 0x50);
    id[8] = static_cast<char>((id[8] & 0x3F) | 0x80);
    std::string out = hex(id);
    for (const size_t at : {8u, 13u, 18u, 23u}) out.insert(at, 1, '-');
    return out;
}

}  // namespace redshank::report
