// SPDX-License-Identifier: Apache-2.0
#include "auth/ip_literal.h"

#include <arpa/inet.h>

#include <array>

#include "base/ascii.h"

namespace redshank::auth {

namespace {

constexpr size_t longest_address = 45;  // INET6_ADDRSTRLEN less its NUL

std::string canonical(int family, const char* text) {
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (inet_pton(family, text, bytes.data()) != 1) return {};
    return inet_ntop(family, bytes.data(), out.data(), out.size());
}

}  // namespace

std::string ip_literal(std::string_view text) {
    text = trim(text);
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    if (istarts_with(text, "IPv6:")) text.remove_prefix(5);
    text = text.substr(0, text.find('%'));  // a zone index
    if (text.size() < 2 || text.size() > longest_address) return {};
    const std::string terminated(text);
    if (text.find(':') == std::string_view::npos) return canonical(AF_INET, terminated.c_str());
    const std::string address = canonical(AF_INET6, terminated.c_str());
    constexpr std::string_view mapped = "::ffff:";
    if (address.starts_with(mapped) && address.find('.') != std::string::npos)
        return address.substr(mapped.size());
    return address;
}

bool is_internal_ip(std::string_view ip) {
    in_addr v4{};
    if (inet_pton(AF_INET, std::string(ip).c_str(), &v4) == 1) {
        const uint32_t address = ntohl(v4.s_addr);
        const auto in = [&](uint32_t network, int bits) {
            return address >> (32 - bits) == network >> (32 - bits);
        };
        return in(0x7F000000, 8) || in(0x0A000000, 8) || in(0xAC100000, 12) || in(0xC0A80000, 16) ||
               in(0xA9FE0000, 16) || in(0x64400000, 10);  // RFC 1122, 1918, 3927, 6598
    }
    return ip == "::1" || istarts_with(ip, "fc") || istarts_with(ip, "fd") ||  // RFC 4193
           istarts_with(ip, "fe80:");                                          // RFC 4291
}

}  // namespace redshank::auth
