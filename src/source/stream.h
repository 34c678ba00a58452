// SPDX-License-Identifier: Apache-2.0
// Bytes that come one after the other (a file, memory, an archive member) and the window through which the
// splitters see them. The window reads into chunks that messages share: a message is a view into a chunk and
// keeps it alive, so nothing is copied but what straddles two chunks, and an mbox of any size needs the
// memory of a few chunks. Files are read and not mapped: a file that shrinks under a mapping would kill the
// process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace redshank::source {

class Stream {
  public:
    virtual ~Stream() = default;
    /// Up to `size` bytes into `buffer`; 0 at the end and after damage, which error() then tells.
    virtual size_t read(char* buffer, size_t size) = 0;
    /// Moves to an absolute offset; false where the stream only goes forward.
    virtual bool seek(uint64_t) { return false; }
    /// Total bytes, where known for certain.
    virtual std::optional<uint64_t> size() const { return std::nullopt; }
    /// Of the open file that this stream is, or -1.
    virtual int descriptor() const { return -1; }
    /// Why reading ended early; empty while all is well.
    const std::string& error() const { return error_; }

  protected:
    std::string error_;
};

/// An open regular file; closes it. `on_read` is told the bytes of each read (progress); may be empty.
class FileStream : public Stream {
  public:
    FileStream(int descriptor, uint64_t size, std::function<void(uint64_t)> on_read);
    ~FileStream() override;
    FileStream(const FileStream&) = delete;
    FileStream& operator=(const FileStream&) = delete;

    size_t read(char* buffer, size_t size) override;
    bool seek(uint64_t offset) override;
    std::optional<uint64_t> size() const override { return size_; }
    int descriptor() const override { return descriptor_; }

  private:
    int descriptor_;
    uint64_t size_;
    std::function<void(uint64_t)> on_read_;
};

/// Bytes in memory. `step` (tests) is the most that one read gives; 0: no bound.
class MemoryStream : public Stream {
  public:
    explicit MemoryStream(std::string bytes, size_t step = 0) : bytes_(std::move(bytes)), step_(step) {}

    size_t read(char* buffer, size_t size) override;
    bool seek(uint64_t offset) override;
    std::optional<uint64_t> size() const override { return bytes_.size(); }

  private:
    std::string bytes_;
    size_t step_;
    size_t at_ = 0;
};

/// What of a stream is in memory: view() is the bytes read and not yet consumed. more(), fill() and seek()
/// move them, so take view() again afterwards; what owner() was taken for stays.
class Window {
  public:
    /// `expected` is the length of the stream where a header names one (a hint, never trusted beyond one
    /// chunk).
    Window(Stream& stream, std::optional<uint64_t> expected, size_t chunk_bytes = default_chunk_bytes);

    std::string_view view() const { return {chunk_.get() + begin_, end_ - begin_}; }
    /// Of view().front() in the stream.
    uint64_t offset() const { return offset_; }
    /// Reads on behind view(); false at the end.
    bool more();
    /// Reads until view() holds `size` bytes; false if the stream ends before.
    bool fill(size_t size);
    void consume(size_t size);
    bool seek(uint64_t offset);
    const Stream& stream() const { return stream_; }
    /// Keeps the bytes that view() shows now.
    std::shared_ptr<const void> owner();

    static constexpr size_t default_chunk_bytes = 4u << 20;

  private:
    void make_room();

    Stream& stream_;
    size_t chunk_bytes_;
    size_t capacity_;
    std::shared_ptr<char[]> chunk_;
    bool shared_ = false;  // a message may be looking at this chunk: it must not change any more
    size_t begin_ = 0;
    size_t end_ = 0;
    uint64_t offset_ = 0;
};

}  // namespace redshank::source
