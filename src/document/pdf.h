// SPDX-License-Identifier: Apache-2.0
// What a PDF (ISO 32000-1) does by itself or when it is clicked: actions (12.6), embedded files (7.11.4).
// Found by reading every object in file order, in object streams (7.5.7) too, and never by the
// cross-reference table: a damaged or lying one hides nothing, and what an incremental update (7.5.6)
// replaced is seen as well.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "document/contents.h"
#include "document/unpacked.h"

namespace redshank::document {

/// The file itself, or one object stream of it.
struct PdfPart {
    std::string name;   // "" or "obj12"
    std::string bytes;  // of an object stream, unpacked; empty for the file itself
    Contents contents;  // offsets into these bytes
};

/// A file inside the PDF.
struct PdfFile {
    std::string name;  // "obj12"
    std::string bytes;
};

struct PdfReading {
    std::vector<PdfPart> parts;  // the file itself first; parts without contents are left out
    std::vector<PdfFile> files;
    bool locked = false;                  // encrypted, and no password opens it
    std::optional<std::string> password;  // that opened it; "" opens it for everybody
};

/// Never fails; linear in the input and in what its streams unpack to. An encrypted PDF is opened by the
/// first of `passwords` that fits (user password); its strings stand there encrypted, and so do the bytes at
/// their offsets. A locked one gives its traits, and what is no cipher text after all. Not seen: links that a
/// viewer makes of bare text, scripts in streams, and streams packed otherwise than by Flate (Contents::cut
/// says so).
PdfReading read_pdf(std::string_view bytes, const std::vector<std::string>& passwords, const Limits& limits,
                    Unpacked& unpacked);

}  // namespace redshank::document
