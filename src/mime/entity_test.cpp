// SPDX-License-Identifier: Apache-2.0
// Dump: one line an entity, "number type/subtype [encoding] body", containers without body. Every message is
// read with LF, CRLF and bare CR.
#include "mime/entity.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace redshank::mime {
namespace {

constexpr std::string_view encoding_names[] = {"", " base64", " qp", " uu", " unknown"};

std::string dump(const Message& message) {
    std::string out;
    for (const Entity& each : message.entities) {
        out += each.number + " " + each.content_type.type + "/" + each.content_type.subtype;
        out += encoding_names[static_cast<size_t>(each.encoding)];
        if (!each.is_multipart) out += " [" + std::string(each.body) + "]";
        out += "\n";
    }
    return out;
}

std::string with_line_ends(std::string_view text, std::string_view end) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += end;
        } else {
            out += c;
        }
    }
    return out;
}

std::string with_feeds(std::string text, std::string_view end) {
    for (size_t at = 0; end != "\n" && (at = text.find(end, at)) != text.npos; ++at)
        text.replace(at, end.size(), "\n");
    return text;
}

struct Case {
    const char* what;
    std::string_view mail;
    std::string_view dump;
    std::vector<AnomalyKind> anomalies = {};
};

void check(const Case& c) {
    for (const std::string_view end : {"\n", "\r\n", "\r"}) {
        const ExactBytes exact(with_line_ends(c.mail, end));
        AnomalyList anomalies;
        EXPECT_EQ(with_feeds(dump(parse(exact.view(), Limits{}, anomalies)), end), c.dump) << c.what;
        for (const AnomalyKind kind : c.anomalies)
            EXPECT_TRUE(anomalies.has(kind)) << c.what << ": " << anomaly_name(kind);
        if (!c.anomalies.empty()) continue;
        for (const Anomaly& each : anomalies.items()) {
            if (end == "\r" && each.kind == AnomalyKind::bare_cr) continue;
            ADD_FAILURE() << c.what << ": " << anomaly_name(each.kind) << " " << each.detail;
        }
    }
}

TEST(Message, GoesOnBehindAStrayCarriageReturn) {
    AnomalyList anomalies;
    const Message message =
        parse("Content-Type: text/html\n\rContent-Transfer-Encoding: base64\n\nPGI+\n", Limits{}, anomalies);
    EXPECT_EQ(dump(message), "1 text/html base64 [PGI+\n]\n");
    EXPECT_TRUE(anomalies.has(AnomalyKind::bare_cr));
}

