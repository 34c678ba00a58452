// SPDX-License-Identifier: Apache-2.0
#include "document/pdf.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/testing.h"
#include "document/pdf_lexer.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

PdfReading read(std::string_view bytes, const std::vector<std::string>& passwords = {""}) {
    Unpacked unpacked;
    return read_pdf(bytes, passwords, Limits{}, unpacked);
}

// "part: dump | part: dump"
std::string dump_all(const PdfReading& reading) {
    std::string out;
    for (const PdfPart& part : reading.parts) {
        const std::string one = dump(part.contents);
        if (one.empty()) continue;
        out += (out.empty() ? "" : " | ") + (part.name.empty() ? "" : part.name + ": ") + one;
    }
    return out;
}

struct Row {
    const char* what;
    std::vector<std::string> objects;
    const char* expected;
};

TEST(Pdf, ActionsAndWhenTheyHappen) {
    const std::string catalog = "<< /Type /Catalog >>";
    const Row rows[] = {
        {"link",
         {"<< /Subtype /Link /A << /S /URI /URI (http://t.example/a) >> >>"},
         "link http://t.example/a"},
        {"keys in another order",
         {"<< /A << /URI (http://t.example/a) /S /URI >> >>"},
         "link http://t.example/a"},
        {"no blanks", {"<</A<</S/URI/URI(http://t.example/a)>>>>"}, "link http://t.example/a"},
        {"escaped names and text",
         {"<< /A << /#53 /U#52I /URI (http:\\057/t.example\\/\\(a\\)) >> >>"},
         "link http://t.example/(a)"},
        {"hex string",
         {"<< /A << /S /URI /URI <687474703A2F2F742E6578616D706C65> >> >>"},
         "link http://t.example"},
        {"brackets in a string",
         {"<< /A << /S /URI /URI (http://t.example/(a)b) >> >>"},
         "link http://t.example/(a)b"},
        {"text elsewhere",
         {"<< /A << /S /URI /URI 2 0 R >> >>", "(http://t.example/a)"},
         "link http://t.example/a"},
        {"action elsewhere",
         {"<< /A 2 0 R >>", "<< /S /URI /URI (http://t.example/a) >>"},
         "link http://t.example/a"},
        {"opens by itself",
         {"<< /OpenAction << /S /URI /URI (http://t.example/o) >> >>"},
         "action http://t.example/o"},
        {"opens by itself, elsewhere",
         {"<< /OpenAction 2 0 R >>", "<< /S /URI /URI (http://t.example/o) >>"},
         "action http://t.example/o"},
        {"the action after it",
         {"<< /OpenAction 2 0 R >>", "<< /S /GoTo /Next 3 0 R >>", "<< /S /URI /URI (http://t.example/o) >>"},
         "action http://t.example/o"},
        {"a page's opening",
         {"<< /Type /Page /AA << /O << /S /URI /URI (http://t.example/p) >> >> >>"},
         "action http://t.example/p"},
        {"a page's opening, elsewhere",
         {"<< /Type /Page /AA 2 0 R >>", "<< /O 3 0 R >>", "<< /S /URI /URI (http://t.example/p) >>"},
         "action http://t.example/p"},
        {"a key press is no opening",
         {"<< /AA << /K << /S /URI /URI (http://t.example/k) >> >> >>"},
         "link http://t.example/k"},
        {"a page to show first", {"<< /OpenAction [ 3 0 R /Fit ] >>", catalog, "<< /Type /Page >>"}, ""},
        {"launch",
         {"<< /OpenAction << /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> >> >>"},
         "action cmd.exe; launch cmd.exe"},
        {"launch by file specification",
         {"<< /A << /S /Launch /F << /Type /Filespec /F (a.exe) >> >> >>"},
         "link a.exe; launch a.exe"},
        {"another file",
         {"<< /A << /S /GoToR /F (\\\\\\\\t.example\\\\s\\\\x.pdf) /D [0 /Fit] >> >>"},
         "link \\\\t.example\\s\\x.pdf; remote-go-to \\\\t.example\\s\\x.pdf"},
        {"another file by itself, elsewhere",
         {"<< /AA << /O << /S /GoToE /F 2 0 R >> >> >>", "<< /Type /Filespec /F 3 0 R >>",
          "(\\\\\\\\t.example\\\\s)"},
         "action \\\\t.example\\s; remote-go-to \\\\t.example\\s"},
        {"form",
         {"<< /A << /S /SubmitForm /F << /FS /URL /F (http://t.example/f) >> >> >>"},
         "form http://t.example/f"},
        {"script",
         {"<< /OpenAction << /S /JavaScript /JS (app.launchURL\\(\"http://t.example/j\", true\\);) >> >>"},
         "action http://t.example/j; script app.launchURL(\"http://t.example/j\", true);"},
        {"script in a stream",
         {"<< /A << /S /JavaScript /JS 2 0 R >> >>", pdf_stream("", "app.alert(1)")},
         "script"},
        {"file inside",
         {"<< /Type /Filespec /F (a.docm) /EF << /F 2 0 R >> >>", pdf_stream("/Type /EmbeddedFile", "x")},
         "embedded-file a.docm"},
        {"a film at an address",
         {"<< /S /Rendition /R << /S /MR /C << /S /MCD /D << /FS /URL /F (http://t.example/m) >> >> >> >>"},
         "object http://t.example/m"},
        {"a stream's data at an address",
         {"<< /Length 0 /F << /FS /URL /F (http://t.example/d) >> >>\nstream\n\nendstream"},
         "object http://t.example/d"},
        {"transparency is no action", {"<< /Group << /S /Transparency >> >>"}, ""},
    };
    for (const Row& row : rows) {
        const std::string pdf = make_pdf(row.objects);
        const ExactBytes exact(pdf);
        const PdfReading reading = read(exact.view());
        std::string got = dump_all(reading);
        EXPECT_EQ(got, row.expected) << row.what;
        for (const Reference& one : reading.parts[0].contents.references) {
            EXPECT_NE(std::string("(<").find(pdf[one.offset - 1]), std::string::npos) << row.what;
            EXPECT_NE(std::string(")>").find(pdf[one.offset + one.length]), std::string::npos) << row.what;
        }
    }
}

