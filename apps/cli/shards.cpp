// SPDX-License-Identifier: Apache-2.0
// redshank extract and group: the two halves of a hunt with JSON Lines between them.
#include "engine/shards.h"
#include "engine/sandbox.h"

#include "cli/command.h"
#include "report/json_lists.h"

namespace redshank::cli {

namespace {

struct Arguments {
    engine::ShardOptions options;
    std::filesystem::path org_file;
    int jobs = 0;

    uint64_t problems = 0;
    void prepare() {
        engine::enter_reading_sandbox({});
        if (!org_file.empty()) options.org_file = org_file;
        options.threads = threads_for(jobs);
        options.unread = [this](const facts::UnreadSource& unread) {
            ++problems;
            say_unread(unread);
        };
    }
};

int run_extract(Arguments& arguments) {
    arguments.prepare();
    out(report::list_header("facts") + "\n");
    const auto problems = engine::extract_records(arguments.options, [](std::string_view record) {
        out(record);
        out("\n");
    });
    if (!problems) return fail(problems.error().message);
    return *problems == 0 ? done : some_unread;
}

int run_group(Arguments& arguments) {
    arguments.prepare();
    const auto campaigns = engine::group_records(arguments.options);
    if (!campaigns) return fail(campaigns.error().message);
    out(report::list_header("campaigns") + "\n");
    for (const facts::Campaign& campaign : *campaigns)
        out(report::campaign_json({campaign, false, 0, {}}) + "\n");
    return arguments.problems == 0 ? done : some_unread;
}

void add(CLI::App& app, Context& context, const std::string& name, const std::string& what,
         const std::string& input, int (*run)(Arguments&), bool groups) {
    CLI::App* command = app.add_subcommand(name, what);
    auto arguments = std::make_shared<Arguments>();
    command->add_option(input, arguments->options.inputs)->required();
    command->add_option("--org", arguments->org_file, "The organisation file (TOML)")->type_name("FILE");
    add_jobs_option(*command, arguments->jobs);
    if (groups) {
        command->add_flag("--leave-one-out", arguments->options.leave_one_out,
                          "Tell for every reason what the verdict would be without it (would_change)");
    }
    command->callback([arguments, run, &context] { context.exit_code = run(*arguments); });
}

}  // namespace

void add_shards(CLI::App& app, Context& context) {
    add(app, context, "extract", "Write the facts of every message as JSON Lines (docs/formats.md)", "SOURCE",
        run_extract, false);
    add(app, context, "group", "Read facts from JSON Lines (- for standard input) and write campaigns",
        "FILE", run_group, true);
}

}  // namespace redshank::cli
