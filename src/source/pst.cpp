// SPDX-License-Identifier: Apache-2.0
#include "source/pst.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>
#include <system_error>

#include "source/pst_frames.h"

extern char** environ;

namespace redshank::source {

namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t max_asked_items = 1000;  // as arguments; more are found by reading all
constexpr std::string_view item_mark = "/item-";

class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        reset(std::exchange(other.fd_, -1));
        return *this;
    }
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    void reset(int fd = -1) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = fd;
    }

  private:
    int fd_;
};

/// One run of the reader program.
class Child {
  public:
    ~Child() { end(); }

    bool start(const std::string& program, int file, const std::vector<std::string>& arguments) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return false;
        from_child_.reset(ends[0]);
        const Descriptor to_parent(ends[1]);
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, file, 0);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        std::vector<char*> argv{const_cast<char*>(program.c_str())};
        for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        char* no_environment[] = {nullptr};
        const int failed =
            ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), no_environment);
        ::posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) pid_ = -1;
        return failed == 0;
    }

    /// Exactly that many bytes, or false: the child ended, or said nothing for so long.
    bool read(char* buffer, size_t size, Clock::time_point until) {
        while (size > 0) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
            pollfd one{from_child_.get(), POLLIN, 0};
            const int ready =
                left <= 0 ? 0 : ::poll(&one, 1, static_cast<int>(std::min<int64_t>(left, 60'000)));
            if (ready < 0 && errno == EINTR) continue;
            if (ready == 0 && left > 0) continue;
            timed_out_ = ready == 0;
            if (ready <= 0) return false;
            const ssize_t got = ::read(from_child_.get(), buffer, size);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            buffer += got;
            size -= static_cast<size_t>(got);
        }
        return true;
    }

    /// Ends it if it still runs; in words, how it ended.
    std::string end() {
        if (pid_ <= 0) return {};
        ::kill(pid_, SIGKILL);
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        from_child_.reset();
        const int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        if (timed_out_ || by == SIGPROF || by == SIGXCPU) return "took longer than its size allows";
        return "made the reader of Outlook stores stop";
    }

  private:
    pid_t pid_ = -1;
    Descriptor from_child_;
    bool timed_out_ = false;
};

Descriptor nameless_file(const std::string& folder) {
    Descriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
    // Not every file system has O_TMPFILE.
    std::string name = folder + "/.store-XXXXXX";
    file.reset(::mkostemp(name.data(), O_CLOEXEC));
    if (file) ::unlink(name.c_str());
    return file;
}

/// What a member of an archive is copied to, for a PST is read at random.
Descriptor copy_of(Window& window, const Leaf& leaf, const Limits& limits, const StoreOptions& options,
                   std::string& why) {
    const bool in_memory = leaf.size ? *leaf.size <= limits.max_store_in_memory
                                     : !window.fill(static_cast<size_t>(limits.max_store_in_memory) + 1);
    if (!in_memory && options.scratch_folder.empty()) {
        why =
            "is an Outlook store inside an archive, too large to hold in memory: unpack it and name the "
            "unpacked file";
        return Descriptor();
    }
    Descriptor copy = in_memory ? Descriptor(::memfd_create("redshank-pst", MFD_CLOEXEC))
                                : nameless_file(options.scratch_folder);
    const auto failed = [&](std::string reason) {
        why = "is an Outlook store inside an archive and could not be laid out for reading: " + reason +
              "; unpack it and name the unpacked file";
        return Descriptor();
    };
    if (!copy) return failed(std::generic_category().message(errno));
    uint64_t copied = 0;
    do {
        const std::string_view view = window.view();
        copied += view.size();
        if (copied > (in_memory ? limits.max_store_in_memory : limits.max_store_bytes))
            return failed("it is too large");
        for (size_t at = 0; at < view.size();) {
            const ssize_t wrote = ::write(copy.get(), view.data() + at, view.size() - at);
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote <= 0) return failed(std::generic_category().message(errno));
            at += static_cast<size_t>(wrote);
        }
        window.consume(view.size());
    } while (window.more());
    return copy;
}

class PstReader {
  public:
    /// `unseen`: bytes of the file that have not passed a window, for progress.
    PstReader(const Leaf& leaf, int file, uint64_t size, uint64_t unseen, const Limits& limits,
              const StoreVisitor& visitor)
        : leaf_(leaf),
          file_(file),
          unseen_(unseen),
          limits_(limits),
          visitor_(visitor),
          frames_(leaf, limits, visitor, asked_),
          item_time_(std::chrono::seconds(pst_item_seconds(size, limits))),
          end_(Clock::now() + std::chrono::seconds(pst_total_seconds(size, limits))) {}

    bool run(const std::string& program) {
        choose_items();
        const bool go_on = read(program);
        progress(unseen_);
        return go_on;
    }

  private:
    bool read(const std::string& program) {
        for (uint32_t restarts = 0; restarts <= limits_.max_store_restarts; ++restarts) {
            switch (read_once(program)) {
                case Ended::at_item:
                    continue;
                case Ended::stopped:
                    return false;
                case Ended::out_of_time:
                    return give_up("took longer than its size allows; the rest was not read");
                case Ended::whole:
                case Ended::at_start:
                    return true;
            }
        }
        return give_up("so many items stop the reader that the rest was not read");
    }

    enum class Ended : uint8_t { whole, stopped, at_start, at_item, out_of_time };

    bool give_up(const std::string& what) {
        visitor_.problem({leaf_.source, 0, what + ": repair it with Outlook's scanpst and read it again"});
        return true;
    }

