// SPDX-License-Identifier: Apache-2.0
// zlib and raw deflate streams (RFC 1950, 1951) within what one message may cost.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "document/unpacked.h"

namespace redshank::document {

enum class Deflate : char { zlib, raw };

/// The stream's content, also of one that is cut off (what came before the cut). Nothing for no stream at
/// all, and at a limit: max_unpacked_bytes over the message, max_unpacked_member_bytes, max_unpack_ratio.
std::optional<std::string> inflate(std::string_view bytes, Deflate form, const Limits& limits,
                                   Unpacked& unpacked);

}  // namespace redshank::document
