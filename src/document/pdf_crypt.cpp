// SPDX-License-Identifier: Apache-2.0
// Algorithms are numbered as in ISO 32000-1 7.6.3 (1, 2, 4, 5, 6) and ISO 32000-2 7.6.4.3.3 (2.A, 2.B).
#include "document/pdf_crypt.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "document/cipher.h"
#include "document/pdf_lexer.h"

namespace redshank::document {

namespace {

using namespace std::string_view_literals;

// 7.6.3.3: stands for what a password is too short by.
constexpr std::string_view password_padding =
    "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08"
    "\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"sv;
constexpr size_t max_dictionary_tokens = 1000;

std::string padded(std::string_view password) {
    return (std::string(password) + std::string(password_padding)).substr(0, 32);
}

std::string little_endian(uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value);
    return out;
}

// ISO 32000-2, algorithm 2.B.
std::string hardened(std::string_view password, std::string_view salt) {
    std::string key = digest(Digest::sha256, {password, salt});
    std::string block;
    for (int round = 0; round < 64 || static_cast<uint8_t>(block.back()) > round - 32; ++round) {
        const std::string once = std::string(password) + key;
        std::string repeated;
        for (int i = 0; i < 64; ++i) repeated += once;
        block = aes(Aes::cbc_encrypt, key.substr(0, 16), key.substr(16, 16), repeated);
        int remainder = 0;  // of the first 16 bytes as one number by 3: 256 leaves 1
        for (int i = 0; i < 16; ++i) remainder += static_cast<uint8_t>(block[static_cast<size_t>(i)]);
        constexpr Digest digests[] = {Digest::sha256, Digest::sha384, Digest::sha512};
        key = digest(digests[remainder % 3], {block});
    }
    return key.substr(0, 32);
}

}  // namespace

struct PdfCrypt::Dictionary {
    std::map<std::string, PdfToken> values;             // of the dictionary itself
    std::map<std::string, std::string> filter_methods;  // of /CF: its /CFM by the filter's name

    explicit Dictionary(std::string_view text) {
        PdfLexer lexer(text);
        std::vector<std::string> path;  // keys of the dictionaries around
        std::string key;
        bool has_key = false;
        for (size_t i = 0; i < max_dictionary_tokens; ++i) {
            const PdfToken token = lexer.next();
            if (token.kind == PdfToken::Kind::end) return;
            if (token.kind == PdfToken::Kind::open_dictionary) {
                path.push_back(std::exchange(key, {}));
                has_key = false;
            } else if (token.kind == PdfToken::Kind::close_dictionary) {
                if (!path.empty()) path.pop_back();
                if (path.empty()) return;
                has_key = false;
            } else if (token.kind == PdfToken::Kind::name && !has_key) {
                key = pdf_name(token.text);
                has_key = true;
            } else if (has_key) {
                has_key = false;
                if (path.size() == 1) values[key] = token;
                if (path.size() == 3 && path[1] == "CF" && key == "CFM")
                    filter_methods[path[2]] = pdf_name(token.text);
            }
        }
    }

    std::string name(const std::string& key) const {
        const auto at = values.find(key);
        return at == values.end() ? std::string() : pdf_name(at->second.text);
    }
    std::string bytes(const std::string& key) const {
        const auto at = values.find(key);
        return at == values.end() ? std::string() : pdf_bytes(at->second);
    }
    int64_t number(const std::string& key, int64_t otherwise) const {
        const auto at = values.find(key);
        if (at == values.end()) return otherwise;
        const std::string_view text = at->second.text;
        int64_t value = otherwise;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }
    Method method(const std::string& key, Method otherwise) const {
        const auto at = filter_methods.find(name(key));
        if (at == filter_methods.end()) return otherwise;
        if (at->second == "V2") return Method::rc4;
        if (at->second == "AESV2") return Method::aes128;
        return at->second == "AESV3" ? Method::aes256 : Method::none;
    }

