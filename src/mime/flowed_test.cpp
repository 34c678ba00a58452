// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "mime/fields.h"

namespace redshank::mime {
namespace {

TEST(Flowed, Joins) {
    struct Case {
        std::string_view in;
        bool delsp;
        std::string_view out;
    };
    const Case cases[] = {
        {"", false, ""},
        {"fixed\r\nlines\r\n", false, "fixed\nlines\n"},
        {"one \r\nparagraph\r\n", false, "one paragraph\n"},
        {"one \r\nparagraph\r\n", true, "oneparagraph\n"},
        // RFC 3676 4.4: stuffing.
        {" From here\n >no quote\n", false, "From here\n>no quote\n"},
        // 4.3: the signature separator is no flowed line.
        {"text \n-- \nname\n", false, "text \n-- \nname\n"},
        // 4.5: another quote depth ends the paragraph.
        {"> quoted \n> text\nanswer\n", false, "> quoted text\nanswer\n"},
        {">> a \n> b\n", false, ">> a \n> b\n"},
        {"> quoted \nanswer", false, "> quoted \nanswer"},
        {"ends flowed ", false, "ends flowed "},
    };
    for (const Case& c : cases) EXPECT_EQ(join_flowed(c.in, c.delsp), c.out) << c.in;
}

TEST(Flowed, ReadsTheExampleOfRfc3676) {
    EXPECT_EQ(
        join_flowed(
            "`Take some more tea,' the March Hare said to Alice, \r\nvery earnestly.\r\n\r\n"
            "`I've had nothing yet,' Alice replied in an offended \r\ntone, `so I can't take more.'\r\n",
            false),
        "`Take some more tea,' the March Hare said to Alice, very earnestly.\n\n"
        "`I've had nothing yet,' Alice replied in an offended tone, `so I can't take more.'\n");
}

}  // namespace
}  // namespace redshank::mime
