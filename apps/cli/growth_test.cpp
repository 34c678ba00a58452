// SPDX-License-Identifier: Apache-2.0
// A case is the same however it came about: in one go, in steps, in another order, with other threads, by way
// of extract and group. The same means that the lists print byte for byte alike (design.md, Incremental).
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const std::string parliament = "examples/parliament";
const std::string organisation = parliament + "/org.toml";

// Every mailbox of the practice archive by itself.
std::vector<std::string> mailboxes() {
    std::vector<std::string> out;
    for (const char* folder : {"mail", "private"}) {
        for (const auto& entry : fs::directory_iterator(fs::path(REDSHANK_SOURCE_DIR) / parliament / folder))
            out.push_back(parliament + "/" + folder + "/" + entry.path().filename().string());
    }
    std::sort(out.begin(), out.end());
    return out;
}

const std::string& at_once() {
    static const std::string lists = [] {
        TempFolder folder;
        hunt(folder / "case", mailboxes(), {"--org", organisation});
        return all_lists(folder / "case");
    }();
    return lists;
}

struct Growth : ::testing::Test {
    TempFolder folder;
    const std::string a_case = folder / "case";

    json met(const std::vector<std::string>& sources, const std::vector<std::string>& options = {}) {
        std::vector<std::string> arguments{"hunt", "--case", a_case, "--format", "json"};
        arguments.insert(arguments.end(), sources.begin(), sources.end());
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Outcome outcome = redshank(arguments);
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        const json numbers = json::parse(outcome.out).at("met");
        EXPECT_EQ(numbers.at("messages"), numbers.at("messages_added").get<int>() +
                                              numbers.at("messages_known").get<int>() +
                                              numbers.at("further_places").get<int>());
        return numbers;
    }
};

}  // namespace

TEST_F(Growth, TheFolderGivesWhatItsMailboxesGive) {
    EXPECT_GT(at_once().size(), 100'000u);
    hunt(a_case, {parliament}, {"--org", organisation});
    EXPECT_TRUE(same_text(all_lists(a_case), at_once()));
}

TEST_F(Growth, ThreadsDoNotMatter) {
    for (const char* jobs : {"1", "4"}) {
        const std::string one = folder / jobs;
        hunt(one, mailboxes(), {"--org", organisation, "--jobs", jobs});
        EXPECT_TRUE(same_text(all_lists(one), at_once())) << jobs;
    }
}

TEST_F(Growth, InTwoStepsEitherWay) {
    const auto all = mailboxes();
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    const std::vector<std::string> first(all.begin(), middle), second(middle, all.end());
    for (const auto& [one, other] : {std::pair(first, second), std::pair(second, first)}) {
        const std::string grown = folder / (one == first ? "forward" : "backward");
        hunt(grown, one, {"--org", organisation});
        hunt(grown, other);  // the case knows its organisation
        EXPECT_TRUE(same_text(all_lists(grown), at_once())) << grown;
    }
}

TEST_F(Growth, AMailboxAtATimeFromTheLast) {
    auto all = mailboxes();
    std::reverse(all.begin(), all.end());
    for (const std::string& mailbox : all) hunt(a_case, {mailbox}, {"--org", organisation});
    EXPECT_TRUE(same_text(all_lists(a_case), at_once()));
}

// Another organisation file is another reading: readers and their basis must not stay those of the old one.
TEST_F(Growth, WithoutTheOrganisationAtFirst) {
    const auto all = mailboxes();
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    hunt(a_case, {all.begin(), middle});
    hunt(a_case, {middle, all.end()}, {"--org", organisation});
    hunt(a_case, all);
    EXPECT_TRUE(same_text(all_lists(a_case), at_once()));
}

TEST_F(Growth, HuntedAgainNothingIsNew) {
    hunt(a_case, {parliament}, {"--org", organisation});
    const json numbers = met({parliament}, {"--org", organisation});
    EXPECT_EQ(numbers.at("messages"), 0) << "known files are not read again";
    EXPECT_EQ(numbers.at("bytes"), 0);
    EXPECT_GT(numbers.at("files_known"), 20);
    for (const char* name : {"campaigns", "findings", "messages", "targets"})
        EXPECT_TRUE(list(a_case, name, {"--new"}).empty()) << name;
    EXPECT_TRUE(same_text(all_lists(a_case), at_once()));
}

TEST_F(Growth, AGrownMailboxAddsOnlyWhatCameIn) {
    const auto old_mails = letters("old", 3), new_mails = letters("new", 2);
    auto all = old_mails;
    all.insert(all.end(), new_mails.begin(), new_mails.end());
    const std::string mbox = folder / "inbox.mbox";
    write_file(mbox, mbox_of(old_mails));
    EXPECT_EQ(met({mbox}).at("messages_added"), 3);
    write_file(mbox, mbox_of(all));
    const json numbers = met({mbox});
    EXPECT_EQ(numbers.at("messages_added"), 2);
    EXPECT_EQ(numbers.at("messages_known"), 3);
    EXPECT_EQ(numbers.at("further_places"), 0);
    std::vector<std::string> ids;
    for (const json& message : list(a_case, "messages", {"--new"})) ids.push_back(message.at("message_id"));
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, (std::vector<std::string>{"<new-0@sender.example>", "<new-1@sender.example>"}));
    EXPECT_EQ(list(a_case, "messages").size(), 5u);
}

