// SPDX-License-Identifier: Apache-2.0
// Message identifiers (RFC 5322 3.6.4 and 4.5.4), read as leniently as programs write them.
#include "base/ascii.h"
#include "mime/fields.h"
#include "mime/lexer.h"

namespace redshank::mime {

namespace {

std::string without_space(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_space(c)) out.push_back(c);
    }
    return out;
}

/// The next "<…>" at or after `at`, which moves behind it; "" when there is none. A "<" inside starts anew.
std::string next_id(std::string_view text, size_t& at) {
    const size_t close = text.find('>', std::min(text.find('<', at), text.size()));
    if (close == text.npos) {
        at = text.size();
        return {};
    }
    const size_t open = text.rfind('<', close);
    at = close + 1;
    return without_space(text.substr(open, close + 1 - open));
}

}  // namespace

std::string parse_message_id(std::string_view body) {
    const std::string text = without_comments(body);
    size_t at = 0;
    const std::string id = next_id(text, at);
    return id.empty() ? std::string(trim(unfold(text))) : id;
}

std::vector<std::string> parse_message_ids(std::string_view body, const Limits& limits) {
    const std::string text = without_comments(body);
    std::vector<std::string> out;
    for (size_t at = 0; at < text.size() && out.size() < limits.max_addresses;) {
        std::string id = next_id(text, at);
        if (id.size() > 2) out.push_back(std::move(id));
    }
    return out;
}

}  // namespace redshank::mime
