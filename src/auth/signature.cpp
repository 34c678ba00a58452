// SPDX-License-Identifier: Apache-2.0
#include "auth/signature.h"

#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"
#include "text/idna.h"

namespace redshank::auth {

namespace {

constexpr size_t ed25519_key_bytes = 32;  // RFC 8032 5.1.5
constexpr int min_rsa_bits = 1024;        // RFC 8301 3.2

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// RFC 6376 3.6.1 names an RSAPublicKey (RFC 8017 A.1.1), its examples and all the world a
// SubjectPublicKeyInfo.
Pkey rsa_key(const std::string& der) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const auto* at = bytes;
    Pkey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())), &EVP_PKEY_free);
    if (key == nullptr) {
        at = bytes;
        key.reset(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(der.size())));
    }
    if (key != nullptr && EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) key.reset();
    return key;
}

Pkey ed25519_key(const std::string& raw) {
    if (raw.size() != ed25519_key_bytes) return {nullptr, &EVP_PKEY_free};
    return {EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                        reinterpret_cast<const unsigned char*>(raw.data()), raw.size()),
            &EVP_PKEY_free};
}

bool lists(std::string_view value, std::initializer_list<std::string_view> wanted) {
    for (const std::string& one : colon_list(value)) {
        if (std::find(wanted.begin(), wanted.end(), one) != wanted.end()) return true;
    }
    return false;
}

KeyLookup no_key(Verdict verdict, std::string reason) {
    KeyLookup out;
    out.verdict = verdict;
    out.reason = std::move(reason);
    return out;
}

// RFC 6376 3.6.1 and 6.1.2.
KeyLookup read_key(std::string_view record, const SignatureAlgorithm& algorithm, const Limits& limits) {
    const auto tags = TagList::parse(record, limits);
    if (!tags) return no_key(Verdict::permerror, "the key record is no tag list");
    if (tags->has("v") && ((*tags)["v"] != "DKIM1" || tags->tags().front().name != "v"))
        return no_key(Verdict::permerror, "the key record is of another version");
    if (!tags->has("p")) return no_key(Verdict::permerror, "the key record holds no key");
    const std::string_view type = tags->has("k") ? (*tags)["k"] : "rsa";
    if (type != (algorithm.key_type == EVP_PKEY_RSA ? "rsa" : "ed25519"))
        return no_key(Verdict::permerror, "the key is of another kind than a=");
    if (tags->has("h") && !lists((*tags)["h"], {algorithm.digest_name}))
        return no_key(Verdict::permerror, "the key record does not allow the hash of a=");
    if (tags->has("s") && !lists((*tags)["s"], {"*", "email"}))
        return no_key(Verdict::permerror, "the key is not for mail");
    if ((*tags)["p"].empty()) return no_key(Verdict::not_verifiable, "the key was revoked");
    const auto bytes = decode_base64_tag((*tags)["p"]);
    KeyLookup found;
    if (bytes) found.key.key = algorithm.key_type == EVP_PKEY_RSA ? rsa_key(*bytes) : ed25519_key(*bytes);
    if (found.key.key == nullptr) return no_key(Verdict::permerror, "the key cannot be read");
    found.key.bits = EVP_PKEY_get_bits(found.key.key.get());
    if (found.key.bits > limits.max_rsa_key_bits)
        return no_key(Verdict::permerror, "the key has " + std::to_string(found.key.bits) + " bits");
    found.key.testing = lists((*tags)["t"], {"y"});
    found.key.strict_identity = lists((*tags)["t"], {"s"});
    return found;
}

}  // namespace

std::optional<SignatureAlgorithm> SignatureAlgorithm::of(std::string_view name) {
    if (name == "rsa-sha256") return SignatureAlgorithm{EVP_PKEY_RSA, EVP_sha256(), "sha256"};
    if (name == "ed25519-sha256") return SignatureAlgorithm{EVP_PKEY_ED25519, EVP_sha256(), "sha256"};
    if (name == "rsa-sha1") return SignatureAlgorithm{EVP_PKEY_RSA, EVP_sha1(), "sha1"};
    return std::nullopt;
}

KeyLookup find_key(std::string_view selector, std::string_view domain, const SignatureAlgorithm& algorithm,
                   const Dns& dns, const Limits& limits) {
    const auto name = text::domain_to_ascii(std::string(selector) + "._domainkey." + std::string(domain));
    if (!name) return no_key(Verdict::permerror, "s= and d= are no domain name");
    const DnsAnswer answer = dns.lookup(RecordType::txt, *name);
    if (answer.status == DnsAnswer::Status::temporary)
        return no_key(Verdict::temperror, "DNS did not answer for " + *name);
    KeyLookup found = no_key(Verdict::not_verifiable, "there is no key at " + *name);
    for (const std::string& record : answer.records) {
        KeyLookup one = read_key(record, algorithm, limits);
        if (one.verdict == Verdict::pass) return one;
        if (found.verdict == Verdict::not_verifiable) found = std::move(one);
    }
    return found;
}

bool signature_holds(const PublicKey& key, const SignatureAlgorithm& algorithm,
                     const std::string& header_hash, const std::string& signature) {
    const auto* hash = reinterpret_cast<const unsigned char*>(header_hash.data());
    const auto* bytes = reinterpret_cast<const unsigned char*>(signature.data());
    if (algorithm.key_type == EVP_PKEY_ED25519) {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free);
        return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.key.get()) == 1 &&
               EVP_DigestVerify(context.get(), bytes, signature.size(), hash, header_hash.size()) == 1;
    }
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new(key.key.get(), nullptr), &EVP_PKEY_CTX_free);
    return EVP_PKEY_verify_init(context.get()) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context.get(), algorithm.digest) == 1 &&
           EVP_PKEY_verify(context.get(), bytes, signature.size(), hash, header_hash.size()) == 1;
}

void add_signed_fields(const SignedMessage& message, const std::vector<std::string>& names,
                       Canonicalization form, Digest& digest) {
    std::unordered_map<std::string, std::vector<const SignedField*>> left;
    for (const SignedField& field : message.fields) left[ascii_lower(field.name)].push_back(&field);
    for (const std::string& name : names) {
        const auto fields = left.find(name);
        if (fields == left.end() || fields->second.empty()) continue;
        digest.add(canonical_field(fields->second.back()->raw, form));
        digest.add("\r\n");
        fields->second.pop_back();
    }
}

std::optional<Canonicalizations> Canonicalizations::of(std::string_view value) {
    const auto form = [](std::string_view name) -> std::optional<Canonicalization> {
        if (name == "simple") return Canonicalization::simple;
        if (name == "relaxed") return Canonicalization::relaxed;
        return std::nullopt;
    };
    const std::string compact = without_space(value);
    const std::string_view text = compact;
    const size_t slash = text.find('/');
    const auto header = form(text.substr(0, slash));
    const auto body =
        slash == std::string_view::npos ? Canonicalization::simple : form(text.substr(slash + 1));
    if (!header || !body) return std::nullopt;
    return Canonicalizations{*header, *body};
}

std::string weakness(const PublicKey& key, const SignatureAlgorithm& algorithm) {
    if (algorithm.digest_name == "sha1") return "the signature uses SHA-1";
    if (algorithm.key_type == EVP_PKEY_RSA && key.bits < min_rsa_bits)
        return "the key has only " + std::to_string(key.bits) + " bits";
    return {};
}

}  // namespace redshank::auth
