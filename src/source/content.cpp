// SPDX-License-Identifier: Apache-2.0
// The recursion here is over archives in archives and ends at limits.max_archive_depth.
#include "source/content.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "source/kind.h"

namespace redshank::source {

namespace {

/// The last part of a name, with the suffix of a compressor taken off.
std::string name_inside(std::string_view source) {
    using namespace std::string_view_literals;
    static constexpr std::array suffixes = {
        std::pair{".tgz"sv, ".tar"sv},  std::pair{".tbz2"sv, ".tar"sv}, std::pair{".txz"sv, ".tar"sv},
        std::pair{".tzst"sv, ".tar"sv}, std::pair{".gz"sv, ""sv},       std::pair{".bz2"sv, ""sv},
        std::pair{".xz"sv, ""sv},       std::pair{".zst"sv, ""sv},
    };
    const std::string_view name = source.substr(source.rfind('/') + 1);
    for (const auto& [suffix, instead] : suffixes) {
        if (name.size() > suffix.size() && iends_with(name, suffix)) {
            return std::string(name.substr(0, name.size() - suffix.size())).append(instead);
        }
    }
    return std::string(name);
}

}  // namespace

bool ContentReader::read(Stream& stream, const std::string& source, std::optional<uint64_t> size) {
    Window window(stream, size);
    return read(window, source, source, size, 0);
}

bool ContentReader::read(Window& window, const std::string& source, const std::string& archive_name,
                         std::optional<uint64_t> size, int depth) {
    window.fill(head_bytes);
    const Kind kind = tell_kind(window.view());
    if (kind == Kind::archive) return open(window, kind, archive_name, depth);
    if (kind == Kind::compressed) return open(window, kind, source, depth);
    if (visitor_.wants && !visitor_.wants(source)) return true;
    return visitor_.leaf(window, {.source = source, .kind = kind, .size = size});
}

bool ContentReader::open(Window& window, Kind kind, const std::string& name, int depth) {
    if (visitor_.wants && !visitor_.wants(name)) return true;
    if (depth >= limits_.max_archive_depth) {
        visitor_.problem({.source = name,
                          .offset = 0,
                          .what = "lies in more archives than Redshank opens: unpack the outer ones first"});
        return true;
    }
    ArchiveVisitor inside;
    std::unordered_map<uint64_t, uint32_t> met;  // how often a name was stored, by its hash
    inside.member = [&](const Member& member) {
        Window content(*member.content, member.size);
        std::string source = name + "!/" + (kind == Kind::compressed ? name_inside(name) : member.name);
        if (const uint32_t times = ++met[hash64(source)]; times > 1) source += "#" + std::to_string(times);
        return read(content, source, kind == Kind::compressed ? name : source, member.size, depth + 1);
    };
    inside.problem = [&](const std::string& member, uint64_t offset, const std::string& what) {
        visitor_.problem(
            {.source = member.empty() ? name : name + "!/" + member, .offset = offset, .what = what});
    };
    const bool go_on = read_archive(window, kind, limits_, budget_, inside);
    if (visitor_.container) {
        visitor_.container({.source = name, .kind = kind, .bytes = window.offset(), .messages = 0});
    }
    return go_on;
}

std::unique_ptr<FileStream> open_file(const std::string& path, std::function<void(uint64_t)> on_read,
                                      std::string& why) {
    // Without O_NONBLOCK, a file that became a pipe since it was listed would hang us.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
        why = "cannot be opened: " + std::generic_category().message(errno) +
              (errno == EACCES ? "; run Redshank as a user who may read it" : "");
        if (descriptor >= 0) ::close(descriptor);
        return nullptr;
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        why = "is no regular file any more and was not read";
        return nullptr;
    }
    return std::make_unique<FileStream>(descriptor, static_cast<uint64_t>(status.st_size),
                                        std::move(on_read));
}

}  // namespace redshank::source
