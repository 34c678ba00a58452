// SPDX-License-Identifier: Apache-2.0
// redshank case expire: forgets mail that is old and innocent.
#include <ctime>

#include "cli/command.h"
#include "engine/expire.h"
#include "report/words.h"

namespace redshank::cli {

namespace {

struct Arguments {
    engine::ExpireOptions options;
    int64_t days = 0;
    int jobs = 0;
};

int run(Arguments& arguments) {
    engine::ExpireOptions& options = arguments.options;
    constexpr Seconds day = 86400;
    options.now = static_cast<Seconds>(std::time(nullptr));
    options.before = options.now - arguments.days * day;
    options.threads = threads_for(arguments.jobs);
    const auto outcome = engine::expire(options);
    if (!outcome) return fail(outcome.error().message);
    out(report::count(outcome->expired, "message", "messages") + " forgotten, " +
        report::grouped(outcome->kept_for_cause) + " as old kept for a finding or a campaign to look at, " +
        report::grouped(outcome->undated) + " without a date kept.\nThe case holds " +
        report::count(outcome->messages, "message", "messages") + ", and the hashes of " +
        report::grouped(outcome->expired + outcome->expired_before) +
        " forgotten ones. Campaigns were worked out anew from what is left: what was\nforgotten no longer "
        "shows that a "
        "sender has written for years, nor is a copy to compare with.\n");
    return done;
}

}  // namespace

void add_case(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("case", "Keep a case in order");
    command->require_subcommand(1);
    CLI::App* expire = command->add_subcommand(
        "expire",
        "Forget mail without findings or a campaign to look at; its hashes stay, and a hunt knows it");
    auto arguments = std::make_shared<Arguments>();
    expire->add_option("--older-than", arguments->days, "Mail dated more than so many days ago")
        ->check(CLI::Range(0, 36500))
        ->type_name("DAYS")
        ->required();
    add_case_option(*expire, arguments->options.case_folder);
    add_sign_key_option(*expire, arguments->options.sign_key);
    add_jobs_option(*expire, arguments->jobs);
    expire->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
