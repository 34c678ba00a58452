// SPDX-License-Identifier: Apache-2.0
// Expected encodings are worked out with common tools (printf, base64, md5sum, sha1sum, sha256sum, xxd, rev).
#include "text/address_token.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace redshank::text {
namespace {

constexpr std::string_view reader = "amelia.okafor@parliament.example";

struct Row {
    std::string value;
    std::string encoding;  // "" finds nothing
    bool local_part_only = false;
};

void check(const std::vector<Row>& rows, std::string_view address = reader) {
    const std::vector<AddressForms> forms = {address_forms("someone.else@elsewhere.test"),
                                             address_forms(address)};
    for (const Row& row : rows) {
        const auto found = find_address(row.value, forms);
        if (row.encoding.empty()) {
            EXPECT_FALSE(found) << row.value << " read as " << (found ? found->encoding : "");
            continue;
        }
        ASSERT_TRUE(found) << row.value;
        EXPECT_EQ(found->index, 1u) << row.value;
        EXPECT_EQ(found->encoding, row.encoding) << row.value;
        EXPECT_EQ(found->local_part_only, row.local_part_only) << row.value;
    }
}

TEST(AddressToken, ReadsPlainSpellings) {
    check({
        {"amelia.okafor@parliament.example", "plain"},
        {"Amelia.Okafor@Parliament.Example", "plain"},
        {"u:amelia.okafor@parliament.example;v=1", "plain"},
        {"header-amelia.okafor@parliament.example", "plain"},  // a word of the URL before it
        {"t_%61melia.okafor%40parliament.example", "percent"},
        {"amelia.okafor=parliament.example", "plain"},
        {"amelia.okafor_at_parliament.example", "plain"},
        {"amelia.okafor%40parliament.example", "percent"},
        {"amelia.okafor%2540parliament.example", "percent, percent"},
        {"elpmaxe.tnemailrap@rofako.ailema", "reversed"},
        {"nzryvn.bxnsbe@cneyvnzrag.rknzcyr", "rot13"},
    });
}

TEST(AddressToken, ReadsEncodings) {
    check({
        {"YW1lbGlhLm9rYWZvckBwYXJsaWFtZW50LmV4YW1wbGU=", "base64"},
        {"YW1lbGlhLm9rYWZvckBwYXJsaWFtZW50LmV4YW1wbGU", "base64"},
        {"x1-YW1lbGlhLm9rYWZvckBwYXJsaWFtZW50LmV4YW1wbGU", "base64"},
        {"616d656c69612e6f6b61666f72407061726c69616d656e742e6578616d706c65", "hex"},
        {"616D656C69612E6F6B61666F72407061726C69616D656E742E6578616D706C65", "hex"},
        {base64("{\"to\":\"amelia.okafor@parliament.example\",\"n\":3}"), "base64"},
        {base64(base64(reader)), "base64, base64"},
        {"eyJhbGciOiJub25lIn0." + base64("{\"sub\":\"amelia.okafor@parliament.example\"}") + ".c2ln",
         "base64"},
    });
}

TEST(AddressToken, ReadsDigests) {
    const std::string upper = "AMELIA.OKAFOR@PARLIAMENT.EXAMPLE";
    check({
        {md5_hex(reader), "md5"},
        {sha1_hex(reader), "sha1"},
        {sha256_hex(reader), "sha256"},
        {md5_hex(upper), "md5"},
        {md5_hex("Amelia.Okafor@parliament.example"), "md5"},
        {md5_hex(std::string(reader) + "\n"), "md5"},
        {"k." + sha1_hex(reader) + ".gif", "sha1"},
        {base64(unhex(sha256_hex(reader))), "base64, sha256"},
        {base64("id=" + md5_hex(reader)), "base64, md5"},
        {md5_hex("amelia.okafor"), "md5", true},
    });
}

TEST(AddressToken, AgreesWithCommonTools) {
    // printf amelia.okafor@parliament.example | md5sum, sha1sum, sha256sum
    check({
        {"2790e79c4e713dd0193f8795e0406234", "md5"},
        {"6872299d6a73d3b9059e7323e898384ed296ce74", "sha1"},
        {"47d88b62dcf641b59e8b23021cf15b9e5178ab04e859f8d10d650aae5c631220", "sha256"},
    });
}

TEST(AddressToken, ReadsDigestsThatWereCut) {
    // The whole digests stand in AgreesWithCommonTools.
    check({
        {"47d88b62dcf641b59e8b2303", ""},  // the last digit is another
        {"47d88b62dcf641b59e8b23", "sha256 cut to 11 bytes"},
        {"47d88b62dcf641b5", "sha256 cut to 8 bytes"},
        {"6872299D6A73D3B9059E7323", "sha1 cut to 12 bytes"},
        {"u-2790e79c4e713dd0.gif", "md5 cut to 8 bytes"},
        {"2790e79c4e713d", ""},  // 7 bytes: too short to be told from chance
    });
}

TEST(AddressToken, ALocalPartAloneIsWeaker) {
    check({
        {"amelia.okafor", "plain", true},
        {"YW1lbGlhLm9rYWZvcg==", "base64", true},
        {"amelia.okafor2", ""},
        {"amelia", ""},
    });
    check({{"editor", ""}, {base64("editor"), "base64", true}}, "editor@outlet.example");
    check({{"press", ""}, {base64("press"), ""}}, "press@outlet.example");
}

TEST(AddressToken, OthersAreNotTheReader) {
    check({
        {"", ""},
        {"pamelia.okafor@parliament.example", ""},
        {"x.amelia.okafor@parliament.example", ""},
        {"amelia.okafor@parliament.example.test", ""},
        {"amelia.okafor@parliament.examples", ""},
        {"other@parliament.example", ""},
        {"d41d8cd98f00b204e9800998ecf8427e", ""},
        {md5_hex("other@parliament.example"), ""},
    });
}

TEST(AddressToken, OneMaskOverTwoAddressesIsTheSame) {
    const auto masked = [](std::string_view address, std::string_view key) {
        std::string out;
        for (size_t i = 0; i < address.size(); ++i)
            out += static_cast<char>(address[i] ^ key[i % key.size()]);
        return out;
    };
    const std::string other = "bo.li@freemail.example";
    const std::string key = "\x91\x02\xF3\x44\x85\x16\xA7\x38";
    uint64_t expected = 0;
    for (size_t i = 0; i < key.size(); ++i) expected |= uint64_t{static_cast<unsigned char>(key[i])} << 8 * i;
    EXPECT_EQ(address_mask(hex(masked(reader, key)), reader), expected);
    EXPECT_EQ(address_mask("x." + hex(masked(other, key)) + ".png", other), expected);
    EXPECT_EQ(address_mask(base64(masked(other, key)), other), expected);
    EXPECT_NE(address_mask(hex(masked(other, key)), "bo.lu@freemail.example"), 0u);
    EXPECT_EQ(address_mask(hex(masked(other, key)), reader), 0u);  // another length
    EXPECT_EQ(address_mask(hex(reader), reader), 0u);              // not hidden
    EXPECT_EQ(address_mask("", ""), 0u);
}

TEST(AddressToken, BrokenAddressesMatchNothing) {
    for (const std::string_view broken : {"", "@", "nobody", "@parliament.example", "a@b"}) {
        const std::vector<AddressForms> forms = {address_forms(broken)};
        EXPECT_FALSE(find_address("", forms)) << broken;
        EXPECT_FALSE(find_address("nobody", forms)) << broken;
        EXPECT_FALSE(find_address(broken, forms)) << broken;
    }
}

TEST(AddressToken, SaysWhichDigestsAreWorthWorkingOut) {
    const auto kinds = [](std::string_view value) { return possible_digests(readings(value)); };
    EXPECT_EQ(kinds("a word"), digests::none);
    EXPECT_EQ(kinds(md5_hex("x")) & digests::md5, digests::md5);
    EXPECT_EQ(kinds(sha1_hex("x")) & digests::sha1, digests::sha1);
    EXPECT_EQ(kinds(base64(unhex(sha256_hex("x")))), digests::sha256);
}

TEST(AddressToken, HostileValuesStayBounded) {
    const std::vector<AddressForms> forms = {address_forms(reader)};
    std::string nested(reader);
    for (int i = 0; i < 30; ++i) nested = base64(nested).substr(0, 60'000);
    const std::string many(100'000, '%');
    std::string runs;
    for (int i = 0; i < 20'000; ++i) runs += "61616161.";
    for (const std::string& value : {nested, many, runs}) {
        EXPECT_LE(readings(value).size(), 16u);
        EXPECT_FALSE(find_address(value, forms));
    }
}

}  // namespace
}  // namespace redshank::text
