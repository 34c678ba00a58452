// SPDX-License-Identifier: Apache-2.0
#include "org/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace redshank::org {
namespace {

TEST(Glob, Table) {
    const struct {
        std::string_view pattern;
        std::string_view path;
        bool matches;
    } rows[] = {
        {"exports/okafor*.mbox", "exports/okafor.mbox", true},
        {"exports/okafor*.mbox", "/data/exports/okafor1.mbox", true},
        {"exports/okafor*.mbox", "x.zip!/exports/okafor.mbox", true},
        {"exports/okafor*.mbox", "/data/myexports/okafor.mbox", false},
        {"exports/okafor*.mbox", "exports/okafor/x.mbox", false},  // * stays within a folder name
        {"exports/okafor", "exports/okafor/cur/17:2,S", true},     // a folder stands for what is in it
        {"exports/okafor/", "exports/okafor/cur/17:2,S", true},
        {"okafor.zip", "a/okafor.zip!/x.mbox", true},
        {"exports/okafor", "exports/okafor2/cur/17", false},
        {"./exports/*", "exports/x", true},
        {"exports/**/inbox", "exports/inbox", true},
        {"exports/**/inbox", "exports/a/b/inbox", true},
        {"exports/**/inbox", "exports/a/binbox", false},
        {"exports/**.mbox", "exports/a/b.mbox", true},
        {"**/okafor", "okafor", true},
        {"/data/x", "/data/x", true},
        {"/data/x", "/more/data/x", false},
        {"m?ller.mbox", "m\xC3\xBCller.mbox", true},
        {"m?ller.mbox", "mller.mbox", false},
        {"m?ller.mbox", "m/ller.mbox", false},
        {"**", "anything", true},
        {"*", "", false},
        {"", "x", false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(glob_matches(row.pattern, row.path), row.matches) << row.pattern << " on " << row.path;
    }
}

TEST(Glob, NamesMadeToBeSlowAreNot) {
    std::string pattern;
    for (int i = 0; i < 60; ++i) pattern += i % 2 == 0 ? "a*" : "a**";
    EXPECT_FALSE(glob_matches(pattern + "b", std::string(20'000, 'a')));
}

}  // namespace
}  // namespace redshank::org
