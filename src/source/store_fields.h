// SPDX-License-Identifier: Apache-2.0
// What a store wrote about a message: Status and X-Status (mbox), X-Mozilla-Status (Thunderbird),
// X-Gmail-Labels (Google Takeout), Content-Length (mboxcl), and the flags in a Maildir file name.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "source/source.h"
#include "source/stream.h"

namespace redshank::source {

struct StoreFields {
    StoreFlags flags;
    std::optional<uint64_t> content_length;
    size_t body = 0;  // offset in the window's view of the first byte after the empty line
};

/// Reads the header section at the front of the window, at most limits.max_header_bytes of it.
StoreFields read_store_fields(Window& window, size_t max_header_bytes);

/// Flags of a Maildir name: "…:2,FRS", with ';' or '!' where a file system forbids ':', and with '_' in cur
/// or new.
StoreFlags maildir_flags(std::string_view path);

/// Either says so.
StoreFlags operator|(StoreFlags a, StoreFlags b);

}  // namespace redshank::source
