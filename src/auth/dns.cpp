// SPDX-License-Identifier: Apache-2.0
#include "auth/dns.h"

#include "auth/ip_bits.h"

namespace redshank::auth {

std::string reverse_name(const std::string& ip) {
    const auto bits = ip_bits(ip);
    if (!bits) return {};
    std::string out;
    for (size_t i = bits->size(); i-- > 0;) {
        const uint8_t byte = (*bits)[i];
        if (bits->size() == 4) {
            out += std::to_string(byte) + ".";
        } else {
            constexpr std::string_view digits = "0123456789abcdef";
            for (const char nibble : {digits[byte & 15], digits[byte >> 4]}) (out += nibble) += '.';
        }
    }
    return out + (bits->size() == 4 ? "in-addr.arpa" : "ip6.arpa");
}

}  // namespace redshank::auth
