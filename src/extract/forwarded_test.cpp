// SPDX-License-Identifier: Apache-2.0
#include "extract/forwarded.h"

#include <gtest/gtest.h>

namespace redshank::extract {

namespace {

struct Row {
    const char* what;
    const char* subject;
    const char* text;
    const char* from;  // address, or the name where there is none; "" for nothing found
    const char* about;
};

TEST(Forwarded, AsProgramsWriteIt) {
    const Row rows[] = {
        {"Gmail", "",
         "look\n\n---------- Forwarded message ---------\nFrom: Ada Example <ada@s.example>\nDate: Mon, 4 "
         "Jan 2021 at 10:00\nSubject: Budget\nTo: <ben@ours.example>\n\nHello",
         "ada@s.example", "Budget"},
        {"Outlook", "FW: Budget",
         "see below\r\n\r\nFrom: Ada Example [mailto:ada@s.example]\r\nSent: Monday, January 4, 2021\r\nTo: "
         "Ben\r\nSubject: Budget\r\n\r\nHello",
         "ada@s.example", "Budget"},
        {"Outlook in German", "WG: Haushalt",
         "Von: Ada Example <ada@s.example>\nGesendet: Montag\nAn: Ben\nBetreff: Haushalt\n", "ada@s.example",
         "Haushalt"},
        {"Outlook in French", "TR: x", "De : Ada <ada@s.example>\nEnvoyé : lundi\nÀ : Ben\nObjet : Budget\n",
         "ada@s.example", "Budget"},
        {"Apple Mail, quoted", "Fwd: x",
         "> Begin forwarded message:\n> \n> From: Ada <ada@s.example>\n> Subject: Budget\n> Date: 4. "
         "January\n> To: Ben\n",
         "ada@s.example", "Budget"},
        {"bold labels", "fwd: x", "*From:* Ada <ada@s.example>\n*Sent:* Monday\n*Subject:* Budget\n",
         "ada@s.example", "Budget"},
        {"a name alone", "Fwd: x", "From: Ada Example\nDate: Monday\nSubject: Budget\n", "Ada Example",
         "Budget"},
        {"a reply's quote", "Re: Budget",
         "thanks\n\nFrom: Ada <ada@s.example>\nSent: Monday\nTo: Ben\nSubject: Budget\n", "", ""},
        {"one line", "Fwd: x", "From: Ada <ada@s.example>\nis what it said\n", "", ""},
        {"prose", "Fwd: x", "From: here\nwe go\n\nTo: there\nSubject: none\n", "", ""},
        {"nothing", "", "", "", ""},
    };
    for (const Row& row : rows) {
        const auto found = find_forwarded(row.text, row.subject, Limits{});
        if (*row.from == '\0') {
            EXPECT_TRUE(found.empty()) << row.what;
            continue;
        }
        ASSERT_EQ(found.size(), 1u) << row.what;
        EXPECT_EQ(found[0].from.address.empty() ? found[0].from.name : found[0].from.address, row.from)
            << row.what;
        EXPECT_EQ(found[0].subject, row.about) << row.what;
        EXPECT_FALSE(found[0].date.empty()) << row.what;
    }
}

TEST(Forwarded, SeveralUpToALimit) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += "From: a@s.example\nDate: x\nSubject: y\n\n";
    EXPECT_EQ(find_forwarded(text, "Fwd: z", Limits{}).size(), 8u);
}

}  // namespace

}  // namespace redshank::extract
