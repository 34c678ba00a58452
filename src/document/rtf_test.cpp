// SPDX-License-Identifier: Apache-2.0
#include "document/rtf.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "document/testing.h"

namespace redshank::document {
namespace {

std::string hex_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[c & 15];
    }
    return out;
}

TEST(Rtf, WhatItLoads) {
    std::string wide;
    for (const char c : std::string_view("http://t.example/o")) wide.append({c, '\0'});
    struct Row {
        const char* what;
        std::string body;
        std::string expected;
    };
    const Row rows[] = {
        {"remote template", "{\\*\\template http://t.example/a.dotm}", "template http://t.example/a.dotm"},
        {"template in code units", "{\\*\\template \\u104?\\u116?\\u-65420?\\u112?://t.example/a}",
         "template http://t.example/a"},
        {"template in hex", "{\\*\\template \\'68\\'74tp://t.example/a}", "template http://t.example/a"},
        {"link", "{\\field{\\*\\fldinst {HYPERLINK \"http://t.example/l\"}}{\\fldrslt x}}",
         "link http://t.example/l"},
        {"link in pieces", "{\\field{\\*\\fldinst {\\b HYPER}{LINK }{\"http://t.example/l\"}}}",
         "link http://t.example/l"},
        {"picture", "{\\field{\\*\\fldinst INCLUDEPICTURE \"http://t.example/p\" \\\\d}}",
         "image http://t.example/p"},
        {"DDE", "{\\field{\\*\\fldinst DDEAUTO cmd \"/c calc\"}}", "dde DDEAUTO cmd \"/c calc\""},
        {"linked object", "{\\object\\objautlink{\\*\\objdata 0105" + hex_of(wide) + "}}",
         "object http://t.example/o; embedded-object linked"},
        {"embedded object", "{\\object\\objemb{\\*\\objdata 01 05\r\n00}}", "embedded-object embedded"},
        {"bytes that look like groups", "{\\bin4 }}}}}{\\*\\template http://t.example/a}",
         "template http://t.example/a"},
        {"page number", "{\\field{\\*\\fldinst PAGE}}", ""},
        {"text", "HYPERLINK \"http://t.example/l\"", ""},
    };
    for (const Row& row : rows) {
        const std::string rtf = "{\\rtf1\\ansi " + row.body + "}";
        const ExactBytes exact(rtf);
        const Contents contents = read_rtf(exact.view(), Limits{});
        EXPECT_EQ(dump(contents), row.expected) << row.what;
        for (const Reference& one : contents.references) ASSERT_LE(one.offset + one.length, rtf.size());
        for (size_t length = 0; length < rtf.size(); ++length) {
            const ExactBytes cut(std::string_view(rtf).substr(0, length));
            read_rtf(cut.view(), Limits{});
        }
    }
}

TEST(Rtf, PlacesAreExact) {
    const std::string rtf = "{\\rtf1{\\*\\template http://t.example/a.dotm}}";
    const Contents contents = read_rtf(rtf, Limits{});
    ASSERT_EQ(contents.references.size(), 1u);
    EXPECT_EQ(rtf.substr(contents.references[0].offset, contents.references[0].length),
              "http://t.example/a.dotm");
}

TEST(Rtf, DepthIsNoRecursion) {
    read_rtf(std::string(1'000'000, '{'), Limits{});
    std::string nested = "{\\rtf1";
    for (int i = 0; i < 100'000; ++i) nested += "{\\*\\fldinst ";
    read_rtf(nested, Limits{});
}

}  // namespace
}  // namespace redshank::document
