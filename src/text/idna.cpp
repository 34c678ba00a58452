// SPDX-License-Identifier: Apache-2.0
// Nearly every host in mail is plain ASCII and never reaches ICU. The ICU and libpsl objects here are built
// once, on first use, and only read afterwards, which both libraries document as safe from any thread.
#include "text/idna.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <libpsl.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/fold.h"

namespace redshank::text {

namespace {

// DNS names end at 253 bytes (RFC 1035 2.3.4). Punycode is quadratic in a label, so longer names that would
// need it are refused; the URL Standard alone would take them.
constexpr size_t max_idna_bytes = 1024;

// No rule of the Public Suffix List has more labels; libpsl tries one label after the other, so a host of
// thousands of labels is cut to its last ones first.
constexpr int max_suffix_labels = 8;
constexpr size_t max_suffix_bytes = 511;

bool has_ace_label(std::string_view domain) {
    for (size_t at = 0; at < domain.size();) {
        if (istarts_with(domain.substr(at, 4), "xn--")) return true;
        const size_t dot = domain.find('.', at);
        if (dot == std::string_view::npos) return false;
        at = dot + 1;
    }
    return false;
}

const UIDNA* uts46() {
    static const UIDNA* const instance = [] {
        UErrorCode error = U_ZERO_ERROR;
        const UIDNA* opened =
            uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                                UIDNA_NONTRANSITIONAL_TO_UNICODE,
                            &error);
        return U_SUCCESS(error) ? opened : nullptr;
    }();
    return instance;
}

// CheckHyphens and VerifyDnsLength are false in the URL Standard; ICU always checks both and says so here.
constexpr uint32_t ignored_errors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// What UTS 46 maps otherwise since Unicode 15.1 and 16 than in ICU 72's tables (Unicode 15): capitals that
// were refused or went to two letters, five ideographs whose mapping was doubtful, and invisible characters
// that are now dropped (0).
char32_t map_as_unicode_16(char32_t c) {
    if (c >= 0x10A0 && c <= 0x10C5) return c - 0x10A0 + 0x2D00;  // Georgian
    if ((c >= 0x206A && c <= 0x206F) || (c >= 0x1D173 && c <= 0x1D17A)) return 0;
    switch (c) {
        case 0x1E9E:
            return 0xDF;  // capital sharp s
        case 0x4C0:
            return 0x4CF;
        case 0x2132:
            return 0x214E;
        case 0x2183:
            return 0x2184;
        case 0x2F868:
            return 0x36FC;
        case 0x2F874:
            return 0x5F53;
        case 0x2F91F:
            return 0x243AB;
        case 0x2F95F:
            return 0x7AEE;
        case 0x2F9BF:
            return 0x45D7;
        case 0x115F:
        case 0x1160:
        case 0x17B4:
        case 0x17B5:
        case 0x180E:
        case 0x3164:
        case 0xFFA0:
            return 0;
        default:
            return c;
    }
}

// UTF-16 for ICU; malformed UTF-8 becomes U+FFFD, which UTS 46 refuses.
std::u16string to_utf16(std::string_view utf8) {
    std::u16string out;
    out.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
    const auto length = static_cast<int32_t>(utf8.size());
    for (int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, length, c);
        const auto mapped = static_cast<UChar32>(map_as_unicode_16(static_cast<char32_t>(c)));
        if (mapped == 0 && c != 0) continue;
        if (U16_LENGTH(mapped) == 1) {
            out += static_cast<char16_t>(mapped);
        } else {
            out += {static_cast<char16_t>(U16_LEAD(mapped)), static_cast<char16_t>(U16_TRAIL(mapped))};
        }
    }
    return out;
}

std::optional<std::string> convert_to_ascii(std::string_view domain) {
    if (domain.size() > max_idna_bytes || uts46() == nullptr) return {};
    const std::u16string name = to_utf16(domain);
    std::array<char16_t, 4 * max_idna_bytes> out;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode error = U_ZERO_ERROR;
    const int32_t length = uidna_nameToASCII(uts46(), name.data(), static_cast<int32_t>(name.size()),
                                             out.data(), static_cast<int32_t>(out.size()), &info, &error);
    if (U_FAILURE(error) || length <= 0 || (info.errors & ~ignored_errors) != 0) return {};
    return std::string(out.data(), out.data() + length);
}

