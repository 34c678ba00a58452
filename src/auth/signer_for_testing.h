// SPDX-License-Identifier: Apache-2.0
// For tests only: signs as RFC 6376 5 tells, with an Ed25519 key made from a fixed seed or a fresh RSA key,
// so that no test needs a private key in a file. Canonical forms are written out by the tests, not taken from
// the verifier.
#pragma once

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "auth/dns.h"
#include "base/hash.h"

namespace redshank::auth {

/// A table of names; a missing one is NXDOMAIN, "temporary" as its only record a failure.
class TableDns : public Dns {
  public:
    using Records = std::map<std::pair<RecordType, std::string>, std::vector<std::string>>;
    TableDns() = default;
    explicit TableDns(Records table) : records(std::move(table)) {}
    DnsAnswer lookup(RecordType type, const std::string& name) const override {
        const auto found = records.find({type, name});
        if (found == records.end()) return {};
        if (found->second == std::vector<std::string>{"temporary"}) return {DnsAnswer::Status::temporary, {}};
        return {DnsAnswer::Status::found, found->second};
    }
    Records records;
};

class TestKey {
  public:
    static TestKey ed25519() {
        const std::string seed(32, 's');
        return TestKey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                                    reinterpret_cast<const unsigned char*>(seed.data()), 32));
    }
    static TestKey rsa(unsigned int bits) { return TestKey(EVP_RSA_gen(bits)); }

    bool is_rsa() const { return EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA; }

    /// The record for DNS, with `extra` tags before p=.
    std::string record(const std::string& extra = "") const {
        std::string bytes;
        if (is_rsa()) {
            unsigned char* der = nullptr;
            const int size = i2d_PUBKEY(key_.get(), &der);
            bytes.assign(reinterpret_cast<char*>(der), static_cast<size_t>(size));
            OPENSSL_free(der);
        } else {
            size_t size = 32;
            bytes.resize(size);
            EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size);
        }
        return "v=DKIM1; k=" + std::string(is_rsa() ? "rsa" : "ed25519") + "; " + extra +
               "p=" + base64(bytes);
    }

    /// base64 of the signature over the text: RSA with SHA-256 or SHA-1, Ed25519 over its SHA-256.
    std::string sign(const std::string& text, bool sha1 = false) const {
        const std::string message = is_rsa() ? text : unhex(sha256_hex(text));
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr,
                           !is_rsa() ? nullptr
                           : sha1    ? EVP_sha1()
                                     : EVP_sha256(),
                           nullptr, key_.get());
        std::string out(1024, '\0');
        size_t size = out.size();
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size());
        out.resize(size);
        return base64(out);
    }

  private:
    explicit TestKey(EVP_PKEY* key) : key_(key, &EVP_PKEY_free) {}
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

}  // namespace redshank::auth
