// SPDX-License-Identifier: Apache-2.0
#include "intel/observable.h"

#include <gtest/gtest.h>

namespace redshank::intel {
namespace {

using enum ObservableType;

struct Row {
    const char* written;
    ObservableType type;
    const char* value;  // null: none of them
};

TEST(Observable, IsReadAsPeoplePublishIt) {
    const Row rows[] = {
        {"evil.example", domain, "evil.example"},
        {" EVIL[.]Example. ", domain, "evil.example"},
        {"\"evil(.)example\"", domain, "evil.example"},
        {"evil[dot]example", domain, "evil.example"},
        {"*.evil.example", domain, "evil.example"},
        {"evil.example/", domain, "evil.example"},
        {"evil.example:443", domain, "evil.example"},
        {"b\xC3\xBC"
         "cher.example",
         domain, "xn--bcher-kva.example"},
        {"bad@evil.example", address, "bad@evil.example"},
        {"Bad[at]evil[.]example", address, "bad@evil.example"},
        {"mailto:bad@evil.example", address, "bad@evil.example"},
        {"192.0.2.1", ip, "192.0.2.1"},
        {"192[.]0[.]2[.]1:8080", ip, "192.0.2.1"},
        {"2001:DB8:0:0::1", ip, "2001:db8::1"},
        {"::ffff:192.0.2.7", ip, "192.0.2.7"},
        {"192.0.2.0/24", ip_range, "192.0.2.0/24"},
        {"192.0.2.9/32", ip, "192.0.2.9"},
        {"hxxps://evil[.]example/a?b=c#d", url, "evil.example/a?b=c"},
        {"hxxp[:]//evil[.]example", url, "evil.example/"},
        {"evil.example/a/b", url, "evil.example/a/b"},
        {"http://evil.example:8080/x", url, "evil.example:8080/x"},
        {"D41D8CD98F00B204E9800998ECF8427E", md5, "d41d8cd98f00b204e9800998ecf8427e"},
        {"da39a3ee5e6b4b0d3255bfef95601890afd80709", sha1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"word", domain, nullptr},
        {"two words", domain, nullptr},
        {"1.2.3.4.5", domain, nullptr},
        {"report.2021", domain, nullptr},
        {"", domain, nullptr},
        {"@evil.example", domain, nullptr},
    };
    for (const Row& row : rows) {
        const auto found = parse_observable(row.written);
        ASSERT_EQ(found.has_value(), row.value != nullptr) << row.written;
        if (!found) continue;
        EXPECT_EQ(found->value, row.value) << row.written;
        EXPECT_EQ(observable_type_name(found->type), observable_type_name(row.type)) << row.written;
    }
}

TEST(Observable, CommentsAreTakenOff) {
    EXPECT_EQ(without_comment("  evil.example # seen 2021"), "evil.example");
    EXPECT_EQ(without_comment("# all of it"), "");
    EXPECT_EQ(without_comment("http://evil.example/a#b"), "http://evil.example/a#b");
}

}  // namespace
}  // namespace redshank::intel
