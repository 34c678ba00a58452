// SPDX-License-Identifier: Apache-2.0
// redshank: finds espionage campaigns in mail. Results on stdout, talk on stderr, exit codes as interfaces.md
// has them.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "cli/command.h"

namespace {

// Whoever reads our output has seen enough: that is success, and nothing is said. What a hunt found is in the
// case by then.
void end_quietly(int) {
    ::_exit(0);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace redshank::cli;
    std::signal(SIGPIPE, end_quietly);

    CLI::App app{
        "Redshank finds espionage campaigns in mail. It never fetches anything that a mail points to."};
    app.name("redshank");
    app.set_version_flag("--version", "redshank " REDSHANK_VERSION);
    app.require_subcommand(1);
    Context context;
    for (const AddCommand add :
         {add_hunt, add_inspect, add_lists, add_show, add_shards, add_drill, add_debug})
        add(app, context);
    try {
        app.parse(argc, argv);
        std::fflush(stdout);
        return context.exit_code;
    } catch (const CLI::ParseError& error) {
        // Help and version are no errors; CLI11's own codes for the rest are not ours.
        return app.exit(error) == 0 ? done : bad_usage;
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}
