// SPDX-License-Identifier: Apache-2.0
// Visible text made comparable: names, greetings, numbers, addresses and URLs masked, then a MinHash over
// word shingles (Broder 1997), so that the copies of one mail look the same and near-same texts look nearly
// so.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace redshank::text {

constexpr size_t minhash_size = 32;

struct Shingled {
    std::array<uint32_t, minhash_size> minhash{};  // all zero when there is no word
    uint64_t masked_hash = 0;                      // of all masked words; 0 when there is none
    uint32_t words = 0;                            // visible words before masking
};

/// `names` are words to mask, folded (the reader's names and the parts of the reader's address). Words that
/// hold a digit or an @, URLs, words over 64 bytes and what stands between a greeting and its comma are
/// masked too; masks in a row count as one, so that a longer name changes nothing. In scripts without spaces
/// each character is a word. Linear in the text.
Shingled shingle(std::string_view utf8_text, std::span<const std::string> names);

/// Share of equal positions: an estimate of the Jaccard similarity of the shingle sets, 0 to 1. Zero for
/// empty ones.
double similarity(const std::array<uint32_t, minhash_size>& a, const std::array<uint32_t, minhash_size>& b);

}  // namespace redshank::text
