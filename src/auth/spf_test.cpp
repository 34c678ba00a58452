// SPDX-License-Identifier: Apache-2.0
#include "auth/spf.h"

#include <gtest/gtest.h>

#include "auth/signer_for_testing.h"

namespace redshank::auth {
namespace {

SpfOutcome check(const TableDns& dns, const std::string& ip, const std::string& sender) {
    return check_spf({ip, sender, "mail.client.example", "receiver.example", 0}, dns);
}

// What exp= makes of one macro for strong-bad@email.example.com (RFC 7208 7.4).
std::string expanded(const std::string& macro, const std::string& ip) {
    const TableDns dns({
        {{RecordType::txt, "email.example.com"}, {"v=spf1 exp=exp.example.com -all"}},
        {{RecordType::txt, "exp.example.com"}, {macro}},
    });
    return check(dns, ip, "strong-bad@email.example.com").explanation;
}

TEST(Spf, MacroExamplesOfRfc7208) {
    const struct {
        std::string_view macro;
        std::string_view text;
    } rows[] = {
        {"%{s}", "strong-bad@email.example.com"},
        {"%{o}", "email.example.com"},
        {"%{d}", "email.example.com"},
        {"%{d4}", "email.example.com"},
        {"%{d3}", "email.example.com"},
        {"%{d2}", "example.com"},
        {"%{d1}", "com"},
        {"%{dr}", "com.example.email"},
        {"%{d2r}", "example.email"},
        {"%{l}", "strong-bad"},
        {"%{l-}", "strong.bad"},
        {"%{lr}", "strong-bad"},
        {"%{lr-}", "bad.strong"},
        {"%{l1r-}", "strong"},
        {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
        {"%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
        {"%{L}%%%_%-%{S}", "strong-bad% %20strong-bad%40email.example.com"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(expanded(std::string(row.macro), "192.0.2.3"), row.text) << row.macro;
    EXPECT_EQ(expanded("%{d0}", "192.0.2.3"), "");
    EXPECT_EQ(expanded("%{x}", "192.0.2.3"), "");
    EXPECT_EQ(expanded("%", "192.0.2.3"), "");
}

TEST(Spf, Mechanisms) {
    const struct {
        std::string_view record;
        Verdict verdict;
    } rows[] = {
        {"v=spf1 ip4:192.0.2.0/24 -all", Verdict::pass},
        {"v=spf1 ip4:192.0.3.0/24 -all", Verdict::fail},
        {"v=spf1 ip4:192.0.3.0/24 ~all", Verdict::softfail},
        {"v=spf1 ip4:192.0.3.0/24", Verdict::neutral},
        {"v=spf1 a:mail.client.example -all", Verdict::pass},
        {"v=spf1 a:mail.client.example/33 -all", Verdict::permerror},
        {"v=spf1 mx:client.example -all", Verdict::pass},
        {"v=spf1 include:client.example -all", Verdict::permerror},  // it has no record
        {"v=spf1 include:allow.example -all", Verdict::pass},
        {"v=spf1 redirect=allow.example", Verdict::pass},
        {"v=spf1 exists:%{ir}.list.example -all", Verdict::pass},
        {"v=spf1 ptr:client.example -all", Verdict::pass},
        {"v=spf1 ptr:allow.example -all", Verdict::fail},
        {"v=spf1 redirect=a.example redirect=b.example", Verdict::permerror},
        {"v=spf1 unknown -all", Verdict::permerror},
        {"v=spf1 include:self.example -all", Verdict::permerror},                    // ten lookups of itself
        {"v=spf1 a:v1.example a:v2.example a:v3.example ?all", Verdict::permerror},  // void
        {"v=spf1 a:down.example -all", Verdict::temperror},
        {"v=spf10", Verdict::none},
    };
    for (const auto& row : rows) {
        TableDns dns({
            {{RecordType::txt, "self.example"}, {std::string(row.record)}},
            {{RecordType::txt, "allow.example"}, {"v=spf1 ip4:192.0.2.3 -all"}},
            {{RecordType::a, "mail.client.example"}, {"192.0.2.3"}},
            {{RecordType::mx, "client.example"}, {"mail.client.example"}},
            {{RecordType::a, "3.2.0.192.list.example"}, {"127.0.0.2"}},
            {{RecordType::ptr, "3.2.0.192.in-addr.arpa"}, {"mail.client.example"}},
            {{RecordType::a, "down.example"}, {"temporary"}},
        });
        const SpfOutcome outcome = check(dns, "192.0.2.3", "a@self.example");
        EXPECT_EQ(outcome.verdict, row.verdict) << row.record << ": " << outcome.reason;
    }
}

TEST(Spf, TheNullSenderIsHelos) {
    const TableDns dns({{{RecordType::txt, "mail.client.example"}, {"v=spf1 ip6:2001:db8::/32 -all"}}});
    EXPECT_EQ(check(dns, "2001:db8::1", "").verdict, Verdict::pass);
    EXPECT_EQ(check(dns, "192.0.2.3", "").verdict, Verdict::fail);
    EXPECT_EQ(check(dns, "", "").verdict, Verdict::none);
}

// A record can name the client's name thousands of times; DNS is asked for it once.
TEST(Spf, TheClientsNameIsAskedForOnce) {
    struct Counting : TableDns {
        using TableDns::TableDns;
        DnsAnswer lookup(RecordType type, const std::string& name) const override {
            asked += type == RecordType::ptr;
            return TableDns::lookup(type, name);
        }
        mutable int asked = 0;
    };
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "%{p}";
    const Counting dns({
        {{RecordType::txt, "a.example"}, {"v=spf1 -all exp=exp.example"}},
        {{RecordType::txt, "exp.example"}, {many}},
    });
    EXPECT_EQ(check(dns, "192.0.2.3", "x@a.example").explanation.size(),
              10'000 * std::string("unknown").size());
    EXPECT_EQ(dns.asked, 1);
}

}  // namespace
}  // namespace redshank::auth