TEST_F(Growth, TheSameMessageInTwoExportsIsOneInTwoPlaces) {
    const auto mails = letters("mail", 3);
    const std::string first = folder / "a.mbox", second = folder / "b/box.mbox";
    write_file(first, mbox_of({mails[0], mails[1]}));
    // Another store: its own line ends and its own fields.
    std::string crlf;
    for (const char c : mbox_of({"Status: RO\nX-Mozilla-Status: 0001\n" + mails[1], mails[2]}))
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    write_file(second, crlf);

    const json numbers = met({first, second});
    EXPECT_EQ(numbers.at("messages_added"), 3);
    EXPECT_EQ(numbers.at("further_places"), 1);
    const std::string once = all_lists(a_case);
    for (const json& message : list(a_case, "messages")) {
        const bool is_in_both = message.at("message_id") == "<mail-1@sender.example>";
        EXPECT_EQ(message.at("places").size(), is_in_both ? 2u : 1u) << message;
    }
    hunt(folder / "reverse", {second});
    hunt(folder / "reverse", {first});
    EXPECT_TRUE(same_text(all_lists(folder / "reverse"), once));
    EXPECT_EQ(met({first, second}).at("messages"), 0);
}

TEST_F(Growth, TheSameMessageTwiceInOneMailboxIsOneInTwoPlaces) {
    const auto mails = letters("mail", 1);
    write_file(folder / "a.mbox", mbox_of({mails[0], mails[0]}));
    hunt(a_case, {folder / "a.mbox"});
    const auto messages = list(a_case, "messages");
    ASSERT_EQ(messages.size(), 1u);
    ASSERT_EQ(messages[0].at("places").size(), 2u);
    EXPECT_LT(messages[0].at("places")[0].at("offset"), messages[0].at("places")[1].at("offset"));
}

TEST_F(Growth, CopiesToDifferentPeopleAreDifferentMessages) {
    Letter letter;  // one Message-ID, one text
    letter.to = "all-of-us@ours.example";
    std::vector<std::string> mails;
    for (const char* reader : {"anna", "bela"}) {
        letter.further_fields = "Delivered-To: " + std::string(reader) + "@ours.example\n";
        mails.push_back(text_of(letter));
    }
    write_file(folder / "a.mbox", mbox_of({mails[0]}));
    write_file(folder / "b.mbox", mbox_of({mails[1]}));
    write_file(folder / "org.toml", "[organisation]\nname = \"Ours\"\ndomains = [\"ours.example\"]\n");
    hunt(a_case, {folder / "a.mbox", folder / "b.mbox"}, {"--org", folder / "org.toml"});
    const auto messages = list(a_case, "messages");
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_NE(messages[0].at("id"), messages[1].at("id"));
    EXPECT_EQ(messages[0].at("message_id"), messages[1].at("message_id"));
    std::vector<std::string> readers{messages[0].at("reader"), messages[1].at("reader")};
    std::sort(readers.begin(), readers.end());
    EXPECT_EQ(readers, (std::vector<std::string>{"anna@ours.example", "bela@ours.example"}));
}

