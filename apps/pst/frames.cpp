// SPDX-License-Identifier: Apache-2.0
#include "pst/frames.h"

#include <unistd.h>

#include <cerrno>
#include <string>

namespace redshank::pst {

namespace {

// Nobody reads any more: there is nothing left to do.
void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t wrote = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) ::_exit(1);
        bytes.remove_prefix(static_cast<size_t>(wrote));
    }
}

std::string number(uint64_t value) {
    std::string out;
    for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
}

void send(char kind, std::string_view head, std::string_view body) {
    write_all(kind + number(head.size() + body.size()) + std::string(head));
    write_all(body);
}

}  // namespace

void send_item(uint64_t ordinal, std::string_view name) {
    send('I', number(ordinal), name);
}

void send_message(uint8_t flags, int64_t delivered, std::string_view bytes) {
    send('M', static_cast<char>(flags) + number(static_cast<uint64_t>(delivered)), bytes);
}

void send_problem(std::string_view sentence) {
    send('P', {}, sentence);
}

void send_end() {
    send('E', {}, {});
}

}  // namespace redshank::pst