    /// A few messages are fetched by their node ids; recovered ones have none to go by.
    void choose_items() {
        if (visitor_.asked.size() > max_asked_items) return;
        for (const std::string& name : visitor_.asked) {
            const size_t mark = name.rfind(item_mark);
            if (mark == std::string::npos || is_recovered(name)) {
                asked_.clear();
                return;
            }
            asked_[name.substr(mark + item_mark.size())] = name;
        }
    }

    bool is_recovered(const std::string& name) const {
        const std::string_view inside = std::string_view(name).substr(leaf_.source.size());
        return inside.starts_with("!/" + std::string(pst_orphaned)) ||
               inside.starts_with("!/" + std::string(pst_recovered));
    }

    std::vector<std::string> arguments() const {
        std::vector<std::string> all{"--cpu", std::to_string(item_time_.count())};
        if (next_ > 0) all.insert(all.end(), {"--from", std::to_string(next_)});
        for (const uint64_t one : skipped_) all.insert(all.end(), {"--skip", std::to_string(one)});
        const bool asked_for_recovered = std::any_of(visitor_.asked.begin(), visitor_.asked.end(),
                                                     [&](const auto& name) { return is_recovered(name); });
        if (visitor_.options.recover || asked_for_recovered) all.emplace_back("--recover");
        for (const auto& [id, name] : asked_) all.insert(all.end(), {"--item", id});
        return all;
    }

    Ended read_once(const std::string& program) {
        Child child;
        if (!child.start(program, file_, arguments())) {
            visitor_.problem({leaf_.source, 0, "could not be read: " + program + " cannot be started"});
            return Ended::at_start;
        }
        frames_.restart();
        for (;;) {
            // Its own clock counts its work; ours is for a reader that sleeps, or a machine that is busy.
            constexpr int patience = 10;
            const auto until = std::min(Clock::now() + item_time_ * patience, end_);
            const uint64_t before = frames_.message_bytes();
            const PstFrames::Taken taken =
                frames_.next([&](char* buffer, size_t size) { return child.read(buffer, size, until); });
            progress(frames_.message_bytes() - before);
            switch (taken) {
                case PstFrames::Taken::frame:
                    continue;
                case PstFrames::Taken::end:
                    return Ended::whole;
                case PstFrames::Taken::stopped:
                    return Ended::stopped;
                case PstFrames::Taken::broken:
                    return ended(child);
            }
        }
    }

    Ended ended(Child& child) {
        const std::string how = child.end();
        if (Clock::now() >= end_) return Ended::out_of_time;
        if (frames_.item_name().empty()) {
            visitor_.problem(
                {leaf_.source, 0,
                 how + " before its first item: repair it with Outlook's scanpst and read it again"});
            return Ended::at_start;
        }
        visitor_.problem({frames_.item_name(), 0, how + "; the rest of the store was read"});
        skipped_.push_back(frames_.ordinal());
        next_ = frames_.ordinal() + 1;
        return Ended::at_item;
    }

    /// How far it is can only be guessed: by the bytes of the messages, never beyond the file.
    void progress(uint64_t bytes) {
        bytes = std::min(bytes, unseen_);
        unseen_ -= bytes;
        if (visitor_.progress && bytes > 0) visitor_.progress(bytes);
    }

    const Leaf& leaf_;
    const int file_;
    uint64_t unseen_;
    const Limits& limits_;
    const StoreVisitor& visitor_;
    std::map<std::string, std::string> asked_;  // node id to place
    PstFrames frames_;
    const std::chrono::seconds item_time_;
    const Clock::time_point end_;
    uint64_t next_ = 0;
    std::vector<uint64_t> skipped_;
};

}  // namespace

std::string pst_reader_program() {
    if (const char* named = std::getenv("REDSHANK_PST_READER"); named != nullptr && *named != '\0')
        return named;
    char self[4096];
    const ssize_t length = ::readlink("/proc/self/exe", self, sizeof self);
    if (length <= 0) return {};
    std::string folder(self, static_cast<size_t>(length));
    folder.resize(folder.rfind('/') + 1);
    for (const char* place : {"redshank-pst", "../pst/redshank-pst", "../libexec/redshank/redshank-pst"}) {
        if (::access((folder + place).c_str(), X_OK) == 0) return folder + place;
    }
    return {};
}

uint64_t pst_total_seconds(uint64_t file_bytes, const Limits& limits) {
    return limits.store_seconds + file_bytes / limits.min_store_bytes_per_second;
}

uint64_t pst_item_seconds(uint64_t file_bytes, const Limits& limits) {
    return limits.store_item_seconds + file_bytes / limits.min_store_index_bytes_per_second;
}

StoreResult read_pst(Window& window, const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor) {
    const std::string program = pst_reader_program();
    if (program.empty()) {
        visitor.problem(
            {leaf.source, 0,
             "is an Outlook store, and redshank-pst, which reads those, does not lie beside redshank: "
             "build or install it"});
        return {leaf.kind, true};
    }
    Descriptor copy;
    int file = window.stream().descriptor();
    uint64_t size = leaf.size.value_or(0);
    uint64_t unseen = size - std::min<uint64_t>(size, window.offset() + window.view().size());
    if (file < 0) {
        std::string why;
        copy = copy_of(window, leaf, limits, visitor.options, why);
        if (!copy) {
            visitor.problem({leaf.source, 0, why});
            return {leaf.kind, true};
        }
        file = copy.get();
        size = window.offset();
        unseen = 0;
    }
    return {leaf.kind, PstReader(leaf, file, size, unseen, limits, visitor).run(program)};
}

}  // namespace redshank::source
