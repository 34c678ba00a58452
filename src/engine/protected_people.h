// SPDX-License-Identifier: Apache-2.0
// Whom the organisation file of a case names, for what must not name them.
#pragma once

#include <vector>

#include "evidence/case.h"
#include "facts/message.h"

namespace redshank::engine {

/// A line for each address of each person, and those who got mail of a campaign. Addresses of which the file
/// holds only the SHA-256 are left out, as nobody knows them.
std::vector<facts::Mailbox> people_of(const evidence::Case& c);

}  // namespace redshank::engine
