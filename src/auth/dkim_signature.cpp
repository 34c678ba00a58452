// SPDX-License-Identifier: Apache-2.0
#include "auth/dkim_signature.h"

#include "base/ascii.h"

namespace redshank::auth {

namespace {

// Domains are limited to 255 bytes (RFC 1035 2.3.4); what is longer is no name and not kept.
constexpr size_t max_value_bytes = 255;

std::string compact_lower(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (is_space(c)) continue;
        if (out.size() == max_value_bytes) return {};
        out += to_lower(c);
    }
    return out;
}

}  // namespace

DkimSignature parse_dkim_signature(std::string_view body) {
    DkimSignature signature;
    while (!body.empty()) {
        const size_t end = body.find(';');
        const std::string_view tag = body.substr(0, end);
        body = end == std::string_view::npos ? std::string_view() : body.substr(end + 1);
        const size_t equals = tag.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view name = trim(tag.substr(0, equals));
        std::string* const value = name == "d"   ? &signature.domain
                                   : name == "s" ? &signature.selector
                                   : name == "a" ? &signature.algorithm
                                                 : nullptr;
        if (value != nullptr && value->empty()) *value = compact_lower(tag.substr(equals + 1));
    }
    return signature;
}

}  // namespace redshank::auth
