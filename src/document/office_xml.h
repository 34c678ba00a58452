// SPDX-License-Identifier: Apache-2.0
// The XML members of office documents: OOXML (ECMA-376: relationships of part 2, fields and formulas of part
// 1) and ODF 1.3. A member says by itself what it loads, so each is read alone, whatever its name: a package
// may call its parts as it likes. The same reader takes the flat forms (Flat OPC, .fodt, WordprocessingML
// 2003).
#pragma once

#include <optional>
#include <string_view>

#include "base/limits.h"
#include "document/contents.h"

namespace redshank::document {

/// Offsets are bytes of `utf8`. Never fails; damaged XML is read up to the damage.
Contents read_office_xml(std::string_view utf8, const Limits& limits);

/// What a member's name alone says: macros, ActiveX controls, embedded objects.
std::optional<TraitKind> trait_of_member(std::string_view name);

}  // namespace redshank::document
