// SPDX-License-Identifier: Apache-2.0
// The streams of documents that others encrypted: msoffcrypto-tool (agile), and the steps of MS-OFFCRYPTO in
// another language (standard). Both hold the same small docx.
#include "document/office_crypt.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/testing.h"

namespace redshank::document {
namespace {

struct Streams {
    std::string info, package;
};

Streams seed(const std::string& name) {
    std::ifstream file(REDSHANK_SOURCE_DIR "/fuzz/document_office_crypt_fuzz/" + name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const std::string bytes = text.str();
    if (bytes.size() < 2) return {};
    const size_t split =
        static_cast<size_t>(static_cast<uint8_t>(bytes[0]) | static_cast<uint8_t>(bytes[1]) << 8);
    return {bytes.substr(2, split), bytes.substr(2 + split)};
}

TEST(OfficeCrypt, OpensWithThePasswordOnly) {
    for (const char* name : {"agile", "standard"}) {
        const Streams given = seed(name);
        uint64_t left = password_digests(Limits{});
        const auto opened =
            open_office_package(given.info, given.package, {"kr7-qq", "Kr7-qq", "x"}, Limits{}, left);
        ASSERT_TRUE(opened) << name;
        EXPECT_EQ(opened->password, "Kr7-qq") << name;
        EXPECT_TRUE(opened->bytes.starts_with("PK\x03\x04")) << name;
        EXPECT_EQ(opened->bytes.size(), 6026u) << name;
        EXPECT_NE(opened->bytes.find("word/_rels/document.xml.rels"), std::string::npos) << name;
        EXPECT_EQ(password_digests(Limits{}) - left, name[0] == 'a' ? 200'000u : 100'000u) << name;
        EXPECT_FALSE(open_office_package(given.info, given.package, {"other", ""}, Limits{}, left)) << name;
    }
}

TEST(OfficeCrypt, TriesEndWithTheirBudget) {
    const Streams given = seed("standard");
    uint64_t left = 60'000;
    EXPECT_FALSE(open_office_package(given.info, given.package, {"other", "Kr7-qq"}, Limits{}, left));
    EXPECT_EQ(left, 10'000u);
}

TEST(OfficeCrypt, SafeAtEveryCut) {
    for (const char* name : {"agile", "standard"}) {
        const Streams given = seed(name);
        ASSERT_FALSE(given.info.empty());
        for (size_t length = 0; length < given.info.size(); ++length) {
            const ExactBytes info(std::string_view(given.info).substr(0, length));
            uint64_t left = 1;  // read, never tried
            EXPECT_FALSE(open_office_package(info.view(), given.package, {"Kr7-qq"}, Limits{}, left));
        }
        for (size_t length = 0; length < given.package.size(); length += 1500) {
            const ExactBytes package(std::string_view(given.package).substr(0, length));
            uint64_t left = 100'000;
            const auto opened = open_office_package(given.info, package.view(), {"Kr7-qq"}, Limits{}, left);
            EXPECT_LE(opened ? opened->bytes.size() : 0, length);
        }
    }
}

}  // namespace
}  // namespace redshank::document
