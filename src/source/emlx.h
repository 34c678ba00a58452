// SPDX-License-Identifier: Apache-2.0
// Apple Mail's .emlx: a line with the length of the message, the message, a property list with flags. A
// .partial.emlx lacks the content of attachments: those lie beside it, in ../Attachments/<number>/<part>/,
// and are put back where the part is empty and says X-Apple-Content-Length; such a message is rebuilt, and
// its place is
// "<file>!/message". An untouched one lies in its file at its offset, as its bytes are.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "source/store.h"

namespace redshank::source {

/// Never fails; a file without a property list is a message as it is. `truncated` where an attachment is not
/// there (never downloaded, or the file lies in an archive).
StoreResult read_emlx(Window& window, const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor);

/// The message of such a file without the line before it and the list behind it. A wrong length is common and
/// does no harm; without the list it is another file that begins with digits.
struct Emlx {
    uint64_t offset = 0;
    std::string_view message;  // views the file
    StoreFlags flags;
    Seconds received = 0;
};
std::optional<Emlx> take_emlx_apart(std::string_view file);

/// A part that an attachment file stands for.
struct MissingPart {
    std::string number;  // IMAP's, "2.2"
    size_t at = 0;       // where its body belongs, in the message
    bool base64 = false;
    bool quoted_printable = false;
};
std::vector<MissingPart> missing_parts(std::string_view message, const Limits& limits);

}  // namespace redshank::source
