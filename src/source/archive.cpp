// SPDX-License-Identifier: Apache-2.0
// libarchive asks for blocks; it is given the window's bytes in place. Only the format and filter that the
// first bytes tell are switched on, so that a member cannot choose another reader, and exactly one layer of
// compression is taken off at a time, so that depth and ratio are counted by us.
#include "source/archive.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "base/utf8_locale.h"
#include "source/zstd_stream.h"

namespace redshank::source {

namespace {

int filter_of(std::string_view head) {
    if (head.starts_with("\x1f\x8b")) return ARCHIVE_FILTER_GZIP;
    if (head.starts_with("BZh")) return ARCHIVE_FILTER_BZIP2;
    return ARCHIVE_FILTER_XZ;
}

/// What libarchive reads from; the block given last is consumed when the next is asked for.
class Input {
  public:
    explicit Input(Window& window) : window_(window) {}

    ssize_t read(const void** block) {
        window_.consume(std::exchange(given_, 0));
        if (window_.view().empty() && !window_.more()) return window_.stream().error().empty() ? 0 : -1;
        *block = window_.view().data();
        given_ = window_.view().size();
        return static_cast<ssize_t>(given_);
    }

    int64_t skip(int64_t request) {
        window_.consume(std::exchange(given_, 0));
        const size_t there =
            std::min(window_.view().size(), static_cast<size_t>(std::max<int64_t>(request, 0)));
        window_.consume(there);
        return static_cast<int64_t>(there);
    }

    int64_t seek(int64_t offset, int whence) {
        given_ = 0;
        const auto size = window_.stream().size();
        if (!size) return ARCHIVE_FATAL;
        const int64_t from = whence == SEEK_SET   ? 0
                             : whence == SEEK_CUR ? static_cast<int64_t>(window_.offset())
                                                  : static_cast<int64_t>(*size);
        const int64_t to = std::clamp<int64_t>(from + offset, 0, static_cast<int64_t>(*size));
        return window_.seek(static_cast<uint64_t>(to)) ? to : ARCHIVE_FATAL;
    }

    uint64_t offset() const { return window_.offset(); }
    bool seekable() const { return window_.stream().size().has_value(); }
    bool damaged() const { return !window_.stream().error().empty(); }

  private:
    Window& window_;
    size_t given_ = 0;
};

ssize_t on_read(archive*, void* input, const void** block) {
    return static_cast<Input*>(input)->read(block);
}
int64_t on_skip(archive*, void* input, int64_t request) {
    return static_cast<Input*>(input)->skip(request);
}
int64_t on_seek(archive*, void* input, int64_t offset, int whence) {
    return static_cast<Input*>(input)->seek(offset, whence);
}

std::string error_of(archive* reader) {
    const char* text = ::archive_error_string(reader);
    return text == nullptr ? "no reason given" : text;
}

/// The data of the entry that libarchive stands at. Block by block: archive_read_data() would throw away what
/// it has copied when it meets damage further on.
class EntryStream : public Stream {
  public:
    explicit EntryStream(archive* reader) : reader_(reader) {}

    size_t read(char* buffer, size_t size) override {
        if (gap_ == 0 && block_.empty() && !next_block()) return 0;
        const bool zeros = gap_ > 0;
        size = static_cast<size_t>(std::min<uint64_t>(size, zeros ? gap_ : block_.size()));
        if (zeros) {
            std::memset(buffer, 0, size);
            gap_ -= size;
        } else {
            std::memcpy(buffer, block_.data(), size);
            block_.remove_prefix(size);
        }
        position_ += size;
        return size;
    }
    /// After damage: nothing more can come from this archive.
    bool ends_archive() const { return fatal_; }

  private:
    bool next_block() {
        while (error_.empty()) {
            const void* data = nullptr;
            size_t size = 0;
            la_int64_t offset = 0;
            const int status = ::archive_read_data_block(reader_, &data, &size, &offset);
            if (status == ARCHIVE_EOF) return false;
            if (status < ARCHIVE_WARN) {
                fatal_ = status == ARCHIVE_FATAL;
                error_ = error_of(reader_);
                return false;
            }
            // A hole of a sparse file stands for zeros.
            const auto at = static_cast<uint64_t>(std::max<la_int64_t>(offset, 0));
            gap_ = at > position_ ? at - position_ : 0;
            block_ = {static_cast<const char*>(data), size};
            if (gap_ > 0 || size > 0) return true;
        }
        return false;
    }

    archive* reader_;
    std::string_view block_;  // libarchive's, valid until the next block is asked for
    uint64_t gap_ = 0;
    uint64_t position_ = 0;
    bool fatal_ = false;
};

/// Ends a stream that gives more than the budget allows.
class BoundedStream : public Stream {
  public:
    BoundedStream(Stream& inner, const Limits& limits, const Budget& budget, uint64_t& out)
        : inner_(inner), limits_(limits), budget_(budget), out_(out) {}

    size_t read(char* buffer, size_t size) override {
        const size_t got = error_.empty() ? inner_.read(buffer, size) : 0;
        if (error_.empty()) error_ = inner_.error();
        out_ += got;
        if (!budget_.exceeded(out_, limits_)) return got;
        bomb_ = true;
        error_ = "it unpacks to far more than mail does (an archive bomb)";
        return 0;
    }
    bool bomb() const { return bomb_; }

  private:
    Stream& inner_;
    const Limits& limits_;
    const Budget& budget_;
    uint64_t& out_;
    bool bomb_ = false;
};

constexpr const char* rest_was_read = "; what came before was read";

class Reading {
  public:
    Reading(Window& input, Kind kind, const Limits& limits, const Budget& budget,
            const ArchiveVisitor& visitor)
        : input_(input), kind_(kind), limits_(limits), budget_(budget), visitor_(visitor) {}

