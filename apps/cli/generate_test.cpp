// SPDX-License-Identifier: Apache-2.0
// The man page and completions say what the parser takes, for they come from it.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

std::string generate(const std::string& what) {
    const Outcome outcome = redshank({"generate", what});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
}

std::string shell(const std::string& command) {
    std::string out;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    for (size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
    EXPECT_EQ(WEXITSTATUS(::pclose(pipe)), 0) << command << "\n" << out;
    return out;
}

// What bash offers behind these words, the last of which is being typed.
std::string offered(const std::string& script, const std::string& words, int at) {
    return shell("bash -c 'cd / && . " + script + "; COMP_WORDS=(" + words +
                 "); COMP_CWORD=" + std::to_string(at) + "; _redshank; echo \"${COMPREPLY[*]}\"'");
}

}  // namespace

TEST(Generate, TheManPageNamesEveryCommandAndOption) {
    const std::string page = generate("man");
    for (const char* line :
         {".SS hunt\n", ".SS intel add\n", ".SS verify\n", ".SH EXIT STATUS\n", "\\-\\-authority TEXT\n",
          "\\-\\-format table|json|csv\n", ".I SOURCE ...\n", ".B redshank mark\n.I ID\n.I STATE\n"})
        EXPECT_NE(page.find(line), std::string::npos) << line;
    // A line that begins with a dot is a request of man(7); there are no others than these.
    for (size_t at = page.find("\n."); at != std::string::npos; at = page.find("\n.", at + 1)) {
        const std::string request = page.substr(at + 2, 2);
        EXPECT_TRUE(request == "SH" || request == "SS" || request == "TP" || request == "PP" ||
                    request == "B " || request == "I ")
            << page.substr(at + 1, 40);
    }
}

TEST(Generate, BashCompletes) {
    const TempFolder folder;
    write_file(folder / "redshank.bash", generate("bash"));
    const std::string script = folder / "redshank.bash";
    EXPECT_EQ(offered(script, "redshank hun", 1), "hunt\n");
    EXPECT_EQ(offered(script, "redshank hunt --sc", 2), "--scope\n");
    EXPECT_EQ(offered(script, "redshank campaigns --format j", 3), "json\n");
    EXPECT_EQ(offered(script, "redshank intel a", 2), "add\n");
    EXPECT_EQ(offered(script, "redshank intel add --lic", 3), "--licence\n");
    EXPECT_EQ(offered(script, "redshank mark --no", 2), "--note\n");
}

TEST(Generate, FishAndZshNameTheSame) {
    const std::string fish = generate("fish"), zsh = generate("zsh");
    EXPECT_NE(fish.find("'__fish_seen_subcommand_from hunt' -l scope -r -d "), std::string::npos);
    EXPECT_NE(fish.find("-l format -r -f -a 'table json csv' -d "), std::string::npos);
    EXPECT_EQ(zsh.find("#compdef redshank\n"), 0u);
    EXPECT_NE(zsh.find("--scope"), std::string::npos);
    EXPECT_EQ(redshank({"generate", "csh"}).exit_code, 2);
}

}  // namespace redshank::cli_test
