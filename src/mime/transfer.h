// SPDX-License-Identifier: Apache-2.0
// Transfer decoders (RFC 2045 6.7 and 6.8, uuencode as POSIX has it). Each reads damaged input as mail
// programs do, names the first damage with its offset from the start of `in`, and appends at most `max_bytes`
// to `out`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redshank::mime {

struct TransferResult {
    static constexpr uint64_t intact = UINT64_MAX;
    uint64_t damage_at = intact;  // offset of the first byte that the standard does not allow there
    bool cut = false;             // stopped at max_bytes
};

TransferResult decode_base64(std::string_view in, std::string& out, uint64_t max_bytes);
TransferResult decode_quoted_printable(std::string_view in, std::string& out, uint64_t max_bytes);
TransferResult decode_uuencode(std::string_view in, std::string& out, uint64_t max_bytes);

/// The text of an encoded-word (RFC 2047 4): appended to `out`.
void decode_base64_word(std::string_view in, std::string& out);
void decode_q_word(std::string_view in, std::string& out);

}  // namespace redshank::mime
