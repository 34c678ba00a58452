// SPDX-License-Identifier: Apache-2.0
// POSIX calls and not std::filesystem where a name or a kind is asked for: names are bytes, and each failure
// has to be told with its reason. MH keeps what was read in .mh_sequences ("unseen: 3 7-9"), told by nmh's
// mh-sequence(5).
#include "source/folder.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <dirent.h>
#include <sys/stat.h>

#include "base/ascii.h"
#include "source/store_fields.h"

namespace redshank::source {

namespace {

constexpr size_t max_sequences_bytes = 4u << 20;

/// Numbers of one sequence, as sorted ranges, none ending before one that starts earlier.
struct Sequence {
    bool present = false;
    std::vector<std::pair<uint64_t, uint64_t>> ranges;

    bool has(uint64_t number) const {
        const auto after = std::upper_bound(ranges.begin(), ranges.end(), std::pair(number, UINT64_MAX));
        return after != ranges.begin() && std::prev(after)->second >= number;
    }
};

struct MhFolder {
    Sequence unseen;
    Sequence replied;
    Sequence flagged;
};

std::optional<uint64_t> to_number(std::string_view text) {
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Sequence read_sequence(std::string_view body) {
    Sequence sequence{.present = true, .ranges = {}};
    while (!(body = trim(body)).empty()) {
        const std::string_view word = body.substr(0, body.find_first_of(" \t"));
        body.remove_prefix(word.size());
        const size_t dash = word.find('-');
        const auto first = to_number(word.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : to_number(word.substr(dash + 1));
        if (first && last) sequence.ranges.emplace_back(*first, *last);
    }
    std::sort(sequence.ranges.begin(), sequence.ranges.end());
    uint64_t furthest = 0;  // ranges may lie in each other: each then reaches as far as those before it
    for (auto& range : sequence.ranges) range.second = furthest = std::max(furthest, range.second);
    return sequence;
}

MhFolder read_sequences(const std::string& path) {
    MhFolder folder;
    std::ifstream file(path, std::ios::binary);
    std::string line;
    for (size_t bytes = 0; bytes < max_sequences_bytes && std::getline(file, line); bytes += line.size()) {
        const size_t colon = line.find(':');
        if (colon == std::string::npos) continue;
        const std::string_view name = std::string_view(line).substr(0, colon);
        const std::string_view body = std::string_view(line).substr(colon + 1);
        if (name == "unseen") folder.unseen = read_sequence(body);
        if (name == "replied") folder.replied = read_sequence(body);
        if (name == "flagged") folder.flagged = read_sequence(body);
    }
    return folder;
}

StoreFlags mh_flags(const MhFolder& folder, std::string_view name) {
    const auto number = to_number(name);
    if (!number) return {};
    return {.read = folder.unseen.present && !folder.unseen.has(*number),
            .replied = folder.replied.has(*number),
            .flagged = folder.flagged.has(*number)};
}

std::string reason() {
    return std::generic_category().message(errno);
}

bool is_maildir_part(std::string_view folder) {
    return folder.ends_with("/cur") || folder.ends_with("/new") || folder == "cur" || folder == "new";
}

/// A folder that is being listed: its names still to come, last first.
struct Level {
    std::string path;
    std::vector<std::string> names;
    std::optional<MhFolder> mh;
};

class Walk {
  public:
    Walk(const Limits& limits, const FolderVisitor& visitor) : limits_(limits), visitor_(visitor) {}

    bool run(const std::string& path) {
        if (!visit(path, nullptr)) return false;
        while (!stack_.empty()) {
            if (stack_.back().names.empty()) {
                stack_.pop_back();
                continue;
            }
            Level& level = stack_.back();
            const std::string name = std::move(level.names.back());
            level.names.pop_back();
            // The level may move when a folder is entered; visit() is done with it by then.
            if (!visit(level.path + (level.path.ends_with('/') ? "" : "/") + name, &level)) return false;
        }
        return true;
    }

  private:
    bool visit(const std::string& path, const Level* parent) {
        struct stat link {};
        struct stat target {};
        if (::lstat(path.c_str(), &link) != 0) return problem(path, "cannot be looked at: " + reason());
        if (::stat(path.c_str(), &target) != 0) {
            return problem(path, S_ISLNK(link.st_mode) ? "is a link that leads nowhere: " + reason()
                                                       : "cannot be looked at: " + reason());
        }
        if (S_ISDIR(target.st_mode)) {
            if (parent != nullptr && S_ISLNK(link.st_mode)) {
                return problem(
                    path, "is a link to a folder and was not followed: name that folder itself to read it");
            }
            return enter(path);
        }
        if (!S_ISREG(target.st_mode)) {
            return problem(path,
                           "is no regular file (a device, pipe or socket) and was not read: copy its content "
                           "to a file first");
        }
        return file(path, target, parent);
    }

    bool file(const std::string& path, const struct stat& status, const Level* parent) {
        FileEntry entry;
        entry.source = path;
        entry.size = static_cast<uint64_t>(status.st_size);
        entry.mtime_ns = int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
        entry.flags = maildir_flags(path);
        if (parent != nullptr && is_maildir_part(parent->path)) entry.folder = Kind::maildir;
        if (parent != nullptr && parent->mh) {
            entry.folder = Kind::mh;
            entry.flags =
                entry.flags | mh_flags(*parent->mh, std::string_view(path).substr(path.rfind('/') + 1));
        }
        return visitor_.file(entry);
    }

    bool enter(const std::string& path) {
        if (stack_.size() > static_cast<size_t>(std::max(limits_.max_folder_depth, 0))) {
            return problem(path, "lies too deep below the folder that was named: name it itself to read it");
        }
        const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
        if (!folder) return problem(path, "cannot be opened: " + reason());
        Level level{.path = path, .names = {}, .mh = std::nullopt};
        errno = 0;
        while (const dirent* entry = ::readdir(folder.get())) {
            const std::string_view name = entry->d_name;
            if (name != "." && name != "..") level.names.emplace_back(name);
            errno = 0;
        }
        if (errno != 0) problem(path, "cannot be listed in full: " + reason());
        std::sort(level.names.begin(), level.names.end(), std::greater<>());
        if (std::find(level.names.begin(), level.names.end(), ".mh_sequences") != level.names.end()) {
            level.mh = read_sequences(path + "/.mh_sequences");
        }
        stack_.push_back(std::move(level));
        return true;
    }

    /// Always true: the walk goes on.
    bool problem(const std::string& path, std::string what) {
        visitor_.problem({.source = path, .offset = 0, .what = std::move(what)});
        return true;
    }

    const Limits& limits_;
    const FolderVisitor& visitor_;
    std::vector<Level> stack_;
};

}  // namespace

bool walk_folder(const std::string& path, const Limits& limits, const FolderVisitor& visitor) {
    std::string root = path;
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    return Walk(limits, visitor).run(root);
}

}  // namespace redshank::source
