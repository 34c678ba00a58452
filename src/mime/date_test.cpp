// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/testing.h"
#include "mime/fields.h"

namespace redshank::mime {
namespace {

struct Case {
    std::string_view body;
    std::string_view utc;  // RFC 3339, "" where there is no date
    std::string_view zone = "";
    bool exact = true;
};

TEST(Date, Reads) {
    const Case cases[] = {
        // RFC 5322, appendix A.
        {"Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z", "-0600"},
        {"Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37Z", "+0200"},
        {"Thu, 13 Feb 1969 23:32:54 -0330", "1969-02-14T03:02:54Z", "-0330"},
        {"Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 "
         "(Newfoundland Time)",
         "1969-02-14T03:02:00Z", "-0330", false},
        {"21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z", "GMT", false},
        // 4.3: years and zones.
        {"1 Jan 49 00:00:00 UT", "2049-01-01T00:00:00Z", "UT", false},
        {"1 Jan 50 00:00:00 UT", "1950-01-01T00:00:00Z", "UT", false},
        {"1 Jan 103 00:00:00 UT", "2003-01-01T00:00:00Z", "UT", false},
        {"Mon, 4 Jan 2021 12:00:00 EST", "2021-01-04T17:00:00Z", "EST"},
        {"4 Jan 2021 12:00:00 PDT", "2021-01-04T19:00:00Z", "PDT"},
        {"4 Jan 2021 12:00:00 X", "2021-01-04T12:00:00Z", "X", false},
        {"4 Jan 2021 12:00:00 -0000", "2021-01-04T12:00:00Z", "-0000"},
        // As programs write them.
        {"Sat Jan 23 08:00:00 2021", "2021-01-23T08:00:00Z", "", false},
        {"Sat Jan 23 08:00:00 GMT 2021", "2021-01-23T08:00:00Z", "GMT"},
        {"Sat Jan 23 08:00:00 +0100 2021", "2021-01-23T07:00:00Z", "+0100"},
        {"2021-01-23T08:00:00Z", "2021-01-23T08:00:00Z", "Z"},
        {"2021-01-23 08:00:00.123 +01:00", "2021-01-23T07:00:00Z", "+01:00"},
        {"2021-01-23", "2021-01-23T00:00:00Z", "", false},
        {"23-Jan-2021 08:00:00 +0800", "2021-01-23T00:00:00Z", "+0800"},
        {"Sat, 23 Jan 2021 08:00:00 +0800 (CST)", "2021-01-23T00:00:00Z", "+0800"},
        {"Sat, 23 Jan 2021 08:00:00 GMT+0800", "2021-01-23T00:00:00Z", "GMT+0800"},
        {"Sat, 23 Jan 2021 08:00:00 GMT +0800", "2021-01-23T00:00:00Z", "GMT+0800"},
        {"23 Jan 2021 08:00:00 Sat +0000", "2021-01-23T08:00:00Z", "+0000"},
        {"January 23, 2021 8:05:06 PM -0500", "2021-01-24T01:05:06Z", "-0500"},
        {"23 Jan 2021 12:05:06 am GMT", "2021-01-23T00:05:06Z", "GMT"},
        {"Sat,23 Jan 2021 08:00:00+0000", "2021-01-23T08:00:00Z", "+0000"},
        {"29 Feb 2020 23:59:60 +0000", "2020-03-01T00:00:00Z", "+0000"},
        {"23 Jan 2021 08:00:00 +9900", "2021-01-23T08:00:00Z", "+9900", false},
        // No dates.
        {"", ""},
        {"yesterday", ""},
        {"29 Feb 2021 00:00:00 GMT", ""},
        {"32 Jan 2021 00:00:00 GMT", ""},
        {"1 Jan 2021 25:00:00 GMT", ""},
        {"1 Jan 2021 00:61:00 GMT", ""},
        {"1 Jan 9999 00:00:00 GMT", ""},
        {"1 Foo 2021 00:00:00 GMT", ""},
        {"08:00:00", ""},
        {"1 Jan 2021 12: GMT", ""},
        {"99999999999999999999 Jan 2021", ""},
    };
    for (const Case& c : cases) {
        const ExactBytes exact(c.body);
        AnomalyList anomalies;
        const auto date = parse_date(exact.view(), anomalies);
        ASSERT_EQ(date.has_value(), !c.utc.empty()) << c.body;
        EXPECT_EQ(anomalies.has(AnomalyKind::malformed_date), c.utc.empty() && !c.body.empty()) << c.body;
        if (!date) continue;
        EXPECT_EQ(rfc3339(date->seconds), c.utc) << c.body;
        EXPECT_EQ(date->zone, c.zone) << c.body;
        EXPECT_EQ(date->exact, c.exact) << c.body;
    }
}

TEST(Date, StaysLinear) {
    AnomalyList anomalies;
    for (const char c : {'(', '"', ' ', '1', ':', '+', 'a'}) {
        EXPECT_FALSE(parse_date(std::string(1'000'000, c), anomalies).has_value()) << c;
    }
}

}  // namespace
}  // namespace redshank::mime
