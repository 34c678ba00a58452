// SPDX-License-Identifier: Apache-2.0
// Reads a practice archive back, for tests: readers as simple as can be, that share nothing with those under
// test or with what wrote it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/hash.h"
#include "drill/drill.h"
#include "drill/key.h"

namespace redshank::drill {

using Files = std::map<std::string, std::string>;  // path below the folder → bytes

inline std::string read_file(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
}

inline Files read_folder(const std::filesystem::path& folder) {
    Files out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            out[std::filesystem::relative(entry.path(), folder).generic_string()] = read_file(entry.path());
    }
    return out;
}

inline Files drill_files(Options options) {
    options.folder = std::filesystem::temp_directory_path() /
                     ("redshank-drill-test-" + std::to_string(options.seed) + "-" +
                      std::to_string(options.messages) + (options.power ? "-power" : ""));
    std::filesystem::remove_all(options.folder);
    const Result<Written> written = generate(options);
    EXPECT_TRUE(written) << written.error().message;
    Files files = read_folder(options.folder);
    std::filesystem::remove_all(options.folder);
    return files;
}

inline Files drill_files(uint64_t seed, uint64_t messages) {
    return drill_files(Options{seed, messages, {}});
}

inline std::string without_cr(std::string text) {
    std::erase(text, '\r');
    return text;
}

// The messages of a file: cut at From_ lines after an empty line; a file without one is a message.
inline std::vector<std::string> messages_of(const std::string& bytes) {
    const std::string text = without_cr(bytes);
    if (!text.starts_with("From ")) return {text};
    std::vector<std::string> out;
    size_t begin = 0;
    while (begin < text.size()) {
        const size_t next = text.find("\n\nFrom ", begin);
        const size_t end = next == std::string::npos ? text.size() : next + 2;
        const size_t header = text.find('\n', begin) + 1;
        out.push_back(text.substr(header, end - header));
        begin = end;
    }
    return out;
}

inline std::vector<std::string> all_messages(const Files& files) {
    std::vector<std::string> out;
    for (const auto& [path, bytes] : files) {
        if (path == "org.toml" || path == "truth.json") continue;
        for (std::string& message : messages_of(bytes)) out.push_back(std::move(message));
    }
    return out;
}

// The unfolded value of the header's first field of that name, or "".
inline std::string field(const std::string& message, std::string_view name) {
    const std::string header = "\n" + message.substr(0, message.find("\n\n") + 1);
    const std::string start = "\n" + ascii_lower(name) + ":";
    const size_t at = ascii_lower(header).find(start);
    if (at == std::string::npos) return "";
    std::string value;
    for (size_t i = at + start.size(); i < header.size(); ++i) {
        if (header[i] == '\n' && header[i + 1] != ' ' && header[i + 1] != '\t') break;
        if (header[i] != '\n') value += header[i];
    }
    return std::string(trim(value));
}

inline std::string decode_quoted_printable(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=' || i + 2 >= text.size()) {
            out += text[i];
        } else if (text[i + 1] == '\n') {
            ++i;
        } else if (is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2])) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

inline std::string decode_base64(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    uint32_t bits = 0;
    int have = 0;
    for (char c : text) {
        const size_t value = alphabet.find(c);
        if (value == std::string_view::npos) continue;
        bits = bits << 6 | static_cast<uint32_t>(value);
        if ((have += 6) < 8) continue;
        have -= 8;
        out += static_cast<char>(bits >> have & 0xff);
    }
    return out;
}

// Without what stands between ESC $ B and ESC ( B: there the bytes of ASCII are Japanese.
inline std::string without_japanese(std::string text) {
    for (size_t begin = 0; (begin = text.find("\x1b$B", begin)) != std::string::npos;) {
        text.erase(begin, std::min(text.find("\x1b(B", begin), text.size() - 3) + 3 - begin);
    }
    return text;
}

// The message with all its text bodies decoded in their places, so that a scan sees every host and address.
inline std::string in_the_clear(const std::string& message) {
    std::string out;
    size_t done = 0;
    for (size_t at = 0; (at = message.find("Content-Type: text/", at)) != std::string::npos;) {
        const size_t body = message.find("\n\n", at);
        if (body == std::string::npos) break;
        size_t end = std::min(message.find("\n--", body), message.size());
        while (message.substr(end, 4) == "\n-->")
            end = std::min(message.find("\n--", end + 1), message.size());
        const std::string header = message.substr(at, body - at), raw = message.substr(body, end - body);
        out += message.substr(done, body - done);
        out += header.find("Encoding: base64") != std::string::npos             ? "\n\n" + decode_base64(raw)
               : header.find("Encoding: quoted-printable") != std::string::npos ? decode_quoted_printable(raw)
                                                                                : raw;
        at = done = end;
    }
    return without_japanese(out + message.substr(done));
}

inline std::string name_at(const std::string& text, size_t at) {
    size_t end = at;
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
    return text.substr(at, end - at);
}

/// The key of an archive that was read back.
inline Key key_of(const Files& files) {
    const std::string& text = files.at("truth.json");
    const std::filesystem::path file = std::filesystem::temp_directory_path() /
                                       ("redshank-drill-key-" + std::to_string(hash64(text)) + ".json");
    std::ofstream(file, std::ios::binary) << text;
    const Result<Key> key = read_key(file);
    std::filesystem::remove(file);
    EXPECT_TRUE(key) << key.error().message;
    return key ? *key : Key{};
}

}  // namespace redshank::drill