    // Algorithm 2.
    std::string key(std::string_view file_id, std::string_view password, int64_t version,
                    int64_t revision) const {
        const size_t bytes_of_key =
            version == 1   ? 5
            : version == 4 ? 16
                           : static_cast<size_t>(std::clamp<int64_t>(number("Length", 40) / 8, 5, 16));
        const bool open_metadata = revision >= 4 && name("EncryptMetadata") == "false";
        std::string key = digest(Digest::md5, {padded(password), bytes("O").substr(0, 32),
                                               little_endian(static_cast<uint32_t>(number("P", 0)), 4),
                                               file_id, open_metadata ? "\xFF\xFF\xFF\xFF"sv : ""sv});
        for (int i = 0; revision >= 3 && i < 50; ++i)
            key = digest(Digest::md5, {key.substr(0, bytes_of_key)});
        return key.substr(0, bytes_of_key);
    }

    // Algorithms 4, 5 and 6.
    bool is_user_key(const std::string& key, std::string_view file_id, int64_t revision) const {
        const std::string user = bytes("U");
        if (revision == 2) return rc4(key, password_padding) == user;
        std::string check = rc4(key, digest(Digest::md5, {password_padding, file_id}));
        for (int i = 1; i < 20; ++i) {
            std::string turned = key;
            for (char& c : turned) c = static_cast<char>(c ^ i);
            check = rc4(turned, check);
        }
        return check == user.substr(0, 16);
    }

    // Algorithm 2.A, for the user password.
    std::string key_of_256(std::string_view password, int64_t revision) const {
        const std::string user = bytes("U");
        if (user.size() < 48) return {};
        password = password.substr(0, 127);
        const auto hash = [&](std::string_view salt) {
            return revision == 5 ? digest(Digest::sha256, {password, salt}) : hardened(password, salt);
        };
        if (hash(user.substr(32, 8)) != user.substr(0, 32)) return {};
        const std::string key = bytes("UE").substr(0, 32);
        return aes(Aes::cbc_decrypt, hash(user.substr(40, 8)), std::string(16, '\0'), key);
    }
};

std::optional<PdfCrypt> PdfCrypt::open(std::string_view dictionary, std::string_view file_id,
                                       std::string_view password) {
    const Dictionary given(dictionary);
    const int64_t version = given.number("V", 0), revision = given.number("R", 0);
    if (given.name("Filter") != "Standard" || version < 1 || version > 5 || version == 3 || revision < 2 ||
        revision > 6)
        return std::nullopt;
    PdfCrypt crypt;
    if (version >= 4) {
        crypt.strings_ = given.method("StrF", Method::none);
        crypt.streams_ = given.method("StmF", Method::none);
        crypt.files_ = given.method("EFF", crypt.streams_);
    }
    if (version == 5) {
        crypt.key_ = given.key_of_256(password, revision);
        return crypt.key_.size() == 32 ? std::optional(std::move(crypt)) : std::nullopt;
    }
    crypt.key_ = given.key(file_id, password, version, revision);
    return given.is_user_key(crypt.key_, file_id, revision) ? std::optional(std::move(crypt)) : std::nullopt;
}

std::string PdfCrypt::string(std::string_view bytes, uint32_t object, uint32_t generation) const {
    return plain(strings_, bytes, object, generation);
}

std::string PdfCrypt::stream(std::string_view bytes, uint32_t object, uint32_t generation) const {
    return plain(streams_, bytes, object, generation);
}

std::string PdfCrypt::embedded_file(std::string_view bytes, uint32_t object, uint32_t generation) const {
    return plain(files_, bytes, object, generation);
}

// Algorithms 1 and 1.A.
std::string PdfCrypt::plain(Method method, std::string_view bytes, uint32_t object,
                            uint32_t generation) const {
    constexpr size_t block = 16;
    if (method == Method::none) return std::string(bytes);
    std::string key = key_;
    if (method != Method::aes256) {
        key = digest(Digest::md5, {key_, little_endian(object, 3), little_endian(generation, 2),
                                   method == Method::aes128 ? "sAlT"sv : ""sv})
                  .substr(0, std::min(key_.size() + 5, block));
    }
    if (method == Method::rc4) return rc4(key, bytes);
    if (bytes.size() < block) return {};
    std::string out = aes(Aes::cbc_decrypt, key, bytes.substr(0, block), bytes.substr(block));
    const size_t padding = out.empty() ? 0 : static_cast<uint8_t>(out.back());
    if (padding >= 1 && padding <= block) out.resize(out.size() - padding);
    return out;
}

}  // namespace redshank::document
