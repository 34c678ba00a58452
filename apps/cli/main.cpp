// SPDX-License-Identifier: Apache-2.0
// redshank: finds espionage campaigns in mail. Results on stdout, talk on stderr, exit codes as interfaces.md
// has them.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "base/sandbox.h"
#include "cli/command.h"

namespace {

// Whoever reads our output has seen enough: that is success, and nothing is said. What a hunt found is in the
// case by then.
void end_quietly(int) {
    ::_exit(0);
}

// A word that is no command, where CLI11 would only say that a command is missing.
bool names_no_command(const CLI::App& app, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return false;
    const auto commands = app.get_subcommands([&](const CLI::App* one) { return one->check_name(argv[1]); });
    return commands.empty();
}

// Output that was lost must not look like output that was short.
bool wrote_everything() {
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace redshank::cli;
    std::signal(SIGPIPE, end_quietly);
    // Above a limit on file sizes writing fails, as on a full disk, and is told as such.
    std::signal(SIGXFSZ, SIG_IGN);

    CLI::App app{
        "Redshank finds espionage campaigns in mail. It never fetches anything that a mail points to."};
    app.name("redshank");
    app.set_version_flag("--version", [] {
        return "redshank " REDSHANK_VERSION "\nsandbox: " +
               redshank::in_words(redshank::sandbox_of_this_kernel());
    });
    app.require_subcommand(1);
    Context context;
    for (const AddCommand add :
         {add_hunt, add_inspect, add_lists, add_show, add_mark, add_verify, add_report, add_serve, add_search,
          add_shards, add_intel, add_actor, add_screen, add_case, add_drill, add_debug, add_generate})
        add(app, context);
    try {
        if (names_no_command(app, argc, argv))
            return fail("there is no command \"" + std::string(argv[1]) + "\"; redshank --help lists them");
        app.parse(argc, argv);
        return wrote_everything()
                   ? context.exit_code
                   : fail("standard output could not be written; what was printed is not whole");
    } catch (const CLI::ParseError& error) {
        // Help and version are no errors; CLI11's own codes for the rest are not ours.
        return app.exit(error) == 0 ? done : bad_usage;
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}