TEST(Pdf, ObjectStreams) {
    const std::string objects = "<< /OpenAction 12 0 R >> << /S /URI /URI (http://t.example/o) >> ";
    const std::string header = "11 0 12 25 ";
    const std::string dictionary = "/Type /ObjStm /N 2 /First " + std::to_string(header.size());
    for (const bool packed : {false, true}) {
        const std::string pdf =
            packed
                ? make_pdf({pdf_stream(dictionary + " /Filter [ /FlateDecode ]", deflated(header + objects))})
                : make_pdf({pdf_stream(dictionary, header + objects)});
        const PdfReading reading = read(pdf);
        EXPECT_EQ(dump_all(reading), "obj1: action http://t.example/o");
        ASSERT_EQ(reading.parts.size(), 2u);
        EXPECT_EQ(reading.parts[1].bytes, header + objects);
        EXPECT_TRUE(all_in_place(reading.parts[1].contents, reading.parts[1].bytes));
    }
}

TEST(Pdf, APredictorIsToldAsNotRead) {
    const std::string stream = "11 0 << /S /URI /URI (http://t.example/p) >>";
    const auto with = [&](const std::string& parameters) {
        return read(make_pdf(
            {pdf_stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode" + parameters, deflated(stream))}));
    };
    EXPECT_FALSE(with("").parts[0].contents.cut);
    EXPECT_FALSE(with(" /DecodeParms null").parts[0].contents.cut);
    EXPECT_TRUE(with(" /DecodeParms << /Predictor 12 /Columns 4 >>").parts[0].contents.cut);
}

TEST(Pdf, EncryptedSaysSoAndInventsNothing) {
    const std::string pdf = make_pdf({"<< /A << /S /URI /URI (\x8F\x01garbage) >> >>"},
                                     "/Root 1 0 R /Encrypt << /Filter /Standard /V 2 >>");
    EXPECT_EQ(dump_all(read(pdf)), "encrypted");
    EXPECT_TRUE(read(pdf).locked);
}

std::string seed(const std::string& name) {
    std::ifstream file(REDSHANK_SOURCE_DIR "/fuzz/document_pdf_fuzz/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

// Encrypted by qpdf 11, in each revision of the standard handler, from the same five objects.
TEST(Pdf, TheStandardSecurityHandlerOpens) {
    const std::string opened = "action https://t.example/open?u=1; link https://t.example/link?u=1";
    for (const char* name : {"r2", "r3", "r4", "r5", "r6", "r6-streams"}) {
        const PdfReading reading = read(seed(name));
        EXPECT_EQ(dump_all(reading).substr(dump_all(reading).find("action")), opened) << name;
        EXPECT_EQ(reading.password, "") << name;
        EXPECT_FALSE(reading.locked) << name;
    }
    for (const char* name : {"r3-password", "r4-streams-password", "r6-password"}) {
        const PdfReading locked = read(seed(name), {"", "another", std::string(200, 'x')});
        EXPECT_EQ(dump_all(locked), "encrypted") << name;
        EXPECT_TRUE(locked.locked && !locked.password && !locked.parts[0].contents.cut) << name;
        const PdfReading reading = read(seed(name), {"another", "Kr7-qq"});
        EXPECT_EQ(dump_all(reading).substr(dump_all(reading).find("action")), opened) << name;
        EXPECT_EQ(reading.password, "Kr7-qq") << name;
    }
}

// Viewers go by the trailer that the end of the file points to. What any other claims hides nothing.
TEST(Pdf, AFalseTrailerHidesNothing) {
    const std::string action = "<< /S /URI /URI (http://t.example/a) >>";
    const std::string stray = make_pdf({action, "<< /Encrypt << /Filter /Standard /V 1 /R 2 >> >>"});
    EXPECT_EQ(dump_all(read(stray)), "link http://t.example/a");
    EXPECT_EQ(dump_all(read(make_pdf({action}, "/Encrypt 9 0 R"))), "link http://t.example/a; encrypted");
    const std::string header = "11 0 ";
    const std::string stream =
        pdf_stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", deflated(header + action));
    EXPECT_EQ(dump_all(read(make_pdf({stream}, "/Encrypt 9 0 R"))),
              "encrypted | obj1: link http://t.example/a");
    // A trailer that opens, behind objects that were never encrypted.
    const std::string opened = seed("r3");
    EXPECT_NE(dump_all(read(opened + "9 0 obj " + action + " endobj")).find("http://t.example/a"),
              std::string::npos);
    EXPECT_NE(dump_all(read(opened + "9 0 obj " + stream + " endobj")).find("http://t.example/a"),
              std::string::npos);
}

TEST(Pdf, EncryptedIsSafeAtEveryCutAndFlip) {
    for (const char* name : {"r4", "r6-streams"}) {
        const std::string pdf = seed(name);
        ASSERT_FALSE(pdf.empty());
        for (size_t length = 0; length < pdf.size(); length += 5) {  // each costs a try of the password
            const ExactBytes cut(std::string_view(pdf).substr(0, length));
            read(cut.view());
            std::string flipped = pdf;
            flipped[length] = static_cast<char>(flipped[length] ^ 0x15);
            read(flipped);
        }
    }
}

TEST(Pdf, DamageAndTricks) {
    const std::string action = "<< /S /URI /URI (http://t.example/a) >>";
    const std::string expected = "link http://t.example/a";
    const std::string image = pdf_stream("/Filter /DCTDecode", "((((<<<<[[[ /S /URI endobj ( (");
    EXPECT_EQ(dump_all(read(make_pdf({image, action}))), expected) << "a picture's bytes are no objects";
    EXPECT_EQ(dump_all(read(make_pdf({"<< /Length 99999 >>\nstream\n\x01\x02 endstream", action}))), expected)
        << "a wrong length";
    EXPECT_EQ(dump_all(read(make_pdf({"<< /Length 5 >>\nstream\nabcde", action}))), expected) << "no end";
    EXPECT_EQ(dump_all(read(make_pdf({"<< /Broken ( ", action}))), expected) << "a string without its end";
    EXPECT_EQ(dump_all(read(make_pdf({"<< /Broken [ << ", action}))), expected)
        << "an object without its end";
    const std::string update =
        make_pdf({action}) + "1 0 obj\n<< /S /URI /URI (http://t.example/b) >>\nendobj\n";
    EXPECT_EQ(dump_all(read(update)), expected + "; link http://t.example/b")
        << "an update, and what it replaced";
    EXPECT_EQ(dump_all(read(make_pdf({"<< /S /URI /URI 2 0 R >>", "<< /F 1 0 R >>"}))), "") << "a circle";
}

TEST(Pdf, HostileSizesStayLinear) {
    std::string nested(300'000, '[');
    read(make_pdf({nested}));
    std::string brackets(300'000, '(');
    read(make_pdf({brackets}));
    std::string streams;
    for (int i = 0; i < 30'000; ++i) streams += "1 0 obj<<>>stream\n";
    read(streams);
    std::string strings;
    for (int i = 0; i < 30'000; ++i) strings += "1 0 obj( endobj ";
    read(strings);
    std::string keys = "<< ";
    for (int i = 0; i < 100'000; ++i) keys += "/S 1 ";
    read(make_pdf({keys + ">>"}));
}

TEST(Pdf, ABombIsCut) {
    const std::string packed = deflated(std::string(64 << 20, ' '));
    const PdfReading reading =
        read(make_pdf({pdf_stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed)}));
    EXPECT_TRUE(reading.parts[0].contents.cut);
}

TEST(Pdf, CutAtEveryLength) {
    const std::string pdf = make_pdf({"<< /OpenAction 2 0 R >>", "<< /S /URI /URI (http://t.example/o) >>",
                                      pdf_stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode",
                                                 deflated("11 0 << /S /URI /URI (http://t.example/p) >>"))});
    for (size_t length = 0; length < pdf.size(); ++length) {
        const ExactBytes cut(std::string_view(pdf).substr(0, length));
        read(cut.view());
    }
}

TEST(Pdf, Strings) {
    const std::pair<const char*, const char*> rows[] = {{"(a\\\nb)", "ab"},
                                                        {"(\\101\\60)", "A0"},
                                                        {"(\\n\\q)", "\nq"},
                                                        {"(a(b)c)", "a(b)c"},
                                                        {"<4 1 4>", "A@"}};
    for (const auto& [written, expected] : rows) {
        PdfLexer lexer(written);
        EXPECT_EQ(pdf_text(pdf_bytes(lexer.next())), expected) << written;
    }
    const std::string utf16 = std::string("(\xFE\xFF\0h\0i)", 8);
    PdfLexer lexer(utf16);
    EXPECT_EQ(pdf_text(pdf_bytes(lexer.next())), "hi");
}

}  // namespace
}  // namespace redshank::document
