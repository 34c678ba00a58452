// SPDX-License-Identifier: Apache-2.0
// What bytes are by their first bytes, whatever their header says.
#pragma once

#include <string_view>

namespace redshank::document {

/// "zip", "pdf", "exe", "html", "ole", "rtf", "png" …; "text" where all looks like text; "" unknown or empty.
std::string_view found_type(std::string_view bytes);

}  // namespace redshank::document
