// SPDX-License-Identifier: Apache-2.0
// What holds for every practice archive, checked with readers of their own that are as simple as can be.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/ascii.h"
#include "drill/drill.h"
#include "drill/key.h"

namespace redshank::drill {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string>;  // path below the folder → bytes

std::string read_file(const fs::path& file) {
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
}

Files read_folder(const fs::path& folder) {
    Files out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            out[fs::relative(entry.path(), folder).generic_string()] = read_file(entry.path());
    }
    return out;
}

Files drill_files(uint64_t seed, uint64_t messages) {
    const fs::path folder = fs::temp_directory_path() /
                            ("redshank-drill-test-" + std::to_string(seed) + "-" + std::to_string(messages));
    fs::remove_all(folder);
    const Result<Written> written = generate({seed, messages, folder});
    EXPECT_TRUE(written) << written.error().message;
    Files files = read_folder(folder);
    fs::remove_all(folder);
    return files;
}

std::string without_cr(std::string text) {
    std::erase(text, '\r');
    return text;
}

// The messages of a file: cut at From_ lines after an empty line; a file without one is a message.
std::vector<std::string> messages_of(const std::string& bytes) {
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

std::vector<std::string> all_messages(const Files& files) {
    std::vector<std::string> out;
    for (const auto& [path, bytes] : files) {
        if (path == "org.toml" || path == "truth.json") continue;
        for (std::string& message : messages_of(bytes)) out.push_back(std::move(message));
    }
    return out;
}

// The unfolded value of the header's first field of that name, or "".
std::string field(const std::string& message, std::string_view name) {
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

const Files& example() {
    static const Files files = drill_files(7, 350);
    return files;
}

TEST(Generate, SameSeedSameBytes) {
    EXPECT_EQ(drill_files(11, 200), drill_files(11, 200));
    EXPECT_NE(drill_files(11, 200).at("truth.json"), drill_files(12, 200).at("truth.json"));
}

TEST(Generate, ExamplesAreWhatTheSeedGives) {
    const fs::path committed = fs::path(REDSHANK_SOURCE_DIR) / "examples" / "parliament";
    ASSERT_TRUE(fs::exists(committed)) << committed;
    const Files files = read_folder(committed);
    size_t bytes = 0;
    for (const auto& [path, content] : files) bytes += content.size();
    EXPECT_LT(bytes, 2'000'000u);
    ASSERT_EQ(files.size(), example().size());
    for (const auto& [path, content] : example())
        EXPECT_TRUE(files.contains(path) && files.at(path) == content) << path;
}

TEST(Generate, WritesAsManyAsAsked) {
    EXPECT_EQ(all_messages(example()).size(), 350u);
    EXPECT_EQ(all_messages(drill_files(5, 1500)).size(), 1500u);
}

TEST(Generate, KeyCoversEveryMessage) {
    std::map<std::string, int> places;
    for (const std::string& message : all_messages(example())) ++places[field(message, "Message-ID")];
    const fs::path file = fs::temp_directory_path() / "redshank-drill-key-test.json";
    std::ofstream(file, std::ios::binary) << example().at("truth.json");
    const Result<Key> key = read_key(file);
    fs::remove(file);
    ASSERT_TRUE(key) << key.error().message;
    std::map<std::string, std::string> kind_of;
    for (const KeyEntry& entry : key->entries) {
        EXPECT_FALSE(entry.message_ids.empty()) << entry.name;
        for (const std::string& id : entry.message_ids) {
            EXPECT_TRUE(kind_of.emplace(id, entry.name).second) << id << " stands twice";
            EXPECT_TRUE(places.contains(id)) << id;
            if (is_alarm(entry.wanted_class)) {
                EXPECT_EQ(places[id], 1) << id;
            }
        }
    }
    EXPECT_EQ(kind_of.size(), places.size());
}

TEST(Generate, PlantsEachCaseInItsSize) {
    const fs::path folder = fs::temp_directory_path() / "redshank-drill-size-test";
    fs::remove_all(folder);
    const Result<Written> written = generate({21, 350, folder});
    fs::remove_all(folder);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->campaigns,
              (std::vector<std::string>{"covert-wave: 21 messages", "covert-few: 8 messages",
                                        "posing-as-member: 3 messages", "sign-in-page: 6 messages"}));
}

std::string decode_quoted_printable(const std::string& text) {
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

std::string decode_base64(std::string_view text) {
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
std::string without_japanese(std::string text) {
    for (size_t begin = 0; (begin = text.find("\x1b$B", begin)) != std::string::npos;) {
        text.erase(begin, std::min(text.find("\x1b(B", begin), text.size() - 3) + 3 - begin);
    }
    return text;
}

// The message and all its text bodies decoded, so that a scan sees every host and address.
std::string in_the_clear(const std::string& message) {
    std::string out = decode_quoted_printable(message);
    for (size_t at = 0; (at = message.find("Content-Type: text/", at)) != std::string::npos; ++at) {
        const size_t body = message.find("\n\n", at);
        if (body == std::string::npos) break;
        if (message.substr(at, body - at).find("Encoding: base64") == std::string::npos) continue;
        out += "\n" + decode_base64(std::string_view(message).substr(
                          body, std::min(message.find("\n--", body), message.size()) - body));
    }
    return without_japanese(std::move(out));
}

bool is_reserved(std::string host) {
    host = ascii_lower(host);
    while (host.ends_with('.')) host.pop_back();
    return host.ends_with(".example") || host.ends_with(".test") || host.ends_with(".invalid");
}

std::string name_at(const std::string& text, size_t at) {
    size_t end = at;
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
    return text.substr(at, end - at);
}

TEST(Generate, EveryHostIsReserved) {
    size_t hosts = 0;
    for (const std::string& message : all_messages(example())) {
        const std::string text = in_the_clear(message);
        for (std::string_view before : {"@", "://"}) {
            for (size_t at = 0; (at = text.find(before, at)) != std::string::npos; ++hosts) {
                at += before.size();
                EXPECT_TRUE(is_reserved(name_at(text, at))) << text.substr(at < 40 ? 0 : at - 40, 90);
            }
        }
        for (std::string_view real :
             {".com", ".org", ".net", ".de", ".io", ".eu", ".info", ".gov", ".int", ".ru", ".fr"}) {
            for (size_t at = 0; (at = text.find(real, at)) != std::string::npos; ++at) {
                // A label goes on, or this is the dot and the first letters of something else.
                const char next = at + real.size() < text.size() ? text[at + real.size()] : ' ';
                const bool label_ends = !is_alnum(next) && next != '-' && next != '_' && next != '.';
                EXPECT_FALSE(label_ends && at > 0 && is_alnum(text[at - 1]) && next != '@')
                    << text.substr(at < 40 ? 0 : at - 40, 90);
            }
        }
    }
    EXPECT_GT(hosts, 3000u);
}

TEST(Generate, EveryAddressOfAHostIsForDocumentation) {
    for (const std::string& message : all_messages(example())) {
        for (size_t at = 0; (at = message.find('[', at)) != std::string::npos; ++at) {
            const std::string ip = name_at(message, at + 1);
            if (std::count(ip.begin(), ip.end(), '.') != 3 ||
                ip.find_first_not_of("0123456789.") != std::string::npos)
                continue;
            EXPECT_TRUE(ip.starts_with("192.0.2.") || ip.starts_with("198.51.100.") ||
                        ip.starts_with("203.0.113."))
                << ip;
        }
    }
}

TEST(Generate, HeadersAreWellFormed) {
    for (const std::string& message : all_messages(example())) {
        const std::string header = message.substr(0, message.find("\n\n") + 1);
        for (char c : header) EXPECT_TRUE(c == '\n' || c == '\t' || (c >= ' ' && c <= '~')) << header;
        for (std::string_view name :
             {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Return-Path"}) {
            EXPECT_FALSE(field(message, name).empty()) << name << "\n" << header;
        }
        EXPECT_EQ(field(message, "Message-ID").front(), '<');
        EXPECT_EQ(field(message, "Message-ID").back(), '>');
        for (size_t begin = 0; begin < message.size();) {
            const size_t end = std::min(message.find('\n', begin), message.size());
            EXPECT_LE(end - begin, 998u);  // RFC 5322 2.1.1
            begin = end + 1;
        }
    }
}

bool is_utf8(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<uint8_t>(text[i]);
        const size_t more = byte < 0x80   ? 0
                            : byte < 0xc2 ? 9
                            : byte < 0xe0 ? 1
                            : byte < 0xf0 ? 2
                            : byte < 0xf5 ? 3
                                          : 9;
        if (more == 9 || i + more >= text.size()) return false;
        for (size_t k = 1; k <= more; ++k) {
            if ((static_cast<uint8_t>(text[i + k]) & 0xc0) != 0x80) return false;
        }
        i += more;
    }
    return true;
}

// A part's body by its own header, decoded, is text in the charset that the header names.
TEST(Generate, TextIsInItsCharset) {
    std::map<std::string, int> charsets;
    for (const std::string& message : all_messages(example())) {
        for (size_t at = 0; (at = message.find("\nContent-Type: text/", at)) != std::string::npos; ++at) {
            const size_t body = message.find("\n\n", at);
            const std::string header = message.substr(at, body - at);
            const size_t charset_at = header.find("charset=");
            if (charset_at == std::string::npos || header.find("; name=") != std::string::npos) continue;
            const std::string charset = name_at(header, charset_at + 8);
            const std::string raw =
                message.substr(body, std::min(message.find("\n--", body), message.size()) - body);
            const std::string text = header.find("quoted-printable") != std::string::npos
                                         ? decode_quoted_printable(raw)
                                     : header.find("base64") != std::string::npos ? decode_base64(raw)
                                                                                  : raw;
            ++charsets[charset];
            const bool ascii = std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
            const bool fits = charset == "utf-8"                                  ? is_utf8(text + "\n")
                              : charset == "us-ascii" || charset == "iso-2022-jp" ? ascii
                                                                                  : true;
            EXPECT_TRUE(fits) << header;
        }
    }
    for (const char* charset : {"utf-8", "us-ascii", "iso-8859-1", "koi8-r", "iso-2022-jp"})
        EXPECT_GT(charsets[charset], 0) << charset;
}

TEST(Generate, MailboxesSayTheirReaderInSeveralWays) {
    int delivered = 0, original = 0, neither = 0;
    for (const std::string& message : all_messages(example())) {
        const bool has_delivered = !field(message, "Delivered-To").empty(),
                   has_original = !field(message, "X-Original-To").empty();
        delivered += has_delivered;
        original += has_original;
        neither += !has_delivered && !has_original;
    }
    EXPECT_GT(delivered, 20);
    EXPECT_GT(original, 20);
    EXPECT_GT(neither, 20);
    EXPECT_NE(example().at("org.toml").find("[[mailbox]]"), std::string::npos);
}

TEST(Generate, LeavesForeignFoldersAlone) {
    const fs::path folder = fs::temp_directory_path() / "redshank-drill-foreign";
    fs::create_directories(folder);
    std::ofstream(folder / "thesis.txt") << "years of work";
    EXPECT_FALSE(generate({1, 100, folder}));
    EXPECT_EQ(read_folder(folder).size(), 1u);
    fs::remove_all(folder);
}

}  // namespace
}  // namespace redshank::drill
