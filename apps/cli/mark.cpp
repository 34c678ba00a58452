// SPDX-License-Identifier: Apache-2.0
// redshank mark: what an analyst decided about a campaign.
#include <ctime>

#include "cli/command.h"
#include "evidence/marking.h"

namespace redshank::cli {

namespace {

struct Arguments {
    std::string id;
    std::string state;
    std::string note;
    std::filesystem::path folder;
    std::filesystem::path sign_key;
};

int run(const Arguments& arguments) {
    const facts::Mark mark{*facts::mark_state_from(arguments.state), arguments.note,
                           static_cast<Seconds>(std::time(nullptr))};
    const auto marked = evidence::mark_campaign(arguments.folder, arguments.id, mark, arguments.sign_key);
    if (!marked) return fail(marked.error().message);
    if (!*marked) {
        say("redshank: the case holds no campaign \"" + arguments.id + "\"; redshank campaigns lists them");
        return not_found;
    }
    say(**marked + " is marked " + arguments.state);
    return done;
}

}  // namespace

void add_mark(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("mark", "Mark a campaign as confirmed, dismissed or watching, with a note");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("ID", arguments->id, "The campaign (C…), also by an id that it had before")
        ->required();
    command->add_option("STATE", arguments->state, "confirmed, dismissed or watching")
        ->check(CLI::IsMember({"confirmed", "dismissed", "watching"}))
        ->required();
    command->add_option("--note", arguments->note, "Why, in your words")->type_name("TEXT");
    add_case_option(*command, arguments->folder);
    add_sign_key_option(*command, arguments->sign_key);
    command->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