TEST(Message, Reads) {
    using enum AnomalyKind;
    const Case cases[] = {
        {"nothing", "", "1 text/plain []\n"},
        {"no header",
         "just text\nmore\n",
         "1 text/plain [just text\nmore\n]\n",
         {missing_header_body_separator}},
        {"a simple message", "From: a@b.test\nSubject: x\n\nHello\n", "1 text/plain [Hello\n]\n"},
        {"mbox From_ line and blank lines before", "\n\nFrom a@b.test Sat Jan 23\nSubject: x\n\nHello",
         "1 text/plain [Hello]\n"},
        {"header only", "Subject: x\n", "1 text/plain []\n"},
        {"one part of another type",
         "Content-Type: text/html; charset=UTF-8\nContent-Transfer-Encoding: Base64\n\nPGI+\n",
         "1 text/html base64 [PGI+\n]\n"},
        // RFC 2046 5.1.1, shortened.
        {"multipart",
         "Content-type: multipart/mixed; boundary=\"simple boundary\"\n\npreamble\n\n--simple boundary\n\n"
         "implicitly typed\n--simple boundary\nContent-type: text/plain; charset=us-ascii\n\nexplicitly "
         "typed\n\n--simple boundary--\n",
         " multipart/mixed\n1 text/plain [implicitly typed]\n2 text/plain [explicitly typed\n]\n"},
        {"epilogue",
         "Content-type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n\nlist footer\n",
         " multipart/mixed\n1 text/plain [one]\n",
         {text_after_last_boundary}},
        {"nested, with IMAP numbers",
         "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; "
         "boundary=i\n\n"
         "--i\n\nplain\n--i\nContent-Type: text/html\n\nhtml\n--i--\n--o\nContent-Type: "
         "message/rfc822\n\nSubject: in\n\nbody\n--o--\n",
         " multipart/mixed\n1 multipart/alternative\n1.1 text/plain [plain]\n1.2 text/html [html]\n"
         "2 message/rfc822 [Subject: in\n\nbody]\n"},
        {"digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: in\n\nx\n--b--\n",
         " multipart/digest\n1 message/rfc822 [Subject: in\n\nx]\n"},
        {"a header behind an empty line",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nContent-Type: text/html\n\nx\n--b--\n",
         " multipart/mixed\n1 text/html [x]\n",
         {hidden_alternative}},
        {"an empty line in a digest, and a message that begins so",
         "Content-Type: multipart/digest; boundary=b\n\n--b\n\nContent-Type: text/html\n\nx\n--b--\n",
         " multipart/digest\n1 message/rfc822 [Content-Type: text/html\n\nx]\n"},
        {"no Content-Type, but a body that is parts",
         "MIME-Version: 1.0\n\n--b\nContent-Type: text/html\n\nx\n--b--\n",
         " text/plain\n1 text/html [x]\n",
         {hidden_alternative}},
        {"a field in the continuation of another",
         "X-Foo : a\n Content-Type: text/html\n\nx",
         "1 text/plain [x]\n",
         {malformed_header_line}},
        {"empty part", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--\n",
         " multipart/mixed\n1 text/plain []\n"},
        {"not closed",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n",
         " multipart/mixed\n1 text/plain [one\n]\n",
         {boundary_not_closed}},
        {"inner not closed",
         "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n"
         "--i\n\none\n--o\n\ntwo\n--o--\n",
         " multipart/mixed\n1 multipart/mixed\n1.1 text/plain [one]\n2 text/plain [two]\n",
         {boundary_not_closed}},
        {"only closed",
         "Content-Type: multipart/mixed; boundary=b\n\ntext\n--b--\n",
         "1 multipart/mixed [text\n--b--\n]\n",
         {empty_multipart}},
        {"blanks behind the boundary", "Content-Type: multipart/mixed; boundary=b\n\n--b \t\n\none\n--b-- \n",
         " multipart/mixed\n1 text/plain [one]\n"},
        {"no empty line behind a part's header",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b\n\ntwo\n--b--\n",
         " multipart/mixed\n1 text/html []\n2 text/plain [two]\n",
         {missing_header_body_separator}},
    };
    for (const Case& c : cases) check(c);
}

