// SPDX-License-Identifier: Apache-2.0
#include "auth/ip_bits.h"

#include <arpa/inet.h>

namespace redshank::auth {

std::optional<std::vector<uint8_t>> ip_bits(std::string_view ip) {
    if (ip.size() >= INET6_ADDRSTRLEN) return std::nullopt;
    const std::string terminated(ip);
    std::vector<uint8_t> bytes(4);
    if (inet_pton(AF_INET, terminated.c_str(), bytes.data()) == 1) return bytes;
    bytes.resize(16);
    if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return bytes;
    return std::nullopt;
}

bool same_network(const std::vector<uint8_t>& a, const std::vector<uint8_t>& b, size_t prefix) {
    if (a.size() != b.size() || prefix > a.size() * 8) return false;
    for (size_t i = 0; i < a.size() && prefix > 0; ++i) {
        const size_t bits = prefix < 8 ? prefix : 8;
        if ((a[i] ^ b[i]) >> (8 - bits) != 0) return false;
        prefix -= bits;
    }
    return true;
}

}  // namespace redshank::auth
