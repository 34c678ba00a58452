// SPDX-License-Identifier: Apache-2.0
// The web-platform-tests of the URL Standard: every case, and the state of the suite is the state we follow.
#include <cstdio>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "text/suite_json.h"
#include "url/url.h"

namespace redshank::url {
namespace {

std::optional<Url> parse_against(const std::string& input, const nlohmann::json& base, const Limits& limits) {
    AnomalyList anomalies;
    if (!base.is_string()) return parse(input, nullptr, limits, anomalies);
    const std::optional<Url> parsed = parse(base.get<std::string>(), nullptr, limits, anomalies);
    return parsed ? parse(input, &*parsed, limits, anomalies) : std::nullopt;
}

/// The components as the suite writes them; "" where ours agree.
std::string difference(const Url& url, const nlohmann::json& test) {
    const auto with_mark = [](char mark, std::string_view text) {
        return text.empty() ? "" : mark + std::string(text);
    };
    const std::pair<const char*, std::string> components[] = {
        {"href", url.href},
        {"protocol", std::string(url.scheme()) + ":"},
        {"hostname", std::string(url.host())},
        {"port", url.port < 0 ? "" : std::to_string(url.port)},
        {"pathname", std::string(url.path())},
        {"search", with_mark('?', url.query())},
        {"hash", with_mark('#', url.fragment())},
    };
    for (const auto& [name, value] : components) {
        if (test.contains(name) && test[name] != value)
            return std::string(name) + " is " + value + ", not " + test[name].dump();
    }
    const bool credentials = test.contains("username") && (test["username"] != "" || test["password"] != "");
    return credentials == url.has_credentials ? "" : "credentials";
}

void run(const char* file) {
    int passed = 0;
    int count = 0;
    for (const auto& test : text::read_suite_json(shared_dir() / "suites/wpt-url" / file)) {
        if (!test.is_object()) continue;
        ++count;
        const auto input = test["input"].get<std::string>();
        const std::optional<Url> url = parse_against(input, test["base"], Limits{});
        const bool should_fail = test.contains("failure") && test["failure"] == true;
        std::string wrong;
        if (url.has_value() == should_fail) {
            wrong = should_fail ? "should fail, gave " + url->href : "should not fail";
        } else if (url) {
            wrong = difference(*url, test);
        }
        passed += wrong.empty();
        if (!wrong.empty()) ADD_FAILURE() << file << ": " << input << " on " << test["base"] << ": " << wrong;
    }
    std::printf("%s: %d of %d pass\n", file, passed, count);
    EXPECT_GT(count, 0);
    EXPECT_EQ(passed, count);
}

TEST(UrlCorpus, urltestdata) {
    REDSHANK_NEEDS_SHARED();
    run("urltestdata.json");
}

TEST(UrlCorpus, ada_extra) {
    REDSHANK_NEEDS_SHARED();
    run("ada_extra_urltestdata.json");
}

}  // namespace
}  // namespace redshank::url
