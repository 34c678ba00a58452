// SPDX-License-Identifier: Apache-2.0
// Published files as they are: everything of ../shared/intel that is for hunting and naming is read; what the
// standard's own tests call invalid is refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <zstd.h>

#include "base/testing.h"
#include "intel/actor.h"
#include "intel/knowledge.h"
#include "intel/stix_pattern.h"

namespace redshank::intel {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (file.extension() != ".zst") return bytes;
    std::string out(ZSTD_getFrameContentSize(bytes.data(), bytes.size()), '\0');
    EXPECT_EQ(ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size()), out.size()) << file;
    return out;
}

Knowledge knowledge_of(const fs::path& file) {
    const std::string text = text_of(file);
    return read_knowledge(tell_kind(text), text, {file.filename().string(), "", "", ""}, Limits{});
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& one : fs::recursive_directory_iterator(folder)) {
        if (one.is_regular_file()) files.push_back(one.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

TEST(IntelCorpus, ValidatorTestsAreReadOrRefusedAsTheStandardSays) {
    REDSHANK_NEEDS_SHARED();
    size_t documents = 0;
    for (const fs::path& file : files_below(shared_dir() / "intel/stix/validator-tests")) {
        if (file.extension() != ".json" || file.string().find("/test_examples/") == std::string::npos)
            continue;
        ++documents;
        const std::string text = text_of(file);
        const Knowledge said =
            read_knowledge(Kind::stix, text, {file.filename().string(), "", "", ""}, Limits{});
        const bool is_invalid = file.filename().string().starts_with("invalid_");
        EXPECT_EQ(!said.problems.empty(), is_invalid)
            << file << (said.problems.empty() ? "" : ": " + said.problems.front().what);
    }
    EXPECT_EQ(documents, 17u);
}

TEST(IntelCorpus, PatternExamplesOfTheSpecificationParse) {
    REDSHANK_NEEDS_SHARED();
    size_t patterns = 0;
    for (const char* name : {"spec_examples-v21.txt", "spec_examples-v20.txt"}) {
        std::ifstream in(shared_dir() / "intel/stix/patterns" / name);
        for (std::string line; std::getline(in, line);) {
            if (!line.starts_with('[') && !line.starts_with('(')) continue;
            ++patterns;
            const auto pattern = parse_pattern(line, Limits{});
            EXPECT_TRUE(pattern) << line << ": " << (pattern ? "" : pattern.error().message);
        }
    }
    EXPECT_GT(patterns, 40u);
}

// As the README beside the files counts them.
TEST(IntelCorpus, PublishedFilesAreOfAKnownKindAndLoad) {
    REDSHANK_NEEDS_SHARED();
    const struct {
        const char* file;
        size_t indicators, actors;
    } rows[] = {
        {"ioc/apt31/sekoia-2021-11-10-apt31-iocs.csv", 102, 0},
        {"ioc/apt31/sekoia-2021-11-10-apt31-stix2.jsonl", 104, 0},
        {"ioc/apt31/CERTFR-2021-IOC-003-IOC.csv", 161, 0},
        {"ioc/apt31/public-reporting-indicators.csv", 1, 0},
        {"ioc/ta423-apt40/ta423-2022-08-30-scanbox.csv", 56, 0},
        {"misp-galaxy/threat-actor.json.zst", 0, 1041},
        {"misp-galaxy/microsoft-activity-group.json", 0, 179},
        {"misp-galaxy/mitre-intrusion-set.json", 0, 191},
        {"misp-galaxy/tidal-groups.json", 0, 281},
        {"actor-names/MicrosoftMapping.json", 0, 166},
        {"actor-names/etda-threatgroupall.json.zst", 0, 442},
        {"actor-names/EternalLiberty.csv", 0, 847},
    };
    for (const auto& row : rows) {
        const Knowledge said = knowledge_of(shared_dir() / "intel" / row.file);
        EXPECT_TRUE(said.problems.empty()) << row.file;
        EXPECT_EQ(said.indicators.size(), row.indicators) << row.file;
        const auto actors = said.counts.find("actor");
        EXPECT_EQ(actors == said.counts.end() ? 0 : actors->second, row.actors) << row.file;
    }
    for (const fs::path& file : files_below(shared_dir() / "intel/misp-events")) {
        const bool is_event = file.filename().string().starts_with("pymisp-") && file.extension() == ".json";
        if (!is_event || file.filename() == "pymisp-git-vuln-finder-quagga.json") continue;
        EXPECT_EQ(kind_name(tell_kind(text_of(file))), kind_name(Kind::misp_event)) << file;
    }
}

// The groups that ATT&CK itself gives a beacon or tracking pixel in mail, found in its own words.
TEST(IntelCorpus, GroupsWithBeaconsInMailComeOutOfAttack) {
    REDSHANK_NEEDS_SHARED();
    const Knowledge attack = knowledge_of(shared_dir() / "intel/attack/enterprise-attack-stix20.json.zst");
    EXPECT_TRUE(attack.problems.empty());
    std::set<std::string> groups;
    for (const Claim& claim : attack.claims) {
        if (claim.relation != Relation::uses) continue;
        for (const char* words : {"web beacon", "web bug", "tracking pixel"}) {
            if (claim.note.find(words) != std::string::npos) groups.insert(claim.subject);
        }
    }
    EXPECT_EQ(groups, (std::set<std::string>{"Kimsuky", "Moonstone Sleet", "Mustang Panda", "Patchwork",
                                             "ZIRCONIUM"}));
}

TEST(IntelCorpus, Apt31ByEverybodyWhoNamesIt) {
    REDSHANK_NEEDS_SHARED();
    std::vector<Claim> claims = built_in_knowledge(Limits{}).claims;
    for (const char* file : {"misp-galaxy/threat-actor.json.zst", "actor-names/MicrosoftMapping.json",
                             "actor-names/etda-threatgroupall.json.zst",
                             "attack/enterprise-attack-stix20.json.zst", "misp-galaxy/tidal-groups.json"}) {
        const Knowledge said = knowledge_of(shared_dir() / "intel" / file);
        claims.insert(claims.end(), said.claims.begin(), said.claims.end());
    }
    const ActorReport report = look_up_actor(claims, "APT31");
    EXPECT_GE(report.entries.size(), 5u);
    const auto is_violet = [](const SharedName& one) { return one.name == "Violet Typhoon"; };
    EXPECT_NE(std::find_if(report.agreed.begin(), report.agreed.end(), is_violet), report.agreed.end());
    const ActorReport panda = look_up_actor(claims, "Hurricane Panda");
    for (const ActorEntry& entry : panda.entries) EXPECT_NE(name_key(entry.name), "apt31") << entry.source;
}

}  // namespace
}  // namespace redshank::intel
