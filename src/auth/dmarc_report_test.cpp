// SPDX-License-Identifier: Apache-2.0
#include "auth/dmarc_report.h"

#include <gtest/gtest.h>

namespace redshank::auth {

namespace {

std::string row(const std::string& ip, const std::string& count, const std::string& dkim,
                const std::string& spf) {
    return "<record><row><source_ip>" + ip + "</source_ip><count>" + count +
           "</count><policy_evaluated><disposition>none</disposition><dkim>" + dkim + "</dkim><spf>" + spf +
           "</spf></policy_evaluated></row><identifiers><header_from>Ours.example</header_from></"
           "identifiers></record>";
}
std::string report(const std::string& rows, const std::string& end = "</feedback>") {
    return "<?xml version=\"1.0\"?>\n<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><report_metadata>"
           "<org_name>Receiver &amp; "
           "Sons</org_name><date_range><begin>1600000000</begin><end>1600086399</end>"
           "</date_range></report_metadata><policy_published><domain>OURS.example</domain></"
           "policy_published>" +
           rows + end;
}

TEST(DmarcReport, WhoSentInTheDomainsName) {
    const auto read = read_dmarc_report(
        report(row("192.0.2.1", "2", "fail", "fail") + row("192.0.2.2", "10", "pass", "fail") +
               row("2001:DB8::1", " 7 ", "fail", "fail") + row("192.0.2.1", "3", "fail", "fail")),
        Limits{});
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->reporter, "Receiver & Sons");
    EXPECT_EQ(read->domain, "ours.example");
    EXPECT_EQ(read->begin, 1'600'000'000);
    EXPECT_EQ(read->end, 1'600'086'399);
    EXPECT_EQ(read->messages, 22u);
    EXPECT_EQ(read->failed, 12u);
    ASSERT_EQ(read->failures.size(), 2u);
    EXPECT_EQ(read->failures[0].ip, "2001:db8::1");
    EXPECT_EQ(read->failures[1].messages, 5u);
    EXPECT_EQ(read->failures[1].header_from, "ours.example");
}

TEST(DmarcReport, WhatIsNoneOrDamaged) {
    for (const char* xml :
         {"", "<feedback>", "<feedback></feedback>", "<?xml?><other/>", "<html>feedback</html>",
          "<!DOCTYPE x [<!ENTITY a \"b\">]><feedback>&a;</feedback>"}) {
        EXPECT_FALSE(read_dmarc_report(xml, Limits{}).has_value()) << xml;
    }
    const auto cut = read_dmarc_report(report(row("192.0.2.1", "2", "fail", "fail"), ""), Limits{});
    ASSERT_TRUE(cut.has_value());
    EXPECT_EQ(cut->failed, 2u);
    Limits limits;
    limits.max_dmarc_rows = 1;
    EXPECT_EQ(read_dmarc_report(report(row("192.0.2.1", "2", "", "") + row("192.0.2.2", "2", "", "")), limits)
                  ->messages,
              2u);
    const std::string deep(20'000, '<');
    read_dmarc_report("<feedback>" + deep, Limits{});
    std::string nested = "<feedback>";
    for (int i = 0; i < 200'000; ++i) nested += "<a>";
    EXPECT_FALSE(read_dmarc_report(nested, Limits{}).has_value());
    EXPECT_EQ(read_dmarc_report(report(row("192.0.2.1", "99999999999999999999", "", "")), Limits{})->failed,
              0u);
}

}  // namespace

}  // namespace redshank::auth
