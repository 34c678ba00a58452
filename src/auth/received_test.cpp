// SPDX-License-Identifier: Apache-2.0
#include "auth/received.h"

#include <gtest/gtest.h>

#include <string>

#include "auth/ip_literal.h"
#include "base/testing.h"

namespace redshank::auth {
namespace {

struct Row {
    std::string_view server;
    std::string_view body;
    // from | rdns | ip | by | with | for | time
    std::string_view dump;
};

std::string dump(const Received& hop) {
    return hop.from + " | " + (hop.rdns_unknown ? "unknown" : hop.from_rdns) + " | " + hop.ip + " | " +
           hop.by + " | " + hop.with + " | " + hop.for_address + " | " +
           (hop.time == 0 ? "" : rfc3339(hop.time));
}

constexpr Row rows[] = {
    {"Postfix",
     "from out.sender.example (out7.sender.example [192.0.2.7])\r\n\t(using TLSv1.3 with cipher X (256/256 "
     "bits))\r\n"
     "\t(No client certificate requested)\r\n\tby mx.ours.example (Postfix) with ESMTPS id 16AD120C44\r\n"
     "\tfor <Amelia@ours.example>; Tue,  1 Oct 2002 14:59:06 +0100 (IST)",
     "out.sender.example | out7.sender.example | 192.0.2.7 | mx.ours.example | esmtps | amelia@ours.example "
     "| "
     "2002-10-01T13:59:06Z"},
    {"Postfix, no rdns",
     "from User (unknown [IPv6:2001:DB8::7]) by mx.ours.example (Postfix) with ESMTP id 1",
     "user | unknown | 2001:db8::7 | mx.ours.example | esmtp |  | "},
    {"Postfix, from a user",
     "by mx.ours.example (Postfix, from userid 33) id 03B7; Thu, 30 Jan 2025 22:00:39 +0000 (UTC)",
     " |  |  | mx.ours.example |  |  | 2025-01-30T22:00:39Z"},
    {"Sendmail",
     "from helo.example (IDENT:x0@rdns.sender.example [192.0.2.7] (may be forged)) by mx.ours.example "
     "(8.12.3/8.12.3) "
     "with ESMTP id g6PE; Thu, 25 Jul 2002 09:05:15 -0500 (CDT) (envelope-from a@sender.example)",
     "helo.example | rdns.sender.example | 192.0.2.7 | mx.ours.example | esmtp |  | 2002-07-25T14:05:15Z"},
    {"Sendmail, no rdns",
     "from sender.example ([192.0.2.7]) by mx.ours.example. (8.11.6/8.11.6) with SMTP id 1",
     "sender.example |  | 192.0.2.7 | mx.ours.example | smtp |  | "},
    {"Exim",
     "from rdns.sender.example ([192.0.2.7] helo=helo.example) by mx.ours.example with esmtpsa  (TLS1.3) "
     "(Exim 4.96) "
     "(envelope-from <a@b.example>) id 1NC0 for a@ours.example; Sun, 22 Nov 2009 01:11:29 +0100",
     "helo.example | rdns.sender.example | 192.0.2.7 | mx.ours.example | esmtpsa | a@ours.example | "
     "2009-11-22T00:11:29Z"},
    {"Exim, address only",
     "from [192.0.2.7] (port=32846 helo=helo.example) by mx.ours.example with smtp (Exim 3.35 #1 (Debian))",
     "helo.example |  | 192.0.2.7 | mx.ours.example | smtp |  | "},
    {"Exim, port", "from sender.example ([192.0.2.7]:28218) by mx.ours.example with esmtps",
     "sender.example |  | 192.0.2.7 | mx.ours.example | esmtps |  | "},
    {"qmail",
     "from rdns.sender.example (HELO helo.example) (192.0.2.7) by mx.ours.example with SMTP; 5 Feb 2002 "
     "19:21:25 -0000",
     "helo.example | rdns.sender.example | 192.0.2.7 | mx.ours.example | smtp |  | 2002-02-05T19:21:25Z"},
    {"qmail, unknown", "from unknown (HELO helo.example) (user@192.0.2.7) by 0 with SMTP",
     "helo.example | unknown | 192.0.2.7 | 0 | smtp |  | "},
    {"qmail, local", "(qmail 2519 invoked by uid 104); 22 Aug 2002 15:04:11 -0000",
     " |  |  |  |  |  | 2002-08-22T15:04:11Z"},
    {"Exchange",
     "from a.mail.example (2001:db8::60) by b.mail.example\r\n (2001:db8::20) with Microsoft SMTP Server "
     "(version=TLS1_2,\r\n "
     "cipher=X) id 15.20 via Frontend Transport; Fri, 25 Nov 2022 20:16:51 +0000",
     "a.mail.example |  | 2001:db8::60 | b.mail.example | microsoft smtp server |  | 2022-11-25T20:16:51Z"},
    {"Exchange, mapi",
     "from a.mail.example ([fe80::b95d]) by a.mail.example ([fe80::b95d%4]) with mapi id 15.20; Thu, 30 Jan "
     "2025 19:35:32 +0000",
     "a.mail.example |  | fe80::b95d | a.mail.example | mapi |  | 2025-01-30T19:35:32Z"},
    {"Gmail, internal",
     "by 2001:db8:6358:0:b0:cb:df59:bdfc with SMTP id m8cs1; Fri, 21 Oct 2022 06:35:14 -0700 (PDT)",
     " |  |  | 2001:db8:6358:0:b0:cb:df59:bdfc | smtp |  | 2022-10-21T13:35:14Z"},
    {"Gmail",
     "from out.sender.example (out.sender.example. [192.0.2.7]) by mx.mail.example with ESMTPS id z1 for "
     "<a@mail.example> (version=TLS1_3); Fri, 21 Oct 2022 06:35:14 -0700 (PDT)",
     "out.sender.example | out.sender.example | 192.0.2.7 | mx.mail.example | esmtps | a@mail.example | "
     "2022-10-21T13:35:14Z"},
    {"fetchmail",
     "from jalapeno [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for zzz@localhost (single-drop); "
     "Tue, 01 "
     "Oct 2002 14:59:06 +0100 (IST)",
     "jalapeno |  | 127.0.0.1 | localhost | imap | zzz@localhost | 2002-10-01T13:59:06Z"},
    {"amavis",
     "from relay.ours.example ([127.0.0.1]) by localhost (relay.ours.example [127.0.0.1]) (amavisd-new, port "
     "10024) "
     "with ESMTP id W",
     "relay.ours.example |  | 127.0.0.1 | localhost | esmtp |  | "},
    {"Hotmail",
     "from mail pickup service by mail.example with Microsoft SMTPSVC; Wed, 28 Aug 2002 18:19:15 -0700",
     "mail |  |  | mail.example | microsoft smtpsvc |  | 2002-08-29T01:19:15Z"},
    {"id that is a keyword", "from a.example by b.example with SMTP id for for <c@b.example>",
     "a.example |  |  | b.example | smtp | c@b.example | "},
    {"comment without an end",
     "from a.example (a.example [192.0.2.7] by b.example with SMTP; 5 Feb 2002 19:21:25 -0000",
     "a.example |  | 192.0.2.7 | b.example | smtp |  | 2002-02-05T19:21:25Z"},
};

TEST(Received, Forms) {
    for (const Row& row : rows) {
        AnomalyList anomalies;
        EXPECT_EQ(dump(parse_received(row.body, anomalies)), row.dump) << row.server;
        EXPECT_FALSE(anomalies.has(AnomalyKind::malformed_received)) << row.server;
    }
}

TEST(Received, NothingInItIsAnAnomaly) {
    AnomalyList anomalies;
    parse_received("hello there", anomalies);
    EXPECT_TRUE(anomalies.has(AnomalyKind::malformed_received));
}

TEST(Received, CutAtEveryLengthAndLineEndsDoNotMatter) {
    for (const Row& row : rows) {
        for (size_t length = 0; length <= row.body.size(); ++length) {
            const ExactBytes cut(row.body.substr(0, length));
            AnomalyList anomalies;
            parse_received(cut.view(), anomalies);
        }
        std::string lf(row.body);
        std::erase(lf, '\r');
        AnomalyList anomalies;
        EXPECT_EQ(dump(parse_received(lf, anomalies)), row.dump);
    }
}

TEST(Received, ManyOpenParenthesesAreLinear) {
    AnomalyList anomalies;
    parse_received("from a by b " + std::string(1'000'000, '('), anomalies);
    std::string brackets;
    for (int i = 0; i < 300'000; ++i) brackets += "<[(";
    parse_received("from " + brackets, anomalies);
}

TEST(IpLiteral, Table) {
    const struct {
        std::string_view text;
        std::string_view ip;
    } table[] = {
        {"[192.0.2.1]", "192.0.2.1"},
        {"IPv6:2001:DB8::1", "2001:db8::1"},
        {"[IPv6:2001:db8:0:0:0:0:0:1]", "2001:db8::1"},
        {"::ffff:192.0.2.1", "192.0.2.1"},
        {"fe80::1%4", "fe80::1"},
        {"192.0.2", ""},
        {"192.0.2.256", ""},
        {"mx.example", ""},
        {"", ""},
        {"[", ""},
    };
    for (const auto& row : table) EXPECT_EQ(ip_literal(row.text), row.ip) << row.text;
    for (const char* inside : {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.0.1",
                               "100.64.0.1", "::1", "fd00::1", "fe80::1"}) {
        EXPECT_TRUE(is_internal_ip(inside)) << inside;
    }
    for (const char* outside : {"172.32.0.1", "192.0.2.1", "100.128.0.1", "2001:db8::1", ""}) {
        EXPECT_FALSE(is_internal_ip(outside)) << outside;
    }
}

}  // namespace
}  // namespace redshank::auth
