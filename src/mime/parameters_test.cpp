// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/testing.h"
#include "mime/fields.h"

namespace redshank::mime {
namespace {

/// "text/plain; a=b; c=d"
std::string dump(const ContentType& type) {
    std::string out = type.type + "/" + type.subtype;
    for (const Parameter& each : type.parameters) out += "; " + each.name + "=" + each.value;
    return out;
}

struct Case {
    std::string_view body;
    std::string_view dump;
};

TEST(ContentTypeField, Reads) {
    const Case cases[] = {
        {"text/plain", "text/plain"},
        {" Text / HTML ; Charset=\"UTF-8\"", "text/html; charset=UTF-8"},
        // RFC 2045 5.1.
        {"text/plain; charset=us-ascii (Plain text)", "text/plain; charset=us-ascii"},
        {"text/plain; charset=\"us-ascii\"", "text/plain; charset=us-ascii"},
        {"(c) multipart/mixed; (c) boundary=\"a\\\"b\" (c)", "multipart/mixed; boundary=a\"b"},
        // RFC 2231 3.
        {"message/external-body; access-type=URL;\r\n URL*0=\"ftp://\";\r\n "
         "URL*1=\"cs.example/pub/moore/bulk-mailer.tar\"",
         "message/external-body; access-type=URL; url=ftp://cs.example/pub/moore/bulk-mailer.tar"},
        // 4, and 4.1.
        {"application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
         "application/x-stuff; title=This is ***fun***"},
        {"application/x-stuff\r\n  title*0*=us-ascii'en'This%20is%20even%20more%20;\r\n"
         " title*1*=%2A%2A%2Afun%2A%2A%2A%20;\r\n title*2=\"isn't it!\"",
         "application/x-stuff; title=This is even more ***fun*** isn't it!"},
        {"a/b; n*1*=%A4; n*0*=utf-8''%C3", "a/b; n=ä"},
        {"a/b; n*=iso-8859-1''%E4", "a/b; n=ä"},
        {"a/b; n*=x%41y", "a/b; n=xAy"},
        // RFC 2047 where it must not be, as clients read it.
        {"a/b; name=\"=?utf-8?Q?=C3=A4.pdf?=\"", "a/b; name=ä.pdf"},
        {"a/b; name=\"J\xF8rn\"", "a/b; name=Jørn"},
        // RFC 2231 wins, the plain one stays behind it.
        {"a/b; n=old; n*=utf-8''new", "a/b; n=new; n=old"},
        {"a/b; n=1; n=2", "a/b; n=1; n=2"},
        // Damage.
        {"text/html charset=utf-8", "text/html; charset=utf-8"},
        {"multipart/mixed, boundary=x", "multipart/mixed; boundary=x"},
        {"text/plain;;charset=x;", "text/plain; charset=x"},
        {"a/b; name=my file.pdf; size=1", "a/b; name=my file.pdf; size=1"},
        {"a/b; name=\"my file.pdf; size=1", "a/b; name=my file.pdf; size=1"},
        {"a/b; flag; n=1", "a/b; flag=; n=1"},
        {"a/b; = ;; =x; n=1", "a/b; n=1"},
        // A ";" forgotten at the end of a line.
        {"a/b;\r\n x=1\r\n y=\"2\";\r\n z=3", "a/b; x=1; y=2; z=3"},
        {"a/b\n n*0*=utf-8''%C3%A4\n n*1=\"b\"", "a/b; n=äb"},
        {"a/b; name=my\n long=file.pdf", "a/b; name=my; long=file.pdf"},
        {"a/b; name=my\n long file=1.pdf", "a/b; name=my long file=1.pdf"},
        {"text", "text/plain"},
        {"text/html>; charset=x", "text/html; charset=x"},
        {"text/html/x", "text/html"},
        {"a/b; n*0=\"=?utf-8?Q?=C3=A4?=\"; n*1=\"=?utf-8?Q?b?=\"", "a/b; n=äb"},
        {"", "text/plain"},
        {"html; charset=x", "text/html; charset=x"},
        {"multipart; boundary=x", "multipart/mixed; boundary=x"},
        {"/plain", "text/plain"},
        {"a/b; =x; n=1", "a/b; n=1"},
        {"a/b; n*x=1", "a/b; n*x=1"},
        {"\"text/html\"", "text/html"},
        {"a/b; n = \r\n \"v\"", "a/b; n=v"},
        {"a/b (; n=1", "a/b; n=1"},
    };
    for (const Case& c : cases) {
        const ExactBytes exact(c.body);
        AnomalyList anomalies;
        EXPECT_EQ(dump(parse_content_type(exact.view(), Limits{}, anomalies)), c.dump) << c.body;
    }
}

TEST(ContentTypeField, NamesAnomalies) {
    const std::pair<std::string_view, AnomalyKind> cases[] = {
        {"a/b; n=1; n=2", AnomalyKind::duplicate_parameter},
        {"a/b; n*0=1; n=2", AnomalyKind::duplicate_parameter},
        {"text", AnomalyKind::malformed_content_type},
        {"a/b; n=\"x", AnomalyKind::malformed_content_type},
        {"a/(c)b", AnomalyKind::comment_in_odd_place},
    };
    for (const auto& [body, kind] : cases) {
        AnomalyList anomalies;
        parse_content_type(body, Limits{}, anomalies);
        EXPECT_TRUE(anomalies.has(kind)) << body;
    }
    AnomalyList anomalies;
    parse_content_type("a/b; n*0=1; n*1=2; m=3", Limits{}, anomalies);
    EXPECT_TRUE(anomalies.items().empty());
}

TEST(ContentTypeField, ComparesTypes) {
    AnomalyList anomalies;
    const ContentType type = parse_content_type("Text/HTML; a=1; a=2", Limits{}, anomalies);
    EXPECT_TRUE(type.is("text/html"));
    EXPECT_FALSE(type.is("text/htm"));
    EXPECT_FALSE(type.is("texts/html"));
    EXPECT_EQ(type.parameter("a"), "1");
    EXPECT_EQ(type.parameter("b"), "");
}

TEST(DispositionField, Reads) {
    AnomalyList anomalies;
    const Disposition disposition =
        parse_disposition("Attachment; FileName=\"a b.pdf\"", Limits{}, anomalies);
    EXPECT_EQ(disposition.value, "attachment");
    ASSERT_EQ(disposition.parameters.size(), 1u);
    EXPECT_EQ(disposition.parameters[0].name, "filename");
    EXPECT_EQ(disposition.parameters[0].value, "a b.pdf");
}

// Every white space character that may stand before the type ends a look at it: this was an endless loop
// once.
TEST(ContentTypeField, OddWhiteSpaceEnds) {
    AnomalyList anomalies;
    for (const char* body : {"\ftext/html", "\vtext/html", " \f \v text/html", "\f", "text\f/\vhtml"}) {
        const ContentType type = parse_content_type(body, Limits{}, anomalies);
        EXPECT_LE(type.parameters.size(), 1u) << body;
    }
    EXPECT_TRUE(parse_content_type("\ftext/html", Limits{}, anomalies).is("text/html"));
}

TEST(Parameters, AreBounded) {
    AnomalyList anomalies;
    std::string pieces = "a/b";
    for (int i = 0; i < 100'000; ++i) pieces += ";n*" + std::to_string(i) + "=x";
    EXPECT_LE(parse_content_type(pieces, Limits{}, anomalies).parameters.at(0).value.size(), 1200u);
    EXPECT_TRUE(anomalies.has(AnomalyKind::parameter_limit));
    for (const char* part : {";", "(", "\"", "=", "a=\"", "*", ";a*0*=''", "(\"", " \n", "=\n a"}) {
        std::string body = "a/b;";
        while (body.size() < 1'000'000) body += part;
        EXPECT_LE(parse_content_type(body, Limits{}, anomalies).parameters.size(), 1200u) << part;
        EXPECT_LE(parse_content_type(body + "a=" + body, Limits{}, anomalies).parameters.size(), 1200u)
            << part;
    }
}

}  // namespace
}  // namespace redshank::mime
