// SPDX-License-Identifier: Apache-2.0
#include "text/idna.h"

#include <chrono>

#include <gtest/gtest.h>

namespace redshank::text {
namespace {

TEST(DomainToAscii, lower_cases_ascii_and_encodes_the_rest) {
    const struct {
        std::string_view in;
        std::string_view out;  // "" for nothing
    } rows[] = {
        {"Example.COM", "example.com"},
        {"a_b.example", "a_b.example"},
        {"-x-.example", "-x-.example"},
        {"xn--a.example", "xn--a.example"},  // ASCII is taken as it is
        {"XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example"},
        {"münchen.example", "xn--mnchen-3ya.example"},  // RFC 3492's encoding of ü after "mnchen"
        {"MÜNCHEN.example", "xn--mnchen-3ya.example"},
        {"faß.example", "xn--fa-hia.example"},  // non-transitional: not "fass"
        {"FAẞ.example", "xn--fa-hia.example"},  // the capital, since Unicode 15.1
        {"ｅｘａｍｐｌｅ．test", "example.test"},
        {"example。test", "example.test"},
        {"exam\xC2\xADple.test", "example.test"},  // soft hyphen
        {"", ""},
        {"\xC2\xAD", ""},
        {"a\xFF", ""},
        {"a\xEF\xBF\xBD", ""},
        {"\xD7\x90\x61.example", ""},  // a Hebrew label that ends in a Latin letter: CheckBidi
    };
    for (const auto& row : rows) EXPECT_EQ(domain_to_ascii(row.in).value_or(""), row.out) << row.in;
}

TEST(DomainToAscii, a_long_name_is_refused_or_done_quickly) {
    std::string name;
    for (char32_t c = 0; c < 20000; ++c) name += "\xE4\xB8\x80";
    EXPECT_FALSE(domain_to_ascii(name));
    EXPECT_TRUE(domain_to_ascii(std::string(100000, 'a')));
}

TEST(DomainToUnicode, decodes_and_keeps_what_it_cannot) {
    EXPECT_EQ(domain_to_unicode("xn--mnchen-3ya.example"), "münchen.example");
    EXPECT_EQ(domain_to_unicode("plain.example"), "plain.example");
    EXPECT_EQ(domain_to_unicode("xn--a.example"), "xn--a.example");
    EXPECT_EQ(domain_to_unicode(""), "");
}

TEST(RegistrableDomain, is_a_view_into_the_host) {
    const struct {
        std::string_view host;
        std::string_view domain;
    } rows[] = {
        {"a.b.example.co.uk", "example.co.uk"},
        {"co.uk", "co.uk"},
        {"www.example.test", "example.test"},  // no rule: the default rule "*"
        {"example.test", "example.test"},
        {"localhost", "localhost"},
        {"www.example.test.", "example.test"},
        {"192.0.2.1", "192.0.2.1"},
        {"[2001:db8::1]", "[2001:db8::1]"},
        {".example.test", ".example.test"},
        {".", "."},
        {"", ""},
        {"www.city.kobe.jp", "city.kobe.jp"},  // an exception to "*.kobe.jp"
        {"a.b.c.kobe.jp", "b.c.kobe.jp"},
    };
    for (const auto& row : rows) EXPECT_EQ(registrable_domain(row.host), row.domain) << row.host;

    const std::string host = "deep.example.test";
    EXPECT_EQ(registrable_domain(host).data(), host.data() + 5);
}

TEST(RegistrableDomain, does_not_grow_with_the_number_of_labels) {
    std::string host;
    for (int i = 0; i < 30000; ++i) host += "a.";
    host += "example.test";
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(registrable_domain(host), "example.test");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(200));
}

TEST(IsSingleScript, follows_the_highly_restrictive_level_of_uts_39) {
    const struct {
        std::string_view label;
        bool single;
    } rows[] = {
        {"example", true}, {"пример", true},  {"例え", true}, {"例a", true},  // Latin with Japanese
        {"münchen", true}, {"pаypal", false},                                 // Cyrillic a
        {"αpple", false},  {"한국abc", true}, {"a1-2", true}, {"", true},
    };
    for (const auto& row : rows) EXPECT_EQ(is_single_script(row.label), row.single) << row.label;
}

}  // namespace
}  // namespace redshank::text
