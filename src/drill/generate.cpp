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

void plant_all(Stage& stage, const Options& options) {
    uint64_t number = 100;
    for (const Scenario& scenario : scenarios()) {
        stage.random = Random(derive(options.seed, ++number));
        KeyEntry entry;
        entry.name = scenario.name;
        entry.wanted_class = scenario.wanted_class;
        stage.begin_entry(std::move(entry));
        scenario.plant(stage, std::clamp(options.messages * scenario.permille / 1000, scenario.at_least,
                                         scenario.at_most));
    }
}

}  // namespace

Result<Written> generate(const Options& options) {
    if (Status ready = prepare(options.folder); !ready) return ready.error();
    const World world = make_world(options.seed, options.messages);
    Stage stage(world, options.seed, options.messages);
    plant_all(stage, options);
    const Result<uint64_t> bytes = write_archive(stage, options.folder);
    if (!bytes) return bytes.error();

    Written written{stage.delivered(), *bytes, world.mailboxes.size(), {}};
    for (const KeyEntry& entry : stage.key()) {
        if (is_alarm(entry.wanted_class)) {
            written.campaigns.push_back(entry.name + ": " + std::to_string(entry.message_ids.size()) +
                                        " messages");
        }
    }
    const std::string key = write_key({options.seed, stage.delivered(), std::move(stage.key())});
    if (!write_file(options.folder / organisation_name, organisation_file(world)) ||
        !write_file(options.folder / key_name, key)) {
        return Error{"cannot be written"};
    }
    return written;
}

}  // namespace redshank::drill
