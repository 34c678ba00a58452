// SPDX-License-Identifier: Apache-2.0
// Ranges are sorted by file, then by member, then by offset; each file is gone through once, and only
// archives that hold a wanted member are opened. A member is found by its name: where an archive stores a
// name twice, the first with enough bytes answers.
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <utility>

#include "source/content.h"
#include "source/source.h"
#include "source/store.h"

namespace redshank::source {

namespace {

using Found = std::function<void(size_t index, bool found, std::string_view bytes)>;
/// Wanted ranges by their source, each list sorted by offset.
using Wanted = std::map<std::string, std::vector<size_t>>;

/// The file that holds `source`: the shortest part before a "!/" that is a file, for names may hold "!/"
/// themselves.
std::string file_of(const std::string& source) {
    for (size_t at = source.find("!/"); at != std::string::npos; at = source.find("!/", at + 1)) {
        struct stat status {};
        const std::string prefix = source.substr(0, at);
        if (::stat(prefix.c_str(), &status) == 0 && S_ISREG(status.st_mode)) return prefix;
    }
    return source;
}

class RangeReader {
  public:
    RangeReader(const std::vector<Range>& ranges, const Limits& limits, const Found& found,
                const StoreOptions& stores)
        : ranges_(ranges), limits_(limits), found_(found), stores_(stores), done_(ranges.size(), false) {}

    void run() {
        std::map<std::string, Wanted> files;
        for (size_t i = 0; i < ranges_.size(); ++i)
            files[file_of(ranges_[i].source)][ranges_[i].source].push_back(i);
        for (auto& [file, wanted] : files) {
            for (auto& [source, indexes] : wanted) {
                std::stable_sort(indexes.begin(), indexes.end(),
                                 [&](size_t a, size_t b) { return ranges_[a].offset < ranges_[b].offset; });
            }
            read(file, wanted);
        }
        for (size_t i = 0; i < ranges_.size(); ++i) {
            if (!done_[i]) found_(i, false, {});
        }
    }

  private:
    void read(const std::string& file, const Wanted& wanted) {
        Budget budget;
        std::string why;
        const auto stream = open_file(
            file, [&](uint64_t bytes) { budget.file_bytes += bytes; }, why);
        if (!stream) return;
        if (const auto whole = wanted.find(file); whole != wanted.end()) {
            Window window(*stream, stream->size());
            collect(window, whole->second);
            if (wanted.size() == 1) return;
            stream->seek(0);
        }
        ContentVisitor visitor;
        visitor.wants = [&](const std::string& source) { return holds(wanted, source); };
        visitor.leaf = [&](Window& window, const Leaf& leaf) {
            const std::vector<std::string> below = names_below(wanted, leaf.source);
            if (is_store(leaf.kind) && !below.empty()) {
                collect_rebuilt(window, leaf, wanted, below);
            } else if (const auto at = wanted.find(leaf.source); at != wanted.end()) {
                collect(window, at->second);
            }
            return true;
        };
        visitor.problem = [](const Problem&) {};
        ContentReader(limits_, budget, visitor).read(*stream, file, stream->size());
    }

    static std::vector<std::string> names_below(const Wanted& wanted, const std::string& source) {
        std::vector<std::string> names;
        const std::string below = source + "!/";
        for (auto at = wanted.lower_bound(below); at != wanted.end() && at->first.starts_with(below); ++at)
            names.push_back(at->first);
        return names;
    }

    void collect_rebuilt(Window& window, const Leaf& leaf, const Wanted& wanted,
                         const std::vector<std::string>& names) {
        StoreVisitor visitor;
        visitor.options = stores_;
        visitor.asked = names;
        visitor.problem = [](const Problem&) {};
        visitor.message = [&](RawMessage&& message) {
            const auto at = wanted.find(message.source);
            if (at == wanted.end() || !message.reconstructed) return true;
            MemoryStream memory{std::string(message.bytes)};
            Window bytes(memory, memory.size());
            collect(bytes, at->second);
            return true;
        };
        read_store(window, leaf, limits_, visitor);
    }

    static bool holds(const Wanted& wanted, const std::string& source) {
        if (wanted.contains(source)) return true;
        const auto inside = wanted.lower_bound(source + "!/");
        return inside != wanted.end() && inside->first.starts_with(source + "!/");
    }

    void collect(Window& window, const std::vector<size_t>& indexes) {
        for (const size_t index : indexes) {
            const Range& range = ranges_[index];
            if (done_[index] || range.length > limits_.max_message_bytes || !go_to(window, range.offset))
                continue;
            const auto length = static_cast<size_t>(range.length);
            if (!window.fill(length)) continue;
            done_[index] = true;
            found_(index, true, window.view().substr(0, length));
        }
    }

    /// Moves forward to `offset`; false where the stream ends before.
    static bool go_to(Window& window, uint64_t offset) {
        if (offset > window.offset() + window.view().size() && window.seek(offset)) return true;
        while (window.offset() < offset) {
            window.consume(
                static_cast<size_t>(std::min<uint64_t>(offset - window.offset(), window.view().size())));
            if (window.offset() < offset && !window.more()) return false;
        }
        return true;
    }

    const std::vector<Range>& ranges_;
    const Limits& limits_;
    const Found& found_;
    const StoreOptions& stores_;
    std::vector<bool> done_;
};

}  // namespace

void read_ranges(const std::vector<Range>& ranges, const Limits& limits, const Found& found,
                 const StoreOptions& stores) {
    RangeReader(ranges, limits, found, stores).run();
}

}  // namespace redshank::source
