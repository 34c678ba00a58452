// SPDX-License-Identifier: Apache-2.0
// Archives are put together here field by field after APPNOTE 4.3.
#include "document/zip_names.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "base/testing.h"

namespace redshank::document {
namespace {

std::string le(uint64_t value, int width) {
    std::string out;
    for (int i = 0; i < width; ++i, value >>= 8) out += static_cast<char>(value);
    return out;
}

std::string local(const std::string& name, const std::string& data, uint16_t flags = 0) {
    return "PK\x03\x04" + le(20, 2) + le(flags, 2) + le(0, 8) + le(0, 2) + le(data.size(), 4) +
           le(data.size(), 4) + le(name.size(), 2) + le(0, 2) + name + data;
}

std::string central(const std::string& name, uint16_t flags = 0) {
    return "PK\x01\x02" + le(20, 2) + le(20, 2) + le(flags, 2) + le(0, 18) + le(name.size(), 2) + le(0, 2) +
           le(0, 2) + le(0, 12) + name;
}

std::string end(uint64_t entries, uint64_t bytes, uint64_t offset) {
    return "PK\x05\x06" + le(0, 4) + le(entries, 2) + le(entries, 2) + le(bytes, 4) + le(offset, 4) +
           le(0, 2);
}

std::string archive() {
    const std::string files = local("invoice.pdf.exe", "MZ", 1) + local("b.txt", "hello");
    const std::string directory = central("invoice.pdf.exe", 1) + central("b.txt");
    return files + directory + end(2, directory.size(), files.size());
}

const std::vector<std::string> both = {"invoice.pdf.exe", "b.txt"};

TEST(ZipNames, ByTheCentralDirectory) {
    const ZipNames listed = zip_names(archive(), Limits{});
    EXPECT_EQ(listed.names, both);
    EXPECT_TRUE(listed.encrypted);
    EXPECT_FALSE(listed.cut);
    EXPECT_EQ(zip_names("MZ self-extractor" + archive(), Limits{}).names, both);
}

TEST(ZipNames, ByTheLocalHeadersWhenTheEndIsMissing) {
    const std::string whole = archive();
    const ZipNames listed = zip_names(whole.substr(0, whole.size() - 30), Limits{});
    EXPECT_EQ(listed.names, both);
    EXPECT_TRUE(listed.cut);
    EXPECT_FALSE(zip_names(local("a", "x"), Limits{}).encrypted);
}

TEST(ZipNames, BoundedAndSafeAtEveryCut) {
    Limits one;
    one.max_listed_members = 1;
    EXPECT_EQ(zip_names(archive(), one).names.size(), 1u);
    EXPECT_TRUE(zip_names(archive(), one).cut);
    const std::string whole = archive();
    for (size_t length = 0; length <= whole.size(); ++length) {
        const ExactBytes cut(std::string_view(whole).substr(0, length));
        EXPECT_LE(zip_names(cut.view(), Limits{}).names.size(), 2u);
    }
    EXPECT_EQ(zip_names(local("\xFF", ""), Limits{}).names, std::vector<std::string>{"\xEF\xBF\xBD"});
}

}  // namespace
}  // namespace redshank::document
