// SPDX-License-Identifier: Apache-2.0
// Text as the case keeps it: one zstd frame that states its size. Records and bodies shrink to about a
// quarter, and what is not written need not be read again for grouping.
#pragma once

#include <string>
#include <string_view>

namespace redshank::evidence {

std::string pack(std::string_view bytes);
/// Throws DatabaseError where it is none of ours.
std::string unpack(std::string_view packed);

}  // namespace redshank::evidence
