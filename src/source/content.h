// SPDX-License-Identifier: Apache-2.0
// Opens what wraps content (archives, compression, one in the other up to a depth) and hands each innermost
// piece, a leaf, to its user with its kind and its name. Names: the content of "x.mbox.zst" is
// "x.mbox.zst!/x.mbox"; members of an archive are "a.tar!/member"; a compressed archive counts as one thing,
// "a.tar.zst!/member".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/limits.h"
#include "source/archive.h"
#include "source/source.h"
#include "source/stream.h"

namespace redshank::source {

struct Leaf {
    std::string source;
    Kind kind = Kind::unknown;
    std::optional<uint64_t> size;  // where it is known
};

struct ContentVisitor {
    /// Whether anything in the source of this name, or below it, is wanted. May be empty: all is.
    std::function<bool(const std::string& source)> wants;
    /// The window is at the start of the leaf. False: stop.
    std::function<bool(Window&, const Leaf&)> leaf;
    std::function<void(const Problem&)> problem;
    /// An archive or compressed file was read. May be empty.
    std::function<void(const SourceReport&)> container;
};

class ContentReader {
  public:
    ContentReader(const Limits& limits, const Budget& budget, const ContentVisitor& visitor)
        : limits_(limits), budget_(budget), visitor_(visitor) {}

    /// Everything in `stream`, which `source` names. Returns false when a leaf did. Damage of `stream` itself
    /// is the caller's to tell.
    bool read(Stream& stream, const std::string& source, std::optional<uint64_t> size);

  private:
    bool read(Window& window, const std::string& source, const std::string& archive_name,
              std::optional<uint64_t> size, int depth);
    bool open(Window& window, Kind kind, const std::string& name, int depth);

    const Limits& limits_;
    const Budget& budget_;
    const ContentVisitor& visitor_;
};

/// Opens a regular file for ContentReader; null, and why, where that fails.
std::unique_ptr<FileStream> open_file(const std::string& path, std::function<void(uint64_t)> on_read,
                                      std::string& why);

}  // namespace redshank::source
