// SPDX-License-Identifier: Apache-2.0
#include "document/office_xml.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "document/office_fields.h"
#include "document/target.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

std::string field(const std::string& instruction) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>" + instruction +
           "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>shown</w:t></w:r>"
           "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
}

struct Row {
    const char* what;
    std::string xml;
    const char* expected;
};

TEST(OfficeXml, WhatElementsLoad) {
    const Row rows[] = {
        {"remote template", relationship("attachedTemplate", "http://t.example/a.dotm"),
         "template http://t.example/a.dotm"},
        {"linked picture", relationship("image", "https://t.example/p.png?u=1"),
         "image https://t.example/p.png?u=1"},
        {"frame", relationship("frame", "http://t.example/f"), "frame http://t.example/f"},
        {"subdocument", relationship("subDocument", "http://t.example/s"), "frame http://t.example/s"},
        {"linked object", relationship("oleObject", "mhtml:http://t.example/o!x-usc:http://t.example/o"),
         "object mhtml:http://t.example/o!x-usc:http://t.example/o"},
        {"hyperlink", relationship("hyperlink", "https://t.example/?a=1&amp;b=2"),
         "link https://t.example/?a=1&b=2"},
        {"type of another vendor", relationship("somethingNew", "https://t.example/x"),
         "resource https://t.example/x"},
        {"share on a host", relationship("image", "\\\\t.example\\s\\p.png"),
         "image \\\\t.example\\s\\p.png"},
        {"inside the package", "<Relationship Type=\"x/image\" Target=\"media/a.png\"/>", ""},
        {"external but relative", relationship("image", "media/a.png"), ""},
        {"DDE in a field", field("DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot;"),
         "dde DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\""},
        {"DDE cut into runs",
         "<w:fldChar w:fldCharType='begin'/><w:instrText>DDEA</w:instrText><w:instrText>UTO cmd "
         "x</w:instrText><w:fldChar w:fldCharType='end'/>",
         "dde DDEAUTO cmd x"},
        {"DDE whose words come from an inner field",
         "<w:fldChar w:fldCharType='begin'/><w:instrText>DDE </w:instrText>" + field("QUOTE 99 109") +
             "<w:fldChar w:fldCharType='end'/>",
         "dde DDE QUOTE 99 109"},
        {"picture by field", field(" INCLUDEPICTURE \"http://t.example/i.png\" \\d "),
         "image http://t.example/i.png"},
        {"text by field", "<w:fldSimple w:instr='INCLUDETEXT \"http://t.example/t\"'/>",
         "frame http://t.example/t"},
        {"link by field", field("HYPERLINK \"http://t.example/h\""), "link http://t.example/h"},
        {"link within", field("HYPERLINK \\l \"chapter\""), ""},
        {"page number", field("PAGE \\* MERGEFORMAT"), ""},
        {"a field's result is text", field("PAGE") + "<w:t>DDEAUTO x</w:t>", ""},
        {"Excel DDE formula", "<c><f>cmd|'/c calc'!A0</f></c>", "dde cmd|'/c calc'!A0"},
        {"Excel DDE link", "<ddeLink ddeService='cmd' ddeTopic='/c calc'/>", "dde cmd|/c calc"},
        {"Excel picture function", "<f>_xlfn.IMAGE(\"https://t.example/i.png\")</f>",
         "image https://t.example/i.png"},
        {"Excel web function", "<f>WEBSERVICE(&quot;https://t.example/w&quot;)</f>",
         "resource https://t.example/w"},
        {"Excel sum", "<f>SUM(A1:A9)</f>", ""},
        {"a bar in a string", "<f>A1&amp;\"x|y!z\"</f>", ""},
        {"web query", "<webPr xml='1' url='http://t.example/q'/>", "resource http://t.example/q"},
        {"ODF picture", "<draw:image xlink:href='http://t.example/p.png'/>", "image http://t.example/p.png"},
        {"ODF picture inside", "<draw:image xlink:href='Pictures/p.png'/>", ""},
        {"ODF frame", "<draw:floating-frame xlink:href='http://t.example/f'/>", "frame http://t.example/f"},
        {"ODF linked section", "<text:section-source xlink:href='http://t.example/s'/>",
         "frame http://t.example/s"},
        {"ODF object", "<draw:object xlink:href='http://t.example/o'/>", "object http://t.example/o"},
        {"ODF template", "<meta:template xlink:href='http://t.example/t.ott'/>",
         "template http://t.example/t.ott"},
        {"ODF font", "<svg:font-face-uri xlink:href='http://t.example/f.ttf'/>",
         "resource http://t.example/f.ttf"},
        {"ODF link", "<text:a xlink:href='http://t.example/l'>x</text:a>", "link http://t.example/l"},
        {"ODF script", "<script:event-listener xlink:href='vnd.sun.star.script:a.b?language=Basic'/>",
         "macro vnd.sun.star.script:a.b?language=Basic"},
        {"ODF DDE", "<office:dde-source office:dde-application='soffice' office:dde-topic='a'/>",
         "dde soffice|a"},
        {"ODF DDE formula", "<table:table-cell table:formula='of:=DDE(\"soffice\";\"a\";\"b\")'/>",
         "dde of:=DDE(\"soffice\";\"a\";\"b\")"},
        {"ODF share without a scheme", "<draw:image xlink:href='//t.example/s/p.png'/>",
         "image //t.example/s/p.png"},
        {"an attribute of another namespace first",
         "<draw:image x:href='Pictures/p.png' xlink:href='http://t.example/p.png'/>",
         "image http://t.example/p.png"},
        {"a relationship's attribute of another namespace",
         "<Relationship x:TargetMode='Internal' x:Target='a' Type='x/image' TargetMode='External' "
         "Target='http://t.example/p.png'/>",
         "image http://t.example/p.png"},
        {"ODF reload", "<meta:auto-reload xlink:href='http://t.example/d' meta:delay='PT1S'/>",
         "frame http://t.example/d"},
        {"ODF picture of a button", "<form:button form:image-data='http://t.example/b.png'/>",
         "image http://t.example/b.png"},
        {"Excel text import", "<textPr sourceFile='http://t.example/t.csv'/>",
         "resource http://t.example/t.csv"},
        {"Excel connection file", "<connection odcFile='http://t.example/c.odc'/>",
         "resource http://t.example/c.odc"},
        {"VML fill", "<v:fill type='frame' src='http://t.example/f.png'/>", "image http://t.example/f.png"},
        {"ODF encrypted", "<manifest:encryption-data/>", "encrypted encryption-data"},
    };
    for (const Row& row : rows) {
        const std::string xml = "<?xml version=\"1.0\"?><root>" + row.xml + "</root>";
        const ExactBytes exact(xml);
        const Contents contents = read_office_xml(exact.view(), Limits{});
        EXPECT_EQ(dump(contents), row.expected) << row.what;
        EXPECT_FALSE(contents.cut) << row.what;
        for (const Reference& one : contents.references) {
            ASSERT_LE(one.offset + one.length, xml.size());
            // As written: with "&amp;" for "&", and for a field the whole instruction.
            EXPECT_NE(xml.substr(one.offset, one.length).find(one.value.substr(0, 16)), std::string::npos)
                << row.what;
            EXPECT_NE(std::string("\"'>").find(xml[one.offset - 1]), std::string::npos) << row.what;
        }
    }
}

