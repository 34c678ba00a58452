// SPDX-License-Identifier: Apache-2.0
// The same issue of real newsletters as two readers got it: what differs between the two is the truth for
// slots. It is found here by laying the texts of the URLs side by side, without the alignment under test.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include "base/testing.h"
#include "campaign/align.h"
#include "campaign/campaign.h"
#include "campaign/columns.h"
#include "campaign/traits.h"
#include "extract/extract.h"
#include "mime/entity.h"
#include "url/url.h"

namespace redshank::campaign {
namespace {

namespace fs = std::filesystem;

/// Both copies' bytes by the name of the pair.
std::map<std::string, std::vector<std::string>> read_pairs() {
    const fs::path packed = shared_dir() / "corpus/newsletter-pairs/newsletter-pairs.tar.zst";
    const fs::path folder = fs::temp_directory_path() / "redshank_campaign_newsletter_pairs";
    fs::create_directories(folder);
    EXPECT_EQ(std::system(("tar --zstd -xf '" + packed.string() + "' -C '" + folder.string() + "'").c_str()),
              0);
    std::map<std::string, std::vector<std::string>> pairs;
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".eml") files.insert(entry.path());
    }
    for (const fs::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::string name = file.lexically_relative(folder).string();
        pairs[name.substr(0, name.size() - std::string("-u1.eml").size())].emplace_back(
            std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    fs::remove_all(folder);
    return pairs;
}

facts::Message extract_one(const std::string& bytes, const std::string& name) {
    extract::Input input;
    input.bytes = input.normal = bytes;
    input.source = name;
    return extract::extract(input, org::default_organisation(), Limits{}).front();
}

/// Everything in the HTML that begins like a web address, in order.
std::vector<std::string> addresses_in(const std::string& bytes) {
    AnomalyList ignored;
    const mime::Message message = mime::parse(bytes, Limits{}, ignored);
    std::vector<std::string> out;
    for (const mime::Entity& entity : message.entities) {
        if (entity.is_multipart || !entity.content_type.is("text/html")) continue;
        std::string decoded;
        const std::string html(mime::decode_body(entity, decoded, Limits{}, ignored));
        for (size_t at = html.find("http"); at != std::string::npos; at = html.find("http", at + 1)) {
            if (html.compare(at, 7, "http://") != 0 && html.compare(at, 8, "https://") != 0) continue;
            const char before = at == 0 ? ' ' : html[at - 1];
            if (before != '"' && before != '\'') continue;
            std::string address = html.substr(at, html.find(before, at) - at);
            for (size_t amp = 0; (amp = address.find("&amp;", amp)) != std::string::npos; ++amp) {
                address.erase(amp + 1, 4);
            }
            out.push_back(address);
        }
    }
    return out;
}

std::map<std::string, std::string> pieces_of(const std::string& address) {
    AnomalyList ignored;
    std::map<std::string, std::string> out;
    const auto parsed = url::parse(address, nullptr, Limits{}, ignored);
    if (!parsed) return out;
    for (const url::Piece& piece : url::pieces(*parsed, Limits{})) out[piece.name] = piece.value;
    return out;
}

using ValuePair = std::pair<uint64_t, uint64_t>;

/// Each pair of values that one place has in the two copies.
std::set<ValuePair> differences(const std::vector<std::string>& bytes) {
    const std::vector<std::string> a = addresses_in(bytes[0]);
    const std::vector<std::string> b = addresses_in(bytes[1]);
    EXPECT_EQ(a.size(), b.size());
    std::set<ValuePair> out;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (a[i] == b[i]) continue;
        const auto first = pieces_of(a[i]);
        const auto second = pieces_of(b[i]);
        for (const auto& [name, value] : first) {
            const auto other = second.find(name);
            if (other != second.end() && other->second != value) {
                out.emplace(hash64(value), hash64(other->second));
            }
        }
    }
    return out;
}

std::set<ValuePair> found_by_alignment(const Archive& archive) {
    const Columns& columns = archive.columns();
    const std::vector<UrlTraits> traits = url_traits(columns, {});
    const std::vector<uint32_t> rows = {0, 1};
    std::set<ValuePair> out;
    for (const Series& series : align(columns, traits, rows)) {
        if (series.seen.size() == 2) out.emplace(series.seen[0].value, series.seen[1].value);
    }
    return out;
}

TEST(NewsletterPairs, EverySlotBetweenTwoReadersIsFound) {
    REDSHANK_NEEDS_SHARED();
    const auto pairs = read_pairs();
    ASSERT_EQ(pairs.size(), 11u);
    size_t slots = 0;
    size_t tracking = 0;
    for (const auto& [name, bytes] : pairs) {
        ASSERT_EQ(bytes.size(), 2u) << name;
        Archive archive;
        for (const std::string& copy : bytes) {
            const facts::Message message = extract_one(copy, name);
            EXPECT_NE(message.reader.find("hpot2212u"), std::string::npos) << name << ": " << message.reader;
            archive.add(message, {}, {});
        }
        const std::set<ValuePair> expected = differences(bytes);
        const std::set<ValuePair> found = found_by_alignment(archive);
        size_t missed = 0;
        for (const ValuePair& pair : expected) missed += found.contains(pair) ? 0 : 1;
        EXPECT_EQ(missed, 0u) << name << " of " << expected.size();
        slots += expected.size();

        const Grouping grouping = group(archive, {});
        ASSERT_EQ(grouping.campaigns.size(), 1u) << name << ": the two are copies of each other";
        const facts::Campaign& campaign = grouping.campaigns.front();
        EXPECT_EQ(campaign.reader_count, 2u) << name;
        EXPECT_LT(campaign.score, 20) << name;
        EXPECT_LE(campaign.campaign_class, facts::CampaignClass::bulk) << name;
        if (name.find("_no-user-tracking") != std::string::npos) {
            EXPECT_TRUE(expected.empty() && campaign.slots.empty() && campaign.proofs.empty()) << name;
            continue;
        }
        ++tracking;
        EXPECT_FALSE(expected.empty()) << name;
        EXPECT_FALSE(campaign.slots.empty()) << name;
        for (const facts::Slot& slot : campaign.slots) {
            EXPECT_EQ(slot.slot_class, facts::SlotClass::per_message) << name << " " << slot.name;
        }
        for (const facts::Proof& proof : campaign.proofs) {
            EXPECT_EQ(proof.kind, facts::ProofKind::names_reader)
                << name << ": two copies prove no difference";
        }
        std::cout << name << ": " << expected.size() << " differing values, " << campaign.slots.size()
                  << " slots, " << campaign.proofs.size() << " proofs\n";
    }
    std::cout << tracking << " pairs with tracking, 1 without, " << slots
              << " differing values, none missed\n";
}

}  // namespace
}  // namespace redshank::campaign
