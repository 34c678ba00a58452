// SPDX-License-Identifier: Apache-2.0
#include "evidence/case_key.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>

#include "base/hash.h"

namespace redshank::evidence {

namespace {

constexpr size_t key_bytes = 32;

std::string random_key() {
    unsigned char bytes[key_bytes];
    if (RAND_bytes(bytes, sizeof bytes) != 1) throw std::runtime_error("no random bytes to be had");
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

bool write_all(int file, const std::string& text) {
    return ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

}  // namespace

CaseKey case_key(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "token.key";
    for (int attempt = 0; attempt < 2; ++attempt) {
        std::ifstream in(file);
        std::string digits;
        if (in >> digits; unhex(digits).size() == key_bytes) return {unhex(digits), true};
        std::string fresh = random_key();
        const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (handle < 0 && errno == EEXIST) continue;  // somebody else has just made it
        const bool is_kept = handle >= 0 && write_all(handle, hex(fresh) + "\n");
        if (handle >= 0) ::close(handle);
        return {std::move(fresh), is_kept};
    }
    throw std::runtime_error(file.string() +
                             " holds no key of 64 hex digits; move it away, and a new one is made");
}

}  // namespace redshank::evidence
