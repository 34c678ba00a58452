// SPDX-License-Identifier: Apache-2.0
#include "document/cipher.h"

#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include <openssl/evp.h>

namespace redshank::document {

namespace {

// Fetched once for the program, contexts made once a thread: a password costs 100,000 digests.
const EVP_MD* algorithm_of(Digest algorithm) {
    constexpr const char* names[] = {"MD5", "SHA1", "SHA256", "SHA384", "SHA512"};
    static const auto fetched = [&] {
        std::array<const EVP_MD*, std::size(names)> all{};
        for (size_t i = 0; i < all.size(); ++i) {
            all[i] = EVP_MD_fetch(nullptr, names[i], nullptr);
            if (all[i] == nullptr) throw std::runtime_error(std::string("OpenSSL has no ") + names[i]);
        }
        return all;
    }();
    return fetched[static_cast<size_t>(algorithm)];
}

EVP_MD_CTX* digest_context() {
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    thread_local std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    return context.get();
}

const EVP_CIPHER* cipher_of(bool is_ecb, size_t key_bytes) {
    switch (key_bytes) {
        case 16:
            return is_ecb ? EVP_aes_128_ecb() : EVP_aes_128_cbc();
        case 24:
            return is_ecb ? EVP_aes_192_ecb() : EVP_aes_192_cbc();
        case 32:
            return is_ecb ? EVP_aes_256_ecb() : EVP_aes_256_cbc();
        default:
            return nullptr;
    }
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string digest(Digest algorithm, std::initializer_list<std::string_view> pieces) {
    EVP_MD_CTX* context = digest_context();
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    bool ok = EVP_DigestInit_ex2(context, algorithm_of(algorithm), nullptr) == 1;
    for (const std::string_view piece : pieces)
        ok = ok && EVP_DigestUpdate(context, piece.data(), piece.size()) == 1;
    if (!ok || EVP_DigestFinal_ex(context, out.data(), &length) != 1)
        throw std::runtime_error("OpenSSL failed to hash");
    return {reinterpret_cast<const char*>(out.data()), length};
}

std::string aes(Aes mode, std::string_view key, std::string_view initial_vector, std::string_view bytes) {
    constexpr size_t block = 16;
    constexpr size_t max_bytes = 1u << 30;  // OpenSSL counts in int
    const bool is_ecb = mode == Aes::ecb_decrypt;
    const EVP_CIPHER* cipher = cipher_of(is_ecb, key.size());
    if (cipher == nullptr || (!is_ecb && initial_vector.size() != block) || bytes.size() > max_bytes)
        return {};
    bytes = bytes.substr(0, bytes.size() / block * block);
    const std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> context(EVP_CIPHER_CTX_new(),
                                                                             EVP_CIPHER_CTX_free);
    std::string out(bytes.size(), '\0');
    int length = 0;
    const bool ok =
        EVP_CipherInit_ex2(context.get(), cipher, bytes_of(key), is_ecb ? nullptr : bytes_of(initial_vector),
                           mode == Aes::cbc_encrypt ? 1 : 0, nullptr) == 1 &&
        EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
        EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                         bytes_of(bytes), static_cast<int>(bytes.size())) == 1;
    if (!ok || static_cast<size_t>(length) != out.size()) throw std::runtime_error("OpenSSL failed at AES");
    return out;
}

std::string rc4(std::string_view key, std::string_view bytes) {
    std::array<uint8_t, 256> state{};
    for (size_t i = 0; i < state.size(); ++i) state[i] = static_cast<uint8_t>(i);
    uint8_t j = 0;
    for (size_t i = 0; i < state.size() && !key.empty(); ++i) {
        j = static_cast<uint8_t>(j + state[i] + static_cast<uint8_t>(key[i % key.size()]));
        std::swap(state[i], state[j]);
    }
    std::string out(bytes);
    uint8_t i = 0;
    j = 0;
    for (char& c : out) {
        ++i;
        j = static_cast<uint8_t>(j + state[i]);
        std::swap(state[i], state[j]);
        c = static_cast<char>(static_cast<uint8_t>(c) ^ state[static_cast<uint8_t>(state[i] + state[j])]);
    }
    return out;
}

}  // namespace redshank::document
