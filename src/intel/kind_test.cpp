// SPDX-License-Identifier: Apache-2.0
#include "intel/kind.h"

#include <gtest/gtest.h>

#include <string>

namespace redshank::intel {
namespace {

struct Row {
    const char* text;
    Kind kind;
};

TEST(Kind, IsToldByContent) {
    const Row rows[] = {
        {"", Kind::unknown},
        {"Dear colleagues,\nthe meeting is at noon.\n", Kind::unknown},
        {"# listed\nevil[.]example\nhxxp://bad.example/x\n", Kind::plain_list},
        {"\xEF\xBB\xBF"
         "192.0.2.1\n",
         Kind::plain_list},
        {"[\"one.example\",\"two.example\"]", Kind::plain_list},
        {"type,value,note\ndomain,evil.example,x\n", Kind::indicator_csv},
        {R"({"type":"bundle","id":"bundle--1","objects":[]})", Kind::stix},
        {R"({"objects":[{"type":"indicator"}],"id":"bundle--1","type":"bundle"})", Kind::stix},
        {R"({"type":"identity","id":"identity--1","spec_version":"2.1"})", Kind::stix},
        {"{\"type\":\"identity\",\"id\":\"identity--1\"}\n{\"type\":\"x\",\"id\":\"x--1\"}\n",
         Kind::stix_lines},
        {R"({"Event":{"info":"x"}})", Kind::misp_event},
        {R"({"authors":["a"],"type":"threat-actor","values":[{"value":"x"}]})", Kind::misp_galaxy},
        {R"({"authors":["a"],"last-db-change":"2023-06-23","values":[{"actor":"x"}]})", Kind::etda_cards},
        {R"([{"Threat actor name":"x","Other names":"y"}])", Kind::microsoft_names},
        {R"({"list":["a.example"],"matching_attributes":["domain"],"type":"hostname"})",
         Kind::misp_warninglist},
        {R"({"syntax":"x","trackers":{"A":["a"]}})", Kind::tracker_regexes},
        {R"({"syntax":"x","trackers":[{"pattern":"a"}]})", Kind::tracker_substrings},
        {"One@@=one\\.example\n", Kind::tracker_lines},
        {"[Adblock Plus 2.0]\n||a.example^\n", Kind::adblock},
        {"! Title: x\n||a.example^\n", Kind::adblock},
        {"36,\"A\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n", Kind::ofac_sdn_csv},
        {"36,12,\"aka\",\"B\",-0- \n", Kind::ofac_alt_csv},
        {"36,25,-0- ,\"Town\",\"Land\",-0- \n", Kind::ofac_add_csv},
        {"Unique ID,OFSI Group ID,Name\n", Kind::uk_list_csv},
        {"Report Date: 11-Aug-2025\nLast Updated,Unique ID,OFSI Group ID,Name 6\n", Kind::uk_list_csv},
        {"Last Updated,12/08/2025\nName 6,Name 1,Name 2,Group ID\n", Kind::ofsi_csv},
        {"fileGenerationDate;Entity_LogicalId;x\n", Kind::eu_csv},
        {"celex,recordId,programKey\n", Kind::eu_journal_csv},
        {"<?xml version=\"1.0\"?><sdnList xmlns=\"x\">", Kind::ofac_sdn_xml},
        {"<?xml version=\"1.0\"?><Sanctions xmlns=\"x\">", Kind::ofac_advanced_xml},
        {"<?xml version=\"1.0\"?><Designations>", Kind::uk_list_xml},
        {"<?xml version=\"1.0\"?><CONSOLIDATED_LIST>", Kind::un_xml},
        {R"({"type":"object","id":"http://x.example/schema"})", Kind::unknown},
        {"{\"type", Kind::unknown},
    };
    for (const Row& row : rows) EXPECT_EQ(kind_name(tell_kind(row.text)), kind_name(row.kind)) << row.text;
}

TEST(Kind, NamesAreTheirOwnInverse) {
    for (int i = 1; i <= static_cast<int>(Kind::ofsi_text); ++i) {
        const auto kind = static_cast<Kind>(i);
        EXPECT_EQ(kind_by_name(kind_name(kind)), kind);
    }
    EXPECT_FALSE(kind_by_name("unknown"));
}

}  // namespace
}  // namespace redshank::intel
