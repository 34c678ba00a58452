// SPDX-License-Identifier: Apache-2.0
// The practice archive: ordinary-looking mail of people and offices that do not exist, on reserved domains
// only, with planted campaigns and an answer key, and the scoring of a hunt against that key. Shares no list,
// form or constant with the rooms detect and campaign. The same seed gives the same bytes on every machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace redshank::drill {

struct Options {
    uint64_t seed = 1;
    uint64_t messages = 10'000;
    std::filesystem::path folder;        // made when missing; must be empty or hold an earlier drill
    std::vector<std::string> only = {};  // names of planted cases; empty: all of them
    /// Many small campaigns of 2 to 30 copies and control groups without any, instead of the archive above;
    /// `messages` and `only` do not count.
    bool power = false;
};

/// Names of the cases that can be planted.
std::vector<std::string> case_names();

struct Written {
    uint64_t messages = 0;
    uint64_t bytes = 0;
    uint64_t mailboxes = 0;
    std::vector<std::string> campaigns;  // "covert-wave: 312 messages", one a planted campaign
    std::vector<std::string> left_out;   // cases for which the archive is too small
};

/// Writes one mbox a mailbox, org.toml and truth.json (the key, by Message-ID). Error: the folder cannot be
/// written; `only` names what is no case.
Result<Written> generate(const Options& options);

/// A campaign as a hunt reported it, and as the key has it.
struct FoundCampaign {
    std::string id;
    std::string campaign_class;
    int score = 0;
    std::vector<std::string> message_ids;
    bool unsure = false;  // the hunt says what would decide it
};

struct CaseScore {
    std::string name;  // of the planted campaign
    std::string wanted_class;
    std::string found_class;  // of the largest piece; "unsure" for another class than wanted with a question
                              // beside it; "" when missed
    uint64_t planted = 0;
    uint64_t found = 0;   // of its messages in campaigns of the wanted class, or unsure where that will do
    uint64_t pieces = 0;  // campaigns of any class that hold some of it
};

/// A value with its 95 % interval.
struct Share {
    double value = 0, low = 0, high = 0;
};

struct Score {
    std::vector<CaseScore> cases;
    Share recall;               // messages of planted alarms that were found
    Share precision;            // messages in alarms that were planted
    Share pieces;               // a planted campaign that was not missed broke into, on average
    uint64_t merged = 0;        // campaigns that hold messages of two planted ones
    uint64_t false_alarms = 0;  // campaigns of an alarm class that hold no planted alarm message
    double false_alarms_per_million = 0;
    double false_alarms_low = 0, false_alarms_high = 0;  // 95 % Poisson interval of the same, per million
    uint64_t false_alarms_unsure = 0;                    // those of them that came with a question
    std::vector<std::string> false_alarm_ids;
    std::vector<std::string> false_alarm_kinds;  // of the same: the harmless kind that most of each is
    uint64_t messages = 0;
};

/// Error: the key cannot be read.
Result<Score> score(const std::filesystem::path& truth_file, const std::vector<FoundCampaign>& found);

}  // namespace redshank::drill
