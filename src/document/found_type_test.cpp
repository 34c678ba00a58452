// SPDX-License-Identifier: Apache-2.0
#include "document/found_type.h"

#include <gtest/gtest.h>

namespace redshank::document {
namespace {

using namespace std::string_view_literals;

TEST(FoundType, Table) {
    const struct {
        std::string_view bytes;
        std::string_view type;
    } rows[] = {
        {"PK\x03\x04xxxx", "zip"},
        {"%PDF-1.7", "pdf"},
        {"MZ\x90\0\x03"sv, "exe"},
        {"MZ is how this letter begins", "text"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"},
        {"{\\rtf1", "rtf"},
        {"\x89PNG\r\n\x1A\n", "png"},
        {"GIF89a", "gif"},
        {"RIFF\x01\x02\x03\x04WEBPVP8 ", "webp"},
        {"\xEF\xBB\xBF \r\n<!DOCTYPE HTML>", "html"},
        {"<?xml version=\"1.0\"?><html xmlns=\"x\">", "html"},
        {"<?xml version=\"1.0\"?><svg>", "svg"},
        {"<?xml version=\"1.0\"?><a/>", "xml"},
        {"Dear all,\r\n", "text"},
        {"\x01\x02\x03", ""},
        {"", ""},
    };
    for (const auto& row : rows) EXPECT_EQ(found_type(row.bytes), row.type) << row.bytes;
}

}  // namespace
}  // namespace redshank::document
