// SPDX-License-Identifier: Apache-2.0
// Domains at which anyone can open a mailbox. A modest list of the large ones; the organisation file adds to
// it.
#pragma once

#include <span>
#include <string_view>

namespace redshank::org {

/// Lower-case, sorted.
std::span<const std::string_view> built_in_freemail_domains();

}  // namespace redshank::org
