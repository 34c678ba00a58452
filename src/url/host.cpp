// SPDX-License-Identifier: Apache-2.0
// A domain goes percent-decode, UTS 46, then the test whether its last label is a number, which makes it an
// IPv4 address or nothing at all: "1.2.3.4.5" is no host. Plain lower-case ASCII takes one pass over its
// bytes.
#include "url/host.h"

#include <array>
#include <cstdint>
#include <optional>

#include "base/ascii.h"
#include "text/idna.h"
#include "url/encode.h"
#include "url/url.h"

namespace redshank::url {

namespace {

constexpr std::string_view forbidden_host = std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17);

bool is_forbidden_in_domain(char c) {
    return (c >= 0 && c < 0x20) || c == 0x7F || c == '%' || forbidden_host.find(c) != std::string_view::npos;
}

constexpr std::array<bool, 256> plain_in_domain = [] {
    std::array<bool, 256> plain{};
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=\"`{}"))
        plain[static_cast<unsigned char>(c)] = true;
    return plain;
}();

bool is_plain_domain(std::string_view text) {
    for (const char c : text) {
        if (!plain_in_domain[static_cast<unsigned char>(c)]) return false;
    }
    return !text.empty();
}

// --- IPv4 ---

/// Decimal, 0x hexadecimal or 0 octal; saturates above 2^32.
std::optional<uint64_t> ipv4_number(std::string_view text) {
    if (text.empty()) return {};
    unsigned base = 10;
    if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
        text.remove_prefix(2);
        base = 16;
    } else if (text.size() >= 2 && text[0] == '0') {
        text.remove_prefix(1);
        base = 8;
    }
    uint64_t value = 0;
    for (const char c : text) {
        if (!is_hex_digit(c) || static_cast<unsigned>(hex_value(c)) >= base) return {};
        value = value * base + static_cast<unsigned>(hex_value(c));
        if (value > 0xFFFFFFFF) value = 0x100000000;
    }
    return value;
}

bool ends_in_number(std::string_view domain) {
    if (domain.ends_with('.')) domain.remove_suffix(1);
    const size_t dot = domain.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? domain : domain.substr(dot + 1);
    if (last.empty() || !is_digit(last.front())) return false;
    return last.find_first_not_of("0123456789") == std::string_view::npos || ipv4_number(last).has_value();
}

std::optional<uint32_t> parse_ipv4(std::string_view text) {
    if (text.ends_with('.')) text.remove_suffix(1);
    uint64_t address = 0;
    for (int part = 0; part < 4; ++part) {
        const size_t dot = text.find('.');
        const std::optional<uint64_t> number = ipv4_number(text.substr(0, dot));
        if (!number) return {};
        if (dot == std::string_view::npos) {
            // The last part fills all bytes that are left.
            if (*number >= 1ull << 8 * (4 - part)) return {};
            return static_cast<uint32_t>(address + *number);
        }
        if (*number > 255) return {};
        address |= *number << 8 * (3 - part);
        text.remove_prefix(dot + 1);
    }
    return {};
}

void append_ipv4(std::string& out, uint32_t address) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += std::to_string(address >> shift & 255);
        if (shift > 0) out += '.';
    }
}

// --- IPv6 ---

using Ipv6 = std::array<uint16_t, 8>;

/// The dotted quad at the end of an IPv6 address: no leading zeros, no other forms.
bool parse_embedded_ipv4(std::string_view text, Ipv6& address, size_t piece) {
    for (int part = 0; part < 4; ++part) {
        const size_t dot = text.find('.');
        const std::string_view digits = text.substr(0, dot);
        if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0')) return false;
        unsigned value = 0;
        for (const char c : digits) {
            if (!is_digit(c)) return false;
            value = value * 10 + static_cast<unsigned>(c - '0');
        }
        if (value > 255 || (dot == std::string_view::npos) != (part == 3)) return false;
        uint16_t& into = address[piece + static_cast<size_t>(part) / 2];
        into = static_cast<uint16_t>(into << 8 | value);
        text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
    }
    return true;
}

