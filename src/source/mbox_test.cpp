// SPDX-License-Identifier: Apache-2.0
// Every mbox flavour and every splitting rule, one row a case; and that neither line ends nor chunks nor read
// sizes change what comes out.
#include "source/mbox.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "source/from_line.h"
#include "source/kind.h"
#include "source/store_fields.h"
#include "source/testing.h"

namespace redshank::source {
namespace {

const std::string from_a = "From a@one.example Mon Jan  4 10:00:00 2021\n";
const std::string from_b = "From b@two.example Tue Jan  5 11:00:00 2021\n";

/// A message whose Content-Length tells that an unquoted From_ line is text.
std::string with_length(const std::string& body) {
    return "To: x\nContent-Length: " + std::to_string(body.size()) + "\n\n" + body;
}
const std::string mboxcl2 = with_length("see:\n\n" + from_b + "To: y\n\n12\n");

struct SplitCase {
    const char* what;
    std::string input;
    std::vector<std::string> messages;
};

const std::vector<SplitCase>& split_cases() {
    static const std::vector<SplitCase> cases = {
        {"two messages",
         from_a + "To: x\n\none\n\n" + from_b + "To: y\n\ntwo\n\n",
         {"To: x\n\none\n", "To: y\n\ntwo\n"}},
        {"no empty line at the end", from_a + "To: x\n\none\n", {"To: x\n\none\n"}},
        {"no line end at the end", from_a + "To: x\n\none", {"To: x\n\none"}},
        {"empty lines of the message stay",
         from_a + "To: x\n\none\n\n\n" + from_b + "To: y\n\n",
         {"To: x\n\none\n\n", "To: y\n"}},
        {"mboxo: quoted line stays quoted",
         from_a + "To: x\n\n>From me\n\n" + from_b + "To: y\n\nz\n",
         {"To: x\n\n>From me\n", "To: y\n\nz\n"}},
        {"mboxrd", from_a + "To: x\n\n>>From me\n", {"To: x\n\n>>From me\n"}},
        {"text: From without date",
         from_a + "To: x\n\n\nFrom here on\nit goes\n\n",
         {"To: x\n\n\nFrom here on\nit goes\n"}},
        {"text: From without date, field-like line after",
         from_a + "To: x\n\nsee\n\nFrom Russia with love\nYear: 1963\n",
         {"To: x\n\nsee\n\nFrom Russia with love\nYear: 1963\n"}},
        {"text: From with date, prose after",
         from_a + "To: x\n\n\nFrom Mon Jan  4 10:00:00 2021\nwe waited\nand waited\n",
         {"To: x\n\n\nFrom Mon Jan  4 10:00:00 2021\nwe waited\nand waited\n"}},
        {"text: a field named From with a blank",
         from_a + "To: x\n\n\nFrom : y@z.example\nTo: z\n",
         {"To: x\n\n\nFrom : y@z.example\nTo: z\n"}},
        {"text: dated but not at a line start",
         from_a + "To: x\n\n\n " + from_b + "To: y\n",
         {"To: x\n\n\n " + from_b + "To: y\n"}},
        {"no date, known field next",
         from_a + "To: x\n\none\n\nFrom 184@xxx\nMIME-Version: 1.0\n\ntwo\n",
         {"To: x\n\none\n", "MIME-Version: 1.0\n\ntwo\n"}},
        {"no empty line, weekday and known field",
         from_a + "To: x\n\none\n" + from_b + "To: y\n\ntwo\n",
         {"To: x\n\none\n", "To: y\n\ntwo\n"}},
        {"no empty line, no known field",
         from_a + "To: x\n\none\n" + from_b + "Year: 1963\n",
         {"To: x\n\none\n" + from_b + "Year: 1963\n"}},
        {"no empty line, Netscape's bare line",
         "From -\nTo: x\n\none\nFrom - \nTo: y\n\ntwo\n",
         {"To: x\n\none\n", "To: y\n\ntwo\n"}},
        {"no header at all", from_a + "\none\n\n" + from_b + "\ntwo\n", {"\none\n", "\ntwo\n"}},
        {"one odd line before the header",
         from_a + "To: x\n\n1\n\n" + from_b + "odd line\nTo: y\n\n2\n",
         {"To: x\n\n1\n", "odd line\nTo: y\n\n2\n"}},
        {"two From_ lines count as one", from_a + from_b + "To: x\n\none\n", {"To: x\n\none\n"}},
        {"empty message between", from_a + "\n" + from_b + "To: y\n\ntwo\n", {"", "To: y\n\ntwo\n"}},
        {"starts with a mark and empty lines",
         "\xEF\xBB\xBF\n\n" + from_a + "To: x\n\none\n",
         {"To: x\n\none\n"}},
        {"mboxcl2: honoured", from_a + mboxcl2 + "\n" + from_b + "To: z\n\n3\n", {mboxcl2, "To: z\n\n3\n"}},
        {"mboxcl2: no empty line added",
         from_a + mboxcl2 + from_b + "To: z\n\n3\n",
         {mboxcl2, "To: z\n\n3\n"}},
        {"mboxcl2: to the end", from_a + mboxcl2 + "\n", {mboxcl2}},
        {"Content-Length that leads nowhere",
         from_a + "Content-Length: 30\n\none\n\n" + from_b + "To: y\n\ntwo\n",
         {"Content-Length: 30\n\none\n", "To: y\n\ntwo\n"}},
        {"Content-Length beyond all",
         from_a + "Content-Length: 99999999999999\n\none\n\n" + from_b + "To: y\n\ntwo\n",
         {"Content-Length: 99999999999999\n\none\n", "To: y\n\ntwo\n"}},
        {"only a From_ line: an empty message", from_a, {""}},
    };
    return cases;
}

std::vector<std::string> split(const std::string& input, size_t chunk = Window::default_chunk_bytes,
                               size_t step = 0, const Limits& limits = {}) {
    MemoryStream stream(input, step);
    Window window(stream, std::nullopt, chunk);
    std::vector<std::string> messages;
    split_mbox(window, limits, [&](RawMessage&& message) {
        EXPECT_EQ(input.substr(message.offset, message.bytes.size()), message.bytes) << "offset is wrong";
        messages.emplace_back(message.bytes);
        return true;
    });
    return messages;
}

std::string with_crlf(std::string text) {
    for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
    return text;
}

TEST(Mbox, Rules) {
    for (const SplitCase& row : split_cases()) EXPECT_EQ(split(row.input), row.messages) << row.what;
}

TEST(Mbox, CrlfEqualsLf) {
    for (const SplitCase& row : split_cases()) {
        if (row.input.find("Content-Length") != std::string::npos) continue;  // it counts bytes
        std::vector<std::string> expected;
        for (const std::string& message : row.messages) expected.push_back(with_crlf(message));
        EXPECT_EQ(split(with_crlf(row.input)), expected) << row.what;
    }
}

TEST(Mbox, AnyChunkAndAnyReadSizeGiveTheSame) {
    for (const SplitCase& row : split_cases()) {
        for (size_t chunk : {1, 2, 3, 5, 7, 16, 61, 64, 100}) {
            for (size_t step : {0, 1, 3, 10})
                EXPECT_EQ(split(row.input, chunk, step), row.messages) << row.what << chunk;
        }
    }
}

TEST(Mbox, CutAnywhereNeverLosesBytesOfEarlierMessages) {
    const std::string whole =
        from_a + "To: x\n\none\n\n" + from_b + "To: y\n\ntwo\n\n" + from_a + "To: z\n\nthree\n";
    const auto all = split(whole);
    for (size_t size = 0; size <= whole.size(); ++size) {
        const auto cut = split(std::string(ExactBytes(whole.substr(0, size)).view()));
        ASSERT_LE(cut.size(), all.size());
        for (size_t i = 0; i + 1 < cut.size(); ++i)
            EXPECT_EQ(cut[i].substr(0, 6), all[i].substr(0, 6)) << size;
    }
}

TEST(Mbox, LargeMessageIsCutAndTheNextIsFound) {
    Limits limits;
    limits.max_message_bytes = 1000;
    const std::string big = "To: x\n\n" + std::string(20'000, 'x') + "\n";
    const std::string input = from_a + big + "\n" + from_b + "To: y\n\ntwo\n";
    for (size_t chunk : {1u, 7u, 1024u, 1u << 20}) {
        const std::vector<std::string> expected = {big.substr(0, 1000), "To: y\n\ntwo\n"};
        EXPECT_EQ(split(input, chunk, 0, limits), expected) << chunk;
    }
    // Exactly at the limit is whole.
    const std::string fits = "To: x\n\n" + std::string(992, 'x') + "\n";
    EXPECT_EQ(split(from_a + fits + "\n" + from_b + "To: y\n", 64, 0, limits)[0], fits);
    const Read read = read_memory("x", input, limits);
    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_TRUE(read.messages[0].truncated);
    EXPECT_FALSE(read.messages[1].truncated);
}

// Counts reads that give bytes, each of which fills what is left of the window's chunk.
class CountingStream : public MemoryStream {
  public:
    using MemoryStream::MemoryStream;
    size_t read(char* buffer, size_t size) override {
        const size_t got = MemoryStream::read(buffer, size);
        reads += got > 0 ? 1 : 0;
        return got;
    }
    size_t reads = 0;
};

// Every byte is read once, whatever the lines promise; looking at all that follows for each line would run
// beyond the time that a test has by orders of magnitude.
TEST(Mbox, ManyFromLinesStayLinear) {
    std::string text = from_a + "To: x\n\n";
    for (int i = 0; i < 400'000; ++i) text += i % 2 == 0 ? "\nFrom " : "\nFrom a Mon Jan  4 10:00:00 2021";
    std::string lengths;
    for (int i = 0; i < 20'000; ++i) lengths += from_a + "Content-Length: 900000\n\nx\n\n";
    // No empty line ends their headers.
    std::string headers;
    for (int i = 0; i < 50'000; ++i) headers += from_a + "To: x\n";
    for (const auto& [input, messages] : {std::pair(text, size_t{1}), std::pair(lengths, size_t{20'000}),
                                          std::pair(headers, size_t{50'000})}) {
        constexpr size_t chunk = 64u << 10;
        CountingStream stream(input);
        Window window(stream, std::nullopt, chunk);
        size_t given = 0;
        split_mbox(window, Limits{}, [&](RawMessage&&) { return ++given > 0; });
        EXPECT_EQ(given, messages);
        // A message that straddles two chunks is moved to the next: twice the chunks at most, and the end.
        EXPECT_LE(stream.reads, 2 * input.size() / chunk + 2);
    }
}

TEST(Mmdf, ManyMessagesStayLinear) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "\1\1\1\1\nTo: x\n";
    EXPECT_EQ(read_memory("a", text).messages.size(), 100'000u);
}

// What stands in the next message's header is none of this one's.
TEST(Mbox, AHeaderWithoutAnEmptyLineEndsWithItsMessage) {
    const Read read = read_memory("a", from_a + "To: x\n" + from_b + "Status: RO\n\ny\n");
    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_FALSE(read.messages[0].flags.read);
    EXPECT_TRUE(read.messages[1].flags.read);
}

TEST(Mbox, EnvelopeFlagsAndQuoting) {
    const Read read =
        read_memory("x",
                    "From a at one.example  Mon Jan  4 10:00:00 2021\nTo: x\nStatus: RO\nX-Status: A\n\n1\n\n"
                    "From - Tue Jan 05 11:00:00 2021\nX-Mozilla-Status: 0003\nX-Mozilla-Status2: 00000000\n"
                    "To: y\n\nStatus: R in text\n\n"
                    "From MAILER-DAEMON Tue Jan  5 11:00:00 2021\n" +
                        mboxcl2);
    ASSERT_EQ(read.messages.size(), 3u);
    EXPECT_EQ(read.messages[0].envelope_from, "a@one.example");
    EXPECT_EQ(rfc3339(read.messages[0].delivered), "2021-01-04T10:00:00Z");
    EXPECT_TRUE(read.messages[0].flags.read);
    EXPECT_TRUE(read.messages[0].flags.replied);
    EXPECT_TRUE(read.messages[0].from_quoting);
    EXPECT_EQ(read.messages[1].envelope_from, "");
    EXPECT_TRUE(read.messages[1].flags.read);
    EXPECT_TRUE(read.messages[1].flags.replied);
    EXPECT_FALSE(read.messages[1].flags.flagged);
    EXPECT_EQ(read.messages[2].envelope_from, "MAILER-DAEMON");
    EXPECT_FALSE(read.messages[2].flags.read);
    EXPECT_FALSE(read.messages[2].from_quoting);
}

TEST(Mbox, Mmdf) {
    const std::string sep = "\1\1\1\1\n";
    const std::string input =
        sep + "To: x\n\none\n" + sep + sep + from_a + "To: y\n\ntwo\n\n" + sep + sep + "To: z\n" + sep;
    const std::vector<std::string> expected = {"To: x\n\none\n", "To: y\n\ntwo\n\n", "To: z\n"};
    EXPECT_EQ(read_memory("x", input).bytes(), expected);
    for (size_t chunk : {1, 3, 8, 50}) {
        MemoryStream stream(input);
        Window window(stream, std::nullopt, chunk);
        std::vector<std::string> got;
        split_mmdf(window, Limits{}, [&](RawMessage&& message) {
            got.emplace_back(message.bytes);
            return true;
        });
        EXPECT_EQ(got, expected);
    }
    EXPECT_TRUE(read_memory("x", sep).messages.empty());
}

TEST(FromLine, Forms) {
    struct Case {
        const char* line;
        bool dated;
        bool weekday;
        const char* date;
        const char* sender;
    };
    const Case cases[] = {
        {"From a@b.example Mon Jan  4 10:00:00 2021", true, true, "2021-01-04T10:00:00Z", "a@b.example"},
        {"From a@b.example  Mon Jan 4 10:00 2021", true, true, "2021-01-04T10:00:00Z", "a@b.example"},
        {"From a@b.example Mon Jan  4 10:00:00 CEST 2021", true, true, "2021-01-04T10:00:00Z", "a@b.example"},
        {"From 184@xxx Mon Jan 04 10:00:00 +0200 2021", true, true, "2021-01-04T08:00:00Z", "184@xxx"},
        {"From a@b.example Mon Jan  4 10:00:00 2021 -0800", true, true, "2021-01-04T18:00:00Z",
         "a@b.example"},
        {"From a@b.example Mon, 04 Jan 2021 10:00:00 +0000 (UTC)", true, true, "2021-01-04T10:00:00Z",
         "a@b.example"},
        {"From a@b.example Mon Jan  4 10:00:00 2021 remote from host", true, true, "2021-01-04T10:00:00Z",
         "a@b.example"},
        {"From a@b.example Mon Jan  4 10:00:00 99", true, true, "1999-01-04T10:00:00Z", "a@b.example"},
        {"From - Mon Jan  4 10:00:00 2021", true, true, "2021-01-04T10:00:00Z", ""},
        {"From Mon Jan  4 10:00:00 2021", true, true, "2021-01-04T10:00:00Z", ""},
        {"From Jan 4 10:00:00 2021", true, false, "2021-01-04T10:00:00Z", ""},
        {"From \"two words\"@b.example Mon Jan  4 10:00:00 2021", true, true, "2021-01-04T10:00:00Z",
         "\"two words\"@b.example"},
        {"From a@b.example Mon Jan  4 10:00:00", false, false, "1970-01-01T00:00:00Z", "a@b.example"},
        {"From a@b.example Mon Feb 30 10:00:00 2021", false, false, "1970-01-01T00:00:00Z", "a@b.example"},
        {"From a@b.example Mon Jan  4 25:00:00 2021", false, false, "1970-01-01T00:00:00Z", "a@b.example"},
        {"From a@b.example Mon Jan  4 10:00:00 2021 and so on", false, false, "1970-01-01T00:00:00Z",
         "a@b.example"},
        {"From ", false, false, "1970-01-01T00:00:00Z", ""},
    };
    for (const Case& row : cases) {
        const FromLine got = parse_from_line(row.line);
        EXPECT_EQ(got.dated, row.dated) << row.line;
        EXPECT_EQ(got.weekday, row.weekday) << row.line;
        EXPECT_EQ(rfc3339(got.date), row.date) << row.line;
        EXPECT_EQ(got.sender, row.sender) << row.line;
    }
}

TEST(Kind, ToldByContent) {
    using namespace std::string_literals;
    const std::pair<std::string, Kind> cases[] = {
        {"", Kind::unknown},
        {"\n", Kind::unknown},
        {"To: x\n\nhi", Kind::message},
        {"\xEF\xBB\xBFTo: x\n", Kind::message},
        {"\r\n\r\nReceived: y\r\n", Kind::message},
        {"Subject : x\rTo: y\r\rhi\r", Kind::message},
        {"X-Foo: bar\nOther: z\n", Kind::message},
        {"Weird: x\n folded\nFrom: a\n\n", Kind::message},
        {"1234\nReturn-Path: <x>\n", Kind::emlx},
        {"12 34\nReturn-Path: <x>\n", Kind::message},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..", Kind::msg},
        {"\x78\x9F\x3E\x22..", Kind::tnef},
        {"!BDN....", Kind::pst},
        {"// <!-- <mdb:mork:z v=\"1.4\"/> -->\n", Kind::sidecar},
        {"<?xml version=\"1.0\"?>\n<Root DataInterchangeType=\"Update\">\n", Kind::sidecar},
        {"<?xml version=\"1.0\"?>\n<feedback>\n", Kind::unknown},
        {"Rfc822MessageId,GmailMessageId,Account,Labels\n<a@b.example>,1,c,d\n", Kind::sidecar},
        {"Name,Item Identity,Subject\n", Kind::sidecar},
        {"Name,Address,Phone\nTo: x\n", Kind::message},
        {">From a b c\nFrom: a@b.example\n", Kind::message},
        {"HTTP/1.1 200 OK\nDate: today\nContent-Type: text/html\n", Kind::unknown},
        {"Weird: x\n\nFrom: in the text\n", Kind::unknown},
        {"{\"From\": \"a\",\n\"To\": \"b\"}\n", Kind::unknown},
        {"BEGIN:VCALENDAR\nVERSION:2.0\n", Kind::unknown},
        {"Hello,\n\nSubject: x\n", Kind::unknown},
        {"From here\nto there\n", Kind::unknown},
        {"From \nList-Id: x\n", Kind::mbox},
        {"From a Mon Jan  4 10:00:00 2021\n\ntext\n", Kind::mbox},
        {"\1\1\1\1\nTo: x\n", Kind::mmdf},
        {"\x89PNG\r\n\x1a\n"s, Kind::unknown},
        {"PK\3\4..", Kind::archive},
        {"7z\xBC\xAF\x27\x1C..", Kind::archive},
        {"\x1f\x8b\x08.."s, Kind::compressed},
        {"\x28\xB5\x2F\xFD.."s, Kind::compressed},
    };
    for (const auto& [head, kind] : cases) EXPECT_EQ(kind_name(tell_kind(head)), kind_name(kind)) << head;
}

TEST(StoreFields, LabelsOfGoogle) {
    const std::tuple<const char*, bool, bool, bool> cases[] = {
        {"Inbox,Opened", true, false, false},
        {"Inbox,Unread", false, false, false},
        {"Inbox,Important", true, false, false},
        {"Archived,Starred", true, true, false},
        {"Trash, Opened", true, false, true},
        {"Unread,Opened", true, false, false},
        {"Posteingang,Wichtig", true, false, false},
        {"", false, false, false},
        {"Posteingang,Ungelesen", false, false, false},
        {"=?UTF-8?Q?Archiviert,Wichtig,Ge=C3=B6ffnet,Markiert?=", true, true, false},
        {"=?UTF-8?Q?Bo=C3=AEte_de_r=C3=A9ception,Non_lus?=", false, false, false},
        {"=?UTF-8?Q?Messages_archiv=C3=A9s,Ouv?=\n =?UTF-8?Q?ert,Corbeille?=", true, false, true},
        {"Important,\n Opened", true, false, false},
        {"Recibidos,Abierto", true, false, false},
        {"Recibidos,Importante", false, false, false},  // its word for unread is not known
        {"=?UTF-8?Q?Archivov=C3=A1no,Nep=C5=99e=C4=8Dten=C3=A9,Facebook?=", false, false, false},
        {"=?UTF-8?B?T3BlbmVk?=", false, false, false},  // Google writes Q
    };
    for (const auto& [labels, read, flagged, deleted] : cases) {
        const auto messages =
            read_memory("x", "From x Mon Jan  4 10:00:00 2021\nX-GM-THRID: 1\nX-Gmail-Labels: " +
                                 std::string(labels) + "\nFrom: a@b.example\n\nhi\n")
                .messages;
        ASSERT_EQ(messages.size(), 1u);
        EXPECT_EQ(messages[0].flags.read, read) << labels;
        EXPECT_EQ(messages[0].flags.flagged, flagged) << labels;
        EXPECT_EQ(messages[0].flags.deleted, deleted) << labels;
    }
}

TEST(StoreFields, MaildirNames) {
    const std::tuple<const char*, bool, bool, bool, bool> cases[] = {
        {"box/cur/1.2.host:2,S", true, false, false, false},
        {"box/cur/1.2.host;2,RS", true, true, false, false},
        {"box/new/1.2.host!2,FT", false, false, true, true},
        {"box/cur/1.2.host_2,S", true, false, false, false},
        {"box/other/1.2.host_2,S", false, false, false, false},
        {"box/cur/1.2.host", false, false, false, false},
        {"cur/1:2,", false, false, false, false},
        {"2,S", false, false, false, false},
    };
    for (const auto& [name, read, replied, flagged, deleted] : cases) {
        const StoreFlags flags = maildir_flags(name);
        EXPECT_EQ(std::tuple(flags.read, flags.replied, flags.flagged, flags.deleted),
                  std::tuple(read, replied, flagged, deleted))
            << name;
    }
}

}  // namespace
}  // namespace redshank::source
