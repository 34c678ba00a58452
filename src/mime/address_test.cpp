// SPDX-License-Identifier: Apache-2.0
// Dump: mailboxes joined by " | ", each "name <address>", without brackets where there is no address.
#include <gtest/gtest.h>

#include "base/testing.h"
#include "mime/fields.h"

namespace redshank::mime {
namespace {

std::string dump(std::string_view body, AnomalyList& anomalies) {
    const ExactBytes exact(body);
    std::string out;
    for (const Mailbox& each : parse_address_list(exact.view(), Limits{}, anomalies)) {
        if (!out.empty()) out += " | ";
        out += each.name;
        if (!each.address.empty()) out += (each.name.empty() ? "<" : " <") + each.address + ">";
    }
    return out;
}

TEST(AddressList, Reads) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {" , ,", ""},
        // RFC 5322, appendix A.1.2.
        {"\"Joe Q. Public\" <john.q.public@example.com>", "Joe Q. Public <john.q.public@example.com>"},
        {"Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
         "Mary Smith <mary@x.test> | <jdoe@example.org> | Who? <one@y.test>"},
        {"<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
         "<boss@nil.test> | Giant; \"Big\" Box <sysservices@example.net>"},
        // A.1.3.
        {"A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
         "Ed Jones <c@a.test> | <joe@where.test> | John <jdoe@one.test>"},
        {"Undisclosed recipients:;", ""},
        // A.5.
        {"Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete <pete@silly.test>"},
        {"A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n     "
         "joe@example.org,\r\n"
         "  John <jdoe@one.test> (my dear friend); (the end of the group)",
         "Chris Jones <c@public.example> | <joe@example.org> | John <jdoe@one.test> | the end of the group"},
        {"(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;", "nobody(that I know)"},
        // A.6.1 and A.6.3: obsolete forms.
        {"Joe Q. Public <john.q.public@example.com>", "Joe Q. Public <john.q.public@example.com>"},
        {"Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example",
         "Mary Smith <mary@example.net> | <jdoe@test.example>"},
        {"Mary <@a.test,@b.test:mary@example.net>, x@y.test", "Mary <mary@example.net> | <x@y.test>"},
        {"John Doe <jdoe@machine(comment).  example>", "John Doe <jdoe@machine.example>"},
        // The name is a comment where there is no other.
        {"jdoe@example.org (John Doe)", "John Doe <jdoe@example.org>"},
        {"<jdoe@example.org> (John Doe)", "John Doe <jdoe@example.org>"},
        // Local parts.
        {"\"john.doe\"@example.org", "<john.doe@example.org>"},
        {"\"john doe\"@example.org", "<\"john doe\"@example.org>"},
        {"JOHN@EXAMPLE.ORG", "<john@example.org>"},
        {"a@[192.0.2.1]", "<a@[192.0.2.1]>"},
        {"a.@b.test", "<\"a.\"@b.test>"},
        // Encoded-words, also where they must not stand.
        {"=?utf-8?Q?J=C3=B8rn?= <j@x.test>", "Jørn <j@x.test>"},
        {"\"=?utf-8?Q?J=C3=B8rn?=\" <j@x.test>", "Jørn <j@x.test>"},
        {"=?utf-8?Q?Doe,_J?= <j@x.test>", "Doe, J <j@x.test>"},
        {"=?utf-8?Q?Doe, J?= <j@x.test>", "Doe, J <j@x.test>"},
        {"=?utf-8?Q?A?=\r\n =?utf-8?Q?B?= <j@x.test>", "AB <j@x.test>"},
        {"j@x.test (=?utf-8?Q?J=C3=B8rn?=)", "Jørn <j@x.test>"},
        {"J\xC3\xB8rn <j@x.test>", "Jørn <j@x.test>"},
        {"J\xF8rn <j@x.test>", "Jørn <j@x.test>"},
        // A name that looks like an address.
        {"boss@x.example <other@y.example>", "boss@x.example <other@y.example>"},
        {"\"boss@x.example\" <other@y.example>", "boss@x.example <other@y.example>"},
        {"\"a@b.test, c\" <other@y.example>", "a@b.test, c <other@y.example>"},
        // Separators as programs write them.
        {"a@b.test; c@d.test;", "<a@b.test> | <c@d.test>"},
        {"a@b.test c@d.test", "<a@b.test> | <c@d.test>"},
        {"A <a@b.test> C <c@d.test>", "A <a@b.test> | C <c@d.test>"},
        {"<a@b.test><c@d.test>", "<a@b.test> | <c@d.test>"},
        {"John Doe jdoe@x.test", "John Doe <jdoe@x.test>"},
        {"jdoe@x.test John Doe", "John Doe <jdoe@x.test>"},
        {"<a@b.test> John", "John <a@b.test>"},
        {"mailto:a@b.test", "<a@b.test>"},
        {"<mailto:a@b.test>", "<a@b.test>"},
        {"Re: offer <a@b.test>", "Re: offer <a@b.test>"},
        {"Doe, John <j@x.test>, a@b.test", "Doe, John <j@x.test> | <a@b.test>"},
        {"a@b.test, Doe, John <j@x.test>", "<a@b.test> | Doe, John <j@x.test>"},
        {"John, a@b.test", "John | <a@b.test>"},
        {"Shop <\"A@b.test\">", "Shop <a@b.test>"},
        {"Shop, <a@b.test>,", "Shop, <a@b.test>"},
        // Damage.
        {"a@b@c.test", "<\"a@b\"@c.test>"},
        {"John <a@b.test", "John <a@b.test>"},
        {"John", "John"},
        {"John <>", "John"},
        {"<>", ""},
        {"John <root>", "John"},
        {"<root>", "root"},
        {"a@", "a@"},
        {"@b.test", "@b.test"},
        {"\"open <a@b.test>", "\"open <a@b.test>"},
        {"(open <a@b.test>", "(open <a@b.test>"},
        {"x <<a@b.test>>", "x <a@b.test>"},
        {"a@b.test.", "<a@b.test>"},
        // Domains beyond ASCII (RFC 6532) as A-labels.
        {"a@m\xC3\xBCnchen.example", "<a@xn--mnchen-3ya.example>"},
        {"a@M\xC3\x9CNCHEN.example", "<a@xn--mnchen-3ya.example>"},
        {"\xC3\xA4@x.test", "<ä@x.test>"},
    };
    for (const auto& [body, expected] : cases) {
        AnomalyList anomalies;
        EXPECT_EQ(dump(body, anomalies), expected) << body;
    }
}