    bool run(std::string_view head) {
        if (!open(head)) return damaged("", "cannot be read: " + error_of(reader()));
        for (uint64_t members = 0;; ++members) {
            const int status = next_header();
            if (status == ARCHIVE_EOF) return true;
            if (status < ARCHIVE_WARN)
                return damaged("", "is damaged or cut off: " + error_of(reader()) + rest_was_read);
            if (members == limits_.max_archive_members) {
                return damaged("", "holds more members than Redshank reads: split it");
            }
            if (const auto answer = member()) return *answer;
        }
    }

  private:
    archive* reader() const { return reader_.get(); }

    bool open(std::string_view head) {
        if (kind_ == Kind::compressed) {
            ::archive_read_append_filter(reader(), filter_of(head));
            ::archive_read_support_format_raw(reader());
        } else if (head.starts_with("PK")) {
            ::archive_read_support_format_zip(reader());
        } else if (head.starts_with("7z")) {
            ::archive_read_support_format_7zip(reader());
        } else {
            ::archive_read_support_format_tar(reader());
        }
        ::archive_read_set_callback_data(reader(), &input_);
        ::archive_read_set_read_callback(reader(), on_read);
        ::archive_read_set_skip_callback(reader(), on_skip);
        if (kind_ == Kind::archive && input_.seekable()) ::archive_read_set_seek_callback(reader(), on_seek);
        const Utf8Locale utf8;
        return ::archive_read_open1(reader()) >= ARCHIVE_WARN;
    }

    int next_header() {
        const Utf8Locale utf8;
        int status = ARCHIVE_RETRY;
        for (int tries = 0; status == ARCHIVE_RETRY && tries < 8; ++tries) {
            status = ::archive_read_next_header(reader(), &entry_);
        }
        return status;
    }

    std::string name() const {
        if (kind_ == Kind::compressed) return {};
        const Utf8Locale utf8;
        const char* text = ::archive_entry_pathname(entry_);
        if (text == nullptr) text = ::archive_entry_pathname_utf8(entry_);
        return text == nullptr || *text == '\0' ? "unnamed" : text;
    }

    /// One member; an answer ends the reading.
    std::optional<bool> member() {
        Member member;
        member.name = name();
        if (kind_ == Kind::archive && ::archive_entry_filetype(entry_) == AE_IFDIR) return std::nullopt;
        if (::archive_entry_is_data_encrypted(entry_) == 1) {
            visitor_.problem(
                member.name, 0,
                "is protected by a password and was not read: unpack it with the password and name the "
                "unpacked files");
            return std::nullopt;
        }
        if (::archive_entry_size_is_set(entry_) != 0) {
            member.size = static_cast<uint64_t>(std::max<int64_t>(::archive_entry_size(entry_), 0));
        }
        EntryStream entry(reader());
        BoundedStream content(entry, limits_, budget_, out_);
        member.content = &content;
        if (!visitor_.member(member)) return false;
        if (content.error().empty()) return std::nullopt;
        damaged(member.name, "is damaged or cut off: " + content.error() + rest_was_read);
        return entry.ends_archive() || content.bomb() ? std::optional(true) : std::nullopt;
    }

    /// Always true: the caller goes on with what else there is.
    bool damaged(const std::string& member, const std::string& what) {
        if (!input_.damaged()) visitor_.problem(member, input_.offset(), what);
        return true;
    }

    Input input_;
    Kind kind_;
    const Limits& limits_;
    const Budget& budget_;
    const ArchiveVisitor& visitor_;
    std::unique_ptr<archive, int (*)(archive*)> reader_{::archive_read_new(), ::archive_read_free};
    archive_entry* entry_ = nullptr;
    uint64_t out_ = 0;
};

}  // namespace

bool Budget::exceeded(uint64_t out, const Limits& limits) const {
    return out > limits.archive_ratio_floor_bytes && out / limits.max_archive_ratio > file_bytes;
}

namespace {

bool read_zstd(Window& input, const Limits& limits, const Budget& budget, const ArchiveVisitor& visitor) {
    uint64_t out = 0;
    ZstdStream frames(input);
    BoundedStream content(frames, limits, budget, out);
    if (!visitor.member({.name = {}, .size = std::nullopt, .content = &content})) return false;
    if (!content.error().empty() && input.stream().error().empty()) {
        visitor.problem("", input.offset(), "is damaged or cut off: " + content.error() + rest_was_read);
    }
    return true;
}

}  // namespace

bool read_archive(Window& input, Kind kind, const Limits& limits, const Budget& budget,
                  const ArchiveVisitor& visitor) {
    input.fill(8);
    const std::string head(input.view().substr(0, 8));
    if (head.starts_with("\x28\xB5\x2F\xFD")) return read_zstd(input, limits, budget, visitor);
    if (!head.starts_with("7z") || input.stream().size()) {
        return Reading(input, kind, limits, budget, visitor).run(head);
    }
    if (input.fill(static_cast<size_t>(limits.max_message_bytes))) {
        visitor.problem("", 0, "is a large 7z archive inside another archive: unpack the outer one first");
        return true;
    }
    if (!input.stream().error().empty()) return true;
    MemoryStream memory{std::string(input.view())};
    input.consume(input.view().size());
    Window whole(memory, memory.size());
    return Reading(whole, kind, limits, budget, visitor).run(head);
}

}  // namespace redshank::source
