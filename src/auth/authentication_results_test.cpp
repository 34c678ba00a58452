// SPDX-License-Identifier: Apache-2.0
// Rows follow the examples and grammar of RFC 8601 and the habits of large providers.
#include "auth/authentication_results.h"

#include <gtest/gtest.h>

#include <string>

#include "base/testing.h"

namespace redshank::auth {
namespace {

// "id: method=result/domain method=result/domain"
std::string dump(const AuthenticationResults& parsed) {
    std::string out = parsed.authserv_id + ":";
    for (const MethodResult& result : parsed.results) {
        out += " " + result.method + "=" + result.result + "/" + result.domain();
    }
    return out;
}

const struct {
    std::string_view body;
    std::string_view dump;
} rows[] = {
    {"example.org 1; none", "example.org:"},
    {"example.com;\r\n          spf=pass smtp.mailfrom=example.net", "example.com: spf=pass/example.net"},
    {"example.com; auth=pass (cleartext) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=a@Example.net",
     "example.com: auth=pass/ spf=pass/example.net"},
    {"example.com; dkim=pass reason=\"good; signature\" header.i=@mail-router.example.net; dkim=fail "
     "reason=\"bad\" "
     "header.i=@newyork.example.com",
     "example.com: dkim=pass/mail-router.example.net dkim=fail/newyork.example.com"},
    {"foo.example.net (foobar) 1 (baz);\n    dkim (Because I like it) / 1 (One yay) = (wait for it) fail\n   "
     "   policy (A dot can "
     "go here) . (like that) expired\n      (this surprised me) = (as I wasn't expecting it) 1362471462",
     "foo.example.net: dkim=fail/"},
    // Exchange Online leaves the authserv-id out.
    {"spf=pass (sender IP is 192.0.2.7)\n smtp.mailfrom=s.example; dkim=none (message not signed)\n "
     "header.d=none;dmarc=bestguesspass "
     "action=none header.from=s.example;compauth=pass reason=109",
     ": spf=pass/s.example dkim=none/none dmarc=bestguesspass/s.example compauth=pass/"},
    {"mx.mail.example;\n       dkim=pass header.i=@s.example header.s=k1 header.b=AB+/cd=;\n       spf=pass "
     "(mail.example: domain "
     "of bounce@b.s.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=bounce@b.s.example;\n    "
     "   dmarc=pass "
     "(p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=s.example",
     "mx.mail.example: dkim=pass/s.example spf=pass/b.s.example dmarc=pass/s.example"},
    {"\"mx; one\" ; spf=softfail smtp.mailfrom=\"a;b\"@s.example", "mx; one: spf=softfail/s.example"},
    {"mx.example; spf=pass (never closed smtp.mailfrom=s.example; dkim=pass header.d=d.example",
     "mx.example: spf=pass/s.example dkim=pass/d.example"},
    {"", ":"},
};

TEST(AuthenticationResults, Table) {
    for (const auto& row : rows) {
        AnomalyList anomalies;
        EXPECT_EQ(dump(parse_authentication_results(row.body, Limits{}, anomalies)), row.dump) << row.body;
    }
}

TEST(AuthenticationResults, CutAtEveryLength) {
    for (const auto& row : rows) {
        for (size_t length = 0; length <= row.body.size(); ++length) {
            const ExactBytes cut(row.body.substr(0, length));
            AnomalyList anomalies;
            parse_authentication_results(cut.view(), Limits{}, anomalies);
        }
    }
}

TEST(AuthenticationResults, HostileInputIsBoundedAndLinear) {
    std::string many = "mx.example";
    for (int i = 0; i < 100'000; ++i) many += ";dkim=pass";
    AnomalyList anomalies;
    EXPECT_EQ(parse_authentication_results(many, Limits{}, anomalies).results.size(),
              Limits{}.max_parameters);
    EXPECT_TRUE(anomalies.has(AnomalyKind::parameter_limit));
    parse_authentication_results(std::string(1'000'000, '('), Limits{}, anomalies);
    parse_authentication_results("x; a" + std::string(1'000'000, '.'), Limits{}, anomalies);
}

}  // namespace
}  // namespace redshank::auth
