// SPDX-License-Identifier: Apache-2.0
// The order of design.md, Reader, row by row.
#include "extract/reader.h"

#include <gtest/gtest.h>

namespace redshank::extract {
namespace {

org::Organisation organisation() {
    auto read = org::parse_organisation(R"([organisation]
domains = ["ours.example"]
[[mailbox]]
path = "okafor.mbox"
owner = "amelia@ours.example"
[[person]]
name = "Amelia Okafor"
addresses = ["amelia@freemail.example"]
)");
    return *read;
}

struct Row {
    std::string_view what;
    std::vector<std::string> journal;
    std::vector<Delivered> delivered;
    std::string_view source;
    std::vector<std::string> to;
    std::vector<std::string> cc;
    std::string_view reader;
    facts::ReaderBasis basis;
};

TEST(Reader, Order) {
    using facts::ReaderBasis;
    const std::vector<Row> rows = {
        {"nothing", {}, {}, "x.mbox", {}, {}, "", ReaderBasis::none},
        {"journal first",
         {"b@ours.example"},
         {{"a@ours.example", true}},
         "x",
         {"c@d.example"},
         {},
         "b@ours.example",
         ReaderBasis::journal},
        {"journal, ours first",
         {"x@d.example", "b@ours.example"},
         {},
         "x",
         {},
         {},
         "b@ours.example",
         ReaderBasis::journal},
        {"ours first",
         {},
         {{"m0666425@host.example", false}, {"a@ours.example", false}},
         "x",
         {},
         {},
         "a@ours.example",
         ReaderBasis::delivered_to},
        {"a person's private address is ours",
         {},
         {{"x@d.example", true}, {"amelia@freemail.example", false}},
         "x",
         {},
         {},
         "amelia@freemail.example",
         ReaderBasis::delivered_to},
        {"X-Original-To before a hosting account",
         {},
         {{"m0666425@host.example", false}, {"u1@d.example", true}},
         "x",
         {"u1@d.example"},
         {},
         "u1@d.example",
         ReaderBasis::delivered_to},
        {"a hosting account is none where the sole To is known",
         {},
         {{"m0666425@host.example", false}},
         "x",
         {"u1@d.example"},
         {},
         "u1@d.example",
         ReaderBasis::sole_to},
        {"a person is no hosting account",
         {},
         {{"bela@host.example", false}},
         "x",
         {"list@d.example"},
         {},
         "bela@host.example",
         ReaderBasis::delivered_to},
        {"digits at a free-mail domain are a person's",
         {},
         {{"bela1985@freemail.example", false}},
         "x",
         {"list@d.example"},
         {},
         "bela1985@freemail.example",
         ReaderBasis::delivered_to},
        {"owner before sole To",
         {},
         {},
         "a/okafor.mbox",
         {"c@d.example"},
         {},
         "amelia@ours.example",
         ReaderBasis::mailbox_owner},
        {"sole To", {}, {}, "x", {"c@d.example"}, {}, "c@d.example", ReaderBasis::sole_to},
        {"two To", {}, {}, "x", {"c@d.example", "e@d.example"}, {}, "", ReaderBasis::none},
        {"To and Cc", {}, {}, "x", {"c@d.example"}, {"e@d.example"}, "", ReaderBasis::none},
        {"To the author: readers are in Bcc", {}, {}, "x", {"from@s.example"}, {}, "", ReaderBasis::none},
        {"To the list", {}, {}, "x", {"dev@lists.example"}, {}, "", ReaderBasis::none},
        {"an inner message's file is its reporter's", {}, {}, "", {}, {}, "", ReaderBasis::none},
    };
    const org::Organisation org = organisation();
    for (const Row& row : rows) {
        facts::Message message;
        message.from.push_back({"", "from@s.example"});
        message.list_id = "Developers <dev.lists.example>";
        for (const std::string& address : row.to) message.to.push_back({"", address});
        for (const std::string& address : row.cc) message.cc.push_back({"", address});
        const Reader reader = find_reader(message, {row.journal, row.delivered, row.source, nullptr}, org);
        EXPECT_EQ(reader.address, row.reader) << row.what;
        EXPECT_EQ(reader.basis, row.basis) << row.what;
    }
}

TEST(Reader, TechnicalLocalParts) {
    for (const char* technical : {"m0666425", "web123p4", "12345678", "u1234"}) {
        EXPECT_TRUE(is_technical_local_part(technical)) << technical;
    }
    for (const char* person : {"amelia.okafor", "a1", "bela1985", "okafor12345", "web123x", ""}) {
        EXPECT_FALSE(is_technical_local_part(person)) << person;
    }
}

}  // namespace
}  // namespace redshank::extract
