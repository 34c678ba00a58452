// SPDX-License-Identifier: Apache-2.0
// What goes to redshank through standard output; src/source/pst.h describes it.
#pragma once

#include <cstdint>
#include <string_view>

namespace redshank::pst {

void send_item(uint64_t ordinal, std::string_view name);
void send_message(uint8_t flags, int64_t delivered, std::string_view bytes);
void send_problem(std::string_view sentence);
void send_end();

}  // namespace redshank::pst
