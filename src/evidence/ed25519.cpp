// SPDX-License-Identifier: Apache-2.0
#include "evidence/ed25519.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

namespace redshank::evidence {

namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;

// A key with a passphrase is refused: nothing may wait for a terminal.
int no_passphrase(char*, int, int, void*) {
    return -1;
}

template <class Read>
Key read_key(std::string_view pem, Read read) {
    const std::unique_ptr<BIO, Free> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Key key(read(bio.get(), nullptr, no_passphrase, nullptr));
    return key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519 ? std::move(key) : nullptr;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Result<std::string> sign(std::string_view message, std::string_view private_key_pem) {
    const Key key = read_key(private_key_pem, PEM_read_bio_PrivateKey);
    if (!key)
        return Error{
            "it holds no Ed25519 private key; make one with: openssl genpkey -algorithm ed25519 -out "
            "key.pem"};
    std::string out(64, '\0');
    size_t size = out.size();
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes_of(message),
                       message.size()) != 1)
        return Error{"OpenSSL could not sign with it"};
    return out;
}

Result<bool> is_signed_by(std::string_view message, std::string_view signature,
                          std::string_view public_key_pem) {
    const Key key = read_key(public_key_pem, PEM_read_bio_PUBKEY);
    if (!key)
        return Error{
            "it holds no Ed25519 public key; make it with: openssl pkey -in key.pem -pubout -out key.pub"};
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                            message.size()) == 1;
}

}  // namespace redshank::evidence
