// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <openssl/evp.h>

#include <stdexcept>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace redshank {

namespace {

// One context a thread: making one costs more than hashing a small message.
EVP_MD_CTX* thread_context() {
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    thread_local std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    return context.get();
}

// Fetching the algorithm by name on each use takes a lock in OpenSSL 3, so it is fetched once for the
// program.
const EVP_MD* fetched(const char* name) {
    const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
    if (algorithm == nullptr) throw std::runtime_error(std::string("OpenSSL has no ") + name);
    return algorithm;
}

const EVP_MD* sha256_algorithm() {
    static const EVP_MD* algorithm = fetched("SHA256");
    return algorithm;
}

void digest(const EVP_MD* algorithm, std::string_view bytes, uint8_t* out) {
    EVP_MD_CTX* context = thread_context();
    if (EVP_DigestInit_ex2(context, algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context, out, nullptr) != 1) {
        throw std::runtime_error("OpenSSL failed to hash");
    }
}

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
    Sha256 out;
    digest(sha256_algorithm(), bytes, out.data());
    return out;
}

std::string sha256_hex(std::string_view bytes) {
    return hex(sha256(bytes));
}

std::string md5_hex(std::string_view bytes) {
    static const EVP_MD* algorithm = fetched("MD5");
    std::array<uint8_t, 16> out;
    digest(algorithm, bytes, out.data());
    return hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

std::string sha1_hex(std::string_view bytes) {
    static const EVP_MD* algorithm = fetched("SHA1");
    std::array<uint8_t, 20> out;
    digest(algorithm, bytes, out.data());
    return hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
    if (EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_), sha256_algorithm(), nullptr) != 1) {
        throw std::runtime_error("OpenSSL failed to hash");
    }
}

Sha256Stream::~Sha256Stream() {
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_));
}

void Sha256Stream::add(std::string_view bytes) {
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size());
}

Sha256 Sha256Stream::finish() {
    Sha256 out;
    EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), out.data(), nullptr);
    return out;
}

uint64_t hash64(std::string_view bytes, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string hex(const Sha256& value) {
    return hex({reinterpret_cast<const char*>(value.data()), value.size()});
}

std::string unhex(std::string_view text) {
    if (text.size() % 2 != 0) return {};
    std::string out;
    for (size_t i = 0; i < text.size(); i += 2) {
        const int high = digit_value(text[i]);
        const int low = digit_value(text[i + 1]);
        if (high < 0 || low < 0) return {};
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

Key128 key_from_hex(std::string_view text) {
    Key128 key;
    for (size_t i = 0; i < 32 && i < text.size(); ++i) {
        uint64_t& half = i < 16 ? key.high : key.low;
        half = half << 4 | static_cast<uint64_t>(std::max(0, digit_value(text[i])));
    }
    return key;
}

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return out;
}

}  // namespace redshank
