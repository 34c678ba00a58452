// SPDX-License-Identifier: Apache-2.0
#include "pst/input.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace redshank::pst {

namespace {

struct Position {
    off64_t at = 0;
    size64_t size = 0;
};

off64_t offset_from(const Position& position, off64_t offset, int whence) {
    if (whence == SEEK_CUR) return position.at + offset;
    if (whence == SEEK_END) return static_cast<off64_t>(position.size) + offset;
    return offset;
}

ssize_t read_at(intptr_t* handle, uint8_t* buffer, size_t size, libbfio_error_t**) {
    auto& position = *reinterpret_cast<Position*>(handle);
    ssize_t total = 0;
    while (size > 0) {
        const ssize_t got = ::pread(STDIN_FILENO, buffer, size, position.at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        position.at += got;
        total += got;
        buffer += got;
        size -= static_cast<size_t>(got);
    }
    return total;
}

off64_t seek(intptr_t* handle, off64_t offset, int whence, libbfio_error_t**) {
    auto& position = *reinterpret_cast<Position*>(handle);
    const off64_t to = offset_from(position, offset, whence);
    if (to < 0) return -1;
    return position.at = to;
}

int yes(intptr_t*, libbfio_error_t**) {
    return 1;
}
int do_nothing(intptr_t*, libbfio_error_t**) {
    return 0;
}
int open(intptr_t*, int, libbfio_error_t**) {
    return 1;
}
int free_nothing(intptr_t** handle, libbfio_error_t**) {
    *handle = nullptr;
    return 1;
}
int clone(intptr_t** copy, intptr_t* original, libbfio_error_t**) {
    *copy = original;
    return 1;
}
ssize_t refuse_write(intptr_t*, const uint8_t*, size_t, libbfio_error_t**) {
    return -1;
}
int get_size(intptr_t* handle, size64_t* size, libbfio_error_t**) {
    *size = reinterpret_cast<Position*>(handle)->size;
    return 1;
}

}  // namespace

libbfio_handle_t* standard_input() {
    static Position position;
    struct stat status {};
    if (::fstat(STDIN_FILENO, &status) != 0) return nullptr;
    position.size = static_cast<size64_t>(status.st_size);
    libbfio_handle_t* handle = nullptr;
    if (libbfio_handle_initialize(&handle, reinterpret_cast<intptr_t*>(&position), free_nothing, clone, open,
                                  do_nothing, read_at, refuse_write, seek, yes, yes, get_size, 0,
                                  nullptr) != 1)
        return nullptr;
    return handle;
}

}  // namespace redshank::pst