std::optional<Ipv6> parse_ipv6(std::string_view text) {
    Ipv6 address{};
    size_t piece = 0;
    std::optional<size_t> compress;
    size_t at = 0;
    if (text.starts_with(':')) {
        if (!text.starts_with("::")) return {};
        at = 2;
        compress = 0;
    }
    while (at < text.size()) {
        if (piece == address.size()) return {};
        if (text[at] == ':') {
            if (compress) return {};
            ++at;
            compress = piece;
            continue;
        }
        size_t end = at;
        unsigned value = 0;
        while (end < text.size() && end < at + 4 && is_hex_digit(text[end])) {
            value = value << 4 | static_cast<unsigned>(hex_value(text[end++]));
        }
        if (end < text.size() && text[end] == '.') {
            if (piece > 6 || !parse_embedded_ipv4(text.substr(at), address, piece)) return {};
            piece += 2;
            break;
        }
        if (end == at) return {};
        address[piece++] = static_cast<uint16_t>(value);
        at = end;
        if (at == text.size()) break;
        if (text[at] != ':' || ++at == text.size()) return {};
    }
    if (!compress) return piece == address.size() ? std::optional(address) : std::nullopt;
    std::rotate(address.begin() + *compress, address.begin() + piece, address.end());
    return address;
}

/// RFC 5952: lower-case, the first longest run of two or more zeros as "::".
void append_ipv6(std::string& out, const Ipv6& address) {
    size_t run_start = address.size();
    size_t run_length = 1;
    for (size_t i = 0; i < address.size(); ++i) {
        size_t end = i;
        while (end < address.size() && address[end] == 0) ++end;
        if (end - i > run_length) {
            run_start = i;
            run_length = end - i;
        }
    }
    out += '[';
    for (size_t i = 0; i < address.size();) {
        if (i == run_start) {
            out += i == 0 ? "::" : ":";
            i += run_length;
            continue;
        }
        constexpr std::string_view digits = "0123456789abcdef";
        bool leading = true;
        for (int shift = 12; shift >= 0; shift -= 4) {
            const size_t digit = static_cast<size_t>(address[i] >> shift & 15);
            leading = leading && digit == 0 && shift > 0;
            if (!leading) out += digits[digit];
        }
        if (++i < address.size()) out += ':';
    }
    out += ']';
}

HostKind append_opaque_host(std::string& out, std::string_view text) {
    if (text.find_first_of(forbidden_host) != std::string_view::npos) return {};
    append_percent_encoded(out, text, encode_c0_control);
    return {.valid = true};
}

HostKind append_domain(std::string& out, std::string_view written, std::string_view ascii) {
    if (!ends_in_number(ascii)) {
        out += ascii;
        return {.valid = true};
    }
    const std::optional<uint32_t> address = parse_ipv4(ascii);
    if (!address) return {};
    const size_t start = out.size();
    append_ipv4(out, *address);
    return {.valid = true, .is_ip = true, .odd_ipv4 = std::string_view(out).substr(start) != written};
}

}  // namespace

HostKind append_host(std::string& out, std::string_view text, bool is_special) {
    if (text.starts_with('[')) {
        if (!text.ends_with(']')) return {};
        const std::optional<Ipv6> address = parse_ipv6(text.substr(1, text.size() - 2));
        if (!address) return {};
        append_ipv6(out, *address);
        return {.valid = true, .is_ip = true};
    }
    if (!is_special) return append_opaque_host(out, text);
    if (is_plain_domain(text)) return append_domain(out, text, text);

    const std::optional<std::string> ascii = text::domain_to_ascii(percent_decode(text));
    if (!ascii) return {};
    for (const char c : *ascii) {
        if (is_forbidden_in_domain(c)) return {};
    }
    return append_domain(out, text, *ascii);
}

}  // namespace redshank::url
