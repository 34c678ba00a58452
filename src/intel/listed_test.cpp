// SPDX-License-Identifier: Apache-2.0
// Sanctions lists in small: files written for this test to the layouts that the authorities publish, about
// made-up people and companies. One person and one company stand in each, so one expectation serves all.
#include "intel/listed.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "intel/list_builder.h"
#include "intel/list_store.h"

namespace redshank::intel {

namespace {

SanctionsList read(Kind kind, std::string_view text) {
    return read_sanctions(kind, text, {});
}

// "42 person Lin, Guangwen | =Lin X | CYBER2 | 1985-11-12 | CN | 2024-03-25"
std::string dump(const ListEntry& entry) {
    std::string out = entry.id + " " + std::string(listed_type_name(entry.type));
    constexpr std::string_view marks = " =~-";
    for (const ListedName& name : entry.names)
        out += std::string(" ") +
               (name.quality == NameQuality::primary
                    ? ""
                    : std::string(1, marks[static_cast<size_t>(name.quality)])) +
               name.text + ";";
    for (const std::string& one : entry.programmes) out += " " + one;
    for (const Birth& birth : entry.births) {
        out += " " + std::to_string(birth.first_year);
        if (birth.last_year != birth.first_year) out += ".." + std::to_string(birth.last_year);
        if (birth.day != 0) out += "/" + std::to_string(birth.month) + "/" + std::to_string(birth.day);
    }
    for (const std::string& one : entry.countries) out += " " + one;
    if (!entry.listed_on.empty()) out += " on " + entry.listed_on;
    return out;
}

std::vector<std::string> dumps(const SanctionsList& list) {
    std::vector<std::string> out;
    for (const ListEntry& entry : list.entries) out.push_back(dump(entry));
    return out;
}

using Lines = std::vector<std::string>;

TEST(Listed, OfacTables) {
    const SanctionsList sdn =
        read(Kind::ofac_sdn_csv,
             "42,\"LIN, Guangwen\",\"individual\",\"CYBER2] [SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB "
             "12 Nov 1985; POB Wuxi, China; nationality China; a.k.a. 'GWLIN'.\"\r\n"
             "43,\"QINGSHUO CO., LTD.\",-0- ,\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
             "44,\"short\"\r\n\x1a");
    EXPECT_EQ(dumps(sdn), (Lines{"42 person LIN, Guangwen; =GWLIN; CYBER2 SDGT 1985/11/12 CN",
                                 "43 entity QINGSHUO CO., LTD.; CYBER2"}));
    ASSERT_EQ(sdn.problems.size(), 1u);
    EXPECT_EQ(sdn.problems[0].line, 3u);
    EXPECT_EQ(
        dumps(read(Kind::ofac_alt_csv, "42,7,\"fka\",\"LIN, Wen\",-0- \n42,8,\"aka\",\"LIN, G\",-0- \n")),
        (Lines{"42 unknown ~LIN, Wen; =LIN, G;"}));
    EXPECT_EQ(dumps(read(Kind::ofac_add_csv, "43,9,\"No. 1 Road\",\"Wuxi\",\"China\",-0- \n")),
              (Lines{"43 unknown CN"}));
    EXPECT_EQ(dumps(read(Kind::ofac_comments_csv, "42,\"x; alt. DOB 1986; citizen Iran.\"\n")),
              (Lines{"42 unknown 1986 IR"}));
}

TEST(Listed, OfacFilesBecomeOneEntry) {
    std::vector<CompiledEntry> all = compile_list(
        read(Kind::ofac_sdn_csv,
             "42,\"LIN, Guangwen\",\"individual\",\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n")
            .entries);
    for (auto [kind, text] : {std::pair{Kind::ofac_alt_csv, "42,7,\"aka\",\"LIN, Wen\",-0- \n"},
                              {Kind::ofac_add_csv, "42,9,-0- ,-0- ,\"China\",-0- \n"}})
        for (CompiledEntry& one : compile_list(read(kind, text).entries)) all.push_back(std::move(one));
    const std::vector<CompiledEntry> merged = merge_entries(std::move(all));
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(dump(merged[0].entry), "42 person LIN, Guangwen; =LIN, Wen; CYBER2 CN");
    EXPECT_EQ(merged[0].names.size(), 2u);
}

TEST(Listed, OfacSdnXml) {
    const SanctionsList list = read(Kind::ofac_sdn_xml, R"(<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://ofac.example/sdn"><publshInformation><Publish_Date>03/25/2024</Publish_Date></publshInformation>
<sdnEntry><uid>42</uid><firstName>Guangwen</firstName><lastName>LIN</lastName><sdnType>Individual</sdnType>
<programList><program>CYBER2</program></programList>
<akaList><aka><uid>7</uid><type>a.k.a.</type><category>weak</category><lastName>GWLIN</lastName></aka>
<aka><uid>8</uid><type>f.k.a.</type><category>strong</category><lastName>LIN</lastName><firstName>Wen</firstName></aka></akaList>
<nationalityList><nationality><uid>1</uid><country>China</country></nationality></nationalityList>
<dateOfBirthList><dateOfBirthItem><uid>2</uid><dateOfBirth>12 Nov 1985</dateOfBirth></dateOfBirthItem></dateOfBirthList>
</sdnEntry><sdnEntry><uid>43</uid><lastName>QINGSHUO CO.</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>)");
    EXPECT_EQ(dumps(list), (Lines{"42 person LIN, Guangwen; -GWLIN; ~LIN, Wen; CYBER2 1985/11/12 CN",
                                  "43 entity QINGSHUO CO.;"}));
    EXPECT_EQ(list.date, "2024-03-25");
}

TEST(Listed, OfacAdvancedXml) {
    const SanctionsList list =
        read(Kind::ofac_advanced_xml, R"(<Sanctions xmlns="urn:example"><ReferenceValueSets>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
<PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType></FeatureTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues></ReferenceValueSets>
<DistinctParties><DistinctParty FixedRef="42"><Profile ID="42" PartySubTypeID="4"><Identity ID="1" FixedRef="42" Primary="true">
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="11" NamePartTypeID="1520"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="12" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups>
<Alias FixedRef="42" AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="11">GWLIN</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="42" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="1">
<DocumentedNamePart><NamePartValue NamePartGroupID="11">LIN</NamePartValue></DocumentedNamePart>
<DocumentedNamePart><NamePartValue NamePartGroupID="12">Guangwen</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity>
<Feature ID="5" FeatureTypeID="8"><FeatureVersion ID="6"><DatePeriod><Start><From><Year>1985</Year><Month>11</Month><Day>2</Day></From></Start><End><To><Year>1985</Year><Month>11</Month><Day>2</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature ID="7" FeatureTypeID="8"><FeatureVersion ID="8"><DatePeriod><Start><From><Year>1958</Year><Month>1</Month><Day>1</Day></From></Start><End><To><Year>1963</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
</Profile></DistinctParty></DistinctParties>
<SanctionsEntries><SanctionsEntry ID="9" ProfileID="42"><SanctionsMeasure SanctionsTypeID="2"><Comment/></SanctionsMeasure><SanctionsMeasure SanctionsTypeID="1"><Comment>CYBER2</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>)");
    EXPECT_EQ(dumps(list), (Lines{"42 person LIN, Guangwen; -GWLIN; CYBER2 1985/11/2 1958..1963"}));
}

TEST(Listed, UkListTablesOldAndNew) {
    EXPECT_EQ(dumps(read(Kind::uk_list_csv,
                         "Unique ID,OFSI Group ID,Name,Regime Name,Type,Designation source,Date "
                         "Designated,Sanctions Imposed\n"
                         "CYB9001,16999,LIN Guangwen,Cyber,Individual,UK,25-03-2024,Asset freeze\n")),
              (Lines{"CYB9001 person LIN Guangwen; Cyber on 2024-03-25"}));
    EXPECT_EQ(
        dumps(
            read(Kind::uk_list_csv,
                 "Report Date: 25-Mar-2024\n"
                 "Last Updated,Unique ID,Name 6,Name 1,Name 2,Name type,Alias strength,Name non-latin "
                 "script,Regime Name,Individual Entity Ship,Date Designated,D.O.B,Nationality(/ies)\n"
                 "x,CYB9001,LIN,Guangwen,,Primary Name,,林广文,Cyber,Individual,25/03/2024,12/11/1985,China\n"
                 "x,CYB9001,GWLIN,,,Alias,Low,,Cyber,Individual,25/03/2024,dd/mm/1985,China\n")),
        (Lines{"CYB9001 person Guangwen LIN; =林广文; -GWLIN; Cyber 1985/11/12 1985 CN on 2024-03-25"}));
}

TEST(Listed, UkListXml) {
    EXPECT_EQ(
        dumps(read(
            Kind::uk_list_xml,
            R"(<Designations><DateGenerated>25/03/2024</DateGenerated><Designation><UniqueID>CYB9001</UniqueID>
<Names><Name><Name1>Guangwen</Name1><Name6>LIN</Name6><NameType>Primary Name</NameType></Name>
<Name><Name6>GWLIN</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>林广文</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>Cyber</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><DateDesignated>25/03/2024</DateDesignated>
<IndividualDetails><Individual><DOBs><DOB>12/11/1985</DOB></DOBs><Nationalities><Nationality>China</Nationality></Nationalities></Individual></IndividualDetails></Designation></Designations>)")),
        (Lines{"CYB9001 person Guangwen LIN; -GWLIN; =林广文; Cyber 1985/11/12 CN on 2024-03-25"}));
}

TEST(Listed, OfsiTableAndText) {
    EXPECT_EQ(
        dumps(read(Kind::ofsi_csv,
                   "Last Updated,25/03/2024\nName 6,Name 1,Name 2,Title,Name Non-Latin "
                   "Script,DOB,Nationality,Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID\n"
                   "LIN,Guangwen,,,林广文,12/11/1985,China,Individual,Primary name,,Cyber,25/03/2024,16999\n"
                   "GWLIN,,,,,,,Individual,AKA,Low,Cyber,25/03/2024,16999\n")),
        (Lines{"16999 person Guangwen LIN; =林广文; -GWLIN; Cyber 1985/11/12 CN on 2024-03-25"}));
    const SanctionsList text = read(
        Kind::ofsi_text,
        "CONSOLIDATED LIST OF FINANCIAL SANCTIONS\nTARGETS IN THE UK\nLast Updated:25/03/2024\nREGIME: "
        "Cyber\nINDIVIDUALS\n"
        "1. Name 6: LIN 1: GUANGWEN 2: n/a 3: n/a 4: n/a 5: n/a.\nName (non-Latin script): 林广文\nDOB: "
        "12/11/1985. POB: Wuxi a.k.a: (1) GWLIN (2) LIN, Wen (non-Latin\nscript: 林文) Nationality: China "
        "Passport Number:\n123 Other Information: (UK Sanctions List Ref):CYB9001. (UK Statement of "
        "Reasons):Words. Listed on: 25/03/2024 UK Sanctions List Date Designated: 25/03/2024 Last Updated: "
        "25/03/2024 Group ID: 16999.\n"
        "ENTITIES\n1. Organisation Name: QINGSHUO COMPANY LIMITED\nAddress: No. 1 Road, Wuxi, China.Other "
        "Information: (UK Sanctions List Ref):CYB9002. Group ID: 17000.\n");
    EXPECT_EQ(dumps(text), (Lines{"CYB9001 person GUANGWEN LIN; =林广文; =GWLIN; =林文; =LIN, Wen; Cyber "
                                  "1985/11/12 CN on 2024-03-25",
                                  "CYB9002 entity QINGSHUO COMPANY LIMITED; Cyber CN"}));
    EXPECT_EQ(text.date, "2024-03-25");
}

TEST(Listed, EuXmlAndTables) {
    EXPECT_EQ(
        dumps(read(
            Kind::eu_xml,
            R"(<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-03-25T10:00:00.000+01:00">
<sanctionEntity designationDate="2024-03-25" euReferenceNumber="EU.42.1" logicalId="42"><regulation programme="CYB" publicationDate="2024-03-26"/>
<subjectType code="person" classificationCode="P"/><nameAlias firstName="Guangwen" lastName="LIN" wholeName="Guangwen LIN" strong="true"/>
<nameAlias wholeName="GWLIN" strong="false"/><citizenship countryIso2Code="CN"/><birthdate birthdate="1985-11-12" year="1985"/></sanctionEntity></export>)")),
        (Lines{"EU.42.1 person Guangwen LIN; -GWLIN; CYB 1985/11/12 CN on 2024-03-25"}));
    EXPECT_EQ(dumps(read(Kind::eu_csv,
                         "fileGenerationDate;Entity_LogicalId;Entity_SubjectType;Entity_Regulation_Programme;"
                         "NameAlias_WholeName;BirthDate_BirthDate;Citizenship_CountryIso2Code\n"
                         "25/03/2024;42;person;CYB;Guangwen LIN;;\n25/03/2024;42;;;;1985-11-12;CN\n")),
              (Lines{"42 person Guangwen LIN; CYB 1985/11/12 CN"}));
    EXPECT_EQ(dumps(read(Kind::eu_journal_csv,
                         "celex,recordId,programKey,annex,startDate,schema,name,alias,birthDate,nationality\n"
                         "32099R0001,1,EU-CYB,I.A,25.3.2024,Person,LIN Guangwen,林广文; Lin Wen,12 November "
                         "1985,Chinese\n")),
              (Lines{"32099R0001/1/LIN Guangwen person LIN Guangwen; =林广文; =Lin Wen; EU-CYB 1985/11/12 CN "
                     "on 2024-03-25"}));
}

TEST(Listed, UnXml) {
    const SanctionsList list = read(
        Kind::un_xml,
        R"(<CONSOLIDATED_LIST dateGenerated="2024-03-25T00:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>GUANGWEN</FIRST_NAME><SECOND_NAME>LIN</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
<LISTED_ON>2024-03-25</LISTED_ON><NAME_ORIGINAL_SCRIPT>林广文</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>China</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>GWLIN</ALIAS_NAME></INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1983</FROM_YEAR><TO_YEAR>1985</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY>Iran</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>QINGSHUO</FIRST_NAME><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>)");
    EXPECT_EQ(dumps(list),
              (Lines{"XXi.001 person GUANGWEN LIN; =林广文; -GWLIN; DRC 1983..1985 CN on 2024-03-25",
                     "XXe.001 entity QINGSHUO;"}));
    EXPECT_EQ(list.date, "2024-03-25");
}

TEST(Listed, JsonExtracts) {
    EXPECT_EQ(
        dumps(read(
            Kind::ofac_json,
            R"({"entry_count":2,"entries":[{"uid":"42","name":"LIN, Guangwen","aliases":["LIN, Wen"],"program":"SDGT] [IRGC","type":"individual"},{"uid":"","name":"X"}]})")),
        (Lines{"42 person LIN, Guangwen; =LIN, Wen; SDGT IRGC"}));
    const SanctionsList list =
        read(Kind::sanctions_json, R"([{"id":7,"full_name":"LIN Guangwen","source":"A list","aliases":[]}])");
    EXPECT_EQ(dumps(list), (Lines{"7 unknown LIN Guangwen;"}));
    EXPECT_EQ(list.entries.at(0).list, "A list");
}

TEST(Listed, WhatIsCutLoadsUpToThere) {
    const SanctionsList xml = read(Kind::un_xml,
                                   "<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>A</"
                                   "FIRST_NAME><REFERENCE_NUMBER>1</REFERENCE_NUMBER></ENTITY><ENTITY><FIR");
    EXPECT_EQ(xml.entries.size(), 1u);
    EXPECT_EQ(xml.problems.size(), 1u);
    const SanctionsList json =
        read(Kind::sanctions_json, R"([{"id":7,"full_name":"A","source":"L","aliases":[]},{"id":8,)");
    EXPECT_GE(json.entries.size(), 1u);
    EXPECT_FALSE(json.problems.empty());
}

TEST(Listed, EntitiesThatGrowOutOfProportionStop) {
    std::string bomb =
        "<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a0 \"0123456789012345678901234567890123456789\">";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"";
        for (int k = 0; k < 10; ++k) bomb += before;
        bomb += "\">";
    }
    bomb += "]><CONSOLIDATED_LIST><ENTITIES>&a11;</ENTITIES></CONSOLIDATED_LIST>";
    EXPECT_EQ(read(Kind::un_xml, bomb).problems.size(), 1u);
}

TEST(Listed, Births) {
    const auto text = [](std::string_view date) {
        ListEntry entry;
        entry.births = parse_births(date);
        return dump(entry);
    };
    for (const auto& [date, want] : {std::pair{"12 Nov 1985", "1985/11/12"},
                                     {"12/11/1985", "1985/11/12"},
                                     {"1985-11-12", "1985/11/12"},
                                     {"12.11.1985", "1985/11/12"},
                                     {"4 October 1983", "1983/10/4"},
                                     {"circa 1965", "1965"},
                                     {"00/00/1965", "1965"},
                                     {"1958 to 1963", "1958..1963"},
                                     {"1963/1958", "1958..1963"},
                                     {"", ""},
                                     {"unknown", ""},
                                     {"31/02", ""}})
        EXPECT_EQ(text(date), std::string(" unknown") + (*want == 0 ? "" : " ") + want) << date;
}

TEST(Listed, Countries) {
    for (const auto& [name, code] : {std::pair{"China", "CN"},
                                     {"cn", "CN"},
                                     {"Chinese", "CN"},
                                     {"Russian Federation", "RU"},
                                     {"Korea, North", "KP"},
                                     {"United Kingdom", "GB"},
                                     {"Côte d’Ivoire", "CI"},
                                     {"Atlantis", ""},
                                     {"", ""}})
        EXPECT_EQ(country_code(name), code) << name;
}

TEST(ListStore, RoundTripAndDamage) {
    const std::vector<CompiledEntry> entries =
        compile_list(read(Kind::eu_journal_csv,
                          "celex,recordId,programKey,schema,name,alias,birthDate,nationality\n32099R0001,1,"
                          "EU-CYB,Person,LIN Guangwen,林广文; Lin Wen,12 November 1985,Chinese\n")
                         .entries);
    const std::string bytes = write_compiled(entries);
    const auto back = read_compiled(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, entries);
    for (size_t cut = 0; cut < bytes.size(); ++cut)
        EXPECT_FALSE(read_compiled(std::string_view(bytes).substr(0, cut)));
    for (size_t i = 0; i < bytes.size(); ++i) {
        std::string other = bytes;
        other[i] = static_cast<char>(other[i] ^ 0x20);
        EXPECT_FALSE(read_compiled(other)) << i;
    }
}

}  // namespace

}  // namespace redshank::intel
