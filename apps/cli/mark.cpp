// SPDX-License-Identifier: Apache-2.0
// redshank mark: what an analyst decided about a campaign.
#include <ctime>

#include "base/json_writer.h"
#include "cli/command.h"

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
    // Looked up for reading first: a wrong folder must not become a new case.
    if (auto existing = evidence::Case::open_for_reading(arguments.folder); !existing)
        return fail(existing.error().message);
    auto opened = evidence::Case::open_for_writing(arguments.folder);
    if (!opened) return fail(opened.error().message);
    evidence::Case& c = **opened;
    const auto campaigns = c.campaigns();
    const facts::ListedCampaign* listed = evidence::find_campaign(campaigns, arguments.id);
    if (listed == nullptr) {
        say("redshank: the case holds no campaign \"" + arguments.id + "\"; redshank campaigns lists them");
        return not_found;
    }
    const facts::Mark mark{*facts::mark_state_from(arguments.state), arguments.note,
                           static_cast<Seconds>(std::time(nullptr))};
    JsonWriter details;
    details.begin_object().key("campaign").value(listed->campaign.id).key("state").value(arguments.state);
    details.key("note").value(arguments.note).end_object();
    if (!log_step(arguments.folder, "mark", details.take(), arguments.sign_key)) return bad_usage;
    c.begin();
    c.marks().set(listed->campaign, mark);
    c.commit();
    say(listed->campaign.id + " is marked " + arguments.state);
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
