// SPDX-License-Identifier: Apache-2.0
// redshank inspect --dns: a message whose signature was made with openssl(1), in an mbox whose writer quoted
// it.
#include <gtest/gtest.h>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

// d=news.example signed From, Subject and the first 25 bytes of the body (l=25).
const std::string message =
    "Return-Path: <editor@news.example>\n"
    "Received: from mail.news.example (mail.news.example [192.0.2.7])\n"
    "\tby mx.parliament.example with ESMTPS; Tue, 2 Feb 2021 08:00:00 +0000\n"
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=news.example;\n"
    " s=may; l=25; h=from:subject; bh=2syIqdQmDB8k3m0QRTA9ziHe4tqvivPYueTwBnukwUM=;\n"
    " b=rzsRIDM8CKmVltkeuqxcDTXCrQ02+v1ch15oOiVBVrdQVxCVI7BMRG3lognShvVaNc9kwFOMCGwveveH2ZUFDw==\n"
    "From: Editor <editor@news.example>\n"
    "To: Member <member@parliament.example>\n"
    "Subject: Agenda\n"
    "Date: Tue, 2 Feb 2021 08:00:00 +0000\n"
    "Message-ID: <agenda@news.example>\n"
    "\n"
    "The agenda for Tuesday.\n";

const std::string key =
    "may._domainkey.news.example. 3600 IN TXT \"v=DKIM1; k=ed25519; \" "
    "\"p=n/Vz6Ov790TsJ5xRIuSiJPhjwu+/io9Linmqt1KNi78=\"\n";
const std::string policies =
    "news.example. 3600 IN TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n"
    "_dmarc.news.example. 3600 IN TXT \"v=DMARC1; p=reject\"\n";

struct InspectDns : ::testing::Test {
    TempFolder folder;
    const std::string mail = folder / "a.eml";
    const std::string dns = folder / "dns.zone";

    // "spf=pass dkim=fail …", and the checks themselves.
    std::string verdicts(const std::string& mail_text, const std::string& records, json* checks = nullptr) {
        write_file(mail, mail_text);
        write_file(dns, records);
        const Outcome outcome = redshank({"inspect", mail, "--dns", dns, "--format", "json"});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        const json found = json::parse(outcome.out).at("messages").at(0).at("sender_checks");
        std::string text;
        for (const json& one : found) {
            text += (text.empty() ? "" : " ") + one.at("method").get<std::string>() + "=" +
                    one.at("verdict").get<std::string>();
        }
        if (checks != nullptr) *checks = found;
        return text;
    }
};

}  // namespace

TEST_F(InspectDns, EachCheckSaysWhatItRestsOn) {
    json checks;
    EXPECT_EQ(verdicts(message, key + policies, &checks), "spf=pass dkim=pass arc=none dmarc=pass");
    EXPECT_EQ(checks.at(0).at("details").at("client_ip"), "192.0.2.7");
    EXPECT_EQ(checks.at(1).at("details").at("signed_fields"), "from:subject");
    EXPECT_EQ(checks.at(1).at("details").at("selector"), "may");
    EXPECT_EQ(checks.at(3).at("details").at("policy"), "reject");
    const Outcome text = redshank({"inspect", mail, "--dns", dns});
    EXPECT_NE(text.out.find("dkim  pass  news.example"), std::string::npos) << text.out;
}

TEST_F(InspectDns, WhatIsAddedBehindTheSignedBytesIsSaid) {
    json checks;
    verdicts(message + "<img src=x>\n", key + policies, &checks);
    EXPECT_EQ(checks.at(1).at("verdict"), "pass");
    EXPECT_EQ(checks.at(1).at("details").at("unsigned_body_bytes"), "13");
}

TEST_F(InspectDns, AKeyThatIsGoneIsNoFailure) {
    const std::string elsewhere =
        "news.example. IN TXT \"v=spf1 -all\"\n_dmarc.news.example. IN TXT \"v=DMARC1; p=reject\"\n";
    EXPECT_EQ(verdicts(message, elsewhere), "spf=fail dkim=not-verifiable arc=none dmarc=not-verifiable");
    std::string changed = message;
    changed.replace(changed.find("Tuesday"), 7, "Monday!");
    EXPECT_EQ(verdicts(changed, key + elsewhere), "spf=fail dkim=fail arc=none dmarc=fail");
}

TEST_F(InspectDns, WithoutABorderTheClientIsUnknown) {
    EXPECT_EQ(verdicts(message.substr(message.find("DKIM-Signature")), key + policies),
              "spf=not-verifiable dkim=pass arc=none dmarc=pass");
}

TEST_F(InspectDns, MboxQuotingIsUndone) {
    // ">From" in the signed body: the writer's doing.
    const std::string quoted =
        "From editor@news.example Tue Feb  2 08:00:00 2021\n" + message + ">From here on unsigned.\n";
    json checks;
    verdicts(quoted, key + policies, &checks);
    EXPECT_EQ(checks.at(1).at("details").at("unsigned_body_bytes"),
              std::to_string(std::string("From here on unsigned.\r\n").size()));
}

TEST_F(InspectDns, LinesThatAreNoRecordsAreNamed) {
    write_file(mail, message);
    write_file(dns, key + "garbage\n");
    const Outcome outcome = redshank({"inspect", mail, "--dns", dns});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_NE(outcome.err.find("dns.zone:2:"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.out.find("dkim  pass"), std::string::npos);
    EXPECT_EQ(redshank({"inspect", mail, "--dns", folder / "missing"}).exit_code, 2);
    write_file(dns, "; nothing\n");
    EXPECT_EQ(redshank({"inspect", mail, "--dns", dns}).exit_code, 2);
}

}  // namespace redshank::cli_test
