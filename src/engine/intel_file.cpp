// SPDX-License-Identifier: Apache-2.0
// One layer of compression after the other is taken off, each in memory and each under the bounds on ratio
// and size, until what is left is none. Archives of several files are not opened: whoever hands over a list
// hands over a file.
#include "engine/intel.h"
#include "source/archive.h"
#include "source/content.h"
#include "source/kind.h"

namespace redshank::engine {

namespace {

// Everything the stream gives. Error: damage, or more than `max_bytes`.
Result<std::string> read_whole(source::Stream& stream, uint64_t max_bytes) {
    std::string bytes;
    std::string block(1u << 18, '\0');
    while (const size_t got = stream.read(block.data(), block.size())) {
        if (bytes.size() + got > max_bytes)
            return Error{"it is larger than " + std::to_string(max_bytes >> 20) +
                         " MB, more than Redshank reads"};
        bytes.append(block, 0, got);
    }
    if (!stream.error().empty()) return Error{"it cannot be read whole: " + stream.error()};
    return bytes;
}

Result<std::string> without_layer(std::string packed, const Limits& limits, const source::Budget& budget) {
    source::MemoryStream stream(std::move(packed));
    source::Window window(stream, std::nullopt);
    Result<std::string> out = Error{"it is compressed and holds nothing"};
    std::string damage;
    source::ArchiveVisitor visitor;
    visitor.member = [&](const source::Member& member) {
        out = read_whole(*member.content, limits.max_intel_bytes);
        return false;
    };
    visitor.problem = [&](const std::string&, uint64_t, const std::string& what) { damage = what; };
    source::read_archive(window, source::Kind::compressed, limits, budget, visitor);
    if (!damage.empty()) return Error{"it is compressed and damaged: " + damage};
    return out;
}

}  // namespace

Result<std::string> read_intel_file(const std::string& path, const Limits& limits) {
    std::string why;
    const auto file = source::open_file(path, {}, why);
    if (file == nullptr) return Error{why};
    Result<std::string> bytes = read_whole(*file, limits.max_intel_bytes);
    const source::Budget budget{bytes ? bytes->size() : 0};
    for (int layer = 0; bytes && source::tell_kind(bytes->substr(0, 16)) == source::Kind::compressed;
         ++layer) {
        if (layer == limits.max_intel_layers) return Error{"it is compressed over and over again"};
        bytes = without_layer(std::move(*bytes), limits, budget);
    }
    return bytes;
}

}  // namespace redshank::engine
