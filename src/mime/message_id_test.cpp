// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "mime/fields.h"

namespace redshank::mime {
namespace {

TEST(MessageId, Reads) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"  <1234@local.machine.example>\r\n", "<1234@local.machine.example>"},
        {"<1234@ local(blah)  .machine .example>", "<1234@local(blah).machine.example>"},
        {"(a <b@c.example> comment) <1@x.example>", "<1@x.example>"},
        {"no brackets@x.example ", "no brackets@x.example"},
        {"<a@x.example> <b@x.example>", "<a@x.example>"},
        {"<a\r\n @x.example>", "<a@x.example>"},
        {"<<a@x.example>", "<a@x.example>"},
        {"<a@x.example", "<a@x.example"},
    };
    for (const auto& [body, id] : cases) EXPECT_EQ(parse_message_id(body), id) << body;
}

TEST(MessageId, ReadsAllOfReferences) {
    const std::vector<std::string> two = {"<1@x.example>", "<2@x.example>"};
    EXPECT_EQ(parse_message_ids("<1@x.example>\r\n\t<2@x.example>", Limits{}), two);
    EXPECT_EQ(parse_message_ids("<1@x.example>,<2@x.example>,<>", Limits{}), two);
    EXPECT_EQ(
        parse_message_ids("Your message of Monday <1@x.example> (see <0@x.example>) <2@x.example>", Limits{}),
        two);
    Limits limits;
    limits.max_addresses = 1;
    EXPECT_EQ(parse_message_ids("<1@x.example><2@x.example>", limits).size(), 1u);
}

}  // namespace
}  // namespace redshank::mime
