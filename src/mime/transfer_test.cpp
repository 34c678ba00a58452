// SPDX-License-Identifier: Apache-2.0
#include "mime/transfer.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "mime/entity.h"

namespace redshank::mime {
namespace {

using Decoder = TransferResult (*)(std::string_view, std::string&, uint64_t);
constexpr uint64_t intact = TransferResult::intact;
constexpr uint64_t room = 1 << 20;

struct Case {
    std::string_view in;
    std::string_view out;
    uint64_t damage_at = intact;
};

void check(Decoder decode, const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        const ExactBytes exact(c.in);
        std::string out;
        const TransferResult result = decode(exact.view(), out, room);
        EXPECT_EQ(out, c.out) << c.in;
        EXPECT_EQ(result.damage_at, c.damage_at) << c.in;
        EXPECT_FALSE(result.cut) << c.in;
    }
}

TEST(Base64, Decodes) {
    check(decode_base64, {
                             // RFC 4648 10.
                             {"", ""},
                             {"Zg==", "f"},
                             {"Zm8=", "fo"},
                             {"Zm9v", "foo"},
                             {"Zm9vYg==", "foob"},
                             {"Zm9vYmE=", "fooba"},
                             {"Zm9vYmFy", "foobar"},
                             // Line ends and blanks anywhere.
                             {"Zm9v\r\nYmFy\r\n", "foobar"},
                             {"Zm9v\nYm\nFy\n", "foobar"},
                             {"Z m\t9 v", "foo"},
                             // Missing padding.
                             {"Zm9vYg", "foob", 6},
                             {"Zm9vYmE\r\n", "fooba", 9},
                             {"Zm9vY", "foo", 5},
                             // Stray bytes are passed over.
                             {"Zm*9v", "foo", 2},
                             {"Zm9v\xFFYmFy", "foobar", 4},
                             {"Zm-9_v", "foo", 2},
                             // Blocks padded one by one.
                             {"Zg==Zm8=Zm9v", "ffofoo"},
                             {"Zg==\r\nZm8=\r\n", "ffo"},
                             // Padding too much, too early.
                             {"Zm9v=", "foo", 4},
                             {"Zm8===", "fo", 4},
                             {"=Zm9v", "foo", 0},
                             // A list's footer behind the padding is no base64.
                             {"Zg==\r\n_____\r\nlist mailing list\r\n", "f", 4},
                             {"Zg==\n-- \nunsubscribe: x", "f", 4},
                         });
}

TEST(QuotedPrintable, Decodes) {
    check(decode_quoted_printable,
          {
              {"", ""},
              {"plain\r\n", "plain\r\n"},
              {"a=3Db", "a=b"},
              {"=e4=C3=a4", "\xE4\xC3\xA4"},
              // RFC 2045 6.7 (5): the example of a soft break.
              {"Now's the time =\r\nfor all folk to come=\r\n to the aid of their country.",
               "Now's the time for all folk to come to the aid of their country."},
              {"a=\nb", "ab"},
              {"a= \t\r\nb", "ab"},
              {"a=", "a"},
              // (3): white space at a line's end was added on the way.
              {"a \t\r\nb \n", "a\r\nb\n"},
              {"a=20\r\n", "a \r\n"},
              {"100=zz", "100=zz", 3},
              {"a=3", "a=3", 1},
              {"==3D", "==", 0},
              {"a=\r", "a"},
              {"x=4\r\ny=", "x=4\r\ny", 1},
          });
}

TEST(Uuencode, Decodes) {
    check(decode_uuencode,
          {
              {"begin 644 cat.txt\n#0V%T\n`\nend\n", "Cat"},
              {"text before\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\ntext after\r\n", "Cat"},
              {"#0V%T\n`\nend\n", "Cat"},
              // Zeros at a line's end are spaces, and get lost.
              {"begin 644 z\n#\n`\nend\n", std::string_view("\0\0\0", 3), 12},
              {"begin 644 z\n\"  \n`\nend\n", std::string_view("\0\0", 2)},
              {"begin 644 cat.txt\n#0V%T\n", "Cat", 24},
          });
}

TEST(Transfer, StopsAtTheLimit) {
    for (const Decoder decode : {decode_base64, decode_quoted_printable, decode_uuencode}) {
        std::string in = decode == decode_uuencode ? "begin 644 x\n" : "";
        for (int i = 0; i < 1000; ++i) in += decode == decode_uuencode ? "#0V%T\n" : "Q2F0Q2F0";
        std::string out;
        EXPECT_TRUE(decode(in, out, 1000).cut);
        EXPECT_EQ(out.size(), 1000u);
    }
}

TEST(Transfer, AppendsToWhatIsThere) {
    std::string out = "x";
    decode_base64("Zm9v", out, room);
    decode_quoted_printable("=3D", out, room);
    decode_q_word("a_=3F", out);
    EXPECT_EQ(out, "xfoo=a ?");
}

Entity entity_of(TransferEncoding encoding, std::string_view body) {
    Entity entity;
    entity.encoding = encoding;
    entity.body = body;
    entity.body_offset = 100;
    return entity;
}

TEST(DecodeBody, CopiesNothingThatStandsAsItIs) {
    const std::string_view body = "no sign of equality\r\n";
    for (const auto encoding :
         {TransferEncoding::identity, TransferEncoding::unknown, TransferEncoding::quoted_printable}) {
        std::string decoded;
        AnomalyList anomalies;
        const auto view = decode_body(entity_of(encoding, body), decoded, Limits{}, anomalies);
        EXPECT_EQ(view.data(), body.data());
        EXPECT_EQ(view.size(), body.size());
        EXPECT_TRUE(anomalies.items().empty());
    }
}

TEST(DecodeBody, RecordsDamageAndLimit) {
    Limits limits;
    limits.max_decoded_part_bytes = 3;
    std::string decoded;
    AnomalyList anomalies;
    EXPECT_EQ(decode_body(entity_of(TransferEncoding::base64, "Zm*9vYmFy"), decoded, limits, anomalies),
              "foo");
    ASSERT_EQ(anomalies.items().size(), 2u);
    EXPECT_EQ(anomalies.items()[0].kind, AnomalyKind::malformed_base64);
    EXPECT_EQ(anomalies.items()[0].offset, 102u);
    EXPECT_EQ(anomalies.items()[1].kind, AnomalyKind::decoded_size_limit);
    EXPECT_EQ(decode_body(entity_of(TransferEncoding::identity, "four"), decoded, limits, anomalies), "fou");
}

}  // namespace
}  // namespace redshank::mime
