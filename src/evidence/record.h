// SPDX-License-Identifier: Apache-2.0
// The one written form of facts (JSON, one object without newlines): what `extract` prints, `group` reads and
// the case keeps. Field names are those of facts::Message; defaults are left out; docs/formats.md lists them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "facts/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"

namespace redshank::evidence {

std::string write_message(const facts::Message& message);
/// Error: no JSON object, or a field of a wrong type, with its name. Unknown fields are ignored.
Result<facts::Message> read_message(std::string_view json);

std::string write_place(const facts::Place& place);
Result<facts::Place> read_place(std::string_view json);

std::string write_finding(const facts::Finding& finding);
Result<facts::Finding> read_finding(std::string_view json);

std::string write_campaign(const facts::Campaign& campaign);
Result<facts::Campaign> read_campaign(std::string_view json);

std::string write_target(const facts::Target& target);
Result<facts::Target> read_target(std::string_view json);

}  // namespace redshank::evidence
