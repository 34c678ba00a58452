// SPDX-License-Identifier: Apache-2.0
// Reads the source for calls that would let text from mail become a command, a format string, a path made by
// guessing, or SQL. Tests are not looked at: they make their own input.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

namespace fs = std::filesystem;

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The text without comments. Literals stay; a "//" in one ends its line here, which loses nothing that is
// looked for.
std::string without_comments(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "//") == 0) i = std::min(text.find('\n', i), text.size() - 1);
        out += text[i];
    }
    return out;
}

// Where `name` is called as a function of its own, not as a member: the text between its brackets, shortened.
std::vector<std::string> calls(const std::string& text, std::string_view name) {
    std::vector<std::string> found;
    for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '>')) continue;
        size_t open = at + name.size();
        if (open >= text.size() || text[open] != '(') continue;
        int depth = 0;
        size_t end = open;
        for (; end < text.size() && end < open + 600; ++end) {
            depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            if (depth == 0) break;
        }
        found.push_back(text.substr(open + 1, end - open - 1));
    }
    return found;
}

// The n-th argument, from 0, without blanks around it; commas in brackets do not divide.
std::string argument(const std::string& all, int wanted) {
    int depth = 0, number = 0;
    std::string out;
    for (const char c : all) {
        depth += c == '(' || c == '{' || c == '[' ? 1 : c == ')' || c == '}' || c == ']' ? -1 : 0;
        if (c == ',' && depth == 0) {
            ++number;
        } else if (number == wanted && !(out.empty() && std::isspace(static_cast<unsigned char>(c)) != 0)) {
            out += c;
        }
    }
    return out;
}

// Whether text is put together with + from anything but literals and the constants named here.
std::string joined_with(const std::string& sql) {
    constexpr std::array<std::string_view, 5> constants{"std::to_string(schema_version)", "from_version_",
                                                        "schema", "columns", "name"};
    bool in_literal = false;
    for (size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == '"') in_literal = !in_literal;
        if (in_literal || sql[i] != '+') continue;
        size_t next = sql.find_first_not_of(" \n", i + 1);
        if (next == std::string::npos || sql[next] == '"') continue;
        const std::string_view rest = std::string_view(sql).substr(next);
        if (std::none_of(constants.begin(), constants.end(), [&](auto one) { return rest.starts_with(one); }))
            return std::string(rest.substr(0, 40));
    }
    return "";
}

struct Source {
    std::string name, text;
};

std::vector<Source> sources() {
    std::vector<Source> all;
    for (const char* folder : {"src", "apps"}) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(REDSHANK_SOURCE_DIR) / folder)) {
            const std::string name = entry.path().string();
            const bool is_code = name.ends_with(".cpp") || name.ends_with(".h");
            const bool is_test = name.ends_with("_test.cpp") || name.ends_with("_for_testing.h") ||
                                 name.ends_with("testing.h") || name.find("/testing/") != std::string::npos ||
                                 name.find("/planted/") != std::string::npos;
            if (is_code && !is_test) all.push_back({name, without_comments(read_file(entry.path()))});
        }
    }
    return all;
}

}  // namespace

TEST(DangerousCalls, NoCommandAndNoUnboundedCopy) {
    const auto all = sources();
    ASSERT_GT(all.size(), 200u);
    for (const Source& source : all) {
        for (const std::string_view name :
             {"system", "popen", "execl", "execlp", "execv", "execve", "execvp", "posix_spawnp", "strcpy",
              "strcat", "sprintf", "vsprintf", "gets", "alloca", "tmpnam", "mktemp", "tempnam", "dlopen"})
            EXPECT_TRUE(calls(source.text, name).empty()) << source.name << ": " << name;
    }
}

TEST(DangerousCalls, FormatsAreLiterals) {
    struct Printer {
        std::string_view name;
        int format;
    };
    for (const Source& source : sources()) {
        for (const Printer& printer :
             {Printer{"printf", 0}, Printer{"fprintf", 1}, Printer{"dprintf", 1}, Printer{"snprintf", 2},
              Printer{"syslog", 1}, Printer{"sqlite3_mprintf", 0}}) {
            for (const std::string& call : calls(source.text, printer.name))
                EXPECT_TRUE(argument(call, printer.format).starts_with('"')) << source.name << ": " << call;
        }
    }
}

TEST(DangerousCalls, SqlIsPutTogetherFromConstantsOnly) {
    size_t looked_at = 0;
    for (const Source& source : sources()) {
        for (const std::string_view call : {"prepare(", "database_.run(", "database.run("}) {
            for (size_t at = source.text.find(call); at != std::string::npos;
                 at = source.text.find(call, at + 1)) {
                const size_t open = at + call.size() - 1;
                const auto found = calls("f" + source.text.substr(open, 2000), "f");
                if (found.empty()) continue;
                ++looked_at;
                EXPECT_EQ(joined_with(found.front()), "") << source.name << ": " << found.front();
            }
        }
    }
    EXPECT_GT(looked_at, 30u);
}

TEST(DangerousCalls, TheReaderOfThisTestSees) {
    EXPECT_EQ(calls("a.system(x); system(y);", "system"), std::vector<std::string>{"y"});
    EXPECT_EQ(argument("out, size(a, b), format", 2), "format");
    EXPECT_EQ(joined_with("\"SELECT + \" + std::string(columns) + value"), "std::string(columns) + value");
    EXPECT_EQ(joined_with("\"SELECT \" \"x\" + columns"), "");
}

}  // namespace redshank::cli_test
