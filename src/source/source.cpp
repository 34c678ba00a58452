// SPDX-License-Identifier: Apache-2.0
// Folders to files, files to leaves, leaves to messages. Everything runs in the caller's thread; what
// messages point into is kept by their owner, so the caller may hand them to other threads.
#include "source/source.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "source/content.h"
#include "source/folder.h"
#include "source/kind.h"
#include "source/mbox.h"
#include "source/store.h"
#include "source/store_fields.h"
#include "source/stream.h"

namespace redshank::source {

namespace {

/// Reads one file or piece of memory into the sink.
class MailReader {
  public:
    MailReader(const Limits& limits, const Sink& sink) : limits_(limits), sink_(sink) {
        visitor_.leaf = [this](Window& window, const Leaf& leaf) { return read_leaf(window, leaf); };
        visitor_.problem = [this](const Problem& problem) { tell(problem); };
        visitor_.container = [this](const SourceReport& report) { done(report); };
    }

    bool read_file(const FileEntry& entry) {
        if (sink_.wants_file && !wants(entry)) return true;
        budget_ = {};
        folder_ = entry.folder;
        file_flags_ = entry.flags;
        std::string why;
        const auto stream = open_file(
            entry.source, [this](uint64_t bytes) { progress(bytes); }, why);
        if (!stream) {
            tell({.source = entry.source, .offset = 0, .what = why});
            return true;
        }
        return read_stream(*stream, entry.source, entry.size);
    }

    bool read_memory(const std::string& name, std::string bytes) {
        budget_ = {.file_bytes = bytes.size()};
        file_flags_ = maildir_flags(name);
        MemoryStream stream(std::move(bytes));
        return read_stream(stream, name, stream.size());
    }

    void tell(const Problem& problem) {
        if (sink_.problem) sink_.problem(problem);
    }

  private:
    void done(const SourceReport& report) {
        if (sink_.done) sink_.done(report);
    }

    bool wants(const FileEntry& entry) {
        std::error_code ignored;
        const std::string absolute =
            std::filesystem::absolute(entry.source, ignored).lexically_normal().native();
        if (sink_.wants_file(entry.source, absolute, entry.size, entry.mtime_ns)) return true;
        done({.source = entry.source, .kind = Kind::unknown, .bytes = entry.size, .skipped_known = true});
        return false;
    }

    void progress(uint64_t bytes) {
        budget_.file_bytes += bytes;
        bytes_done_ += bytes;
        if (sink_.progress) sink_.progress(bytes_done_);
    }

    bool read_stream(Stream& stream, const std::string& source, std::optional<uint64_t> size) {
        lacking_ = 0;
        const bool go_on = ContentReader(limits_, budget_, visitor_).read(stream, source, size);
        if (lacking_ > 0) {
            tell({.source = source,
                  .offset = 0,
                  .what = "holds " + std::to_string(lacking_) +
                          " messages of Apple Mail without their attachments, which may lie beside them in "
                          "the archive: unpack it and read the folder"});
        }
        if (!stream.error().empty()) {
            tell({.source = source,
                  .offset = budget_.file_bytes,
                  .what = "could not be read to its end: " + stream.error() +
                          "; check the disk and read it again"});
        }
        return go_on;
    }

    bool read_leaf(Window& window, const Leaf& leaf) {
        SourceReport report{.source = leaf.source, .kind = leaf.kind};
        const bool member = leaf.source.find("!/") != std::string::npos;
        const StoreFlags flags = member ? file_flags_ | maildir_flags(leaf.source) : file_flags_;
        const auto emit = [&](RawMessage&& message) {
            if (message.source.empty()) message.source = leaf.source;
            message.flags = message.flags | flags;
            message.truncated =
                message.truncated || (!message.reconstructed && is_cut(window, message.bytes));
            if (member && leaf.kind == Kind::emlx && message.truncated) ++lacking_;
            ++report.messages;
            return !sink_.message || sink_.message(std::move(message));
        };
        bool go_on = true;
        if (leaf.kind == Kind::mbox) go_on = split_mbox(window, limits_, emit);
        if (leaf.kind == Kind::mmdf) go_on = split_mmdf(window, limits_, emit);
        if (leaf.kind == Kind::message) {
            go_on = read_message(window, emit);
            if (folder_ != Kind::folder && !member) report.kind = folder_;
        }
        if (is_store(leaf.kind)) {
            const StoreResult result = read_store(window, leaf, limits_,
                                                  {.message = emit,
                                                   .problem = visitor_.problem,
                                                   .asked = {},
                                                   .progress = [this](uint64_t bytes) { progress(bytes); },
                                                   .options = sink_.stores});
            report.kind = result.kind;
            go_on = result.go_on;
        }
        report.bytes = std::max(window.offset() + window.view().size(), leaf.size.value_or(0));
        done(report);
        return go_on;
    }

    /// Damage was met, and this message is what it met.
    static bool is_cut(const Window& window, std::string_view bytes) {
        const std::string_view view = window.view();
        return !window.stream().error().empty() &&
               bytes.data() + bytes.size() + std::string_view("\r\n").size() >= view.data() + view.size();
    }

    bool read_message(Window& window, const std::function<bool(RawMessage&&)>& emit) {
        window.consume(preamble_length(window.view()));
        const uint64_t most = limits_.max_message_bytes;
        const bool longer = window.fill(static_cast<size_t>(most) + 1);
        RawMessage message;
        // Thunderbird's Maildir: it writes its flags above everything else, where no sender can.
        if (folder_ == Kind::maildir && istarts_with(window.view(), "X-Mozilla-Status:"))
            message.flags = read_store_fields(window, limits_.max_header_bytes).flags;
        message.offset = window.offset();
        message.owner = window.owner();
        message.bytes = window.view().substr(0, static_cast<size_t>(most));
        message.truncated = longer;
        return emit(std::move(message));
    }

    const Limits& limits_;
    const Sink& sink_;
    ContentVisitor visitor_;
    Budget budget_;
    Kind folder_ = Kind::folder;
    StoreFlags file_flags_;
    uint64_t bytes_done_ = 0;
    uint64_t lacking_ = 0;  // .emlx in this archive whose attachments are not in them
};

}  // namespace

bool read_source(const std::string& path, const Limits& limits, const Sink& sink) {
    MailReader reader(limits, sink);
    FolderVisitor visitor;
    visitor.file = [&](const FileEntry& entry) { return reader.read_file(entry); };
    visitor.problem = [&](const Problem& problem) { reader.tell(problem); };
    return walk_folder(path, limits, visitor);
}

bool read_bytes(const std::string& name, std::string bytes, const Limits& limits, const Sink& sink) {
    return MailReader(limits, sink).read_memory(name, std::move(bytes));
}

uint64_t total_bytes(const std::vector<std::string>& paths, const Limits& limits) {
    uint64_t total = 0;
    FolderVisitor visitor;
    visitor.file = [&](const FileEntry& entry) {
        total += entry.size;
        return true;
    };
    visitor.problem = [](const Problem&) {};
    for (const std::string& path : paths) walk_folder(path, limits, visitor);
    return total;
}

}  // namespace redshank::source