TEST(Message, ShowsWhatOthersHide) {
    using enum AnomalyKind;
    const std::string_view parts = "\n--b\nContent-Type: text/html\n\nhi\n--b--\n";
    const std::string_view shown = " multipart/mixed\n1 text/html [hi]\n";
    const std::pair<std::string_view, std::vector<AnomalyKind>> headers[] = {
        {"Content-Type: multipart/mixed; boundary=b; boundary=c\n",
         {hidden_alternative, duplicate_parameter}},
        {"Content-Type: multipart/mixed; boundary=c; boundary=b\n",
         {hidden_alternative, duplicate_parameter}},
        {"Content-Type: multipart/mixed; boundary*=utf-8''c; boundary=b\n", {hidden_alternative}},
        {"Content-Type: multipart/mixed; boundary='b'\n", {hidden_alternative}},
        {"Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n",
         {hidden_alternative, duplicate_content_type}},
        {"Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain\n",
         {hidden_alternative, duplicate_content_type}},
        {"Content-Type: multipart/mixed\n", {hidden_alternative, missing_boundary}},
        {"Content-Type: multipart/mixed; boundary=other\n", {hidden_alternative, boundary_never_found}},
        {"Content-Type: multipart/mixed; x=\"y;boundary=b\"\n", {hidden_alternative, missing_boundary}},
        {"Content-Type : multipart/mixed; (c) boundary=b\n", {comment_in_odd_place}},
        {"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n",
         {encoding_on_multipart}},
    };
    for (const auto& [header, anomalies] : headers) {
        const std::string mail = std::string(header) + std::string(parts);
        const std::string encoding = header.find("base64") != header.npos
                                         ? " multipart/mixed base64\n1 text/html [hi]\n"
                                         : std::string(shown);
        check({header.data(), mail, encoding, anomalies});
    }
    const Case cases[] = {
        {"a boundary without a multipart",
         "Content-Type: text/plain; boundary=b\n\n--b\n\nhi\n--b--\n",
         " text/plain\n1 text/plain [hi]\n",
         {hidden_alternative}},
        {"parts behind the end",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n1\n--b--\n--b\n\n2\n--b--\n",
         " multipart/mixed\n1 text/plain [1]\n2 text/plain [2]\n",
         {hidden_alternative}},
        {"text behind the boundary",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n1\n--bX\nContent-Type: text/html\n\n2\n--b--\n",
         " multipart/mixed\n1 text/plain [1]\n2 text/html [2]\n",
         {hidden_alternative, boundary_prefix_of_another}},
        {"inner boundary extends the outer",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b2\n\n"
         "--b2\n\n1\n--b2--\n--b\n\n2\n--b--\n",
         " multipart/mixed\n1 multipart/mixed\n1.1 text/plain [1]\n2 text/plain [2]\n"},
        {"inner boundary is the outer",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n"
         "--b\n\n1\n--b--\n--b--\n",
         " multipart/mixed\n1 multipart/mixed\n1.1 text/plain [1]\n"},
        {"inner boundary is the outer's end",
         "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b--\n\n"
         "--b--\n\n1\n--b----\n--b--\n",
         " multipart/mixed\n1 multipart/mixed\n1.1 text/plain [1]\n"},
        {"two encodings",
         "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nPGI+\n",
         "1 text/plain base64 [PGI+\n]\n",
         {duplicate_transfer_encoding, hidden_alternative}},
        {"an odd encoding",
         "Content-Transfer-Encoding: xbase64\n\nPGI+\n",
         "1 text/plain base64 [PGI+\n]\n",
         {unknown_transfer_encoding, hidden_alternative}},
        {"an unknown encoding",
         "Content-Transfer-Encoding: x-y\n\nx\n",
         "1 text/plain unknown [x\n]\n",
         {unknown_transfer_encoding}},
        {"two file names",
         "Content-Disposition: attachment; filename=a.txt; filename=b.exe\n\nx\n",
         "1 text/plain [x\n]\n",
         {hidden_alternative}},
    };
    for (const Case& c : cases) check(c);
}

TEST(Message, ReadsHeaderFields) {
    const std::string mail =
        "Subject: one\r\n two\r\nX-Odd : v\r\nno field here\r\nTo:a@b.test\r\nsubject: again\r\n\r\n";
    AnomalyList anomalies;
    const Message message = parse(mail, Limits{}, anomalies);
    ASSERT_EQ(message.header.fields.size(), 4u);
    EXPECT_EQ(message.header.fields[0].body, "one\r\n two");
    EXPECT_EQ(message.header.fields[1].name, "X-Odd");
    EXPECT_EQ(message.header.fields[2].body, "a@b.test");
    EXPECT_EQ(message.header.fields[2].offset, mail.find("To:"));
    EXPECT_EQ(message.header.find("SUBJECT")->body, "one\r\n two");
    EXPECT_EQ(message.header.find_all("subject").size(), 2u);
    EXPECT_EQ(message.header.find("none"), nullptr);
    ASSERT_EQ(anomalies.items().size(), 2u);
    EXPECT_EQ(anomalies.items()[0].kind, AnomalyKind::malformed_header_line);
    EXPECT_EQ(anomalies.items()[0].offset, mail.find("no field"));
    EXPECT_EQ(anomalies.items()[1].kind, AnomalyKind::duplicate_header_field);
    EXPECT_EQ(anomalies.items()[1].offset, mail.find("subject"));
    EXPECT_EQ(message.body_offset, mail.size());
}

TEST(Message, NamesOddBytes) {
    const std::string mail("Subject: a\0b \xE4\nX: a\rb\n\nbody\0\n", 29);
    AnomalyList anomalies;
    const Message message = parse(mail, Limits{}, anomalies);
    EXPECT_EQ(message.header.fields.at(1).body, "a\rb");
    std::vector<std::pair<AnomalyKind, uint64_t>> found;
    for (const Anomaly& each : anomalies.items()) found.emplace_back(each.kind, each.offset);
    const std::vector<std::pair<AnomalyKind, uint64_t>> expected = {{AnomalyKind::bare_cr, 19},
                                                                    {AnomalyKind::malformed_header_line, 20},
                                                                    {AnomalyKind::nul_byte, 10},
                                                                    {AnomalyKind::raw_8bit_header, 13},
                                                                    {AnomalyKind::nul_byte, 27}};
    EXPECT_EQ(found, expected);
}