TEST(AddressList, NamesAnomalies) {
    const std::pair<std::string_view, AnomalyKind> cases[] = {
        {"John", AnomalyKind::missing_domain},
        {"a@b@c.test", AnomalyKind::malformed_address},
        {"J <a@b.test", AnomalyKind::malformed_address},
        {"<a(c)@b.test>", AnomalyKind::comment_in_odd_place},
        {"a@b.test c@d.test", AnomalyKind::malformed_address},
    };
    for (const auto& [body, kind] : cases) {
        AnomalyList anomalies;
        dump(body, anomalies);
        EXPECT_TRUE(anomalies.has(kind)) << body;
    }
    AnomalyList anomalies;
    dump("\"A, B\" <a@b.test>, c@d.test (C), G: e@f.test;", anomalies);
    EXPECT_TRUE(anomalies.items().empty());
}

TEST(AddressList, StopsAtTheLimit) {
    std::string body;
    for (int i = 0; i < 20'000; ++i) body += "a@b.test,";
    AnomalyList anomalies;
    EXPECT_EQ(parse_address_list(body, Limits{}, anomalies).size(), Limits{}.max_addresses);
    EXPECT_TRUE(anomalies.has(AnomalyKind::address_limit));
}

TEST(AddressList, StaysLinear) {
    for (const char* part :
         {",",  "(",    "(\\", ")",  "\"", "\"\\", "<",  "<@,", ">",      "@",       ":", ":;",
          "a ", "a@b ", "[",   "=?", "<>", "a<",   "a,", "a,<", "=?a?q?", "=?a?q?a", "."}) {
        std::string body;
        while (body.size() < 1'000'000) body += part;
        AnomalyList anomalies;
        EXPECT_LE(parse_address_list(body, Limits{}, anomalies).size(), Limits{}.max_addresses) << part;
    }
}

}  // namespace
}  // namespace redshank::mime
