// SPDX-License-Identifier: Apache-2.0
// The content of a small packed attachment: gzip (RFC 1952), or the first member of a zip (APPNOTE 4.3). For
// reports that travel so; archives as such are another room's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redshank::extract {

/// At most `max_bytes`, what could be read where it is damaged; "" for what is neither, stored otherwise or
/// encrypted.
std::string unpacked(std::string_view packed, uint64_t max_bytes);

}  // namespace redshank::extract
