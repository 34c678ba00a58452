// SPDX-License-Identifier: Apache-2.0
// What Outlook wraps bodies in: compressed RTF (MS-OXRTFCP) and, within RTF, the HTML or text that it was
// made from (MS-OXRTFEX).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redshank::mapi {

/// The RTF in the bytes of PidTagRtfCompressed, at most `max_bytes`; what could be read where they are
/// damaged. A wrong checksum says nothing: what is there is read. "" for what is no compressed RTF.
std::string decompress_rtf(std::string_view compressed, uint64_t max_bytes);

struct Unwrapped {
    enum class Kind : uint8_t {
        none,  // RTF of its own making: `utf8` is its text
        html,
        text,
    };
    Kind kind = Kind::none;
    std::string utf8;
};

/// The HTML (\fromhtml1) or text (\fromtext) that the RTF wraps, else the RTF's own text. Never fails; at
/// most `max_bytes`.
Unwrapped unwrap_rtf(std::string_view rtf, uint64_t max_bytes);

}  // namespace redshank::mapi
