// SPDX-License-Identifier: Apache-2.0
// redshank drill: a harmless practice archive with planted campaigns, and the score of a hunt against its
// key.
#include "engine/practice.h"

#include <cstdio>

#include "base/json_writer.h"
#include "cli/command.h"
#include "report/words.h"

namespace redshank::cli {

namespace {

int run_generate(const drill::Options& options) {
    const auto written = drill::generate(options);
    if (!written) return fail(options.folder.string() + ": " + written.error().message);
    out("wrote " + report::count(written->messages, "message", "messages") + " (" +
        report::bytes(written->bytes) + ") in " + report::count(written->mailboxes, "mailbox", "mailboxes") +
        " to " + options.folder.string() + "\n");
    for (const std::string& campaign : written->campaigns) out("  planted " + campaign + "\n");
    if (!written->left_out.empty()) {
        std::string names;
        for (const std::string& name : written->left_out) names += (names.empty() ? "" : ", ") + name;
        out("  no room for " + names + "\n");
    }
    out("next: redshank hunt " + options.folder.string() + " --org " +
        (options.folder / "org.toml").string() + "\n");
    return done;
}

std::string percent(double share) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f %%", share * 100);
    return text;
}

std::string share_line(const char* name, const drill::Share& share) {
    return std::string(name) + percent(share.value) + "   (95 % interval " + percent(share.low) + " to " +
           percent(share.high) + ")\n";
}

void share_json(JsonWriter& json, const char* key, const drill::Share& share) {
    const auto millionths = [](double value) { return static_cast<int64_t>(value * 1e6 + 0.5); };
    json.key(key)
        .begin_object()
        .key("value")
        .decimal(millionths(share.value), 6)
        .key("low")
        .decimal(millionths(share.low), 6);
    json.key("high").decimal(millionths(share.high), 6).end_object();
}

std::string score_json(const drill::Score& score) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("cases").begin_array();
    for (const drill::CaseScore& one : score.cases) {
        json.begin_object()
            .key("name")
            .value(one.name)
            .key("wanted_class")
            .value(one.wanted_class)
            .key("found_class")
            .value(one.found_class);
        json.key("planted")
            .value(one.planted)
            .key("found")
            .value(one.found)
            .key("pieces")
            .value(one.pieces)
            .end_object();
    }
    json.end_array();
    share_json(json, "recall", score.recall);
    share_json(json, "precision", score.precision);
    share_json(json, "pieces_per_campaign", score.pieces);
    json.key("merged").value(score.merged);
    json.key("false_alarms").value(score.false_alarms).key("messages").value(score.messages);
    json.key("false_alarms_unsure").value(score.false_alarms_unsure);
    json.key("false_alarms_per_million").begin_object();
    const auto thousandths = [](double value) { return static_cast<int64_t>(value * 1e3 + 0.5); };
    json.key("value")
        .decimal(thousandths(score.false_alarms_per_million), 3)
        .key("low")
        .decimal(thousandths(score.false_alarms_low), 3);
    json.key("high").decimal(thousandths(score.false_alarms_high), 3).end_object();
    json.key("false_alarm_ids").begin_array();
    for (const std::string& id : score.false_alarm_ids) json.value(std::string_view(id));
    json.end_array().key("false_alarm_kinds").begin_array();
    for (const std::string& kind : score.false_alarm_kinds) json.value(std::string_view(kind));
    json.end_array().end_object();
    return json.take() + "\n";
}

std::string score_text(const drill::Score& score) {
    std::string text;
    for (const drill::CaseScore& one : score.cases) {
        text += one.name + ": " + (one.found_class.empty() ? "missed" : "found as " + one.found_class) +
                " (wanted " + one.wanted_class + "), " + std::to_string(one.found) + " of " +
                std::to_string(one.planted) + " messages in " + report::count(one.pieces, "piece", "pieces") +
                "\n";
    }
    text += share_line("recall     ", score.recall) + share_line("precision  ", score.precision);
    char rates[128];
    std::snprintf(rates, sizeof rates, "%.2f a campaign   (95 %% interval %.2f to %.2f), %s\n",
                  score.pieces.value, score.pieces.low, score.pieces.high,
                  report::count(score.merged, "holds two planted ones", "hold two planted ones").c_str());
    text += "pieces     " + std::string(rates);
    std::snprintf(rates, sizeof rates, "%.1f per million messages (95 %% interval %.1f to %.1f)",
                  score.false_alarms_per_million, score.false_alarms_low, score.false_alarms_high);
    text += "false alarms " + std::to_string(score.false_alarms) + " in " +
            report::count(score.messages, "message", "messages") + ": " + rates + "\n";
    if (score.false_alarms_unsure > 0)
        text += "  " + std::to_string(score.false_alarms_unsure) + " of them with a question\n";
    for (size_t i = 0; i < score.false_alarm_ids.size(); ++i)
        text += "  false alarm: " + score.false_alarm_ids[i] + ", " + score.false_alarm_kinds[i] + "\n";
    return text;
}

struct ScoreArguments {
    std::filesystem::path truth, folder;
    std::string format;
};

void run_score(const ScoreArguments& arguments, Context& context) {
    const auto c = open_case(arguments.folder, context);
    if (!c) return;
    const auto score = engine::score_campaigns(arguments.truth, c->campaigns());
    if (!score) {
        context.exit_code = fail(arguments.truth.string() + ": " + score.error().message);
        return;
    }
    out(arguments.format == "json" ? score_json(*score) : score_text(*score));
}

}  // namespace

void add_drill(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("drill", "Write a practice archive with planted campaigns and an answer key");
    command->require_subcommand(0, 1);
    auto options = std::make_shared<drill::Options>();
    CLI::Option* folder =
        command->add_option("-o,--output", options->folder, "The folder to write")->type_name("DIR");
    command->add_option("--seed", options->seed, "The same seed gives the same bytes")
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--messages", options->messages, "About how many messages")
        ->capture_default_str()
        ->type_name("N");
    std::string cases;
    for (const std::string& name : drill::case_names()) cases += (cases.empty() ? "" : ", ") + name;
    command->add_option("--only", options->only, "Plant these cases alone: " + cases)
        ->delimiter(',')
        ->type_name("CASE[,CASE]");

    CLI::App* power = command->add_subcommand(
        "power", "Write many small campaigns of 2 to 30 copies, and controls with nothing to prove");
    auto power_options = std::make_shared<drill::Options>();
    power_options->power = true;
    power->add_option("-o,--output", power_options->folder, "The folder to write")
        ->required()
        ->type_name("DIR");
    power->add_option("--seed", power_options->seed, "The same seed gives the same bytes")
        ->capture_default_str()
        ->type_name("N");
    power->callback([power_options, &context] { context.exit_code = run_generate(*power_options); });

    CLI::App* score = command->add_subcommand("score", "Score the campaigns of a case against an answer key");
    auto arguments = std::make_shared<ScoreArguments>();
    score->add_option("--truth", arguments->truth, "truth.json of the drill")->required()->type_name("FILE");
    add_case_option(*score, arguments->folder);
    add_format_option(*score, arguments->format, {"text", "json"});
    score->callback([arguments, &context] { run_score(*arguments, context); });
    command->callback([command, folder, options, &context] {
        if (!command->get_subcommands().empty()) return;
        context.exit_code =
            folder->count() == 0 ? fail("drill needs -o DIR, the folder to write") : run_generate(*options);
    });
}

}  // namespace redshank::cli
