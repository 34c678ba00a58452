// SPDX-License-Identifier: Apache-2.0
// Both forms hash the password many times over on purpose (100,000 and 50,000 digests), so tries are counted.
#include "document/office_crypt.h"

#include <algorithm>
#include <array>

#include <openssl/evp.h>
#include <unicode/unistr.h>

#include "document/cipher.h"
#include "document/xml.h"

namespace redshank::document {

namespace {

using namespace std::string_view_literals;

constexpr size_t size_field = 8;  // in front of the package (2.3.4.4)

uint32_t number_at(std::string_view bytes, size_t at, size_t size = 4) {
    uint32_t value = 0;
    if (at + size > bytes.size()) return 0;
    for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
    return value;
}

std::string bytes_of(uint32_t value) {
    std::string out;
    for (int i = 0; i < 4; ++i, value >>= 8) out += static_cast<char>(value);
    return out;
}

std::string part_of(std::string_view bytes, size_t at, size_t size) {
    return at > bytes.size() ? std::string() : std::string(bytes.substr(at, size));
}

std::string utf16le(std::string_view utf8) {
    const auto text = icu::UnicodeString::fromUTF8(
        {utf8.data(), static_cast<int32_t>(std::min<size_t>(utf8.size(), 1000))});
    std::string out;
    for (int32_t i = 0; i < text.length(); ++i)
        out.append({static_cast<char>(text[i]), static_cast<char>(text[i] >> 8)});
    return out;
}

/// Of canonical base64, as these values are written; "" otherwise.
std::string from_base64(std::string_view text) {
    const size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::string out(text.size() / 4 * 3, '\0');
    if (text.size() % 4 != 0 || text.size() > 1000 || out.empty()) return {};
    const int length =
        ::EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                          reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    out.resize(length < 0 ? 0 : static_cast<size_t>(length) - padding);
    return out;
}

/// H(salt + password), then H(counter + hash), over and over (2.3.4.7, 2.3.4.11).
std::string hashed(Digest algorithm, std::string_view salt, std::string_view password, uint32_t times) {
    std::string hash = digest(algorithm, {salt, utf16le(password)});
    for (uint32_t i = 0; i < times; ++i) hash = digest(algorithm, {bytes_of(i), hash});
    return hash;
}

/// As long as wanted, filled up with 0x36 (2.3.4.11, 2.3.4.12).
std::string fitted(std::string bytes, size_t size) {
    bytes.resize(size, '\x36');
    return bytes;
}

// --- agile encryption (2.3.4.10 to 2.3.4.15) ---

struct Agile {
    struct Key {
        Digest algorithm = Digest::sha512;
        std::string salt;
        size_t key_bytes = 0;
        size_t block_bytes = 0;
        bool is_known = false;
    };
    Key data, password;
    uint32_t spin_count = 0;
    std::string verifier, verifier_hash, key_value;
};

std::optional<Digest> digest_of(std::string_view name) {
    constexpr std::pair<std::string_view, Digest> names[] = {{"SHA1", Digest::sha1},
                                                             {"SHA-1", Digest::sha1},
                                                             {"SHA256", Digest::sha256},
                                                             {"SHA384", Digest::sha384},
                                                             {"SHA512", Digest::sha512}};
    for (const auto& [known, algorithm] : names) {
        if (known == name) return algorithm;
    }
    return std::nullopt;
}

Agile::Key read_key(const XmlText& xml, const pugi::xml_node& element) {
    const auto value = [&](std::string_view name) { return xml.attribute(element, name).value; };
    const auto algorithm = digest_of(value("hashAlgorithm"));
    Agile::Key key;
    key.algorithm = algorithm.value_or(Digest::sha512);
    key.salt = from_base64(value("saltValue"));
    key.key_bytes = element.attribute("keyBits").as_uint() / 8;
    key.block_bytes = element.attribute("blockSize").as_uint();
    key.is_known = algorithm && value("cipherAlgorithm") == "AES" &&
                   value("cipherChaining") == "ChainingModeCBC" && key.block_bytes == 16 &&
                   key.key_bytes <= 32;
    return key;
}

Agile read_agile(std::string_view info, const Limits& limits) {
    const XmlText xml(info, limits);
    Agile agile;
    xml.each_element([&](const pugi::xml_node& element) {
        const std::string_view name = local_name(element.name());
        const auto bytes = [&](std::string_view attribute) {
            return from_base64(xml.attribute(element, attribute).value);
        };
        if (name == "keyData") agile.data = read_key(xml, element);
        if (name != "encryptedKey") return;
        agile.password = read_key(xml, element);
        agile.spin_count = element.attribute("spinCount").as_uint();
        agile.verifier = bytes("encryptedVerifierHashInput");
        agile.verifier_hash = bytes("encryptedVerifierHashValue");
        agile.key_value = bytes("encryptedKeyValue");
    });
    return agile;
}

/// The package's key, or nothing where the password is another one.
std::optional<std::string> agile_key(const Agile& agile, std::string_view password) {
    const Agile::Key& key = agile.password;
    const std::string hash = hashed(key.algorithm, key.salt, password, agile.spin_count);
    const auto plain = [&](std::string_view block_key, std::string_view encrypted) {
        return aes(Aes::cbc_decrypt, fitted(digest(key.algorithm, {hash, block_key}), key.key_bytes),
                   fitted(key.salt, key.block_bytes), encrypted);
    };
    const std::string verifier = plain("\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79"sv, agile.verifier);
    const std::string expected = digest(key.algorithm, {part_of(verifier, 0, key.salt.size())});
    const std::string found = plain("\xD7\xAA\x0F\x6D\x30\x61\x34\x4E"sv, agile.verifier_hash);
    if (verifier.empty() || !found.starts_with(expected)) return std::nullopt;
    return part_of(plain("\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6"sv, agile.key_value), 0, agile.data.key_bytes);
}

/// In segments of 4,096 bytes, each with an initial vector of its own.
std::string agile_package(const Agile& agile, const std::string& key, std::string_view encrypted) {
    constexpr size_t segment_bytes = 4096;
    std::string out;
    for (uint32_t segment = 0; !encrypted.empty(); ++segment) {
        const std::string_view one = encrypted.substr(0, segment_bytes);
        encrypted.remove_prefix(one.size());
        const std::string vector = digest(agile.data.algorithm, {agile.data.salt, bytes_of(segment)});
        out += aes(Aes::cbc_decrypt, key, fitted(vector, agile.data.block_bytes), one);
    }
    return out;
}

// --- standard encryption (2.3.4.5 to 2.3.4.9) ---

constexpr uint32_t standard_spin_count = 50'000;

struct Standard {
    size_t key_bytes = 0;
    std::string salt, verifier, verifier_hash;
};

Standard read_standard(std::string_view info) {
    constexpr size_t header = 12;  // behind the version, the flags and its own size
    const size_t behind = header + number_at(info, 8);
    constexpr uint32_t aes_128 = 0x660E, aes_256 = 0x6610;
    const uint32_t algorithm = number_at(info, header + 8);
    Standard standard;
    if (algorithm < aes_128 || algorithm > aes_256 || number_at(info, behind) != 16) return standard;
    standard.key_bytes = std::min<size_t>(number_at(info, header + 16) / 8, 32);
    standard.salt = part_of(info, behind + 4, 16);
    standard.verifier = part_of(info, behind + 20, 16);
    standard.verifier_hash = part_of(info, behind + 40, 32);
    return standard;
}

std::optional<std::string> standard_key(const Standard& standard, std::string_view password) {
    const std::string hash = digest(
        Digest::sha1, {hashed(Digest::sha1, standard.salt, password, standard_spin_count), bytes_of(0)});
    const auto half = [&](char fill) {
        std::string block(64, fill);
        for (size_t i = 0; i < hash.size(); ++i) block[i] = static_cast<char>(block[i] ^ hash[i]);
        return digest(Digest::sha1, {block});
    };
    const std::string key = (half('\x36') + half('\x5C')).substr(0, standard.key_bytes);
    const std::string verifier = aes(Aes::ecb_decrypt, key, "", standard.verifier);
    const std::string found = aes(Aes::ecb_decrypt, key, "", standard.verifier_hash);
    if (verifier.empty() || !found.starts_with(digest(Digest::sha1, {verifier}))) return std::nullopt;
    return key;
}

/// The first password for which `attempt` gives a key, and that key, as long as tries of `cost` are in
/// budget.
template <typename Attempt>
std::optional<std::pair<std::string, std::string>> first_that_fits(const std::vector<std::string>& passwords,
                                                                   uint32_t cost, uint64_t& digests_left,
                                                                   Attempt attempt) {
    for (const std::string& password : passwords) {
        if (cost > digests_left) return std::nullopt;
        digests_left -= cost;
        if (auto key = attempt(password)) return std::pair(password, std::move(*key));
    }
    return std::nullopt;
}

}  // namespace

std::optional<OpenedPackage> open_office_package(std::string_view info, std::string_view package,
                                                 const std::vector<std::string>& passwords,
                                                 const Limits& limits, uint64_t& digests_left) {
    const uint32_t major = number_at(info, 0, 2), minor = number_at(info, 2, 2);
    if (package.size() < size_field || info.size() < size_field) return std::nullopt;
    const std::string_view encrypted = package.substr(size_field);
    std::optional<OpenedPackage> opened;
    if (major == 4 && minor == 4) {
        const Agile agile = read_agile(info.substr(size_field), limits);
        if (!agile.data.is_known || !agile.password.is_known) return std::nullopt;
        const auto found =
            first_that_fits(passwords, std::max(agile.spin_count, 1u), digests_left,
                            [&](const std::string& password) { return agile_key(agile, password); });
        if (found) opened = {found->first, agile_package(agile, found->second, encrypted)};
    } else if (minor == 2) {
        const Standard standard = read_standard(info);
        const auto found =
            first_that_fits(passwords, standard_spin_count, digests_left,
                            [&](const std::string& password) { return standard_key(standard, password); });
        if (found) opened = {found->first, aes(Aes::ecb_decrypt, found->second, "", encrypted)};
    }
    // The size leaves out what the last block was filled up with.
    if (opened) opened->bytes.resize(std::min<size_t>(opened->bytes.size(), number_at(package, 0)));
    return opened;
}

}  // namespace redshank::document
