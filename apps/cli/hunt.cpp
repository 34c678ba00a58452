// SPDX-License-Identifier: Apache-2.0
// redshank hunt: reads sources into a case, prints the summary.
#include "engine/hunt.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "cli/command.h"
#include "cli/progress_line.h"
#include "report/json_lists.h"
#include "report/text.h"

namespace redshank::cli {

namespace {

std::atomic<bool> stop_requested{false};

// The first Ctrl-C lets the hunt keep what it has read; a second one ends it as usual.
void request_stop(int signal) {
    stop_requested.store(true);
    std::signal(signal, SIG_DFL);
}

struct Arguments {
    engine::HuntOptions options;
    std::filesystem::path org_file;
    std::string format;
    int jobs = 0;
};

// The script that builds and runs us says how it was called; by itself the program is on the path.
std::string command_as_typed() {
    const char* typed = std::getenv("REDSHANK_CALLED_AS");
    return typed != nullptr && *typed != '\0' ? typed : "redshank";
}

int run(Arguments& arguments) {
    engine::HuntOptions& options = arguments.options;
    if (!arguments.org_file.empty()) options.org_file = arguments.org_file;
    options.threads = threads_for(arguments.jobs);
    options.now = static_cast<Seconds>(std::time(nullptr));
    options.stop = &stop_requested;
    options.sandboxed = true;
    ProgressLine progress(stderr_is_terminal());
    options.progress = [&](const engine::Progress& one) { progress.show(one); };
    options.unread = [&](const facts::UnreadSource& unread) {
        progress.clear();
        say_unread(unread);
    };
    std::signal(SIGINT, request_stop);
    std::signal(SIGTERM, request_stop);

    const auto summary = engine::hunt(options);
    progress.clear();
    if (!summary) return fail(summary.error().message);
    out(arguments.format == "json" ? report::summary_json(*summary) + "\n"
                                   : report::summary_text(*summary, paint_for_stdout(), command_as_typed()));
    if (summary->interrupted) return interrupted;
    return summary->unread.empty() ? done : some_unread;
}

}  // namespace

void add_hunt(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("hunt", "Read mail into a case, find campaigns, print the summary");
    auto arguments = std::make_shared<Arguments>();
    command
        ->add_option("SOURCE", arguments->options.sources,
                     "Files, folders, mbox, Maildir, .eml, archives: told apart by content")
        ->required();
    add_case_option(*command, arguments->options.case_folder);
    command
        ->add_option("--org", arguments->org_file,
                     "The organisation file (TOML): whose mail this is, whom to protect")
        ->type_name("FILE");
    command
        ->add_option("--intel", arguments->options.intel_files,
                     "What others published: anything that intel add reads; may be given again")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command->add_flag("--recover", arguments->options.recover,
                      "Deleted and orphaned items of Outlook stores (PST, OST) too");
    command
        ->add_option("--authority", arguments->options.authority,
                     "By what right this mail is read, for the ledger")
        ->type_name("TEXT");
    command
        ->add_option("--scope", arguments->options.scope,
                     "Whose mail and which years may be read, for the ledger")
        ->type_name("TEXT");
    add_sign_key_option(*command, arguments->options.sign_key);
    add_jobs_option(*command, arguments->jobs);
    add_format_option(*command, arguments->format, {"text", "json"});
    command->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
