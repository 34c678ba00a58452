// SPDX-License-Identifier: Apache-2.0
// Where in a message the thing stands that a finding is about.
#pragma once

#include <initializer_list>
#include <string_view>

#include "facts/finding.h"
#include "facts/message.h"

namespace redshank::facts {

/// The bytes of a URL where it stands.
Evidence evidence_of(const UrlUse& use);
/// The header field of one of these names in which `value` stands as it is, else the first of them (the value
/// may be encoded or folded there). Without any, as where the envelope alone said it, the message as a whole.
Evidence header_evidence(const Message& message, std::initializer_list<std::string_view> names,
                         std::string_view value);

}  // namespace redshank::facts
