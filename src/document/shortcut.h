// SPDX-License-Identifier: Apache-2.0
// Files that only lead elsewhere: Internet shortcuts (.url), shell links (.lnk, [MS-SHLLINK]); and sheets in
// text form (CSV), whose formulas a spreadsheet program runs all the same.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "document/contents.h"

namespace redshank::document {

/// Whether text begins as an Internet shortcut does.
bool is_internet_shortcut(std::string_view text);

/// URL, and places of icon and folder on other hosts, which Windows fetches when it shows the file. Offsets
/// are bytes of `utf8`.
Contents read_internet_shortcut(std::string_view utf8, const Limits& limits);

/// The command, and addresses and shares in it. Offsets are bytes of `bytes`.
Contents read_shell_link(std::string_view bytes, const Limits& limits);

/// Cells that begin as a formula and hold a DDE command or an address.
Contents read_csv(std::string_view utf8, const Limits& limits);

}  // namespace redshank::document
