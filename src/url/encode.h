// SPDX-License-Identifier: Apache-2.0
// The percent-encode sets of the URL Standard, one bit each. What is no ASCII is in every set.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace redshank::url {

enum EncodeSet : uint8_t {
    encode_c0_control = 1,
    encode_fragment = 2,
    encode_query = 4,
    encode_special_query = 8,
    encode_path = 16,
    encode_userinfo = 32,
};

constexpr std::array<uint8_t, 256> encode_sets = [] {
    std::array<uint8_t, 256> sets{};
    const auto add = [&](std::string_view characters, int which) {
        for (const char c : characters) sets[static_cast<unsigned char>(c)] |= static_cast<uint8_t>(which);
    };
    for (size_t c = 0; c < sets.size(); ++c) {
        if (c < 0x20 || c > 0x7E) sets[c] = 0xFF;
    }
    add(" \"<>`", encode_fragment);
    add(" \"#<>", encode_query | encode_special_query | encode_path | encode_userinfo);
    add("'", encode_special_query);
    add("?^`{}", encode_path | encode_userinfo);
    add("/:;=@[\\]|", encode_userinfo);
    return sets;
}();

inline void append_percent_encoded(std::string& out, std::string_view text, EncodeSet set) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((encode_sets[byte] & set) == 0) continue;
        out.append(text, from, at - from);
        const char encoded[] = {'%', digits[byte >> 4], digits[byte & 15]};
        out.append(encoded, sizeof encoded);
        from = at + 1;
    }
    out.append(text, from);
}

}  // namespace redshank::url