bool is_ip_address(std::string_view host) {
    if (host.front() == '[') return true;
    const size_t dot = host.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
    return !last.empty() && std::all_of(last.begin(), last.end(), is_digit);
}

std::string_view last_labels(std::string_view host, int count) {
    size_t at = host.size();
    while (count-- > 0) {
        at = host.rfind('.', at - 1);
        if (at == std::string_view::npos || at == 0) return host;
    }
    return host.substr(at + 1);
}

// How long the registrable domain at the end of `tail` is; 0 where it has none.
size_t ask_libpsl(std::string_view tail) {
    std::array<char, max_suffix_bytes + 1> terminated;  // libpsl wants a C string
    std::memcpy(terminated.data(), tail.data(), tail.size());
    terminated[tail.size()] = '\0';
    const char* found = psl_registrable_domain(psl_builtin(), terminated.data());
    return found == nullptr ? 0 : tail.size() - static_cast<size_t>(found - terminated.data());
}

// A mail names few hosts many times, and asking libpsl costs more than reading the rest of the URL: each
// thread keeps the answers for the hosts that it met last.
size_t registrable_length(std::string_view tail) {
    struct Known {
        std::string tail;
        size_t length = 0;
    };
    thread_local std::array<Known, 512> met;
    Known& known = met[hash64(tail) % met.size()];
    if (known.tail != tail) known = {std::string(tail), ask_libpsl(tail)};
    return known.length;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view utf8_domain) {
    if (utf8_domain.empty()) return {};
    if (is_ascii(utf8_domain)) return ascii_lower(utf8_domain);
    return convert_to_ascii(utf8_domain);
}

std::string domain_to_unicode(std::string_view ascii_domain) {
    std::string unchanged(ascii_domain);
    if (!has_ace_label(ascii_domain) || ascii_domain.size() > max_idna_bytes || uts46() == nullptr)
        return unchanged;
    std::array<char, 4 * max_idna_bytes> out;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode error = U_ZERO_ERROR;
    const int32_t length =
        uidna_nameToUnicodeUTF8(uts46(), ascii_domain.data(), static_cast<int32_t>(ascii_domain.size()),
                                out.data(), static_cast<int32_t>(out.size()), &info, &error);
    if (U_FAILURE(error) || length <= 0 || (info.errors & ~ignored_errors) != 0) return unchanged;
    return std::string(out.data(), static_cast<size_t>(length));
}

std::string_view registrable_domain(std::string_view host) {
    std::string_view name = host;
    if (name.ends_with('.')) name.remove_suffix(1);
    if (name.empty() || name.front() == '.' || is_ip_address(name)) return host;

    const std::string_view tail = last_labels(name, max_suffix_labels);
    if (tail.empty() || tail.size() > max_suffix_bytes) return host;
    const size_t length = registrable_length(tail);
    return length == 0 ? host : tail.substr(tail.size() - length);
}

bool is_single_script(std::string_view utf8_label) {
    if (is_ascii(utf8_label)) return true;
    static const USpoofChecker* const checker = [] {
        UErrorCode error = U_ZERO_ERROR;
        USpoofChecker* opened = uspoof_open(&error);
        uspoof_setChecks(opened, USPOOF_RESTRICTION_LEVEL, &error);
        uspoof_setRestrictionLevel(opened, USPOOF_HIGHLY_RESTRICTIVE);
        return U_SUCCESS(error) ? opened : nullptr;
    }();
    if (checker == nullptr || utf8_label.size() > max_idna_bytes) return false;
    UErrorCode error = U_ZERO_ERROR;
    const int32_t failed = uspoof_check2UTF8(checker, utf8_label.data(),
                                             static_cast<int32_t>(utf8_label.size()), nullptr, &error);
    return U_SUCCESS(error) && failed == 0;
}

}  // namespace redshank::text
