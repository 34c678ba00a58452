// SPDX-License-Identifier: Apache-2.0
// The answer key, truth.json: what was planted and what is harmless, by Message-ID. Message-IDs of one mail
// that lies in several mailboxes stand once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace redshank::drill {

/// A hunt that reports one of these cries alarm.
bool is_alarm(std::string_view campaign_class);

struct KeyEntry {
    std::string name;          // "covert-wave", "newsletter-by-service"
    std::string wanted_class;  // "covert", "phishing", "impersonation"; "bulk" or "none": no alarm is wanted
    std::vector<std::string> excused;  // alarm classes that are no false alarm here: spam may be phishing
    std::vector<std::string> links;    // what joins its messages, in words
    std::string place;                 // of the tracking: "img src, path[1]"; "" without
    std::string token;                 // "random", "number", "md5 of the address" …; "" without
    std::vector<std::string> message_ids;
    bool or_unsure = false;  // a hunt may as well ask a question about it, but not settle for another class
};

struct Key {
    uint64_t seed = 0;
    uint64_t messages = 0;  // places: a mail in three mailboxes counts three times
    std::vector<KeyEntry> entries;
    std::vector<std::string> left_out = {};  // cases for which so small an archive has no room
};

std::string write_key(const Key& key);
/// Error: the file cannot be read, or is no key.
Result<Key> read_key(const std::filesystem::path& file);

}  // namespace redshank::drill
