// SPDX-License-Identifier: Apache-2.0
#include "extract/fingerprint.h"

#include <gtest/gtest.h>

namespace redshank::extract {
namespace {

TEST(Fingerprint, Forms) {
    const struct {
        std::string_view id;
        std::string_view form;
    } rows[] = {
        {"<0123456789abcdef0123456789abcdef@host.example>", "<hex32@HOST>"},
        {"<1234567.89.1611388800000.JavaMail.root@h>", "<d7.d2.d13.JavaMail.root@HOST>"},
        {"<CAK9zQ+x_Y@mail.example>", "<x6+x_Y@HOST>"},
        {"<AB12CD34@h>", "<HEX8@HOST>"},
        {"none", "none"},
        {"", ""},
    };
    for (const auto& row : rows) EXPECT_EQ(message_id_form(row.id), row.form) << row.id;
    EXPECT_EQ(identifier_form("----=_Part_12345_987654321.1611388800000"), "----=_Part_d5_d9.d13");
}

TEST(Fingerprint, HeaderOrderIsOfTheSendersOwnFields) {
    AnomalyList anomalies;
    const Limits limits;
    const auto order = [&](std::string_view raw) {
        return header_order(mime::parse(raw, limits, anomalies).header);
    };
    const uint64_t plain = order("Received: a\nFrom: a\nTo: b\n\n");
    EXPECT_EQ(order("Delivered-To: x\nReceived: b\nReceived: a\nFrom: other\nTo: else\n\n"), plain);
    EXPECT_NE(order("Received: a\nTo: b\nFrom: a\n\n"), plain);
    EXPECT_NE(order("Received: a\nFROM: a\nTo: b\n\n"), plain);
}

}  // namespace
}  // namespace redshank::extract
