// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/anomaly.h"
#include "base/ascii.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "base/safe_text.h"
#include "base/time.h"

namespace redshank {
namespace {

TEST(Hash, KnownVectors) {
    // FIPS 180-4 example and RFC 1321, RFC 3174 test suites.
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(md5_hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(sha1_hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    Sha256Stream stream;
    stream.add("a");
    stream.add("bc");
    EXPECT_EQ(hex(stream.finish()), sha256_hex("abc"));
}

TEST(Hash, HexAndBase64) {
    EXPECT_EQ(hex(std::string_view("\x00\xff", 2)), "00ff");
    EXPECT_EQ(unhex("00fF"), std::string("\x00\xff", 2));
    EXPECT_EQ(unhex("0"), "");
    EXPECT_EQ(unhex("zz"), "");
    EXPECT_EQ(key_from_hex("00000000000000010000000000000002"), (Key128{1, 2}));
    // RFC 4648 10
    const std::pair<const char*, const char*> rows[] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : rows) EXPECT_EQ(base64(plain), encoded);
}

TEST(Time, CivilRoundTrip) {
    struct Row {
        const char* text;
        Seconds seconds;
    };
    const Row rows[] = {{"1970-01-01T00:00:00Z", 0},
                        {"2000-02-29T12:00:00Z", 951825600},
                        {"2021-01-23T08:00:00Z", 1611388800},
                        {"1969-12-31T23:59:59Z", -1},
                        {"1900-03-01T00:00:00Z", -2203891200}};
    for (const Row& row : rows) {
        EXPECT_EQ(rfc3339(row.seconds), row.text);
        EXPECT_EQ(parse_rfc3339(row.text), row.seconds);
    }
    for (int64_t day = -800'000; day < 800'000; day += 37) {
        const CivilTime t = to_civil(day * 86400);
        EXPECT_EQ(days_from_civil(t.year, t.month, t.day), day);
    }
}

TEST(Time, Rfc3339) {
    EXPECT_EQ(parse_rfc3339("2021-01-23T09:30:00+01:30"), 1611388800);
    EXPECT_EQ(parse_rfc3339("2021-01-23t08:00:00.123z"), 1611388800);
    EXPECT_EQ(parse_rfc3339("2021-01-23"), 1611388800 - 8 * 3600);
    for (const char* bad : {"", "2021", "2021-13-01", "2021-02-29", "2021-01-23T24:00:00Z",
                            "2021-01-23T08:00:00", "2021-01-23T08:00:00Zx"}) {
        EXPECT_FALSE(parse_rfc3339(bad)) << bad;
    }
}

TEST(SafeText, NothingThatATerminalObeys) {
    struct Row {
        std::string_view in, out;
    };
    const Row rows[] = {{"plain", "plain"},
                        {"Zo\xC3\xAB", "Zo\xC3\xAB"},
                        {"\x1b[31mred", "\\u{1B}[31mred"},
                        {"a\nb\tc", "a b c"},
                        {"\xE2\x80\xAEgpj.exe", "\\u{202E}gpj.exe"},
                        {"\xC2\x9B"
                         "1m",
                         "\\u{9B}1m"},
                        {"\xff\xfe", "\\xFF\\xFE"},
                        {"\xE2\x82", "\\xE2\\x82"},
                        {"\xED\xA0\x80", "\\xED\\xA0\\x80"}};
    for (const Row& row : rows) EXPECT_EQ(safe_text(row.in), row.out);
    EXPECT_EQ(safe_text("see HTTPS://a.example, http://b.example and http"),
              "see hxxPS://a.example, hxxp://b.example and http");
    EXPECT_EQ(safe_text("abcdef", 4), "abc…");
    EXPECT_EQ(safe_text("abcd", 4), "abcd");
}

TEST(SafeText, Defang) {
    EXPECT_EQ(defang("https://img.example/o/1.gif?u=a.b"), "hxxps://img[.]example/o/1.gif?u=a.b");
    EXPECT_EQ(defang("HTTP://a.example"), "hxxp://a[.]example");
    EXPECT_EQ(defang("img.example"), "img[.]example");
}

TEST(SafeText, Utf8) {
    EXPECT_TRUE(is_utf8("aaaaaaaaaaaaaaaa\xF0\x9F\x98\x80"));
    EXPECT_FALSE(is_utf8("aaaaaaaa\xC0\x80"));
    EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));
    // Unicode 15, table 3-8: U+FFFD for maximal subparts.
    EXPECT_EQ(
        replace_bad_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
        "A");
    EXPECT_EQ(replace_bad_utf8("\xE1\x80\xE2"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(display_width("a\xE6\x97\xA5"
                            "e\xCC\x81"),
              4u);
}

TEST(Json, WritesWhatTheStandardWants) {
    JsonWriter json;
    json.begin_object()
        .key("a")
        .value("q\"\\\n\x01")
        .key("b")
        .begin_array()
        .value(1)
        .value(true)
        .null()
        .end_array();
    json.key("c").value(std::string_view("\xff")).key("d").decimal(-152713, 2).key("e").decimal(3100, 3);
    json.key("f").decimal(-5, 3).key("g").begin_object().end_object().key("h").decimal(0, 2).end_object();
    EXPECT_EQ(json.text(),
              "{\"a\":\"q\\\"\\\\\\n\\u0001\",\"b\":[1,true,null],\"c\":{\"base64\":\"/"
              "w==\"},\"d\":-1527.13,\"e\":3.1,"
              "\"f\":-0.005,\"g\":{},\"h\":0}");
}

TEST(Json, EscapesWhatATerminalObeys) {
    JsonWriter json;
    json.value(
        "\x7f\xC2\x9B\xC2\xA0\xE2\x80\xAE\xE2\x80\x8B\xE2\x80\xA6\xE2\x81\xA6\xEF\xBB\xBF\xE2\x82\xAC");
    EXPECT_EQ(json.text(), "\"\\u007f\\u009b\xC2\xA0\\u202e\\u200b\xE2\x80\xA6\\u2066\\ufeff\xE2\x82\xAC\"");
}

TEST(Anomalies, ListIsBounded) {
    Limits limits;
    limits.max_anomalies = 2;
    AnomalyList list(limits);
    for (uint64_t i = 0; i < 5; ++i) list.add(AnomalyKind::nul_byte, i);
    ASSERT_EQ(list.items().size(), 3u);
    EXPECT_EQ(list.items().back().kind, AnomalyKind::anomaly_limit);
    for (int kind = 0; kind <= static_cast<int>(AnomalyKind::anomaly_limit); ++kind) {
        EXPECT_FALSE(anomaly_name(static_cast<AnomalyKind>(kind)).empty());
    }
}

TEST(Ascii, Domains) {
    EXPECT_TRUE(is_or_is_under("a.b.example", "b.example"));
    EXPECT_TRUE(is_or_is_under("b.example", "b.example"));
    EXPECT_FALSE(is_or_is_under("ab.example", "b.example"));
    EXPECT_EQ(trim(" \r\n a b\t"), "a b");
    EXPECT_TRUE(istarts_with("Content-Type", "content-"));
    EXPECT_TRUE(iends_with("A.EML", ".eml"));
}

TEST(Result, ValueOrReason) {
    const Result<int> value = 3;
    const Result<int> none = Error{"why"};
    ASSERT_TRUE(value);
    EXPECT_EQ(*value, 3);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message, "why");
}

}  // namespace
}  // namespace redshank
