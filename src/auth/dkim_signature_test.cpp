// SPDX-License-Identifier: Apache-2.0
#include "auth/dkim_signature.h"

#include <gtest/gtest.h>

#include <string>

namespace redshank::auth {
namespace {

TEST(DkimSignature, Table) {
    const struct {
        std::string_view body;
        std::string_view dump;
    } rows[] = {
        {"v=1; a=rsa-sha256; c=relaxed/simple; s=strong1;\r\n\td=News.Example; h=from:to; bh=d=e=; "
         "b=abc\r\n\t def=",
         "news.example strong1 rsa-sha256"},
        {"d = a.\r\n example ;s=\r\n x", "a.example x "},
        {"d=first.example; d=second.example", "first.example  "},
        {"D=upper.example; v=1", "  "},  // tag names are case-sensitive (RFC 6376 3.2)
        {"", "  "},
        {";;;=;d", "  "},
    };
    for (const auto& row : rows) {
        const DkimSignature signature = parse_dkim_signature(row.body);
        EXPECT_EQ(signature.domain + " " + signature.selector + " " + signature.algorithm, row.dump)
            << row.body;
    }
    EXPECT_EQ(parse_dkim_signature("d=" + std::string(1'000'000, 'a')).domain, "");
}

}  // namespace
}  // namespace redshank::auth
