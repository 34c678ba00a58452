// SPDX-License-Identifier: Apache-2.0
// Office documents before 2007 in OLE 2 files ([MS-CFB], [MS-DOC], [MS-XLS], [MS-OSHARED]), and OLE objects
// in newer ones. Scanned, not taken apart: the names of streams, field codes between their marks, and the
// monikers that hold addresses say what is looked for, and a damaged or lying directory hides none of them.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "document/contents.h"

namespace redshank::document {

/// `linked`: what addresses in monikers are: links of a document, or what an OLE object loads. Missed: sheets
/// of Excel 4.0 macros, DDE links of Excel's binary form, and text that is cut by the file's sectors. An
/// Outlook message in the same container gives nothing.
Contents read_ole(std::string_view bytes, ReferenceKind linked, const Limits& limits);

}  // namespace redshank::document
