// SPDX-License-Identifier: Apache-2.0
// Field codes of Word (ECMA-376-1 17.16; RTF writes the same) and formulas of spreadsheets, as far as they
// load, lead elsewhere or run something.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/contents.h"

namespace redshank::document {

/// What one field does: a DDE command, or something to load or to follow.
struct FieldUse {
    bool is_dde = false;
    ReferenceKind kind = ReferenceKind::link;
    std::string_view argument;  // into the instruction: the first one, without quotes
};

/// Of DDE, DDEAUTO, INCLUDEPICTURE, INCLUDETEXT, LINK, RD, HYPERLINK; nothing for the others.
std::optional<FieldUse> read_field(std::string_view instruction);

/// Of a formula: "server|topic!item" (DDE) or DDE(…); WEBSERVICE, IMAGE and HYPERLINK with a literal address.
std::optional<FieldUse> read_formula(std::string_view formula);

}  // namespace redshank::document
