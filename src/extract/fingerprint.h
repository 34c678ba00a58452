// SPDX-License-Identifier: Apache-2.0
// What the sending program leaves in a message, in forms that are equal for all mails of one program and
// template.
#pragma once

#include <string>
#include <string_view>

#include "facts/message.h"
#include "mime/entity.h"

namespace redshank::extract {

/// Runs of letters and digits by class and length: "<hex32@HOST>", "----=_Part_d5_d9.d13". Words of letters
/// stay.
std::string identifier_form(std::string_view identifier);
/// The same with the domain as HOST.
std::string message_id_form(std::string_view message_id);

/// Hash of the names of the sender's own fields (those below the last Received), with their case, in order.
uint64_t header_order(const mime::HeaderSection& header);

}  // namespace redshank::extract