TEST(Message, ReadsPartFields) {
    AnomalyList anomalies;
    const Message message = parse(
        "Content-Type: application/pdf; name=\"other.pdf\"; charset=\"UTF-8\"\n"
        "Content-Disposition: Attachment; filename*=utf-8''%C3%A4.pdf\nContent-ID: <id@x.test>\n\nx",
        Limits{}, anomalies);
    const Entity& entity = message.entities[0];
    EXPECT_EQ(entity.filename, "ä.pdf");
    EXPECT_EQ(entity.disposition, "attachment");
    EXPECT_EQ(entity.content_id, "id@x.test");
    EXPECT_EQ(entity.charset, "utf-8");
    EXPECT_TRUE(entity.content_type.present);
    EXPECT_TRUE(anomalies.items().empty());
}

TEST(Message, IsBounded) {
    Limits limits;
    std::string deep;
    for (int i = 0; i < 200; ++i) {
        const std::string b = std::to_string(1000 + i);  // none begins with another
        deep += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n";
    }
    AnomalyList anomalies;
    EXPECT_LE(parse(deep, limits, anomalies).entities.size(), static_cast<size_t>(limits.max_mime_depth) + 1);
    EXPECT_TRUE(anomalies.has(AnomalyKind::depth_limit));

    AnomalyList wide_anomalies;
    std::string wide = "Content-Type: multipart/mixed; boundary=b\n\n";
    for (int i = 0; i < 5000; ++i) wide += "--b\n\nx\n";
    EXPECT_EQ(parse(wide, limits, wide_anomalies).entities.size(), limits.max_parts);
    EXPECT_TRUE(wide_anomalies.has(AnomalyKind::part_limit));

    std::string fields;
    for (int i = 0; i < 5000; ++i) fields += "X: y\n";
    AnomalyList header_anomalies;
    EXPECT_EQ(parse(fields + "\nbody", limits, header_anomalies).header.fields.size(),
              limits.max_header_fields);
    EXPECT_TRUE(header_anomalies.has(AnomalyKind::header_limit));

    AnomalyList long_anomalies;
    const std::string mail = "Subject: " + std::string(3 << 20, 'x') + "\n\nbody";
    const Message message = parse(mail, limits, long_anomalies);
    EXPECT_TRUE(long_anomalies.has(AnomalyKind::header_limit));
    EXPECT_EQ(message.entities[0].body, "body");
}

// Traps for a search that looks from each place to the end: each is a few MB and must not take seconds.
TEST(Message, StaysLinear) {
    const std::string open = "Content-Type: multipart/mixed; boundary=";
    std::vector<std::string> mails(9);
    const std::string prefix(900, 'p');
    for (int i = 0; i < 60; ++i)
        mails[0] += open + prefix + std::to_string(i) + "\n\n--" + prefix + std::to_string(i) + "\n";
    for (int i = 0; i < 4000; ++i) mails[0] += "--" + prefix + "\n";
    for (int i = 0; i < 10'000; ++i)
        mails[1] += open + std::string("n") + std::to_string(i) + "\n\n--n" + std::to_string(i) + "\n";
    mails[2] = open + "b\n\n";
    for (int i = 0; i < 1900; ++i) mails[2] += "--b\n" + open + "never\n\n--x\n" + std::string(1000, '\r');
    mails[3] = open + "b\n\n" + std::string(2'000'000, '-');
    mails[4] = open + "b\n\n";
    for (int i = 0; i < 500'000; ++i) mails[4] += "--\n--";
    for (int i = 0; i < 500'000; ++i) mails[5] += "a:\r\r";
    for (int i = 0; i < 1'000'000; ++i) mails[6] += "a:b\r";
    mails[7] = open + "b\n\n--b\n\n";
    for (int i = 0; i < 500'000; ++i) mails[7] += "b\r--a\r";
    mails[8] = "a:b\rc:" + std::string(2'000'000, '\r');
    for (const std::string& mail : mails) {
        AnomalyList anomalies;
        EXPECT_FALSE(parse(mail, Limits{}, anomalies).entities.empty());
    }
}

}  // namespace
}  // namespace redshank::mime