TEST_F(Growth, AMessageInAMessageIsOneOfItsOwn) {
    const std::string inner = letters("inner", 1)[0];
    Letter report;
    report.message_id = "<report@ours.example>";
    report.further_fields = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
    report.body = "--b\nContent-Type: text/plain\n\nIs this genuine?\n--b\nContent-Type: message/rfc822\n\n" +
                  inner + "\n--b--\n";
    write_file(folder / "report.eml", text_of(report));
    EXPECT_EQ(met({folder / "report.eml"}).at("inner_added"), 1);
    std::string outer_id, inner_of;
    for (const json& message : list(a_case, "messages")) {
        if (message.contains("inner_of")) {
            inner_of = message.at("inner_of");
            EXPECT_EQ(message.at("message_id"), "<inner-0@sender.example>");
            EXPECT_EQ(redshank({"show", message.at("id"), "--raw", "--case", a_case}).out, inner);
        } else {
            outer_id = message.at("id");
        }
    }
    EXPECT_FALSE(outer_id.empty());
    EXPECT_EQ(inner_of, outer_id);

    // The same inner message as a mail that came by itself: one message in two places, whichever came first.
    write_file(folder / "alone.eml", inner);
    hunt(a_case, {folder / "alone.eml"});
    hunt(folder / "other", {folder / "alone.eml"});
    hunt(folder / "other", {folder / "report.eml"});
    EXPECT_EQ(list(a_case, "messages").size(), 2u);
    EXPECT_TRUE(same_text(all_lists(folder / "other"), all_lists(a_case)));
}

TEST_F(Growth, ExtractAndGroupGiveTheCampaignsOfAHunt) {
    hunt(a_case, mailboxes(), {"--org", organisation});
    const std::string wanted = redshank({"campaigns", "--case", a_case, "--format", "json"}).out;
    ASSERT_GT(std::count(wanted.begin(), wanted.end(), '\n'), 4);

    const Outcome whole = redshank({"extract", parliament, "--org", organisation});
    ASSERT_EQ(whole.exit_code, 0) << whole.err;
    write_file(folder / "whole", whole.out);
    EXPECT_TRUE(same_text(redshank({"group", folder / "whole", "--org", organisation}).out, wanted));

    std::vector<std::string> group{"group", "--org", organisation};
    std::string joined;
    auto shards = mailboxes();
    std::reverse(shards.begin(), shards.end());
    for (size_t i = 0; i < shards.size(); ++i) {
        const std::string file = folder / ("shard" + std::to_string(i));
        write_file(file, redshank({"extract", shards[i], "--org", organisation, "--jobs", "1"}).out);
        group.push_back(file);
        joined += read_file(file);
    }
    EXPECT_TRUE(same_text(redshank(group).out, wanted)) << "several files";
    Conditions conditions;
    conditions.input = joined;
    EXPECT_TRUE(same_text(redshank({"group", "-", "--org", organisation}, conditions).out, wanted))
        << "concatenated, each with its header line";
}

// The header lines of the second and later parts are no records.
TEST_F(Growth, ConcatenatedRecordsAreWhole) {
    const std::string records = redshank({"extract", parliament + "/private"}).out;
    Conditions conditions;
    conditions.input = records + records;
    const Outcome outcome = redshank({"group", "-"}, conditions);
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.err, "");
}

TEST_F(Growth, ADamagedRecordIsNamedAndTheRestGrouped) {
    const std::string records = redshank({"extract", parliament, "--org", organisation}).out;
    const std::string wanted = [&] {
        write_file(folder / "whole", records);
        return redshank({"group", folder / "whole", "--org", organisation}).out;
    }();
    write_file(folder / "damaged", records + "{\"id\":\"M1\",\"content\n{}\nno JSON\n");
    const Outcome outcome = redshank({"group", folder / "damaged", "--org", organisation});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 3) << outcome.err;
    EXPECT_TRUE(same_text(outcome.out, wanted));
}

}  // namespace redshank::cli_test