TEST(OfficeXml, DamageKeepsWhatStandsBeforeIt) {
    const std::string xml = "<r>" + relationship("image", "http://t.example/a") + "<broken";
    EXPECT_EQ(dump(read_office_xml(xml, Limits{})), "image http://t.example/a");
    for (size_t length = 0; length < xml.size(); ++length) {
        const ExactBytes cut(std::string_view(xml).substr(0, length));
        read_office_xml(cut.view(), Limits{});
    }
}

TEST(OfficeXml, EntitiesAreNeverExpanded) {
    const std::string bomb =
        "<!DOCTYPE r [<!ENTITY a 'http://t.example/'><!ENTITY b '&a;&a;'>]><r><webPr url='x:&b;'/></r>";
    EXPECT_EQ(dump(read_office_xml(bomb, Limits{})), "");
}

TEST(OfficeXml, LimitsAreKeptAndTold) {
    Limits limits;
    limits.max_links = 2;
    std::string xml = "<r>";
    for (int i = 0; i < 5; ++i) xml += relationship("image", "http://t.example/" + std::to_string(i));
    const Contents contents = read_office_xml(xml, limits);
    EXPECT_EQ(contents.references.size(), 2u);
    EXPECT_TRUE(contents.cut);
    limits.max_xml_bytes = 300;
    EXPECT_TRUE(read_office_xml(xml, limits).cut);
}

TEST(OfficeXml, DeepNestingIsNoRecursion) {
    std::string xml;
    for (int i = 0; i < 200'000; ++i) xml += "<a>";
    xml += "<webPr url='http://t.example/q'/>";
    EXPECT_EQ(dump(read_office_xml(xml, Limits{})), "resource http://t.example/q");
}

TEST(OfficeXml, NamesThatSayWhatAMemberIs) {
    EXPECT_EQ(trait_of_member("word/vbaProject.bin"), TraitKind::macro);
    EXPECT_EQ(trait_of_member("xl/macrosheets/sheet1.xml"), TraitKind::macro);
    EXPECT_EQ(trait_of_member("Basic/Standard/Module1.xml"), TraitKind::macro);
    EXPECT_EQ(trait_of_member("Basic/script-lc.xml"), std::nullopt);
    EXPECT_EQ(trait_of_member("word/activeX/activeX1.bin"), TraitKind::activex);
    EXPECT_EQ(trait_of_member("word/embeddings/oleObject1.bin"), TraitKind::embedded_object);
    EXPECT_EQ(trait_of_member("word/document.xml"), std::nullopt);
}

TEST(Target, PlacesAsUrls) {
    const std::pair<const char*, const char*> rows[] = {
        {"https://t.example/a", "https://t.example/a"},
        {"\\\\t.example\\s\\x.dotm", "file://t.example/s/x.dotm"},
        {"file:///\\\\t.example\\s\\x.dotm", "file://t.example/s/x.dotm"},
        {"file://t.example/s/x", "file://t.example/s/x"},
        {"file:////t.example/s/x", "file://t.example/s/x"},
        {"//t.example/s/x", "file://t.example/s/x"},
        {"\\\\?\\UNC\\t.example\\s", "file://t.example/s"},
        {"file:///C:/Users/a/Normal.dotm", ""},
        {"C:\\Templates\\a.dotm", ""},
        {"file://C:/a", ""},
        {"\\\\.\\pipe\\x", ""},
        {"mhtml:http://t.example/o!x-usc:http://t.example/o", "http://t.example/o"},
        {"", ""},
    };
    for (const auto& [written, expected] : rows) EXPECT_EQ(complete_target(written), expected) << written;
}

}  // namespace
}  // namespace redshank::document
