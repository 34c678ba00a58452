// SPDX-License-Identifier: Apache-2.0
// The world, then the scenarios of the table one after another, each with dice of its own: a scenario that
// changes does not change the others.
#include <algorithm>
#include <fstream>

#include "drill/archive.h"
#include "drill/drill.h"
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view key_name = "truth.json";
constexpr std::string_view organisation_name = "org.toml";
constexpr uint64_t messages_of_power = 4000;  // as many mailboxes as an archive of that size has

// An earlier drill's folder is emptied, anything else is left alone.
Status prepare(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error{"cannot be made: " + error.message()};
    if (fs::is_empty(folder, error) && !error) return Done{};
    if (error || !fs::exists(folder / key_name)) return Error{"holds something else than a practice archive"};
    for (const char* name : {"mail", "private"}) fs::remove_all(folder / name, error);
    return Done{};
}

bool write_file(const fs::path& file, std::string_view bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return static_cast<bool>(out.flush());
}

bool is_wanted(const Scenario& scenario, const std::vector<std::string>& only) {
    return only.empty() || !is_alarm(scenario.wanted_class) ||
           std::find(only.begin(), only.end(), scenario.name) != only.end();
}

// Gives back the cases that there was no room for.
std::vector<std::string> plant_all(Stage& stage, const Options& options) {
    std::vector<std::string> left_out;
    const auto plant = [&](size_t place) {
        constexpr uint64_t first_dice = 101;
        const Scenario& scenario = scenarios()[place];
        stage.random = Random(derive(options.seed, first_dice + place));
        if (!is_wanted(scenario, options.only)) return;
        if (options.messages < scenario.from) {
            if (is_alarm(scenario.wanted_class)) left_out.emplace_back(scenario.name);
            return;
        }
        KeyEntry entry;
        entry.name = scenario.name;
        entry.wanted_class = scenario.wanted_class;
        stage.begin_entry(std::move(entry));
        scenario.plant(stage, std::clamp(options.messages * scenario.permille / 1000, scenario.at_least,
                                         scenario.at_most));
    };
    for (const bool filling : {false, true}) {
        for (size_t place = 0; place < scenarios().size(); ++place) {
            if (is_filler(scenarios()[place]) == filling) plant(place);
        }
    }
    return left_out;
}

Status check_names(const std::vector<std::string>& only) {
    const std::vector<std::string> known = case_names();
    std::string all;
    for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
    for (const std::string& name : only) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            return Error{"there is no case " + name + "; there are " + all};
    }
    return Done{};
}

}  // namespace

std::vector<std::string> case_names() {
    std::vector<std::string> out;
    for (const Scenario& scenario : scenarios()) {
        if (is_alarm(scenario.wanted_class)) out.emplace_back(scenario.name);
    }
    return out;
}

Result<Written> generate(const Options& options) {
    if (Status known = check_names(options.only); !known) return known.error();
    if (Status ready = prepare(options.folder); !ready) return ready.error();
    const World world = make_world(options.seed, options.power ? messages_of_power : options.messages);
    Stage stage(world, options.seed, options.messages);
    std::vector<std::string> left_out;
    if (options.power) {
        plant_power(stage);
    } else {
        left_out = plant_all(stage, options);
    }
    const Result<uint64_t> bytes = write_archive(stage, options.folder);
    if (!bytes) return bytes.error();

    Written written{stage.delivered(), *bytes, world.mailboxes.size(), {}, left_out};
    for (const KeyEntry& entry : stage.key()) {
        if (is_alarm(entry.wanted_class)) {
            written.campaigns.push_back(entry.name + ": " + std::to_string(entry.message_ids.size()) +
                                        " messages");
        }
    }
    const std::string key =
        write_key({options.seed, stage.delivered(), std::move(stage.key()), std::move(left_out)});
    if (!write_file(options.folder / organisation_name, organisation_file(world)) ||
        !write_file(options.folder / key_name, key)) {
        return Error{"cannot be written"};
    }
    return written;
}

}  // namespace redshank::drill
