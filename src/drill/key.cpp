// SPDX-License-Identifier: Apache-2.0
#include "drill/key.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace redshank::drill {

namespace {

using Json = nlohmann::ordered_json;

Json entry_json(const KeyEntry& entry) {
    Json out;
    out["name"] = entry.name;
    out["class"] = entry.wanted_class;
    if (!entry.excused.empty()) out["excused"] = entry.excused;
    if (entry.or_unsure) out["or_unsure"] = true;
    if (!entry.links.empty()) out["links"] = entry.links;
    if (!entry.place.empty()) out["tracking"] = {{"place", entry.place}, {"token", entry.token}};
    out["message_ids"] = entry.message_ids;
    return out;
}

KeyEntry entry_from(const Json& json) {
    KeyEntry entry;
    entry.name = json.at("name").get<std::string>();
    entry.wanted_class = json.at("class").get<std::string>();
    entry.excused = json.value("excused", std::vector<std::string>());
    entry.or_unsure = json.value("or_unsure", false);
    entry.links = json.value("links", std::vector<std::string>());
    if (json.contains("tracking")) {
        entry.place = json["tracking"].value("place", "");
        entry.token = json["tracking"].value("token", "");
    }
    entry.message_ids = json.at("message_ids").get<std::vector<std::string>>();
    return entry;
}

}  // namespace

bool is_alarm(std::string_view campaign_class) {
    return campaign_class == "covert" || campaign_class == "phishing" || campaign_class == "impersonation";
}

std::string write_key(const Key& key) {
    Json out;
    out["schema"] = "redshank/1";
    out["seed"] = key.seed;
    out["messages"] = key.messages;
    Json campaigns = Json::array(), harmless = Json::array();
    for (const KeyEntry& entry : key.entries)
        (is_alarm(entry.wanted_class) ? campaigns : harmless).push_back(entry_json(entry));
    out["campaigns"] = std::move(campaigns);
    out["harmless"] = std::move(harmless);
    if (!key.left_out.empty()) out["left_out"] = key.left_out;
    return out.dump(1) + "\n";
}

Result<Key> read_key(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{"cannot be opened"};
    try {
        const Json json = Json::parse(in);
        Key key;
        key.seed = json.at("seed").get<uint64_t>();
        key.messages = json.at("messages").get<uint64_t>();
        for (const char* list : {"campaigns", "harmless"}) {
            for (const Json& entry : json.at(list)) key.entries.push_back(entry_from(entry));
        }
        key.left_out = json.value("left_out", std::vector<std::string>());
        return key;
    } catch (const Json::exception& problem) {
        return Error{std::string("is no key of a practice archive: ") + problem.what()};
    }
}

}  // namespace redshank::drill
