// SPDX-License-Identifier: Apache-2.0
// Chunks start small (most streams are one message of known length) and double up to chunk_bytes. When a
// chunk is full, what is not consumed moves to the front of the next, which is at least twice as large: every
// byte is moved a bounded number of times, whatever the sizes.
#include "source/stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace redshank::source {

namespace {

constexpr size_t first_chunk_bytes = 64u << 10;
constexpr uint64_t largest_first_chunk = 1u << 20;

size_t first_capacity(std::optional<uint64_t> expected, size_t chunk_bytes) {
    // One byte more than expected: room to see the end without a second chunk.
    const uint64_t wanted = expected ? std::min(*expected, largest_first_chunk) + 1 : first_chunk_bytes;
    return static_cast<size_t>(std::min<uint64_t>(wanted, chunk_bytes));
}

}  // namespace

FileStream::FileStream(int descriptor, uint64_t size, std::function<void(uint64_t)> on_read)
    : descriptor_(descriptor), size_(size), on_read_(std::move(on_read)) {
    posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

FileStream::~FileStream() {
    ::close(descriptor_);
}

size_t FileStream::read(char* buffer, size_t size) {
    ssize_t got;
    do {
        got = ::read(descriptor_, buffer, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) error_ = std::generic_category().message(errno);
    if (got <= 0) return 0;
    if (on_read_) on_read_(static_cast<uint64_t>(got));
    return static_cast<size_t>(got);
}

bool FileStream::seek(uint64_t offset) {
    return ::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) >= 0;
}

size_t MemoryStream::read(char* buffer, size_t size) {
    if (step_ != 0) size = std::min(size, step_);
    size = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, size);
    at_ += size;
    return size;
}

bool MemoryStream::seek(uint64_t offset) {
    at_ = static_cast<size_t>(std::min<uint64_t>(offset, bytes_.size()));
    return true;
}

Window::Window(Stream& stream, std::optional<uint64_t> expected, size_t chunk_bytes)
    : stream_(stream),
      chunk_bytes_(chunk_bytes),
      capacity_(first_capacity(expected, chunk_bytes)),
      chunk_(std::make_shared_for_overwrite<char[]>(capacity_)) {}

void Window::make_room() {
    const size_t kept = end_ - begin_;
    if (!shared_ && begin_ >= capacity_ / 2 && begin_ > 0) {
        std::memmove(chunk_.get(), chunk_.get() + begin_, kept);
    } else {
        capacity_ = std::max({kept * 2, std::min(capacity_ * 2, chunk_bytes_), size_t{1}});
        auto next = std::make_shared_for_overwrite<char[]>(capacity_);
        std::memcpy(next.get(), chunk_.get() + begin_, kept);
        chunk_ = std::move(next);
        shared_ = false;
    }
    begin_ = 0;
    end_ = kept;
}

bool Window::more() {
    if (end_ == capacity_) make_room();
    const size_t got = stream_.read(chunk_.get() + end_, capacity_ - end_);
    end_ += got;
    return got > 0;
}

bool Window::fill(size_t size) {
    while (end_ - begin_ < size) {
        if (!more()) return false;
    }
    return true;
}

void Window::consume(size_t size) {
    size = std::min(size, end_ - begin_);
    begin_ += size;
    offset_ += size;
    if (begin_ == end_ && !shared_) begin_ = end_ = 0;
}

bool Window::seek(uint64_t offset) {
    if (!stream_.seek(offset)) return false;
    if (shared_) chunk_ = std::make_shared_for_overwrite<char[]>(capacity_);
    shared_ = false;
    begin_ = end_ = 0;
    offset_ = offset;
    return true;
}

std::shared_ptr<const void> Window::owner() {
    shared_ = true;
    return chunk_;
}

}  // namespace redshank::source
