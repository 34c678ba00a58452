// SPDX-License-Identifier: Apache-2.0
// redshank search: messages by words in subjects, senders and hosts.
#include "engine/search.h"

#include "cli/command.h"
#include "report/json_lists.h"
#include "report/table.h"

namespace redshank::cli {

namespace {

struct Arguments {
    std::vector<std::string> words;
    std::filesystem::path folder;
    std::string format;
};

void run(const Arguments& arguments, Context& context) {
    const auto c = open_case(arguments.folder, context);
    if (!c) return;
    const bool as_json = arguments.format == "json";
    if (as_json) out(report::list_header("messages") + "\n");
    report::Table table{{"id", "date", "from", "reader", "subject"}, {}};
    size_t found = 0;
    engine::search(*c, arguments.words, [&](int64_t row, const facts::Message& message) {
        ++found;
        if (as_json) {
            std::vector<std::string> findings;
            for (const facts::Finding& finding : c->findings_of(row)) findings.push_back(finding.id);
            out(report::message_json(message, {}, findings) + "\n");
        } else {
            table.rows.push_back({message.id, message.date == 0 ? "" : date_only(message.date),
                                  facts::author(message).address, message.reader, message.subject});
        }
    });
    if (!table.rows.empty()) out(report::as_columns(table, paint_for_stdout().width));
    if (found > 0) return;
    say("redshank: no subject, sender or host has all of these words; the text of mail is not searched");
    context.exit_code = not_found;
}

}  // namespace

void add_search(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("search", "Find messages by words in subjects, senders and hosts");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("WORDS", arguments->words, "All of them must be there, as parts of words too")
        ->required();
    add_case_option(*command, arguments->folder);
    add_format_option(*command, arguments->format, {"table", "json"});
    command->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace redshank::cli
