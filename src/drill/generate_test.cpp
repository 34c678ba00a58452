// SPDX-License-Identifier: Apache-2.0
// What holds for every practice archive, checked with readers of their own that are as simple as can be.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "drill/testing.h"

namespace redshank::drill {
namespace {

namespace fs = std::filesystem;

const Files& example() {
    static const Files files = drill_files(7, 350);
    return files;
}

// The example, and one that has every kind of mail.
const std::vector<Files>& archives() {
    static const std::vector<Files> both = {example(), drill_files(21, 2500)};
    return both;
}

std::vector<std::string> messages_of_both() {
    std::vector<std::string> out = all_messages(archives()[0]);
    for (std::string& message : all_messages(archives()[1])) out.push_back(std::move(message));
    return out;
}

TEST(Generate, SameSeedSameBytes) {
    EXPECT_EQ(drill_files(11, 2000), drill_files(11, 2000));
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

void expect_complete_key(const Files& files) {
    std::map<std::string, int> places;
    for (const std::string& message : all_messages(files)) ++places[field(message, "Message-ID")];
    std::map<std::string, std::string> kind_of;
    for (const KeyEntry& entry : key_of(files).entries) {
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

TEST(Generate, KeyCoversEveryMessage) {
    for (const Files& files : archives()) expect_complete_key(files);
    expect_complete_key(drill_files({3, 0, {}, {}, true}));
}

TEST(Generate, AnAlarmSaysWhatJoinsIt) {
    for (const KeyEntry& entry : key_of(archives()[1]).entries) {
        if (is_alarm(entry.wanted_class)) {
            EXPECT_FALSE(entry.links.empty()) << entry.name;
        }
    }
}

std::vector<std::string> planted_names(const Files& files) {
    std::vector<std::string> out;
    for (const KeyEntry& entry : key_of(files).entries) {
        if (is_alarm(entry.wanted_class)) out.push_back(entry.name);
    }
    return out;
}

TEST(Generate, PlantsWhatThereIsRoomFor) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(planted_names(example()),
              (Names{"covert-wave", "covert-few", "posing-as-member", "sign-in-page"}));
    const Names all = case_names();
    EXPECT_EQ(all.size(), 13u);
    EXPECT_EQ(key_of(example()).left_out, Names(all.begin() + 4, all.end()));
    EXPECT_EQ(planted_names(archives()[1]), all);
    EXPECT_TRUE(key_of(archives()[1]).left_out.empty());
}

TEST(Generate, PlantsOnlyWhatIsAskedFor) {
    using Names = std::vector<std::string>;
    const Files files = drill_files({21, 2500, {}, {"covert-wave", "covert-few"}});
    EXPECT_EQ(planted_names(files), (Names{"covert-wave", "covert-few"}));
    EXPECT_EQ(all_messages(files).size(), 2500u);
    // What is left out changes nothing of what is not.
    EXPECT_EQ(key_of(files).entries[0].message_ids, key_of(archives()[1]).entries[0].message_ids);
    const fs::path folder = fs::temp_directory_path() / "redshank-drill-only";
    const Result<Written> refused = generate({21, 2500, folder, {"covert-wav"}});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("covert-wav; there are covert-wave, "), std::string::npos);
    EXPECT_FALSE(fs::exists(folder));
}

bool is_reserved(std::string host) {
    host = ascii_lower(host);
    while (host.ends_with('.')) host.pop_back();
    return host.ends_with(".example") || host.ends_with(".test") || host.ends_with(".invalid");
}

TEST(Generate, EveryHostIsReserved) {
    size_t hosts = 0;
    for (const std::string& message : messages_of_both()) {
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
    for (const std::string& message : messages_of_both()) {
        for (size_t at = 0; (at = message.find('[', at)) != std::string::npos; ++at) {
            const std::string ip = name_at(message, at + 1);
            if (std::count(ip.begin(), ip.end(), '.') != 3 ||
                ip.find_first_not_of("0123456789.") != std::string::npos)
                continue;
            EXPECT_TRUE(ip.starts_with("192.0.2.") || ip.starts_with("198.51.100.") ||
                        ip.starts_with("203.0.113.") || ip.starts_with("198.18.") ||
                        ip.starts_with("198.19."))
                << ip;
        }
    }
}

TEST(Generate, HeadersAreWellFormed) {
    for (const std::string& message : messages_of_both()) {
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
    for (const std::string& message : messages_of_both()) {
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
    for (const std::string& message : messages_of_both()) {
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
