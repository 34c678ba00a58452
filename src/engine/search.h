// SPDX-License-Identifier: Apache-2.0
// Search over what the case holds of all mail: subjects, senders and hosts. The text of mail is not kept, and
// so not searched.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "evidence/case.h"
#include "facts/message.h"

namespace redshank::engine {

/// Messages by date in which every word stands somewhere in the subject, the senders' names and addresses, or
/// a host that they load from or link to; over case, diacritics and width. Goes through all records.
void search(const evidence::Case& c, const std::vector<std::string>& words,
            const std::function<void(int64_t row, const facts::Message& message)>& take);

}  // namespace redshank::engine
