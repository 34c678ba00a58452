// SPDX-License-Identifier: Apache-2.0
// Stands in for redshank-pst in a test, as if an Outlook store had taken it over before its own sandbox: it
// tries to open a socket, to write beside the case and to start a shell, and tells in a frame (source/pst.h)
// what came of it.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>

namespace {

void send(char kind, const std::string& payload) {
    std::string frame(1, kind);
    for (int i = 0; i < 8; ++i) frame += static_cast<char>(static_cast<uint64_t>(payload.size()) >> (8 * i));
    frame += payload;
    if (::write(STDOUT_FILENO, frame.data(), frame.size()) < 0) ::_exit(1);
}

int start_shell() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", "exit 0", nullptr);
        ::_exit(errno);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

}  // namespace

int main() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
    const int file = ::open("planted-file", O_CREAT | O_WRONLY | O_CLOEXEC, 0600) >= 0 ? 0 : errno;
    send('P', "socket " + std::to_string(socket) + " file " + std::to_string(file) + " shell " +
                  std::to_string(start_shell()));
    send('E', "");
}
