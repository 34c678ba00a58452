// SPDX-License-Identifier: Apache-2.0
#include "auth/zone.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace redshank::auth {
namespace {

constexpr std::string_view text = R"(; a comment
$ORIGIN news.example.
$TTL 1h
@            IN SOA ns.news.example. root.news.example. ( 1 ; serial
                 3600 600 86400 60 )
@       300  IN MX  20 backup
        300  IN MX  10 Mail.News.Example.
mail            A    192.0.2.1
mail            AAAA 2001:DB8::1
sel._domainkey  TXT  ( "v=DKIM1; "  ; in two strings
                       "p=AAAA" )
old._domainkey.news.example. 3600 IN CNAME keys.provider.example.
keys.provider.example. IN TXT "a\"b\\c\059 \226\130\172" plain
1.2.0.192.in-addr.arpa. PTR mail.news.example.
broken
odd  A  not-an-address
$INCLUDE other.zone
)";

std::vector<std::string> records(const Zone& zone, RecordType type, const std::string& name) {
    return zone.lookup(type, name).records;
}

TEST(Zone, RecordsOfAMasterFile) {
    const ExactBytes exact(text);
    std::vector<ZoneProblem> problems;
    const Zone zone = Zone::parse(exact.view(), problems);
    using List = std::vector<std::string>;
    EXPECT_EQ(records(zone, RecordType::mx, "news.example"),
              (List{"mail.news.example", "backup.news.example"}));
    EXPECT_EQ(records(zone, RecordType::a, "mail.news.example"), List{"192.0.2.1"});
    EXPECT_EQ(records(zone, RecordType::aaaa, "mail.news.example"), List{"2001:db8::1"});
    EXPECT_EQ(records(zone, RecordType::txt, "sel._domainkey.news.example"), List{"v=DKIM1; p=AAAA"});
    EXPECT_EQ(records(zone, RecordType::txt, "old._domainkey.news.example"), List{"a\"b\\c; €plain"});
    EXPECT_EQ(records(zone, RecordType::ptr, "1.2.0.192.in-addr.arpa"), List{"mail.news.example"});
    EXPECT_EQ(zone.lookup(RecordType::txt, "mail.news.example").status, DnsAnswer::Status::found);
    EXPECT_EQ(zone.lookup(RecordType::txt, "other.example").status, DnsAnswer::Status::no_name);
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0].line, 15u);
    EXPECT_EQ(problems[1].line, 16u);
    EXPECT_EQ(problems[2].line, 17u);
}

TEST(Zone, AliasesThatRunInCirclesEnd) {
    std::vector<ZoneProblem> problems;
    const Zone zone = Zone::parse("a.example. CNAME b.example.\nb.example. CNAME a.example.\n", problems);
    EXPECT_EQ(zone.lookup(RecordType::a, "a.example").status, DnsAnswer::Status::no_name);
}

TEST(Zone, AnyCutOfItIsRead) {
    for (size_t size = 0; size <= text.size(); ++size) {
        const ExactBytes exact(text.substr(0, size));
        std::vector<ZoneProblem> problems;
        EXPECT_LE(Zone::parse(exact.view(), problems).size(), 8u);
    }
}

TEST(ReverseName, Table) {
    EXPECT_EQ(reverse_name("192.0.2.1"), "1.2.0.192.in-addr.arpa");
    EXPECT_EQ(
        reverse_name("2001:db8::567:89ab"),
        "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");  // RFC 3596 2.5's form
    EXPECT_EQ(reverse_name("mail.example"), "");
}

}  // namespace
}  // namespace redshank::auth
